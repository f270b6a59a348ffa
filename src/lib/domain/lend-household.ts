// A house is lent to another kader until a day: she makes its visits, and has all of it on her phone.
// The server moves it, and takes it home when the day is over (supabase/migrations, `private.lend`).
import { addDays, isDay } from './day.ts';
import type { Day, Id } from './entity.ts';
import type { Household } from './household.ts';
import { err, ok, type Result } from './result.ts';
import type { Change } from './sync/change.ts';
import type { VisitPlan } from './visit-plan.ts';

type Lent = Pick<Household, 'territoryId' | 'lentTo' | 'lentFrom'>;

/** Longer than this is no loan: then territories are divided anew. The server takes a little more. */
export const longestLoanDays = 92;

/** A visit that is late by some days is still hers to make. */
const daysAfterVisit = 7;

export type LendProblem = 'already_hers' | 'not_a_day' | 'day_past' | 'too_long';

/** Where a house belongs, whoever visits it now. */
export function homeTerritory({ territoryId, lentTo, lentFrom }: Lent): Id<'territory'> | null {
	if (!lentTo) return lentFrom ?? territoryId;
	// Lent on this device, and the server has not moved it yet.
	return lentTo === territoryId ? (lentFrom ?? null) : territoryId;
}

/** Whose it is to visit, also before the server has moved it. */
export const visitingTerritory = ({
	territoryId,
	lentTo,
	lentFrom
}: Lent): Id<'territory'> | null => lentTo ?? lentFrom ?? territoryId;

/** For pages that divide: a house that is lent stands where it belongs. */
export function atHome<H extends Lent>(household: H): H {
	const territoryId = homeTerritory(household);
	return territoryId === household.territoryId ? household : { ...household, territoryId };
}

/** Last day offered for a visit on `dueOn`. */
export function usualLastDay(dueOn: Day, today: Day): Day {
	return addDays(dueOn < today ? today : dueOn, daysAfterVisit);
}

const held = (household: Pick<Household, 'id' | 'rev'>, patch: Partial<Household>): Change => ({
	entity: 'household',
	op: 'update',
	id: household.id,
	baseRev: household.rev,
	patch,
	after: [household.id]
});

const madeBy = (plans: readonly VisitPlan[], kaderId: Id<'kader'> | null, houseId: string) =>
	plans
		.filter((plan) => plan.status === 'planned' && plan.householdId === houseId)
		.filter((plan) => plan.kaderId !== kaderId)
		.map((plan): Change => ({
			entity: 'visit_plan',
			op: 'update',
			id: plan.id,
			baseRev: plan.rev,
			patch: { kaderId },
			after: [houseId, plan.id]
		}));

/**
 * All open visits of the house go with it: who is there sees everybody.
 *
 * @param plans known planned visits; those of other houses are left alone
 * @param until last day, counted where the house stands
 */
export function lendHousehold(
	household: Household,
	plans: readonly VisitPlan[],
	to: { readonly territoryId: Id<'territory'>; readonly kaderId: Id<'kader'> },
	until: string,
	today: Day
): Result<Change[], LendProblem> {
	if (to.territoryId === visitingTerritory(household)) return err('already_hers');
	if (!isDay(until)) return err('not_a_day');
	if (until < today) return err('day_past');
	if (until > addDays(today, longestLoanDays)) return err('too_long');
	if (to.territoryId === homeTerritory(household))
		return ok(takeHome(household, plans, to.kaderId));
	return ok([
		held(household, { lentTo: to.territoryId, lentUntil: until }),
		...madeBy(plans, to.kaderId, household.id)
	]);
}

/** @param kaderId who holds its own territory; null where nobody does */
export function takeHome(
	household: Household,
	plans: readonly VisitPlan[],
	kaderId: Id<'kader'> | null
): Change[] {
	return [
		held(household, { lentTo: null, lentUntil: null }),
		...madeBy(plans, kaderId, household.id)
	];
}
