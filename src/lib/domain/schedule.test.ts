import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, daysBetween, lastDayOf, weekdayOf } from './day.ts';
import type { Member } from './member.ts';
import { scheduleMonth, storeSchedule, type ScheduleInput } from './schedule.ts';
import { visitDue } from './visit-due.ts';
import { defaultVisitRules as rules, visitRulesFrom } from './visit-rules.ts';

const today = '2026-11-02';

function aMember(facts: Partial<Member> = {}): Member {
	return {
		id: 'm',
		rev: 1,
		areaId: 'a',
		territoryId: 't',
		householdId: 'h',
		status: 'active',
		name: 'N',
		sex: 'female',
		birthDate: '1990-05-05',
		relation: 1,
		pregnantSince: null,
		deliveredOn: null,
		conditions: [],
		jknStatus: 'unknown',
		nikLast4: null,
		...facts
	};
}

const aHousehold = (index: number, over: Partial<ScheduleInput['households'][number]> = {}) => ({
	household: {
		id: `h${index}`,
		areaId: 'a',
		territoryId: 't',
		status: 'active' as const,
		location: {
			type: 'Point' as const,
			coordinates: [117.5 + (index % 7) * 0.001, 0.5 + Math.floor(index / 7) * 0.001]
		}
	},
	kaderId: 'k1' as string | null,
	members: [aMember()],
	lastVisitedOn: null as string | null,
	openFindings: [],
	...over
});

const month = (
	households: ScheduleInput['households'],
	existing: ScheduleInput['existing'] = []
): ScheduleInput => ({ period: '2026-11', today, rules, households, existing });

describe('when a household is due', () => {
	it('is due today when nobody has ever been there', () => {
		const due = visitDue({ members: [], lastVisitedOn: null, openFindings: [] }, today, rules);
		expect(due.dueOn).toBe(today);
		expect(due.reasons.map((reason) => reason.text)).toEqual(['Belum pernah dikunjungi']);
	});

	it('follows the member who needs visits most often', () => {
		const members = [aMember(), aMember({ birthDate: '2026-08-01' })];
		const due = visitDue({ members, lastVisitedOn: '2026-10-20', openFindings: [] }, today, rules);
		expect(due.dueOn).toBe('2026-11-19');
		expect(due.reasons[0]?.text).toContain('bayi 0–6 bulan');
	});

	it('puts an open danger sign before everything else, and a closed person counts for nothing', () => {
		const due = visitDue(
			{
				members: [aMember({ status: 'died', deliveredOn: '2026-10-30' })],
				lastVisitedOn: '2026-11-01',
				openFindings: [{ urgency: 'red', memberId: 'm', text: 'Kejang' }]
			},
			today,
			rules
		);
		expect(due.kind).toBe('targeted');
		expect(due.reasons.map((reason) => reason.code)).toEqual(['danger_sign_open', 'routine_due']);
	});

	it('calls for a mother in childbed who was not seen for a week', () => {
		const members = [aMember({ deliveredOn: '2026-10-23' })];
		const at = (lastVisitedOn: string) =>
			visitDue({ members, lastVisitedOn, openFindings: [] }, today, rules).kind;
		expect(at('2026-10-24')).toBe('targeted');
		expect(at('2026-10-30')).toBe('routine');
	});
});

describe('the month of a kader', () => {
	it('plans every due household once, on her visiting days, within her capacity', () => {
		fc.assert(
			fc.property(
				fc.array(
					fc.record({
						kader: fc.constantFrom('k1', 'k2', null),
						ago: fc.option(fc.integer({ min: 0, max: 400 })),
						status: fc.constantFrom('active' as const, 'moved' as const)
					}),
					{ maxLength: 180 }
				),
				(rows) => {
					const households = rows.map((row, index) => {
						const base = aHousehold(index, {
							kaderId: row.kader,
							lastVisitedOn: row.ago === null ? null : addDays(today, -row.ago)
						});
						return { ...base, household: { ...base.household, status: row.status } };
					});
					const result = scheduleMonth(month(households));
					const due = households.filter(
						(entry) =>
							entry.household.status === 'active' &&
							visitDue(entry, today, rules).dueOn <= lastDayOf('2026-11')
					);
					const seen = [
						...result.plans.map((plan) => plan.householdId),
						...result.overCapacity.map((entry) => entry.householdId),
						...result.withoutKader
					];
					expect([...seen].sort()).toEqual(due.map((entry) => entry.household.id).sort());
					const perDay = new Map<string, number>();
					for (const plan of result.plans) {
						expect(plan.kaderId).not.toBeNull();
						expect(plan.reasons.length).toBeGreaterThan(0);
						expect(plan.dueOn >= today && plan.dueOn <= '2026-11-30').toBe(true);
						expect(rules.visitWeekdays).toContain(weekdayOf(plan.dueOn));
						const key = `${plan.kaderId}:${plan.dueOn}`;
						perDay.set(key, (perDay.get(key) ?? 0) + 1);
					}
					for (const count of perDay.values())
						expect(count).toBeLessThanOrEqual(rules.visitsPerDay);
				}
			),
			{ numRuns: 60 }
		);
	});

	it('adds nothing when it is made again', () => {
		const households = Array.from({ length: 40 }, (_, index) => aHousehold(index));
		const first = scheduleMonth(month(households));
		const again = scheduleMonth(month(households, first.plans));
		expect(first.plans).toHaveLength(40);
		expect(again.plans).toEqual([]);
	});

	it('does not touch a visit that is done', () => {
		const done = { ...scheduleMonth(month([aHousehold(1)])).plans[0]!, status: 'done' as const };
		expect(scheduleMonth(month([aHousehold(1)], [done])).plans).toEqual([]);
	});

	it('sends the kader to near houses on the same day', () => {
		const households = Array.from({ length: 60 }, (_, index) => aHousehold(index * 7));
		const { plans } = scheduleMonth(month(households));
		const rowOf = (id: string) => Number(id.slice(1)) / 7;
		const byDay = new Map<string, typeof plans>();
		for (const plan of plans) byDay.set(plan.dueOn, [...(byDay.get(plan.dueOn) ?? []), plan]);
		for (const day of byDay.values()) {
			const rows = day.map((plan) => rowOf(plan.householdId)).sort((a, b) => a - b);
			expect(rows.at(-1)! - rows[0]!).toBeLessThanOrEqual(rows.length + 1);
		}
	});

	it('makes one change for each plan', () => {
		let next = 0;
		const result = scheduleMonth(month([aHousehold(1), aHousehold(2)]));
		const changes = storeSchedule(result, () => `id${next++}`);
		expect(changes.map((change) => [change.entity, change.op, change.id])).toEqual([
			['visit_plan', 'create', 'id0'],
			['visit_plan', 'create', 'id1']
		]);
	});
});

describe('the rules of a puskesmas', () => {
	it('keeps the default where a setting is missing or absurd', () => {
		const given = visitRulesFrom([
			{
				key: 'visit_rules',
				value: { intervalDays: { adult: 30, elderly: -3 }, visitsPerDay: 'many' }
			}
		]);
		expect(given.intervalDays.adult).toBe(30);
		expect(given.intervalDays.elderly).toBe(rules.intervalDays.elderly);
		expect(given.visitsPerDay).toBe(rules.visitsPerDay);
	});
});

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
