// Which of the twelve territory colours a number gets, so that neighbours never look alike.
// The page's tables and the map must both ask here, with the same polygons.
import type { Feature, FeatureCollection, Position } from 'geojson';
import { territoryColours } from './palette.ts';

/** The colour of a territory by its number alone, for when no polygons are at hand. */
export function territoryColour(number: number): string {
	const count = territoryColours.length;
	return territoryColours[(((number - 1) % count) + count) % count] ?? '#888888';
}

/**
 * Number → colour: `territoryColour` where no neighbour has it already, otherwise the colour that
 * is used least. Territories are neighbours when they share a corner, which the division engine's
 * polygons do exactly. Deterministic: in the order of the numbers.
 */
export function colourTerritories(territories: FeatureCollection): ReadonlyMap<number, string> {
	const neighbours = neighboursByNumber(territories.features);
	const chosen = new Map<number, string>();
	for (const number of [...neighbours.keys()].sort((a, b) => a - b)) {
		const taken = new Set([...(neighbours.get(number) ?? [])].map((other) => chosen.get(other)));
		const wanted = territoryColour(number);
		chosen.set(number, taken.has(wanted) ? leastUsed(chosen, taken) : wanted);
	}
	return chosen;
}

/** With more than twelve neighbours a colour repeats: the number on the map still tells them apart. */
function leastUsed(
	chosen: ReadonlyMap<number, string>,
	taken: ReadonlySet<string | undefined>
): string {
	const uses = new Map(territoryColours.map((colour) => [colour, 0]));
	for (const colour of chosen.values()) uses.set(colour, (uses.get(colour) ?? 0) + 1);
	const byUse = [...uses].sort((a, b) => a[1] - b[1]).map(([colour]) => colour);
	return byUse.find((colour) => !taken.has(colour)) ?? byUse[0] ?? '#888888';
}

function neighboursByNumber(features: readonly Feature[]): Map<number, Set<number>> {
	const neighbours = new Map<number, Set<number>>();
	const corners = new Map<string, Set<number>>();
	for (const feature of features) {
		const number = Number(feature.properties?.['number'] ?? 0);
		if (!neighbours.has(number)) neighbours.set(number, new Set());
		for (const at of positions(feature)) {
			// A centimetre: below what any survey or import keeps apart.
			const key = `${(at[0] ?? 0).toFixed(7)} ${(at[1] ?? 0).toFixed(7)}`;
			const here = corners.get(key) ?? new Set<number>();
			corners.set(key, here.add(number));
		}
	}
	for (const here of corners.values()) {
		for (const a of here) for (const b of here) if (a !== b) neighbours.get(a)?.add(b);
	}
	return neighbours;
}

function positions({ geometry }: Feature): Position[] {
	if (geometry?.type === 'Polygon') return geometry.coordinates.flat();
	if (geometry?.type === 'MultiPolygon') return geometry.coordinates.flat(2);
	return [];
}
