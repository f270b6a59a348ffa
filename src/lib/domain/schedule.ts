// The month's visits of each kader: what is due, cut to what she can do, near houses on one day.
// Pure and repeatable: the same input gives the same plans, and what exists is never touched.
import { addDays, firstDayOf, lastDayOf, weekdayOf } from './day.ts';
import type { Day, Id, Month } from './entity.ts';
import { hilbertOrder } from './geometry/hilbert-order.ts';
import type { Household } from './household.ts';
import type { Change } from './sync/change.ts';
import { reasonRank, visitDue, type Due, type HouseholdSituation } from './visit-due.ts';
import type { VisitPlan } from './visit-plan.ts';
import type { VisitRules } from './visit-rules.ts';

export interface ScheduleInput {
	readonly period: Month;
	/** No visit is planned before this day. */
	readonly today: Day;
	readonly rules: VisitRules;
	readonly households: readonly (HouseholdSituation & {
		readonly household: Pick<Household, 'id' | 'areaId' | 'territoryId' | 'location' | 'status'>;
		readonly kaderId: Id<'kader'> | null;
	})[];
	/** Plans that exist already, of any period: an open one is not planned again. */
	readonly existing: readonly Pick<
		VisitPlan,
		'householdId' | 'period' | 'kind' | 'status' | 'kaderId' | 'dueOn'
	>[];
}

export interface ScheduleResult {
	readonly plans: readonly Omit<VisitPlan, 'id' | 'rev'>[];
	/** Due this month, but more than the kader can do. The planner must see them. */
	readonly overCapacity: readonly { kaderId: Id<'kader'>; householdId: Id<'household'> }[];
	/** Due this month, but in nobody's territory. */
	readonly withoutKader: readonly Id<'household'>[];
}

interface Candidate {
	readonly entry: ScheduleInput['households'][number];
	readonly due: Due;
}

function visitingDays(from: Day, to: Day, weekdays: readonly number[]): Day[] {
	const days: Day[] = [];
	for (let day = from; day <= to; day = addDays(day, 1))
		if (weekdays.includes(weekdayOf(day))) days.push(day);
	return days;
}

function candidatesOf(input: ScheduleInput, until: Day): Candidate[] {
	const planned = new Set(
		input.existing
			.filter((plan) => plan.period === input.period || plan.status === 'planned')
			.map((plan) => plan.householdId as string)
	);
	return input.households
		.filter(({ household }) => household.status === 'active' && !planned.has(household.id))
		.map((entry) => ({ entry, due: visitDue(entry, input.today, input.rules) }))
		.filter(({ due }) => due.dueOn <= until);
}

function byWeight(a: Candidate, b: Candidate): number {
	return (
		reasonRank(a.due.reasons) - reasonRank(b.due.reasons) ||
		a.due.dueOn.localeCompare(b.due.dueOn) ||
		a.entry.household.id.localeCompare(b.entry.household.id)
	);
}

/** Targeted visits take the first days; routine ones are walked in spatial order over the rest. */
function spreadOverDays(
	chosen: readonly Candidate[],
	slots: readonly Day[]
): { candidate: Candidate; day: Day }[] {
	const targeted = chosen.filter(({ due }) => due.kind === 'targeted');
	const routine = chosen.filter(({ due }) => due.kind === 'routine');
	const located = routine.filter(({ entry }) => entry.household.location);
	const order = hilbertOrder(located.map(({ entry }) => entry.household.location!.coordinates));
	const walked = [
		...order.map((index) => located[index]!),
		...routine.filter(({ entry }) => !entry.household.location)
	];
	return [...targeted, ...walked].map((candidate, index) => ({ candidate, day: slots[index]! }));
}

/** One slot a visit: as many a day as the kader can do, less what is planned already. */
function freeSlots(days: readonly Day[], perDay: number, taken: ReadonlyMap<Day, number>): Day[] {
	return days.flatMap((day) =>
		Array.from({ length: Math.max(0, perDay - (taken.get(day) ?? 0)) }, () => day)
	);
}

/**
 * Plans the visits of one month. Every plan has a kader, a reason in words and a due date on one of
 * her visiting days; no day exceeds her capacity.
 */
export function scheduleMonth(input: ScheduleInput): ScheduleResult {
	const first = firstDayOf(input.period);
	const from = input.today > first ? input.today : first;
	const until = lastDayOf(input.period);
	const days = visitingDays(from, until, input.rules.visitWeekdays);
	const perKader = new Map<string, Candidate[]>();
	const withoutKader: Id<'household'>[] = [];
	for (const candidate of candidatesOf(input, until)) {
		const kaderId = candidate.entry.kaderId;
		if (kaderId === null) withoutKader.push(candidate.entry.household.id);
		else perKader.set(kaderId, [...(perKader.get(kaderId) ?? []), candidate]);
	}
	const plans: Omit<VisitPlan, 'id' | 'rev'>[] = [];
	const overCapacity: { kaderId: Id<'kader'>; householdId: Id<'household'> }[] = [];
	for (const [kaderId, candidates] of perKader) {
		const taken = new Map<Day, number>();
		for (const plan of input.existing)
			if (plan.kaderId === kaderId) taken.set(plan.dueOn, (taken.get(plan.dueOn) ?? 0) + 1);
		const slots = freeSlots(days, input.rules.visitsPerDay, taken);
		const sorted = [...candidates].sort(byWeight);
		for (const { entry } of sorted.slice(slots.length))
			overCapacity.push({ kaderId, householdId: entry.household.id });
		const chosen = sorted.slice(0, slots.length);
		// Only as many days as the visits need, spread evenly, so that the month is not all in its first week.
		const spread = evenly(slots, chosen.length);
		for (const { candidate, day } of spreadOverDays(chosen, spread))
			plans.push(planOf(candidate, kaderId, input.period, day));
	}
	return { plans, overCapacity, withoutKader };
}

function evenly(slots: readonly Day[], count: number): Day[] {
	return Array.from(
		{ length: count },
		(_, index) => slots[Math.floor((index * slots.length) / count)]!
	);
}

function planOf(
	{ entry, due }: Candidate,
	kaderId: Id<'kader'>,
	period: Month,
	dueOn: Day
): Omit<VisitPlan, 'id' | 'rev'> {
	return {
		householdId: entry.household.id,
		areaId: entry.household.areaId,
		territoryId: entry.household.territoryId,
		kaderId,
		period,
		kind: due.kind,
		dueOn,
		status: 'planned',
		visitId: null,
		reasons: due.reasons
	};
}

/** The changes that store a schedule; `newId` answers a fresh UUIDv7 each time. */
export function storeSchedule(result: ScheduleResult, newId: () => string): Change[] {
	return result.plans.map((plan) => ({
		entity: 'visit_plan',
		op: 'create',
		id: newId(),
		patch: { ...plan },
		after: [plan.householdId]
	}));
}
