// What became urgent since the month was planned: an open danger sign or a birth makes a targeted
// visit, by the app's own rule, with its reason in words.
import { addDays } from '#lib/domain/day.ts';
import type { Finding } from '#lib/domain/finding.ts';
import type { Member } from '#lib/domain/member.ts';
import { visitDue } from '#lib/domain/visit-due.ts';
import { Random } from './random.ts';
import { demoVisitRules, type Story } from './story.ts';
import type { Staffing } from './territories.ts';
import { localMidnightMs, type DemoPlan, type VisitHistory } from './visits.ts';

/** Targeted plans of the current month, due today or in the next two days. */
export function urgentPlans(
	story: Story,
	staffing: Staffing,
	membersOf: ReadonlyMap<string, readonly Member[]>,
	history: VisitHistory,
	findings: readonly Finding[]
): DemoPlan[] {
	const random = new Random('urgent plans');
	const period = story.months.at(-1)!;
	const targeted = new Set(
		history.plans
			.filter((plan) => plan.period === period && plan.kind === 'targeted')
			.map(({ householdId }) => householdId as string)
	);
	const lastVisit = new Map<string, string>();
	for (const { householdId, outcome, visitedOn } of history.visits)
		if (outcome === 'completed') lastVisit.set(householdId, visitedOn);
	const open = new Map<string, Finding[]>();
	for (const finding of findings)
		if (finding.status !== 'closed')
			open.set(finding.householdId, [...(open.get(finding.householdId) ?? []), finding]);
	return staffing.territories.flatMap(({ kaderId, households }) =>
		households.flatMap((household): DemoPlan[] => {
			if (kaderId === null || targeted.has(household.id)) return [];
			const due = visitDue(
				{
					members: membersOf.get(household.id) ?? [],
					lastVisitedOn: lastVisit.get(household.id) ?? null,
					openFindings: open.get(household.id) ?? []
				},
				story.today,
				demoVisitRules
			);
			if (due.kind !== 'targeted') return [];
			return [
				{
					id: random.uuid(localMidnightMs(story.today)),
					rev: 1,
					householdId: household.id,
					areaId: household.areaId,
					territoryId: household.territoryId,
					kaderId,
					period,
					kind: 'targeted',
					fromOn: story.today,
					untilOn: addDays(story.today, 2),
					dueOn: addDays(story.today, random.int(0, 2)),
					reasons: due.reasons,
					status: 'planned',
					visitId: null
				}
			];
		})
	);
}
