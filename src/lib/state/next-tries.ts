// When she comes again to the houses where nobody was met, as was agreed or meant at the door.
import { addDays } from '#lib/domain/day.ts';
import type { Day } from '#lib/domain/entity.ts';
import { standingVisits } from '#lib/domain/standing-visits.ts';
import { canTryAgain, type VisitOutline } from '#lib/domain/visit.ts';
import type { Records } from '#lib/data/contracts.ts';

/** Longer ago nothing that was agreed still holds. */
const agreedDays = 31;

/** What was agreed at the newest visit of each house where nobody was met. */
export async function readNextTries(
	records: Records,
	visits: readonly VisitOutline[],
	today: Day
): Promise<ReadonlyMap<string, Day>> {
	const newest = new Map<string, VisitOutline>();
	for (const visit of standingVisits(visits)) {
		const known = newest.get(visit.householdId);
		if (!known || known.capturedAt < visit.capturedAt) newest.set(visit.householdId, visit);
	}
	const since = addDays(today, -agreedDays);
	const inVain = [...newest.values()].filter(
		({ outcome, visitedOn }) => canTryAgain(outcome) && visitedOn >= since
	);
	if (inVain.length === 0) return new Map();
	const rows = await records.where(
		'visit',
		'id',
		inVain.map(({ id }) => id)
	);
	return new Map(
		rows.flatMap(({ householdId, answers }) =>
			answers?.nextTryOn === undefined ? [] : [[householdId, answers.nextTryOn] as const]
		)
	);
}
