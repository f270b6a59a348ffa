// The worker's entry: tiles into roads, beside the page, once.
import { readTileRoads, type TileBytes } from './read-tile-roads.ts';

globalThis.addEventListener('message', ({ data }: MessageEvent<readonly TileBytes[]>) => {
	globalThis.postMessage(readTileRoads(data));
});
