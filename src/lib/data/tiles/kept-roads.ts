// The roads that are drawn on the map tiles of this phone, around the places of a day.
import type { Position } from 'geojson';
import type { RoadLine } from '#lib/domain/routing/road-network.ts';
import { boxAround } from '#lib/domain/routing/roads-around.ts';
import {
	coverOf,
	deepestZoom,
	leastZoom,
	spanOf,
	withoutStrays,
	type Box
} from '#lib/domain/routing/tile-cover.ts';
import type { TilePlace } from '#lib/domain/geometry/tiles-over.ts';
import type { TileBytes } from './read-tile-roads.ts';
import type { TileKey, TileTables } from './tile-tables.ts';

/** Turns tiles into roads; null where nobody can. */
export type TileReader = (tiles: readonly TileBytes[]) => Promise<readonly RoadLine[] | null>;

/**
 * @param source `tileSourceKey` of a vector map
 * @param places [lng, lat]
 * @returns none where no tile is kept around them. Never rejects
 */
export async function keptRoads(
	tables: TileTables,
	source: string,
	places: readonly Position[],
	read: TileReader = inWorker
): Promise<readonly RoadLine[]> {
	try {
		const box = boxAround(withoutStrays(places));
		if (!box) return [];
		const used = coverOf(await keptIn(tables, source, box), box);
		const keys = used.map(({ place: { z, x, y } }): TileKey => [source, z, x, y]);
		const rows = await tables.tiles.bulkGet(keys);
		const tiles = used.flatMap((tile, i) => {
			const row = rows[i];
			return row ? [{ ...tile, bytes: row.bytes }] : [];
		});
		return (tiles.length > 0 && (await read(tiles))) || [];
	} catch {
		// A map that cannot be read is no map: the day goes on in straight lines.
		return [];
	}
}

/** Places of the tiles that are kept, of the levels that tell of roads; no tile is read for it. */
async function keptIn({ tiles }: TileTables, source: string, box: Box): Promise<TilePlace[]> {
	const asked: Promise<TileKey[]>[] = [];
	for (let z = leastZoom; z <= deepestZoom; z++) {
		const { west, east, north, south } = spanOf(box, z);
		for (let x = west; x <= east; x++)
			asked.push(
				tiles
					.where('[source+z+x+y]')
					.between([source, z, x, north], [source, z, x, south], true, true)
					.primaryKeys()
			);
	}
	return (await Promise.all(asked)).flat().map(([, z, x, y]) => ({ z, x, y }));
}

function inWorker(tiles: readonly TileBytes[]): ReturnType<TileReader> {
	return new Promise((resolve, reject) => {
		const worker = new Worker(new URL('./tile-roads-worker.ts', import.meta.url), {
			type: 'module'
		});
		const end = (roads: readonly RoadLine[] | null) => {
			worker.terminate();
			resolve(roads);
		};
		worker.onmessage = ({ data }: MessageEvent<readonly RoadLine[]>) => end(data);
		worker.onerror = () => end(null);
		try {
			worker.postMessage(tiles);
		} catch (error) {
			reject(error as Error);
		}
	});
}
