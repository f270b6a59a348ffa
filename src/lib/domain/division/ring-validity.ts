// Tells whether the rings of an area cross, overlap or nest wrongly. It judges and never mends.
import type { Position } from 'geojson';
import { orient2d } from 'robust-predicates';
import { SegmentGrid } from './segment-grid.ts';

/** A ring without its repeated last vertex. A polygon is its outer ring, then its holes. */
export type OpenRing = Position[];

interface Segment {
	readonly a: Position;
	readonly b: Position;
}

/**
 * True when no two edges meet except at a shared vertex and no part lies inside another.
 * Rings that touch at one common vertex are allowed. Orientation tests are exact (Shewchuk 1997).
 */
export function ringsAreSound(polygons: readonly (readonly OpenRing[])[]): boolean {
	const segments: Segment[] = [];
	for (const polygon of polygons) {
		for (const ring of polygon) {
			ring.forEach((a, i) => segments.push({ a, b: ring[(i + 1) % ring.length]! }));
		}
	}
	return !anyCrossing(segments) && !anyNesting(polygons);
}

function anyCrossing(segments: readonly Segment[]): boolean {
	let total = 0;
	for (const { a, b } of segments)
		total += Math.max(Math.abs(a[0]! - b[0]!), Math.abs(a[1]! - b[1]!));
	// Long edges would fill too many cells of a grid as fine as the mean edge.
	const [width, height] = extent(segments);
	const cell = Math.max((2 * total) / segments.length, Math.max(width, height) / 500, 1e-9);
	const grid = new SegmentGrid(cell);
	for (let i = 0; i < segments.length; i++) {
		const { a, b } = segments[i]!;
		for (const j of grid.near(a[0]!, a[1]!, b[0]!, b[1]!)) {
			if (meetWrongly(segments[i]!, segments[j]!)) return true;
		}
		grid.add(i, a[0]!, a[1]!, b[0]!, b[1]!);
	}
	return false;
}

function extent(segments: readonly Segment[]): [number, number] {
	let west = Infinity;
	let east = -Infinity;
	let south = Infinity;
	let north = -Infinity;
	for (const { a } of segments) {
		west = Math.min(west, a[0]!);
		east = Math.max(east, a[0]!);
		south = Math.min(south, a[1]!);
		north = Math.max(north, a[1]!);
	}
	return [east - west, north - south];
}

const same = (p: Position, q: Position): boolean => p[0] === q[0] && p[1] === q[1];
const side = (a: Position, b: Position, p: Position): number =>
	orient2d(a[0]!, a[1]!, b[0]!, b[1]!, p[0]!, p[1]!);

function inBox(p: Position, { a, b }: Segment): boolean {
	return (
		p[0]! >= Math.min(a[0]!, b[0]!) &&
		p[0]! <= Math.max(a[0]!, b[0]!) &&
		p[1]! >= Math.min(a[1]!, b[1]!) &&
		p[1]! <= Math.max(a[1]!, b[1]!)
	);
}

function meetWrongly(s: Segment, t: Segment): boolean {
	const shared =
		Number(same(s.a, t.a) || same(s.a, t.b)) + Number(same(s.b, t.a) || same(s.b, t.b));
	if (shared === 2) return true;
	const sa = side(t.a, t.b, s.a);
	const sb = side(t.a, t.b, s.b);
	const ta = side(s.a, s.b, t.a);
	const tb = side(s.a, s.b, t.b);
	if (shared === 1) {
		// Meeting at one end is right unless the edges run over one another.
		if (sa !== 0 || sb !== 0) return false;
		const free = same(s.a, t.a) || same(s.a, t.b) ? s.b : s.a;
		const other = same(t.a, s.a) || same(t.a, s.b) ? t.b : t.a;
		return inBox(free, t) || inBox(other, s);
	}
	if (sa === 0 && inBox(s.a, t)) return true;
	if (sb === 0 && inBox(s.b, t)) return true;
	if (ta === 0 && inBox(t.a, s)) return true;
	if (tb === 0 && inBox(t.b, s)) return true;
	return sa > 0 !== sb > 0 && ta > 0 !== tb > 0 && sa !== 0 && sb !== 0 && ta !== 0 && tb !== 0;
}

/** A part inside another part, or a hole outside its own outer ring: even–odd filling would mislead. */
function anyNesting(polygons: readonly (readonly OpenRing[])[]): boolean {
	for (let i = 0; i < polygons.length; i++) {
		const [outer, ...holes] = polygons[i]!;
		for (const hole of holes) if (!probes(hole).some((p) => ringHolds(outer!, p))) return true;
		for (let j = 0; j < polygons.length; j++) {
			if (i === j) continue;
			// Edges do not cross here, so one point strictly off the other's border speaks for the part.
			if (probes(outer!).every((p) => polygonHolds(polygons[j]!, p))) return true;
		}
	}
	return false;
}

/** Midpoints of three edges: a ring may touch another at one vertex, never along an edge. */
function probes(ring: OpenRing): Position[] {
	return [0, 1, 2].map((i) => {
		const a = ring[i % ring.length]!;
		const b = ring[(i + 1) % ring.length]!;
		return [(a[0]! + b[0]!) / 2, (a[1]! + b[1]!) / 2];
	});
}

export function ringHolds(ring: OpenRing, [x, y]: Position): boolean {
	let inside = false;
	for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
		const a = ring[i]!;
		const b = ring[j]!;
		if (a[1]! > y! !== b[1]! > y!) {
			const crossing = ((b[0]! - a[0]!) * (y! - a[1]!)) / (b[1]! - a[1]!) + a[0]!;
			if (x! < crossing) inside = !inside;
		}
	}
	return inside;
}

function polygonHolds(polygon: readonly OpenRing[], p: Position): boolean {
	return polygon.reduce((inside, ring) => (ringHolds(ring, p) ? !inside : inside), false);
}
