// Points of the mesh between the houses: a coarse grid, and pairs on the banks of lines that borders may
// follow. None comes near a ring.
import type { Position } from 'geojson';
import { bankPlaces } from './bank-points.ts';
import { origin, type MeshPoints } from './mesh-vertices.ts';
import type { SoundArea } from './normalise-area.ts';
import { distanceToSegment, type SegmentGrid } from './segment-grid.ts';

/** Inside the area, away from rings and from points that were there before. */
export function addBanks(
	points: MeshPoints,
	{ bounds }: SoundArea,
	lines: readonly (readonly Position[])[],
	edges: SegmentGrid
): void {
	const { projection, spacing } = points;
	const cell = 0.15 * spacing;
	const key = (x: number, y: number): number =>
		Math.floor(x / cell) * 67108864 + Math.floor(y / cell);
	const taken = new Set(points.x.map((x, v) => key(x, points.y[v]!)));
	const segments = rowSegments(points);
	const [west, south, east, north] = bounds;
	const ground = [
		...([projection.x(west), projection.y(south)] as const),
		...([projection.x(east), projection.y(north)] as const)
	] as const;
	for (const [x, y] of bankPlaces(lines, { projection, spacing, bounds: ground })) {
		if (taken.has(key(x, y)) || nearEdge(points, edges, x, y, 0.3 * spacing)) continue;
		if (crossingsAt(segments, y).filter((at) => at < x).length % 2 === 0) continue;
		taken.add(key(x, y));
		addFree(points, x, y);
	}
}

function addFree(points: MeshPoints, x: number, y: number): void {
	const { projection } = points;
	const position = projection.position(x, y);
	points.add(projection.x(position[0]!), projection.y(position[1]!), origin.grid, position);
}

/** A triangle grid inside the area, away from rings and from points already there. */
export function addGrid(points: MeshPoints, area: SoundArea, edges: SegmentGrid): void {
	const { projection, spacing } = points;
	const [west, south, east, north] = area.bounds;
	const left = projection.x(west);
	const right = projection.x(east);
	const cell = spacing * 0.75;
	const taken = new Set<number>();
	const key = (x: number, y: number): number =>
		Math.floor(x / cell) * 67108864 + Math.floor(y / cell);
	for (let v = 0; v < points.x.length; v++) taken.add(key(points.x[v]!, points.y[v]!));
	const segments = rowSegments(points);
	let row = 0;
	for (let y = projection.y(south); y < projection.y(north); y += spacing * 0.866, row++) {
		const crossings = crossingsAt(segments, y);
		// A small shift by row keeps grid points off the lines of houses built on a grid.
		let x = left + (row % 2 ? spacing / 2 : 0) + (((row * 7919) % 13) - 6) * spacing * 0.004;
		for (let passed = 0; x < right; x += spacing) {
			while (passed < crossings.length && crossings[passed]! < x) passed++;
			if (passed % 2 === 0 || taken.has(key(x, y))) continue;
			if (nearEdge(points, edges, x, y, 0.3 * spacing)) continue;
			addFree(points, x, y);
		}
	}
}

interface RowSegment {
	readonly low: number;
	readonly high: number;
	readonly x: number;
	readonly slope: number;
}

function rowSegments({ edges, x, y }: MeshPoints): RowSegment[] {
	return edges
		.filter(({ a, b }) => y[a] !== y[b])
		.map(({ a, b }) => {
			const [low, high] = y[a]! < y[b]! ? [a, b] : [b, a];
			const slope = (x[high]! - x[low]!) / (y[high]! - y[low]!);
			return { low: y[low]!, high: y[high]!, x: x[low]!, slope };
		})
		.sort((p, q) => p.low - q.low);
}

function crossingsAt(segments: readonly RowSegment[], y: number): number[] {
	const out: number[] = [];
	for (const { low, high, x, slope } of segments) {
		if (low > y) break;
		if (high > y) out.push(x + (y - low) * slope);
	}
	return out.sort((a, b) => a - b);
}

function nearEdge(
	points: MeshPoints,
	grid: SegmentGrid,
	x: number,
	y: number,
	reach: number
): boolean {
	const { x: xs, y: ys } = points;
	for (const id of grid.near(x - reach, y - reach, x + reach, y + reach)) {
		const { a, b } = points.edges[id]!;
		if (distanceToSegment(x, y, xs[a]!, ys[a]!, xs[b]!, ys[b]!) < reach) return true;
	}
	return false;
}
