// Rivers between houses: who walks or rides gets over them at bridges and landings only.
import { LineGrid, type LineM } from './line-grid.ts';

/** A road that ends this near to a river, metres, ends at a landing; banks are drawn as one middle line. */
const landingM = 40;

export interface Rivers {
	/**
	 * Metres between two places as the crow flies, round by the bridge or landing that adds least where a
	 * river lies between; Infinity where none is known.
	 */
	between(ax: number, ay: number, bx: number, by: number): number;
}

/**
 * A river lies between two houses when the straight line crosses it an odd number of times: a bend cut
 * twice leaves them on one bank. Known crossings are places where a road crosses a river, and ends of
 * roads at its bank. Not seen: a river that is not drawn, one drawn in several lines round a bend (each
 * counts for itself), the way from a house to the bridge if that in turn lies behind a second river.
 *
 * @param rivers, roads lines in metres. @returns null where there is no river
 */
export function riversFrom(rivers: readonly LineM[], roads: readonly LineM[]): Rivers | null {
	if (!rivers.some((line) => line.length >= 4)) return null;
	const grid = new LineGrid(rivers);
	const crossings = crossingsOf(grid, roads);
	return {
		between(ax, ay, bx, by) {
			const straight = lengthM(bx - ax, by - ay);
			const met = grid.crossed(ax, ay, bx, by);
			if (met.length === 0 || !met.some((river) => isOdd(met, river))) return straight;
			let least = Infinity;
			for (let c = 0; c < crossings.length; c += 2) {
				const [x, y] = [crossings[c]!, crossings[c + 1]!];
				least = Math.min(least, lengthM(x - ax, y - ay) + lengthM(bx - x, by - y));
			}
			return least;
		}
	};
}

/** Several times as fast as Math.hypot, whose care for very large numbers nobody needs on the ground. */
const lengthM = (dx: number, dy: number): number => Math.sqrt(dx * dx + dy * dy);

const isOdd = (met: readonly number[], river: number): boolean =>
	met.filter((one) => one === river).length % 2 === 1;

/** x, y, x, y …; of a stretch that crosses, its middle, near enough for a road's short stretches. */
function crossingsOf(grid: LineGrid, roads: readonly LineM[]): number[] {
	const found: number[] = [];
	for (const road of roads) {
		if (road.length < 4) continue;
		for (let at = 0; at + 3 < road.length; at += 2) {
			const [x1, y1, x2, y2] = [road[at]!, road[at + 1]!, road[at + 2]!, road[at + 3]!];
			if (grid.crossed(x1, y1, x2, y2).length > 0) found.push((x1 + x2) / 2, (y1 + y2) / 2);
		}
		for (const end of [0, road.length - 2]) {
			const [x, y] = [road[end]!, road[end + 1]!];
			if (grid.nearest(x, y, landingM, () => 0) >= 0) found.push(x, y);
		}
	}
	return found;
}
