// Fetches the missing tiles of her own territory, a few at a time: the same tiles in the same store as
// when she looks at the map there.
import type { TilePlace } from '#lib/domain/geometry/tiles-over.ts';
import type { BasemapSource, TileStore } from '#lib/map/contracts.ts';
import { tileNetwork } from '#lib/map/tile-network.ts';
import { createTileLoader, tileSourceKey, type TileLoader } from '#lib/map/tiles.ts';

/** Enough for a slow link, few enough that a push in between is not held up. */
const atATime = 4;

/** A loader that fetches what is not kept; the map makes its own, on the same store. */
export function territoryTiles(basemap: BasemapSource, store: TileStore): TileLoader {
	const network = tileNetwork(basemap, (url, init) => fetch(url, init));
	const source = tileSourceKey(basemap);
	return createTileLoader({ source, store, network, now: () => Date.now() });
}

/**
 * Stops at the first run of failures: without a network nothing comes by waiting.
 *
 * @param done told after each tile how many have been tried
 * @returns how many could not be had
 */
export async function keepTiles(
	loader: Pick<TileLoader, 'load'>,
	places: readonly TilePlace[],
	done: (tried: number) => void
): Promise<number> {
	const waiting = [...places];
	const { signal } = new AbortController();
	let tried = 0;
	let missing = 0;
	const work = async () => {
		for (let place = waiting.shift(); place; place = waiting.shift()) {
			const { kind } = await loader.load(place.z, place.x, place.y, signal);
			tried += 1;
			if (kind === 'missing') missing += 1;
			done(tried);
			if (missing >= atATime) break;
		}
	};
	await Promise.all(Array.from({ length: atATime }, work));
	return missing + waiting.length;
}
