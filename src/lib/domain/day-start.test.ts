import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, dayAt } from './day.ts';
import { startOfDay } from './day-start.ts';

const days = fc.integer({ min: -3650, max: 3650 }).map((n) => addDays('2026-11-23', n));

describe('the start of a day', () => {
	it('is eight hours before UTC’s in Kutai Timur', () => {
		expect(new Date(startOfDay('Asia/Makassar', '2026-11-23')).toISOString()).toBe(
			'2026-11-22T16:00:00.000Z'
		);
	});
	it('is its first millisecond in any zone, whatever its clocks do', () => {
		const zones = [
			'Asia/Jakarta',
			'Asia/Jayapura',
			'Asia/Kathmandu',
			'Europe/Berlin',
			'Pacific/Apia'
		];
		fc.assert(
			fc.property(days, fc.constantFrom(...zones), (day, zone) => {
				const start = startOfDay(zone, day);
				expect(dayAt(zone, start) >= day).toBe(true);
				expect(dayAt(zone, start - 1) < day).toBe(true);
			}),
			{ numRuns: 100 }
		);
	});
});
