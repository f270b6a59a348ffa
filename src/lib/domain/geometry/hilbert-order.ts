// Walking order of points along a Hilbert curve: neighbours on the curve are neighbours on the ground.
import type { Position } from 'geojson';

const bits = 16;

/** Distance along the Hilbert curve of a 2^16 grid. Source: Wikipedia, "Hilbert curve", xy2d. */
function hilbertIndex(x: number, y: number): number {
	let index = 0;
	for (let side = 1 << (bits - 1); side > 0; side >>= 1) {
		const rx = (x & side) > 0 ? 1 : 0;
		const ry = (y & side) > 0 ? 1 : 0;
		index += side * side * ((3 * rx) ^ ry);
		if (ry === 0) {
			if (rx === 1) {
				x = (1 << bits) - 1 - x;
				y = (1 << bits) - 1 - y;
			}
			[x, y] = [y, x];
		}
	}
	return index;
}

/**
 * Indexes of `positions` ([lng, lat]) in the order of a Hilbert curve over their own bounds.
 * Equal positions keep their order.
 */
export function hilbertOrder(positions: readonly Position[]): number[] {
	const xs = positions.map((position) => position[0] ?? 0);
	const ys = positions.map((position) => position[1] ?? 0);
	const west = Math.min(...xs);
	const south = Math.min(...ys);
	const size = Math.max(Math.max(...xs) - west, Math.max(...ys) - south) || 1;
	const scale = ((1 << bits) - 1) / size;
	const keys = positions.map((_, i) =>
		hilbertIndex(Math.floor((xs[i]! - west) * scale), Math.floor((ys[i]! - south) * scale))
	);
	return positions.map((_, i) => i).sort((a, b) => keys[a]! - keys[b]! || a - b);
}
