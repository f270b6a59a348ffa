import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, daysBetween } from './day.ts';

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
