import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DayRoom, Job } from './day-plan.ts';
import { assignDays } from './visit-days.ts';

const days = 8;
const aRoom = fc.record({
	perDay: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: days, maxLength: days }),
	perWeek: fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 2, maxLength: 2 }),
	weekOf: fc.constant(Array.from({ length: days }, (_, day) => Math.floor(day / 4)))
});
const someJobs = fc.array(
	fc.record({
		days: fc
			.uniqueArray(fc.integer({ min: 0, max: days - 1 }), { minLength: 1, maxLength: days })
			.map((some) => some.toSorted((a, b) => a - b)),
		position: fc.option(
			fc.tuple(
				fc.double({ min: 117, max: 117.02, noNaN: true }),
				fc.double({ min: 0, max: 0.02, noNaN: true })
			)
		)
	}),
	{ maxLength: 12 }
);

/** Whether all of them find room at once, by trying everything. */
function isPossible(jobs: readonly Job[], room: DayRoom): boolean {
	const onDay = room.perDay.slice();
	const inWeek = room.perWeek.slice();
	const from = (i: number): boolean => {
		if (i === jobs.length) return true;
		for (const day of jobs[i]!.days) {
			const week = room.weekOf[day]!;
			if (onDay[day]! === 0 || inWeek[week]! === 0) continue;
			onDay[day]!--;
			inWeek[week]!--;
			if (from(i + 1)) return true;
			onDay[day]!++;
			inWeek[week]!++;
		}
		return false;
	};
	return from(0);
}

describe('the days of one kader', () => {
	it('are in time and never more than she has room for', () => {
		fc.assert(
			fc.property(someJobs, aRoom, (jobs, room) => {
				const onDay = room.perDay.slice();
				const inWeek = room.perWeek.slice();
				assignDays(jobs, room).forEach((day, i) => {
					if (day < 0) return;
					expect(jobs[i]!.days).toContain(day);
					expect(--onDay[day]!).toBeGreaterThanOrEqual(0);
					expect(--inWeek[room.weekOf[day]!]!).toBeGreaterThanOrEqual(0);
				});
			}),
			{ numRuns: 500 }
		);
	});

	it('leave out a visit only where no arrangement has room for it beside the weightier ones', () => {
		fc.assert(
			fc.property(someJobs, aRoom, (jobs, room) => {
				const dayOf = assignDays(jobs, room);
				const taken: Job[] = [];
				jobs.forEach((job, i) => {
					expect(dayOf[i]! >= 0).toBe(isPossible([...taken, job], room));
					if (dayOf[i]! >= 0) taken.push(job);
				});
			}),
			{ numRuns: 300 }
		);
	});

	it('are few: two hamlets of five houses are two walks', () => {
		const all = Array.from({ length: 20 }, (_, day) => day);
		const jobs = Array.from({ length: 10 }, (_, i) => ({
			days: all,
			position: [117 + (i % 2) * 0.1 + i * 1e-5, 0.5]
		}));
		const room = { perDay: all.map(() => 5), weekOf: all.map(() => 0), perWeek: [100] };
		const dayOf = assignDays(jobs, room);
		expect(new Set(dayOf).size).toBe(2);
		expect(new Set(dayOf.filter((_, i) => i % 2 === 0)).size).toBe(1);
	});

	it('join a visit that has its day already when that is near', () => {
		const jobs = [0, 1].map((i) => ({ days: [0, 1, 2, 3], position: [117 + i * 0.1, 0.5] }));
		const room = { perDay: [3, 3, 3, 3], weekOf: [0, 0, 0, 0], perWeek: [9] };
		const fixed = [
			{ day: 3, position: [117.0001, 0.5] },
			{ day: 1, position: [117.1001, 0.5] }
		];
		expect(assignDays(jobs, room, fixed)).toEqual([3, 1]);
	});
});
