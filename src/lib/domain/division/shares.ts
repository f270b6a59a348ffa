// How the load is to be shared out: what a list of hours means, and what load each territory gets.
// Equal shares are null throughout the engine, so that they cost nothing and round nothing.
import type { Position } from 'geojson';
import { cheapestMatching } from '../cheapest-matching.ts';
import type { DivisionRefusal } from './contract.ts';
import type { Projection } from './project.ts';
import { refusal } from './reasons.ts';

/** Part of the whole load for each territory, summing to 1; null where all are equal. */
export type Portions = Float64Array | null;

/** What is wrong with lists that should hold one entry for each of k kader; null when nothing is. */
export function sharesProblem(
	k: number,
	shares: readonly number[] | undefined,
	homes?: readonly unknown[]
): DivisionRefusal | null {
	for (const list of [shares, homes]) {
		if (list && list.length !== k) return refusal('shares_count', { given: list.length, k });
	}
	if (!shares) return null;
	const bad = shares.findIndex((one) => !(Number.isFinite(one) && one > 0));
	const sum = shares.reduce((total, one) => total + one, 0);
	// A share may be so small beside the others that nothing is left of it.
	const place = bad >= 0 ? bad : shares.findIndex((one) => !(one / sum > 0));
	return place < 0 ? null : refusal('shares_invalid', { place: place + 1 });
}

export function portionsOf(shares: readonly number[] | undefined): Portions {
	if (!shares || shares.every((one) => one === shares[0])) return null;
	const sum = shares.reduce((total, one) => total + one, 0);
	return Float64Array.from(shares, (one) => one / sum);
}

/** The load each of k territories should have. */
export function targetsOf(total: number, k: number, portions: Portions): Float64Array {
	return portions ? portions.map((part) => total * part) : new Float64Array(k).fill(total / k);
}

/** Homes in local metres; NaN where nobody knows. */
export interface Homes {
	readonly x: Float64Array;
	readonly y: Float64Array;
}

export function homesInMetres(homes: readonly (Position | null)[], projection: Projection): Homes {
	return {
		x: Float64Array.from(homes, (home) => projection.x(home?.[0] ?? NaN)),
		y: Float64Array.from(homes, (home) => projection.y(home?.[1] ?? NaN))
	};
}

/**
 * Which place belongs to which home: least sum of squared distances. Kader whose home is not known
 * take what is left.
 * @param x places in local metres, as many as there are homes
 * @returns the place of each home
 */
export function nearestPlaces(homes: Homes, x: Float64Array, y: Float64Array): number[] {
	const costs = Array.from(homes.x, (homeX, a) =>
		Array.from(x, (placeX, c) => {
			const dx = homeX - placeX;
			const dy = homes.y[a]! - y[c]!;
			const square = dx * dx + dy * dy;
			return Number.isFinite(square) ? square : 0;
		})
	);
	return cheapestMatching(costs);
}
