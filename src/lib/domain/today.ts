// The kader's day: which of her households are to be visited now, what was done already, and why.
// Reads only what is on the phone, so it is the same with and without a network.
import { addDays, dayIn } from './day.ts';
import type { Day } from './entity.ts';
import { isOpen, type Finding } from './finding.ts';
import type { Household } from './household.ts';
import type { Member } from './member.ts';
import { standingVisits } from './standing-visits.ts';
import type { VisitOutline } from './visit.ts';
import { visitDue } from './visit-due.ts';
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

function stateOf(dueOn: Day, today: Day, never: boolean, doneToday: boolean): TodayState {
	if (doneToday) return 'done';
	if (dueOn < today) return 'overdue';
	if (never) return 'new';
	return dueOn === today ? 'due' : 'planned';
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
		const open = (plans.get(household.id) ?? [])
			.filter((plan) => plan.status === 'planned')
			.filter((plan) => !own.some((visit) => fulfils(visit, plan)))
			.sort((a, b) => a.dueOn.localeCompare(b.dueOn));
		const plan = open[0] ?? null;
		const due = visitDue(
			{
				members: members.get(household.id) ?? [],
				lastVisitedOn: lastOn,
				openFindings: findings.get(household.id) ?? []
			},
			today,
			rules
		);
		// A household without any plan was added in the field: it is due until someone has been there.
		if (!plan && !doneToday && lastOn !== null) continue;
		const dueOn = plan?.dueOn ?? due.dueOn;
		if (!doneToday && dueOn > addDays(today, input.aheadDays)) continue;
		items.push({
			household,
			plan,
			state: stateOf(dueOn, today, plan === null && lastOn === null, doneToday),
			dueOn,
			reasons: plan?.reasons.length ? plan.reasons : due.reasons,
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
