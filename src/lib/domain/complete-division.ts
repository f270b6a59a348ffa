// From the engine's result to a division in which nobody is left out: the engine gives no territory
// to a house without a position or far outside, but a plan must name every active household.
import type { Position } from 'geojson';
import type { DivisionSuccess } from './division/contract.ts';
import type { Id } from './entity.ts';
import type { LoadUnit, PlanDivision, PlanWish } from './territory-plan.ts';

export interface DividedHousehold {
	readonly id: Id<'household'>;
	readonly areaId: Id<'area'>;
	/** [lng, lat] */
	readonly position: Position | null;
	/** Whose posyandu it belongs to; null where that is not known. */
	readonly posyanduId?: Id<'facility'> | null;
}

export interface DivisionChoices {
	readonly unit: LoadUnit;
	readonly seed: number;
	readonly kaderIds: readonly Id<'kader'>[];
	readonly asked?: readonly PlanWish[];
}

/** The engine says of these that they were not given out; here they are, and the page says so. */
const answeredHere = [
	'households_outside',
	'households_far_outside',
	'households_without_position'
];

/** Nobody is left out: see `territoryForLeft`. */
export function completeDivision(
	result: DivisionSuccess,
	households: readonly DividedHousehold[],
	choices: DivisionChoices
): PlanDivision {
	const numberOf = new Map<string, number>();
	for (const { number, households: own } of result.territories) {
		for (const id of own) numberOf.set(id, number);
	}
	const left = households.filter(({ id }) => !numberOf.has(id));
	const placed = left.length > 0 ? households.filter(({ id }) => numberOf.has(id)) : [];
	const added = new Map(result.territories.map(({ number }) => [number, [] as Id<'household'>[]]));
	for (const one of left) {
		// In a plan by posyandu also who has no place stays with her own, if that has a territory at all.
		const own = result.territories.filter(({ catchment }) => catchment === one.posyanduId);
		const fitting = own.length > 0 ? own : result.territories;
		const numbers = new Set(fitting.map(({ number }) => number));
		const among = placed.filter(({ id }) => numbers.has(numberOf.get(id)!));
		added.get(territoryForLeft(one, among, numberOf, fitting))!.push(one.id);
	}
	return {
		...choices,
		territories: result.territories.map(({ number, polygon, households: own }) => ({
			number,
			boundary: polygon,
			households: [...own, ...added.get(number)!]
		})),
		outside: result.outside,
		unlocated: left.filter(({ position }) => position === null).map(({ id }) => id),
		metrics: result.metrics,
		notes: result.notes.filter(({ code }) => !answeredHere.includes(code))
	};
}

/**
 * Far houses go with their nearest neighbour; those without a position go to the territory that
 * holds most of their RT (or whatever their own area is), else to the one with the fewest houses.
 * @param placed households that have a territory
 * @param numberOf their territories
 * @returns number of a territory
 */
export function territoryForLeft(
	{ position, areaId }: DividedHousehold,
	placed: readonly DividedHousehold[],
	numberOf: ReadonlyMap<string, number>,
	territories: readonly { readonly number: number; readonly households: readonly string[] }[]
): number {
	return (
		(position && nearestNumber(position, placed, numberOf)) ??
		commonestNumber(areaId, placed, numberOf) ??
		smallestNumber(territories)
	);
}

function nearestNumber(
	[lng = 0, lat = 0]: Position,
	placed: readonly DividedHousehold[],
	numberOf: ReadonlyMap<string, number>
): number | undefined {
	const narrowing = Math.cos((lat * Math.PI) / 180);
	let nearest: number | undefined;
	let least = Infinity;
	for (const { id, position } of placed) {
		if (!position) continue;
		const dx = (position[0]! - lng) * narrowing;
		const dy = position[1]! - lat;
		if (dx * dx + dy * dy >= least) continue;
		least = dx * dx + dy * dy;
		nearest = numberOf.get(id);
	}
	return nearest;
}

function commonestNumber(
	areaId: Id<'area'>,
	placed: readonly DividedHousehold[],
	numberOf: ReadonlyMap<string, number>
): number | undefined {
	const counts = new Map<number, number>();
	for (const one of placed) {
		if (one.areaId !== areaId) continue;
		const number = numberOf.get(one.id)!;
		counts.set(number, (counts.get(number) ?? 0) + 1);
	}
	return [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0]?.[0];
}

function smallestNumber(
	territories: readonly { readonly number: number; readonly households: readonly string[] }[]
): number {
	return territories.toSorted((a, b) => a.households.length - b.households.length)[0]!.number;
}
