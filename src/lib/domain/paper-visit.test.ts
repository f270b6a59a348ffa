import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, dayIn } from './day.ts';
import { noonOf, paperDayProblem } from './paper-visit.ts';

const today = '2026-11-22';

describe('the day of a paper sheet', () => {
	it('is today or up to three months ago', () => {
		expect(paperDayProblem(today, today)).toBeNull();
		expect(paperDayProblem('2026-08-22', today)).toBeNull();
		expect(paperDayProblem('2026-08-21', today)).toBe('too_old');
		expect(paperDayProblem('2026-11-23', today)).toBe('in_the_future');
	});

	it('is no day that the calendar lacks', () => {
		for (const wrong of ['', '2026-02-31', '31-12-2026', '2026-13-01'])
			expect(paperDayProblem(wrong, today)).toBe('not_a_day');
	});

	it('is the day of its instant in every zone, and stays so half a day either way', () => {
		const zones = [
			...['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura', 'UTC'],
			...['Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Europe/Berlin', 'Asia/Kathmandu']
		];
		fc.assert(
			fc.property(fc.integer({ min: 0, max: 4000 }), fc.constantFrom(...zones), (days, zone) => {
				const day = addDays('2020-01-01', days);
				const noon = Date.parse(noonOf(day, zone));
				for (const hours of [0, -10, 10])
					expect(dayIn(zone, new Date(noon + hours * 3_600_000).toISOString())).toBe(day);
			})
		);
	});
});
