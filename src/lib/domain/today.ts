// The kader's day: which of her households are to be visited now, what was done already, and why.
// Reads only what is on the phone, so it is the same with and without a network.
import { addDays, dayIn, monthOf } from './day.ts';
import type { Day } from './entity.ts';
import { isOpen, type Finding } from './finding.ts';
import type { Household } from './household.ts';
import type { Member } from './member.ts';
import { standingVisits } from './standing-visits.ts';
import type { VisitOutline } from './visit.ts';
import { occasionsOf, visitDue, type HouseholdSituation } from './visit-due.ts';
import { isServed } from './visit-occasions.ts';
import { fulfils, type VisitPlan, type VisitReason } from './visit-plan.ts';
import type { VisitRules } from './visit-rules.ts';

export type TodayState = 'overdue' | 'due' | 'planned' | 'done' | 'new';

export interface TodayItem {
	readonly household: Household;
	readonly plan: VisitPlan | null;
	readonly state: TodayState;
	readonly dueOn: Day;
	readonly reasons: readonly VisitReason[];
	/** Tries without meeting anyone since the last completed visit. */
	readonly tries: number;
	readonly lastVisitedOn: Day | null;
}

export interface TodayInput {
	readonly today: Day;
	readonly timeZone: string;
	readonly rules: VisitRules;
	readonly households: readonly Household[];
	readonly members: readonly Member[];
	readonly plans: readonly VisitPlan[];
	readonly visits: readonly VisitOutline[];
	readonly findings: readonly Finding[];
	/** By household, the day on which she said that she comes again after she met nobody. */
	readonly nextTries?: ReadonlyMap<string, Day>;
	/** Planned visits up to this many days ahead are shown too. */
	readonly aheadDays: number;
}

function groupBy<T>(rows: readonly T[], key: (row: T) => string): Map<string, T[]> {
	const groups = new Map<string, T[]>();
	for (const row of rows) {
		const group = groups.get(key(row));
		if (group) group.push(row);
		else groups.set(key(row), [row]);
	}
	return groups;
}

const stateOrder: Record<TodayState, number> = { overdue: 0, due: 1, new: 2, planned: 3, done: 4 };

function lastCompleted(visits: readonly VisitOutline[]): VisitOutline | undefined {
	return visits
		.filter((visit) => visit.outcome === 'completed')
		.reduce<VisitOutline | undefined>(
			(last, visit) => (!last || visit.visitedOn >= last.visitedOn ? visit : last),
			undefined
		);
}

function earliest(...days: readonly (Day | null | undefined)[]): Day | undefined {
	return days.filter((day) => typeof day === 'string').sort()[0];
}

function stateOf(dueOn: Day, today: Day, never: boolean, doneToday: boolean): TodayState {
	if (doneToday) return 'done';
	if (dueOn < today) return 'overdue';
	if (never) return 'new';
	return dueOn === today ? 'due' : 'planned';
}

/** What cannot wait until somebody makes the schedule again. */
const timed: readonly string[] = ['danger_sign_open', 'postpartum_window', 'newborn_window'];
const isTimed = ({ code }: VisitReason): boolean => timed.includes(code);
const isSign = ({ code }: VisitReason): boolean => code === 'danger_sign_open';

interface Timed {
	/** When no plan answers it in time; null where one does. */
	readonly dueOn: Day | null;
	readonly reasons: readonly VisitReason[];
}

