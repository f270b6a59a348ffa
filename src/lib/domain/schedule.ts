// The month's visits of each kader: what is due, cut to what she can do, in time, near houses on one day.
// Pure and repeatable: the same input gives the same plans, and what exists is never touched.
import { addDays, daysBetween, firstDayOf, lastDayOf, weekdayOf } from './day.ts';
import type { Day, Id, Month } from './entity.ts';
import type { Household } from './household.ts';
import type { Change } from './sync/change.ts';
import { assignDays } from './visit-days.ts';
import { occasionsOf, type HouseholdSituation, type Occasion } from './visit-due.ts';
import { roomOf, type KaderRoom } from './schedule-room.ts';
import { joinOccasions } from './visit-occasions.ts';
import type { VisitPlan } from './visit-plan.ts';
import { reasonRank } from './reason-codes.ts';
import type { VisitRules } from './visit-rules.ts';

export type ExistingPlan = Pick<
	VisitPlan,
	'householdId' | 'period' | 'kind' | 'status' | 'kaderId' | 'fromOn' | 'dueOn'
>;

export interface ScheduleInput {
	readonly period: Month;
	/** No visit is planned before this day. */
	readonly today: Day;
	readonly rules: VisitRules;
	readonly households: readonly (HouseholdSituation & {
		readonly household: Pick<Household, 'id' | 'areaId' | 'territoryId' | 'location' | 'status'>;
		readonly kaderId: Id<'kader'> | null;
	})[];
	/** Plans that exist already, of any period: what one of them serves is not planned again. */
	readonly existing: readonly ExistingPlan[];
	/** What single kader can do; whom it lacks can do what the rules say. */
	readonly kader?: ReadonlyMap<string, KaderRoom>;
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
	readonly occasion: Occasion;
}

/** Steps of this part of a month spread evenly over it, however many kader there are (Weyl 1916). */
const goldenPart = 0.618_033_988_749_894_8;

/** The days that are left of a month, with what is needed to number them. */
interface Calendar {
	readonly from: Day;
	readonly until: Day;
	readonly days: readonly Day[];
	/** Numbers of the days on which kader visit. */
	readonly visiting: readonly number[];
	/** Numbers of the days on which nobody can be visited. */
	readonly shut: ReadonlySet<number>;
}

function calendarOf({ period, today, rules }: ScheduleInput): Calendar {
	const first = firstDayOf(period);
	const from = today > first ? today : first;
	const until = lastDayOf(period);
	const length = Math.max(0, daysBetween(from, until) + 1);
	const days = Array.from({ length }, (_, i) => addDays(from, i));
	const visiting = [...days.keys()].filter((i) =>
		rules.visitWeekdays.includes(weekdayOf(days[i]!))
	);
	return { from, until, days, visiting, shut: new Set() };
}

/** The calendar of a kader who is at her posyandu on some days and visits nobody on them. */
function calendarFor(
	calendar: Calendar,
	rules: VisitRules,
	posyanduDays: readonly Day[]
): Calendar {
	if (rules.visitsOnPosyanduDay > 0 || posyanduDays.length === 0) return calendar;
	const shut = new Set(posyanduDays.map((day) => calendar.days.indexOf(day)));
	const visiting = calendar.visiting.filter((day) => !shut.has(day));
	return visiting.length > 0 ? { ...calendar, visiting, shut } : calendar;
}

function candidatesOf(input: ScheduleInput, { from, until }: Calendar): Candidate[] {
	const existing = new Map<string, ExistingPlan[]>();
	for (const plan of input.existing) {
		const held = existing.get(plan.householdId);
		if (held) held.push(plan);
		else existing.set(plan.householdId, [plan]);
	}
	return input.households
		.filter(({ household }) => household.status === 'active')
		.flatMap((entry) => {
			const occasions = occasionsOf(entry, from, until, input.rules);
			const own = existing.get(entry.household.id) ?? [];
			return joinOccasions(occasions, own, input.period, input.today).map((occasion) => ({
				entry,
				occasion
			}));
		});
}

