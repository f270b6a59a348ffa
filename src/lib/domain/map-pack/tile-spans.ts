// Which tiles of a web map a polygon needs, as runs of neighbours in a row: a kecamatan is some hundred
// runs, and what a pack covers is kept with it in a few kilobytes.
import type { MultiPolygon, Polygon, Position } from 'geojson';
import { tileX, tileY, type TilePlace } from '../geometry/tiles-over.ts';

/** Tiles of level `z` in row `y`, from column `from` to column `to`, both included. */
export type Span = readonly [z: number, y: number, from: number, to: number];

/** Runs by row; of one level. */
type Rows = Map<number, [from: number, to: number][]>;

/**
 * Every tile that the polygon touches, at each level. Holes count as filled: one walks around a lake.
 * A level is the one below it seen from further away, so that no tile stands without its ancestors.
 *
 * @param area in degrees, [lng, lat]; not across the 180th meridian
 * @returns by level, row and column; runs of a row neither touch nor overlap
 */
export function spansOver(area: Polygon | MultiPolygon, minZoom: number, maxZoom: number): Span[] {
	const polygons = area.type === 'Polygon' ? [area.coordinates] : area.coordinates;
	let rows: Rows = new Map();
	for (const [outer = []] of polygons) addRing(rows, outer, maxZoom);
	rows = merged(rows);
	const levels: Span[][] = [];
	for (let z = maxZoom; z >= minZoom; z--) {
		levels.unshift(spansOf(rows, z));
		rows = parents(rows);
	}
	return levels.flat();
}

/** Coarse levels first, and in each the middle of it: what is here first shows the most. */
export function tilesInOrder(spans: readonly Span[]): TilePlace[] {
	const middles = new Map<number, readonly [number, number]>();
	for (const z of new Set(spans.map(([level]) => level))) {
		const own = spans.filter(([level]) => level === z);
		const xs = own.flatMap(([, , from, to]) => [from, to + 1]);
		const ys = own.flatMap(([, y]) => [y, y + 1]);
		middles.set(z, [(least(xs) + most(xs)) / 2, (least(ys) + most(ys)) / 2]);
	}
	const far = ({ z, x, y }: TilePlace) => {
		const [middleX, middleY] = middles.get(z) ?? [0, 0];
		return (x + 0.5 - middleX) ** 2 + (y + 0.5 - middleY) ** 2;
	};
	return [...tilesIn(spans)]
		.map((place) => ({ place, far: far(place) }))
		.sort((a, b) => a.place.z - b.place.z || a.far - b.far)
		.map(({ place }) => place);
}

export function* tilesIn(spans: readonly Span[]): Generator<TilePlace> {
	for (const [z, y, from, to] of spans) for (let x = from; x <= to; x++) yield { z, x, y };
}

export function countTiles(spans: readonly Span[]): number {
	return spans.reduce((sum, [, , from, to]) => sum + to - from + 1, 0);
}

/** Whether a tile is in the spans, asked many times. */
export function spanLookup(spans: readonly Span[]): (z: number, x: number, y: number) => boolean {
	const rows = new Map<string, Span[]>();
	for (const span of spans) {
		const key = rowName(span[0], span[1]);
		const row = rows.get(key);
		if (row) row.push(span);
		else rows.set(key, [span]);
	}
	return (z, x, y) =>
		rows.get(rowName(z, y))?.some(([, , from, to]) => from <= x && x <= to) ?? false;
}

/** Any places as spans; the same place twice counts once. */
export function spansFrom(places: Iterable<TilePlace>): Span[] {
	const levels = new Map<number, Rows>();
	for (const { z, x, y } of places) {
		const rows: Rows = levels.get(z) ?? new Map<number, [number, number][]>();
		levels.set(z, rows);
		add(rows, y, x, x);
	}
	return [...levels].sort(([a], [b]) => a - b).flatMap(([z, rows]) => spansOf(merged(rows), z));
}

/** One level of the spans, that deep or, where there is none, the deepest above it. */
export function deepestLevel(spans: readonly Span[], atMost = Infinity): Span[] {
	const z = most(spans.map(([level]) => level).filter((level) => level <= atMost));
	return spans.filter(([level]) => level === z);
}

function rowName(z: number, y: number): string {
	return `${String(z)}/${String(y)}`;
}

/** Cells that the edges run through, and in each row what lies between them. */
function addRing(rows: Rows, ring: readonly Position[], z: number): void {
	const last = 2 ** z - 1;
	const points = ring.map(([lng = 0, lat = 0]) => [tileX(lng, z), tileY(lat, z)] as const);
	const crossings = new Map<number, number[]>();
	for (let at = 0, before = points.length - 1; at < points.length; before = at++) {
		addEdge(rows, crossings, points[before]!, points[at]!, last);
	}
	for (const [y, unsorted] of crossings) {
		const xs = unsorted.sort((a, b) => a - b);
		for (let at = 0; at + 1 < xs.length; at += 2) {
			add(rows, y, held(xs[at]!, last), held(xs[at + 1]!, last));
		}
	}
}

type Point = readonly [x: number, y: number];

function addEdge(
	rows: Rows,
	crossings: Map<number, number[]>,
	a: Point,
	b: Point,
	last: number
): void {
	const [top, bottom] = a[1] <= b[1] ? [a, b] : [b, a];
	const xAt = (y: number) =>
		top[0] + (bottom[0] - top[0]) * Math.min(1, (y - top[1]) / (bottom[1] - top[1]));
	const [first, final] = [held(top[1], last), held(bottom[1], last)];
	for (let y = first; y <= final; y++) {
		// At its ends exactly the edge's own, so that neither rounding nor a level edge leaves a cell out.
		const enter = y === first ? top[0] : xAt(y);
		const leave = y === final ? bottom[0] : xAt(y + 1);
		add(rows, y, held(Math.min(enter, leave), last), held(Math.max(enter, leave), last));
		// A level edge has no height: it is never between the top and the bottom of the middle line.
		const middle = y + 0.5;
		if (top[1] > middle || bottom[1] <= middle) continue;
		const row = crossings.get(y);
		if (row) row.push(xAt(middle));
		else crossings.set(y, [xAt(middle)]);
	}
}

function held(at: number, last: number): number {
	return Math.min(last, Math.max(0, Math.floor(at)));
}

function add(rows: Rows, y: number, from: number, to: number): void {
	const row = rows.get(y);
	if (row) row.push([from, to]);
	else rows.set(y, [[from, to]]);
}

function merged(rows: Rows): Rows {
	const result: Rows = new Map();
	for (const [y, runs] of rows) {
		const joined: [number, number][] = [];
		for (const [from, to] of runs.toSorted((a, b) => a[0] - b[0])) {
			const before = joined.at(-1);
			if (before && from <= before[1] + 1) before[1] = Math.max(before[1], to);
			else joined.push([from, to]);
		}
		result.set(y, joined);
	}
	return result;
}

function parents(rows: Rows): Rows {
	const above: Rows = new Map();
	for (const [y, runs] of rows) {
		for (const [from, to] of runs) add(above, y >> 1, from >> 1, to >> 1);
	}
	return merged(above);
}

function spansOf(rows: Rows, z: number): Span[] {
	return [...rows]
		.sort(([a], [b]) => a - b)
		.flatMap(([y, runs]) => runs.map(([from, to]): Span => [z, y, from, to]));
}

// Spreading some ten thousand values into Math.min would overflow the stack.
function least(values: readonly number[]): number {
	return values.reduce((a, b) => Math.min(a, b), Infinity);
}

function most(values: readonly number[]): number {
	return values.reduce((a, b) => Math.max(a, b), -Infinity);
}
