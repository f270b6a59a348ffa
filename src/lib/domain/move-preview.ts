// What giving households to another territory would do, worked out before anything is kept.
import type { Position } from 'geojson';
import type { Id } from './entity.ts';
import { locator } from './geometry/locate.ts';
import type { Household } from './household.ts';
import { draftFigures, type SharesOf, type TerritoryFigures } from './plan-figures.ts';
import { moveHouseholds, territoryNumbers, type PlanDraft } from './territory-plan.ts';

interface TouchedTerritory {
	readonly before: TerritoryFigures;
	readonly after: TerritoryFigures;
}

export interface MovePreview {
	/** Who would change hands: those that the territory holds already do not. */
	readonly moving: readonly Id<'household'>[];
	/** Every territory that gives or receives, the receiving one last. */
	readonly touched: readonly TouchedTerritory[];
	/** Of those that move, how many would stand outside the border of the territory that gets them. */
	readonly outsideBorder: number;
	/** Of those that move, how many nobody can place: they have no position. */
	readonly unlocated: number;
}

/**
 * @param minutes active household → minutes a month; others are left out
 * @param households where they stand
 */
export function previewMove(
	draft: PlanDraft,
	householdIds: Iterable<Id<'household'>>,
	number: number,
	minutes: ReadonlyMap<Id<'household'>, number>,
	households: readonly Pick<Household, 'id' | 'location'>[],
	sharesOf?: SharesOf
): MovePreview {
	const numbers = territoryNumbers(draft);
	const moving = [...new Set(householdIds)].filter((id) => {
		const now = numbers.get(id);
		return now !== undefined && now !== number && minutes.has(id);
	});
	const next = moveHouseholds(draft, moving, number);
	const part = [...new Set([...moving.map((id) => numbers.get(id)!), number])];
	const touched = touchedTerritories(draft, next, part, minutes, sharesOf).sort(
		(a, b) => Number(a.before.number === number) - Number(b.before.number === number)
	);
	const border = draft.division.territories.find((one) => one.number === number)?.boundary;
	const inside = locator(border ? [{ polygon: border, value: true }] : []);
	const located = positionsOf(households, new Set(moving));
	return {
		moving,
		touched,
		outsideBorder: located.filter((at) => inside.at(at) === null).length,
		unlocated: moving.length - located.length
	};
}

/** Territories of these numbers as they are and as they would be, in the order of the plan. */
function touchedTerritories(
	draft: PlanDraft,
	next: PlanDraft,
	numbers: readonly number[],
	minutes: ReadonlyMap<Id<'household'>, number>,
	sharesOf?: SharesOf
): TouchedTerritory[] {
	const after = draftFigures(next, minutes, sharesOf).territories;
	return draftFigures(draft, minutes, sharesOf)
		.territories.map((before, place) => ({ before, after: after[place]! }))
		.filter(({ before }) => numbers.includes(before.number));
}

function positionsOf(
	households: readonly Pick<Household, 'id' | 'location'>[],
	wanted: ReadonlySet<Id<'household'>>
): Position[] {
	return households.flatMap(({ id, location }) =>
		location && wanted.has(id) ? [location.coordinates] : []
	);
}
