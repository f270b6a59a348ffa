import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addMonths, isDay, lastDayOf, monthOf, weekdayOf } from './day.ts';
import { mostRepeats, repeatedDays } from './posyandu-repeat.ts';

describe('a posyandu that is open every month', () => {
	it('keeps its date, and the last day of a month that is shorter', () => {
		expect(repeatedDays('2026-01-31', 'date', 3)).toEqual([
			'2026-02-28',
			'2026-03-31',
			'2026-04-30'
		]);
	});

	it('keeps its place among the weekdays, and the last one where there is no fifth', () => {
		// The second Tuesday; then the fifth Saturday of August 2026.
		expect(repeatedDays('2026-11-10', 'weekday', 2)).toEqual(['2026-12-08', '2027-01-12']);
		expect(repeatedDays('2026-08-29', 'weekday', 2)).toEqual(['2026-09-26', '2026-10-31']);
	});

	it('is once in each of the months that follow, on real days, whatever was asked', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 0, max: 3000 }),
				fc.constantFrom('date' as const, 'weekday' as const),
				fc.integer({ min: -2, max: 40 }),
				(ahead, repeat, months) => {
					const day = new Date(Date.UTC(2026, 0, 1 + ahead)).toISOString().slice(0, 10);
					const days = repeatedDays(day, repeat, months);
					expect(days).toHaveLength(Math.max(0, Math.min(mostRepeats, months)));
					days.forEach((one, at) => {
						expect(isDay(one)).toBe(true);
						expect(monthOf(one)).toBe(addMonths(monthOf(day), at + 1));
						if (repeat === 'weekday') expect(weekdayOf(one)).toBe(weekdayOf(day));
						else expect([day.slice(8), lastDayOf(monthOf(one)).slice(8)]).toContain(one.slice(8));
					});
					expect(repeatedDays(day, 'none', months)).toEqual([]);
				}
			)
		);
	});
});
