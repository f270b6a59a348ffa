// The ground that tiles cover, for drawing what is on the phone: surfaces, and the edges around them.
import type { MultiLineString, MultiPolygon, Position } from 'geojson';
import { tileCorner } from '../geometry/tiles-over.ts';
import { tilesIn, type Span } from './tile-spans.ts';

export interface Cover {
	/** A rectangle a run of tiles; they touch and do not overlap. */
	readonly ground: MultiPolygon;
	/** Pieces of edge between a tile that is there and one that is not, each once. */
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

/** Of each tile its four sides; a side of two tiles lies inside. */
function edgesOf(spans: readonly Span[]): Position[][] {
	const sides = new Map<string, Position[]>();
	const toggle = (z: number, ax: number, ay: number, bx: number, by: number) => {
		const name = [ax, ay, bx, by].join(' ');
		if (!sides.delete(name)) sides.set(name, [tileCorner(z, ax, ay), tileCorner(z, bx, by)]);
	};
	for (const { z, x, y } of tilesIn(spans)) {
		toggle(z, x, y, x + 1, y);
		toggle(z, x, y + 1, x + 1, y + 1);
		toggle(z, x, y, x, y + 1);
		toggle(z, x + 1, y, x + 1, y + 1);
	}
	return [...sides.values()];
}
