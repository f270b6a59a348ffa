import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aWoman } from '../../../tests/support/visit-world.ts';
import { addDays, daysBetween } from './day.ts';
import { scheduleMonth, type ScheduleInput } from './schedule.ts';
import { visitsFromMinutes, type KaderRoom } from './schedule-room.ts';
import { defaultVisitRules as rules } from './visit-rules.ts';

const today = '2026-11-01';
const house = (index: number, over: Partial<ScheduleInput['households'][number]> = {}) => ({
	household: {
		id: `h${String(index).padStart(3, '0')}`,
		areaId: 'a',
		territoryId: 't',
		status: 'active' as const,
		location: null
	},
	kaderId: 'k',
	members: [aWoman()],
	lastVisitedOn: null as string | null,
	openFindings: [],
	...over
});
const month = (count: number, kader: KaderRoom, over: Partial<ScheduleInput> = {}) =>
	scheduleMonth({
		period: '2026-11',
		today,
		rules,
		households: Array.from({ length: count }, (_, n) => house(n)),
		existing: [],
		kader: new Map([['k', kader]]),
		...over
	});
const week = (day: string): number => Math.floor(daysBetween('1970-01-05', day) / 7);

describe('the hours that a kader said she has', () => {
	it('are so many visits as they are enough for', () => {
		expect(visitsFromMinutes(600, [30, 20, 40])).toBe(20);
		expect(visitsFromMinutes(10, [30])).toBe(1);
		expect(visitsFromMinutes(null, [30])).toBeNull();
		expect(visitsFromMinutes(600, [])).toBeNull();
	});

	it('are never exceeded in a month, nor their share in a week', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 1, max: 120 }),
				fc.integer({ min: 1, max: 60 }),
				(count, perMonth) => {
					const { plans, overCapacity } = month(count, {
						visitsPerMonth: perMonth,
						posyanduDays: []
					});
					expect(plans.length).toBeLessThanOrEqual(perMonth);
					expect(plans.length + overCapacity.length).toBe(count);
					const perWeek = new Map<number, number>();
					for (const { dueOn } of plans)
						perWeek.set(week(dueOn), (perWeek.get(week(dueOn)) ?? 0) + 1);
					const most = Math.min(rules.visitsPerWeek, Math.ceil((perMonth * 7) / 30));
					for (const held of perWeek.values()) expect(held).toBeLessThanOrEqual(most);
				}
			),
			{ numRuns: 40 }
		);
	});

	it('are for the weightiest first, and what is planned already takes of them', () => {
		const urgent = house(9, {
			openFindings: [{ urgency: 'red', memberId: 'm', text: 'Kejang' }]
		});
		const households = [house(1), house(2), urgent];
		const room = { visitsPerMonth: 2, posyanduDays: [] };
		const existing = [
			{
				householdId: 'other',
				period: '2026-11',
				kind: 'routine' as const,
				status: 'planned' as const,
				kaderId: 'k',
				fromOn: '2026-11-01',
				dueOn: '2026-11-20'
			}
		];
		const result = month(0, room, { households, existing });
		expect(result.plans.map(({ householdId }) => householdId)).toEqual(['h009']);
	});
});

describe('the days of her posyandu', () => {
	const days = ['2026-11-10', '2026-11-24'];

	it('have no home visits, whatever is due', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 1, max: 100 }),
				fc.uniqueArray(fc.integer({ min: 0, max: 29 }), { maxLength: 6 }),
				(count, at) => {
					const posyanduDays = at.map((n) => addDays(today, n));
					const { plans } = month(count, { visitsPerMonth: null, posyanduDays });
					expect(plans.filter(({ dueOn }) => posyanduDays.includes(dueOn))).toEqual([]);
				}
			),
			{ numRuns: 40 }
		);
	});

	it('have as many as the puskesmas allows on them', () => {
		const { plans } = month(
			100,
			{ visitsPerMonth: null, posyanduDays: days },
			{ rules: { ...rules, visitsOnPosyanduDay: 1, visitsPerWeek: 300 } }
		);
		const on = (day: string) => plans.filter(({ dueOn }) => dueOn === day).length;
		expect(on('2026-11-10')).toBe(1);
		expect(on('2026-11-11')).toBe(rules.visitsPerDay);
	});

	it('do not keep a danger sign waiting: it goes to another day of its window', () => {
		// Saturday the 7th is her posyandu, and nobody visits on Sunday.
		const households = [
			house(1, { openFindings: [{ urgency: 'red', memberId: 'm', text: 'Kejang' }] })
		];
		const { plans } = month(
			0,
			{ visitsPerMonth: null, posyanduDays: ['2026-11-07'] },
			{ households, today: '2026-11-07' }
		);
		expect(plans.map(({ dueOn }) => dueOn)).toEqual(['2026-11-08']);
	});

	it('change nothing for other kader', () => {
		const kader = new Map([['somebody', { visitsPerMonth: 1, posyanduDays: days }]]);
		const without = month(40, { visitsPerMonth: null, posyanduDays: [] });
		expect(month(40, { visitsPerMonth: null, posyanduDays: [] }, { kader })).toEqual(without);
	});
});
