// Cuts the plan into labelled faces that share their edges exactly: every corner of the lattice has one
// position, whichever faces meet there. It must never move a corner for one face alone.
import type { MultiPolygon, Position } from 'geojson';
import { groundToPosition, planBounds, toGround } from './terrain.ts';

/** Metres between the corners of the lattice. */
const step = 100;
const [west, south, east, north] = planBounds;
const columns = (east - west) / step;
const rows = (north - south) / step;

export interface Subdivision {
	/** Face label of each cell, row by row from the south-west; -1 is outside. */
	readonly labels: Int32Array;
	/** Ground position of each lattice corner after smoothing. */
	readonly corners: readonly Position[];
}

const cornerAt = (column: number, row: number) => row * (columns + 1) + column;

function labelAt(labels: Int32Array, column: number, row: number): number {
	const inside = column >= 0 && row >= 0 && column < columns && row < rows;
	return inside ? labels[row * columns + column]! : -1;
}

/** Labels every cell by the place of its middle on the plan. */
export function labelCells(labelOf: (u: number, v: number) => number): Int32Array {
	const labels = new Int32Array(columns * rows);
	for (let row = 0; row < rows; row++)
		for (let column = 0; column < columns; column++)
			labels[row * columns + column] = labelOf(
				west + (column + 0.5) * step,
				south + (row + 0.5) * step
			);
	return labels;
}

/** Neighbours of each corner along edges that part two labels. */
function borderNeighbours(labels: Int32Array): Map<number, number[]> {
	const neighbours = new Map<number, number[]>();
	const link = (a: number, b: number) => {
		neighbours.set(a, [...(neighbours.get(a) ?? []), b]);
		neighbours.set(b, [...(neighbours.get(b) ?? []), a]);
	};
	for (let row = 0; row <= rows; row++)
		for (let column = 0; column <= columns; column++) {
			const here = labelAt(labels, column, row);
			if (column < columns && here !== labelAt(labels, column, row - 1))
				link(cornerAt(column, row), cornerAt(column + 1, row));
			if (row < rows && here !== labelAt(labels, column - 1, row))
				link(cornerAt(column, row), cornerAt(column, row + 1));
		}
	return neighbours;
}

/**
 * Gives every lattice corner its ground position and rounds the stairs of the borders off. Corners
 * where more than two faces meet and corners on the river (v = 0) stay where they are.
 */
export function subdivide(labels: Int32Array): Subdivision {
	const ground: (readonly [number, number])[] = [];
	for (let row = 0; row <= rows; row++)
		for (let column = 0; column <= columns; column++)
			ground.push(toGround({ u: west + column * step, v: south + row * step }));
	const riverRow = -south / step;
	const movable = [...borderNeighbours(labels)].filter(
		([corner, near]) => near.length === 2 && Math.floor(corner / (columns + 1)) !== riverRow
	);
	for (let pass = 0; pass < 6; pass++) {
		const smooth = movable.map(([corner, near]) => {
			const [a, b] = [ground[near[0]!]!, ground[near[1]!]!];
			const here = ground[corner]!;
			return [(a[0] + b[0]) / 4 + here[0] / 2, (a[1] + b[1]) / 4 + here[1] / 2] as const;
		});
		movable.forEach(([corner], index) => (ground[corner] = smooth[index]!));
	}
	return { labels, corners: ground.map(groundToPosition) };
}

/** Directed border edges of one face, the face on the left: from corner to the corners after it. */
function edgesOf(labels: Int32Array, isFace: (label: number) => boolean): Map<number, number[]> {
	const next = new Map<number, number[]>();
	const add = (from: number, to: number) => next.set(from, [...(next.get(from) ?? []), to]);
	for (let row = 0; row < rows; row++)
		for (let column = 0; column < columns; column++) {
			if (!isFace(labelAt(labels, column, row))) continue;
			const [sw, se] = [cornerAt(column, row), cornerAt(column + 1, row)];
			const [nw, ne] = [cornerAt(column, row + 1), cornerAt(column + 1, row + 1)];
			if (!isFace(labelAt(labels, column, row - 1))) add(sw, se);
			if (!isFace(labelAt(labels, column + 1, row))) add(se, ne);
			if (!isFace(labelAt(labels, column, row + 1))) add(ne, nw);
			if (!isFace(labelAt(labels, column - 1, row))) add(nw, sw);
		}
	return next;
}

/** Of two ways on, the left one: faces that touch at a corner only become two rings, not one that crosses. */
function turnLeft(from: number, at: number, ways: number[]): number {
	if (ways.length === 1) return 0;
	const width = columns + 1;
	const heading = at - from;
	const left = heading === 1 ? width : heading === width ? -1 : heading === -1 ? -width : 1;
	const index = ways.indexOf(at + left);
	return index === -1 ? 0 : index;
}

function traceRings(next: Map<number, number[]>): number[][] {
	const rings: number[][] = [];
	for (const start of next.keys())
		while ((next.get(start)?.length ?? 0) > 0) {
			const ring = [start];
			let from = start;
			let at = next.get(start)!.shift()!;
			while (at !== start) {
				ring.push(at);
				const ways = next.get(at)!;
				const [to] = ways.splice(turnLeft(from, at, ways), 1);
				from = at;
				at = to!;
			}
			rings.push([...ring, start]);
		}
	return rings;
}

/** Twice the signed area of a ring, in square degrees; positive when it runs anticlockwise. */
function signedArea(ring: readonly Position[]): number {
	let sum = 0;
	for (let i = 1; i < ring.length; i++)
		sum += ring[i - 1]![0]! * ring[i]![1]! - ring[i]![0]! * ring[i - 1]![1]!;
	return sum;
}

/** True when a [lng, lat] position is inside a ring (even-odd rule; the border is undefined). */
export function insideRing([x = 0, y = 0]: Position, ring: readonly Position[]): boolean {
	let inside = false;
	for (let i = 1; i < ring.length; i++) {
		const [ax = 0, ay = 0] = ring[i - 1]!;
		const [bx = 0, by = 0] = ring[i]!;
		if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
	}
	return inside;
}

/** True when a position is inside a multipolygon and in none of its holes. */
export function insideMultiPolygon(position: Position, area: MultiPolygon): boolean {
	return area.coordinates.some(
		([outer = [], ...holes]) =>
			insideRing(position, outer) && !holes.some((hole) => insideRing(position, hole))
	);
}

/** The outline of all cells whose label fits, as a multipolygon of [lng, lat]. */
export function outlineOf(
	{ labels, corners }: Subdivision,
	isFace: (label: number) => boolean
): MultiPolygon {
	const rings = traceRings(edgesOf(labels, isFace)).map((ring) =>
		ring.map((corner) => corners[corner]!)
	);
	const polygons = rings.filter((ring) => signedArea(ring) > 0).map((ring) => [ring]);
	for (const hole of rings.filter((ring) => signedArea(ring) <= 0)) {
		const home = polygons.find(([outer]) => insideRing(hole[0]!, outer!)) ?? polygons[0];
		home?.push(hole);
	}
	return { type: 'MultiPolygon', coordinates: polygons };
}
