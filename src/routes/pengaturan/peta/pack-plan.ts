// What an area's map would take: its tiles, those that are not here yet, and about how many bytes.
import type { Holding } from '#lib/data/tiles/pack-store.ts';
import { mostTiles, packZooms, type PackBasemap } from '#lib/domain/map-pack/map-pack.ts';
import { withinBudget } from '#lib/domain/map-pack/pack-depth.ts';
import { estimateBytes, type Weight } from '#lib/domain/map-pack/pack-size.ts';
import {
	countTiles,
	spanLookup,
	spansFrom,
	spansOver,
	tilesIn,
	type Span
} from '#lib/domain/map-pack/tile-spans.ts';
import type { PackArea } from '#lib/state/map-pack-areas.ts';

export interface PlannedArea {
	readonly area: PackArea;
	readonly spans: readonly Span[];
	readonly tiles: number;
	readonly isTooLarge: boolean;
	/** Its last levels would be too much: they are left out. */
	readonly isCoarse: boolean;
}

export function planArea(
	area: PackArea,
	basemap: PackBasemap,
	weights: readonly Weight[] = []
): PlannedArea {
	const { min, max } = packZooms(basemap, area.scope);
	const all = spansOver(area.outline, min, max);
	const isTooLarge = countTiles(all) > mostTiles;
	const spans = isTooLarge ? all : withinBudget(all, area.scope, weights, basemap.schema);
	return { area, spans, tiles: countTiles(spans), isTooLarge, isCoarse: spans.length < all.length };
}

/** What of several areas together is not here yet; a tile of two of them once. */
export function missingOf(
	planned: readonly PlannedArea[],
	holdings: readonly Holding[]
): { readonly spans: readonly Span[]; readonly tiles: number } {
	const here = holdings.map(({ spans }) => spanLookup(spans));
	const missing = planned.flatMap(({ spans }) =>
		[...tilesIn(spans)].filter(({ z, x, y }) => !here.some((has) => has(z, x, y)))
	);
	const spans = spansFrom(missing);
	return { spans, tiles: countTiles(spans) };
}

export function bytesOf(
	spans: readonly Span[],
	weights: readonly Weight[],
	basemap: PackBasemap
): number {
	return estimateBytes(spans, weights, basemap.schema);
}