function byWeight(a: Candidate, b: Candidate): number {
	return (
		reasonRank(a.occasion.reasons) - reasonRank(b.occasion.reasons) ||
		a.occasion.dueOn.localeCompare(b.occasion.dueOn) ||
		a.entry.household.id.localeCompare(b.entry.household.id) ||
		a.occasion.fromOn.localeCompare(b.occasion.fromOn)
	);
}

/**
 * Days on which a visit is in time: visiting days of its window, any day where the window has none, and
 * what comes after it where the window is over. The routine may come any day of its month.
 */
function daysInTime(occasion: Occasion, calendar: Calendar): readonly number[] {
	const { kind, dueOn, untilOn } = occasion;
	const { from, until, days, visiting, shut } = calendar;
	if (kind === 'routine') return visiting;
	if (dueOn <= from && (untilOn === null || untilOn >= until)) return visiting;
	const low = Math.max(0, daysBetween(from, dueOn));
	const high = untilOn === null ? days.length - 1 : daysBetween(from, untilOn);
	const inside = visiting.filter((day) => day >= low && day <= high);
	if (inside.length > 0) return inside;
	const any = [...days.keys()].filter((day) => day >= low && day <= high && !shut.has(day));
	return any.length > 0 ? any : visiting.filter((day) => day >= low);
}

/**
 * Plans the visits of one month. Every plan has a kader, a reason in words and a day, on one of her
 * visiting days wherever its window has one; no day and no week exceeds her capacity, and where that is
 * short the weightier reasons go first.
 */
export function scheduleMonth(input: ScheduleInput): ScheduleResult {
	const calendar = calendarOf(input);
	const perKader = new Map<string, Candidate[]>();
	const withoutKader = new Set<Id<'household'>>();
	for (const candidate of candidatesOf(input, calendar)) {
		const { kaderId, household } = candidate.entry;
		if (kaderId === null) withoutKader.add(household.id);
		else if (perKader.has(kaderId)) perKader.get(kaderId)!.push(candidate);
		else perKader.set(kaderId, [candidate]);
	}
	const existing = new Map<string, ExistingPlan[]>();
	for (const plan of input.existing) {
		if (plan.kaderId === null || plan.status === 'skipped') continue;
		existing.set(plan.kaderId, [...(existing.get(plan.kaderId) ?? []), plan]);
	}
	const placeOf = new Map(
		input.households.map(({ household }) => [household.id as string, household.location])
	);
	const plans: Omit<VisitPlan, 'id' | 'rev'>[] = [];
	const overCapacity: { kaderId: Id<'kader'>; householdId: Id<'household'> }[] = [];
	let place = 0;
	for (const [kaderId, candidates] of perKader) {
		const own = existing.get(kaderId) ?? [];
		const sorted = candidates.sort(byWeight);
		const kader = input.kader?.get(kaderId);
		const hers = calendarFor(calendar, input.rules, kader?.posyanduDays ?? []);
		const jobs = sorted.map(({ entry, occasion }) => ({
			days: daysInTime(occasion, hers),
			position: entry.household.location?.coordinates ?? null
		}));
		const fixed = own
			.filter(({ dueOn, status }) => status === 'planned' && dueOn >= calendar.from)
			.filter(({ dueOn }) => dueOn <= calendar.until)
			.map(({ dueOn, householdId }) => ({
				day: daysBetween(calendar.from, dueOn),
				position: placeOf.get(householdId)?.coordinates ?? null
			}));
		const room = roomOf(calendar.days, input, own, kader);
		const phase = (place++ * goldenPart) % 1;
		const dayOf = assignDays(jobs, room, fixed, phase);
		sorted.forEach((candidate, i) => {
			if (dayOf[i]! < 0) overCapacity.push({ kaderId, householdId: candidate.entry.household.id });
			else plans.push(planOf(candidate, kaderId, input.period, calendar.days[dayOf[i]!]!));
		});
	}
	return { plans, overCapacity, withoutKader: [...withoutKader] };
}

function planOf(
	{ entry, occasion }: Candidate,
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
		kind: occasion.kind,
		fromOn: occasion.fromOn,
		untilOn: occasion.untilOn,
		dueOn,
		status: 'planned',
		visitId: null,
		reasons: occasion.reasons
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
