// The ground that tiles cover, for drawing what is on the phone: surfaces, and the edges around them.
import type { MultiLineString, MultiPolygon, Position } from 'geojson';
import { tileCorner } from '../geometry/tiles-over.ts';
import { tilesIn, type Span } from './tile-spans.ts';

export interface Cover {
	/** A rectangle a run of tiles; they touch and do not overlap. */
	readonly ground: MultiPolygon;
	/** Straight lines between tiles that are there and those that are not, each once. */
	readonly edge: MultiLineString;
}

/** @param spans of one level; no tile in two of them */
export function coverOf(spans: readonly Span[]): Cover {
	const ground = spans.map(([z, y, from, to]) => [
		[
			tileCorner(z, from, y),
			tileCorner(z, to + 1, y),
			tileCorner(z, to + 1, y + 1),
			tileCorner(z, from, y + 1),
			tileCorner(z, from, y)
		]
	]);
	return {
		ground: { type: 'MultiPolygon', coordinates: ground },
		edge: { type: 'MultiLineString', coordinates: edgesOf(spans) }
	};
}

/** Sides of one tile only, joined to straight lines; a side of two tiles lies inside. */
function edgesOf(spans: readonly Span[]): Position[][] {
	const level: Lines = new Map();
	const upright: Lines = new Map();
	for (const { x, y } of tilesIn(spans)) {
		for (const side of [0, 1]) {
			toggle(level, y + side, x);
			toggle(upright, x + side, y);
		}
	}
	const z = spans[0]?.[0] ?? 0;
	return [
		...runs(level).map(([y, from, to]) => [tileCorner(z, from, y), tileCorner(z, to, y)]),
		...runs(upright).map(([x, from, to]) => [tileCorner(z, x, from), tileCorner(z, x, to)])
	];
}

/** Where sides lie on a line between tiles, by the number of that line. */
type Lines = Map<number, Set<number>>;

function toggle(lines: Lines, line: number, at: number): void {
	const sides = lines.get(line) ?? new Set<number>();
	lines.set(line, sides);
	if (!sides.delete(at)) sides.add(at);
}

function runs(lines: Lines): (readonly [line: number, from: number, to: number])[] {
	return [...lines].flatMap(([line, sides]) => {
		const found: [number, number, number][] = [];
		for (const at of [...sides].sort((a, b) => a - b)) {
			const last = found.at(-1);
			if (last?.[2] === at) last[2] = at + 1;
			else found.push([line, at, at + 1]);
		}
		return found;
	});
}
