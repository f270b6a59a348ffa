// Roads out of the bytes of tiles. One that is damaged is a hole in the map, not the end of it.
import type { RoadLine } from '#lib/domain/routing/road-network.ts';
import type { UsedTile } from '#lib/domain/routing/tile-cover.ts';
import { roadsFromTiles } from '#lib/domain/routing/tile-roads.ts';
import { linesOfTile } from './tile-lines.ts';

export interface TileBytes extends UsedTile {
	/** None: the source said that nothing is there. */
	readonly bytes: Uint8Array;
}

export function readTileRoads(tiles: readonly TileBytes[]): RoadLine[] {
	return roadsFromTiles(
		tiles.flatMap(({ bytes, ...tile }) => {
			try {
				return [{ ...tile, ...linesOfTile(bytes) }];
			} catch {
				return [];
			}
		})
	);
}