/** Danger signs that are open, and windows of care that came up since the schedule was made. */
function timedNow(
	situation: HouseholdSituation,
	plans: readonly VisitPlan[],
	{ today, aheadDays, rules }: TodayInput
): Timed {
	const occasions = occasionsOf(situation, today, addDays(today, aheadDays), rules).filter(
		({ reasons }) => isTimed(reasons[0]!)
	);
	const signs = occasions.flatMap(({ reasons }) => reasons.filter(isSign));
	const last = situation.lastVisitedOn;
	const left = occasions
		.filter((one) => !plans.some((plan) => isServed(one, plan, monthOf(today), today)))
		.map(({ dueOn, reasons }) => ({
			// Counted from the visit, so that days on which nobody went are told.
			dueOn: last !== null && isSign(reasons[0]!) ? addDays(last, rules.dangerAgainDays) : dueOn,
			windows: reasons.filter((one) => isTimed(one) && !isSign(one))
		}));
	const dueOn = earliest(...left.map((one) => one.dueOn)) ?? null;
	const windows = left.filter((one) => one.dueOn === dueOn).flatMap((one) => one.windows);
	return { dueOn, reasons: [...signs, ...windows] };
}

/** What is so now before what the plan says; a sign that is settled since is said no more. */
function reasonsOf(
	planned: readonly VisitReason[],
	now: readonly VisitReason[],
	{ openFindings }: HouseholdSituation
) {
	const hasSign = openFindings.some(({ urgency }) => urgency === 'red');
	const isOver = (one: VisitReason) => isSign(one) && !hasSign;
	const isSaid = (one: VisitReason) =>
		now.some((other) => other.text === one.text && other.memberId === one.memberId);
	return [...now, ...planned.filter((one) => !isOver(one) && !isSaid(one))];
}

/** Overdue first, then due, new, planned, done; inside each by due date. */
export function todaysVisits(input: TodayInput): TodayItem[] {
	const { today, rules } = input;
	const visits = groupBy(standingVisits(input.visits), (visit) => visit.householdId);
	const plans = groupBy(input.plans, (plan) => plan.householdId);
	const members = groupBy(input.members, (member) => member.householdId);
	const findings = groupBy(
		input.findings.filter((finding) => isOpen(finding.status)),
		(finding) => finding.householdId
	);
	const items: TodayItem[] = [];
	for (const household of input.households) {
		if (household.status !== 'active') continue;
		const own = visits.get(household.id) ?? [];
		const last = lastCompleted(own);
		const lastOn = last?.visitedOn ?? null;
		const doneToday = last !== undefined && dayIn(input.timeZone, last.capturedAt) === today;
		const known = (plans.get(household.id) ?? []).map((one) =>
			own.some((visit) => fulfils(visit, one)) ? { ...one, status: 'done' as const } : one
		);
		const open = known
			.filter((one) => one.status === 'planned')
			.sort((a, b) => a.dueOn.localeCompare(b.dueOn));
		const plan = open[0] ?? null;
		const situation = {
			members: members.get(household.id) ?? [],
			lastVisitedOn: lastOn,
			openFindings: findings.get(household.id) ?? []
		};
		const due = visitDue(situation, today, rules);
		const now = timedNow(situation, known, input);
		// A household without any plan was added in the field: it is due until someone has been there.
		if (!plan && now.dueOn === null && !doneToday && lastOn !== null) continue;
		const again = doneToday ? undefined : input.nextTries?.get(household.id);
		const wanted = earliest(plan?.dueOn, now.dueOn) ?? due.dueOn;
		const dueOn = again !== undefined && again > today ? again : wanted;
		const reasons = reasonsOf(plan?.reasons ?? [], now.reasons, situation);
		if (!doneToday && dueOn > addDays(today, input.aheadDays)) continue;
		items.push({
			household,
			plan,
			state: stateOf(dueOn, today, plan === null && lastOn === null, doneToday),
			dueOn,
			reasons: reasons.length > 0 ? reasons : due.reasons,
			tries: own.filter(
				(visit) => visit.outcome !== 'completed' && (lastOn === null || visit.visitedOn > lastOn)
			).length,
			lastVisitedOn: lastOn
		});
	}
	return items.sort(
		(a, b) => stateOrder[a.state] - stateOrder[b.state] || a.dueOn.localeCompare(b.dueOn)
	);
}
