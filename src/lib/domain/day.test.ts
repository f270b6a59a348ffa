import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, dayAt, daysBetween } from './day.ts';

const today = '2026-11-02';

describe('counting days', () => {
	it('goes there and back over month ends and leap years', () => {
		fc.assert(
			fc.property(fc.integer({ min: -20000, max: 20000 }), (days) => {
				expect(daysBetween(today, addDays(today, days))).toBe(days);
			})
		);
		expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
	});
});

describe('the day at a place', () => {
	const zones = [
		'Asia/Jakarta',
		'Asia/Pontianak',
		'Asia/Makassar',
		'Asia/Jayapura',
		'Asia/Dili',
		'UTC'
	];

	it.each(zones)('in %s is the one that the calendar of the world says', (timeZone) => {
		const calendar = new Intl.DateTimeFormat('en-CA', {
			timeZone,
			...{ year: 'numeric', month: '2-digit', day: '2-digit' }
		});
		const instant = fc.integer({ min: Date.UTC(1970), max: Date.UTC(2100) });
		fc.assert(
			fc.property(instant, (ms) => {
				expect(dayAt(timeZone, ms)).toBe(calendar.format(ms));
			}),
			{ examples: [[Date.UTC(1987, 11, 31, 16, 30)], [Date.UTC(1988, 0, 2)]] }
		);
	});

	it('is refused of an instant that is none', () => {
		expect(() => dayAt('Asia/Makassar', NaN)).toThrow(RangeError);
	});
});
