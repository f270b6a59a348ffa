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
		const [fromX, toX] = [column(west, z), column(east, z)];
		const [fromY, toY] = [row(north, z), row(south, z)];
		const size = (toX - fromX + 1) * (toY - fromY + 1);
		if (z > minZoom && tiles.length + size > most) break;
		for (let x = fromX; x <= toX; x++) for (let y = fromY; y <= toY; y++) tiles.push({ z, x, y });
	}
	return tiles;
}

function column(lng: number, z: number): number {
	return within(((lng + 180) / 360) * 2 ** z, z);
}

function row(lat: number, z: number): number {
	const held = Math.min(maxLatitude, Math.max(-maxLatitude, lat));
	const turned = Math.asinh(Math.tan((held * Math.PI) / 180)) / Math.PI;
	return within(((1 - turned) / 2) * 2 ** z, z);
}

function within(at: number, z: number): number {
	return Math.min(2 ** z - 1, Math.max(0, Math.floor(at)));
}
