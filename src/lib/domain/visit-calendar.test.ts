import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { visitCalendar } from './visit-calendar.ts';

const words = { name: 'Jadwal', title: (code: string) => `Kunjungan rumah ${code}` };
const now = '2026-11-20T01:02:03.000Z';
const plan = (over: object = {}) => ({
	id: 'p1',
	householdId: 'h1',
	dueOn: '2026-11-30',
	status: 'planned' as const,
	...over
});

describe('the calendar file of planned visits', () => {
	it('has a whole day for each open visit, under the code of its house', () => {
		const text = visitCalendar([plan()], () => 'TU-01033', words, now);
		expect(text).toContain('\r\nDTSTART;VALUE=DATE:20261130\r\nDTEND;VALUE=DATE:20261201\r\n');
		expect(text).toContain('\r\nSUMMARY:Kunjungan rumah TU-01033\r\n');
		expect(text).toContain('\r\nDTSTAMP:20261120T010203Z\r\n');
		expect(text.startsWith('BEGIN:VCALENDAR\r\n') && text.endsWith('END:VCALENDAR\r\n')).toBe(true);
	});

	it('leaves out what is done or skipped, and houses that this device does not know', () => {
		const plans = [
			plan({ status: 'done' }),
			plan({ status: 'skipped' }),
			plan({ householdId: 'x' })
		];
		const text = visitCalendar(plans, (id) => (id === 'h1' ? 'A' : null), words, now);
		expect(text).not.toContain('VEVENT');
	});

	it('keeps every line short and every value whole, whatever a code holds', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (code) => {
				const text = visitCalendar([plan()], () => code, words, now);
				const lines = text.split('\r\n');
				for (const line of lines)
					expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
				const whole = text.replaceAll('\r\n ', '').split('\r\n');
				const summary = whole.find((line) => line.startsWith('SUMMARY:'))!.slice(8);
				const read = summary.replace(/\\(.)/g, (_, sign: string) => (sign === 'n' ? '\n' : sign));
				expect(read).toBe(`Kunjungan rumah ${code.replaceAll('\r\n', '\n')}`);
			})
		);
	});
});
