// Whether she has left the way that was found for her, so that another order may be better now. A GPS
// that jumps has not: it must say so twice, and mean the same place.
import type { Position } from 'geojson';
import { LocalMetres, metresApart } from './local-metres.ts';
import type { Way } from './way.ts';

export interface SeenAt {
	/** [lng, lat] */
	readonly at: Position;
	readonly accuracyM: number;
}

/** A lane taken on the other side of a row of houses is no other way. */
const besideM = 200;

/** @param seen the two latest positions, the newer one last; fewer are never enough */
export function hasLeftWay(legs: readonly Pick<Way, 'parts'>[], seen: readonly SeenAt[]): boolean {
	const [before, now] = seen.slice(-2);
	if (!before || !now || legs.length === 0) return false;
	const apart = metresApart(before.at, now.at);
	if (apart > besideM + before.accuracyM + now.accuracyM) return false;
	return [before, now].every(({ at, accuracyM }) => metresOff(legs, at) > besideM + accuracyM);
}

/** Straight to the nearest point of the way. @param at [lng, lat] */
export function metresOff(legs: readonly Pick<Way, 'parts'>[], at: Position): number {
	const plane = new LocalMetres(at);
	let least = Infinity;
	for (const { coordinates } of legs.flatMap(({ parts }) => parts)) {
		const points = coordinates.map((position) => plane.point(position));
		points.forEach(([x, y], i) => {
			const [px, py] = points[i - 1] ?? [x, y];
			least = Math.min(least, toSegment(px, py, x, y));
		});
	}
	return least;
}

/** From the origin. */
function toSegment(ax: number, ay: number, bx: number, by: number): number {
	const [dx, dy] = [bx - ax, by - ay];
	const square = dx * dx + dy * dy;
	const along = square === 0 ? 0 : Math.min(1, Math.max(0, -(ax * dx + ay * dy) / square));
	return Math.hypot(ax + along * dx, ay + along * dy);
}
