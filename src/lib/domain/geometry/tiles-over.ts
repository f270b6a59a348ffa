// Which tiles of a web map lie over a box: what must be on the phone before the network is gone.

export interface TilePlace {
	readonly z: number;
	readonly x: number;
	readonly y: number;
}

/** Web Mercator ends here. */
const maxLatitude = 85.0511287798;

/**
 * @param bounds [west, south, east, north] in degrees
 * @param most tiles at most: a box too large for that is answered down to a lower zoom, since the map
 *   draws what it lacks from the level above
 * @returns from `minZoom` downwards, whole levels only; the first level always
 */
export function tilesOver(
	[west, south, east, north]: readonly [number, number, number, number],
	minZoom: number,
	maxZoom: number,
	most: number
): TilePlace[] {
	const tiles: TilePlace[] = [];
	for (let z = minZoom; z <= maxZoom; z++) {
		const [fromX, toX] = [within(tileX(west, z), z), within(tileX(east, z), z)];
		const [fromY, toY] = [within(tileY(north, z), z), within(tileY(south, z), z)];
		const size = (toX - fromX + 1) * (toY - fromY + 1);
		if (z > minZoom && tiles.length + size > most) break;
		for (let x = fromX; x <= toX; x++) for (let y = fromY; y <= toY; y++) tiles.push({ z, x, y });
	}
	return tiles;
}

/** Web Mercator counted in tiles of level `z` from the west: 3.5 is the middle of column 3. */
export function tileX(lng: number, z: number): number {
	return ((lng + 180) / 360) * 2 ** z;
}

/** As `tileX`, from the north. */
export function tileY(lat: number, z: number): number {
	const held = Math.min(maxLatitude, Math.max(-maxLatitude, lat));
	const turned = Math.asinh(Math.tan((held * Math.PI) / 180)) / Math.PI;
	return ((1 - turned) / 2) * 2 ** z;
}

/** [lng, lat] of the north-west corner of a tile. */
export function tileCorner(z: number, x: number, y: number): [number, number] {
	const n = Math.PI * (1 - (2 * y) / 2 ** z);
	return [(x / 2 ** z) * 360 - 180, (Math.atan(Math.sinh(n)) * 180) / Math.PI];
}

function within(at: number, z: number): number {
	return Math.min(2 ** z - 1, Math.max(0, Math.floor(at)));
}
