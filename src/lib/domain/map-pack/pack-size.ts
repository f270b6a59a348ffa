// How large a pack will be, before and while it is fetched: what tiles of each level weighed so far,
// times those to come. An estimate, and shown as one.
import type { PackBasemap } from './map-pack.ts';
import { tilesIn, type Span } from './tile-spans.ts';

/** Bytes a tile of one level, and how many were weighed. */
export interface Weight {
	readonly z: number;
	readonly tiles: number;
	readonly bytes: number;
}

/** Fewer say little: the one tile of a town is ten of the forest around it. */
const enoughTiles = 4;
/**
 * Where nothing was weighed yet. Our own: mean of the demo's levels 8 to 15. OpenMapTiles: mean of a
 * rural extract down to level 14. Pictures: of a drawn map, 256 pixels.
 */
const usualBytes: Readonly<Record<PackBasemap['schema'], number>> = {
	jangkau: 2_000,
	openmaptiles: 22_000,
	raster: 14_000
};

/** @returns bytes, rounded to what can be known of it: two digits */
export function estimateBytes(
	spans: readonly Span[],
	weights: readonly Weight[],
	schema: PackBasemap['schema']
): number {
	const known = new Map(
		weights.filter(({ tiles }) => tiles >= enoughTiles).map((weight) => [weight.z, weight])
	);
	let sum = 0;
	for (const { z } of tilesIn(spans)) {
		const weight = known.get(z) ?? nearest(z, known);
		sum += weight ? weight.bytes / weight.tiles : usualBytes[schema];
	}
	return twoDigits(sum);
}

/** A level beside it is a better guess than any constant. */
function nearest(z: number, known: ReadonlyMap<number, Weight>): Weight | undefined {
	return known.get(z - 1) ?? known.get(z + 1);
}

function twoDigits(value: number): number {
	if (value < 100) return Math.round(value);
	const unit = 10 ** (Math.floor(Math.log10(value)) - 1);
	return Math.round(value / unit) * unit;
}
