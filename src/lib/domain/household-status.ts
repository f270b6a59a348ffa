// What a visit's outcome says about the house itself: a family that moved away is not visited again.
import type { Household, HouseholdStatus } from './household.ts';
import type { Change } from './sync/change.ts';
import type { VisitOutcome } from './visit.ts';

function statusAfter(outcome: VisitOutcome, before: HouseholdStatus): HouseholdStatus {
	if (outcome === 'moved') return 'moved';
	if (outcome === 'house_empty') return 'empty';
	// Someone was met or spoken of there: the house is lived in again, or was marked by mistake.
	return outcome === 'completed' || outcome === 'refused' || outcome === 'not_home'
		? 'active'
		: before;
}

/** The change of the household that follows from the outcome of a visit; none where nothing changes. */
export function statusChange(
	household: Household,
	outcome: VisitOutcome,
	visitId: string
): Change[] {
	const status = statusAfter(outcome, household.status);
	if (status === household.status) return [];
	return [
		{
			entity: 'household',
			op: 'update',
			id: household.id,
			baseRev: household.rev,
			patch: { status },
			after: [household.id, visitId]
		}
	];
}
