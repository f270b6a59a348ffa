// Rivers, railways and big roads that borders may follow: where each crosses the mesh, so that a
// border that parts the two banks can run along the line itself. It moves no vertex of the mesh.
import type { Position } from 'geojson';
import type { NodeGraph } from './mesh-graph.ts';
import { next, type Mesh } from './mesh.ts';
import { distanceToSegment, SegmentGrid } from './segment-grid.ts';

/** Where a line crosses an edge of the mesh. */
export interface LineCrossing {
	/** 0 … 1 along the edge, from the start of its lower half-edge. */
	readonly t: number;
	readonly line: number;
	/** Along the line: number of the segment and the part of it, so that 2.5 is the middle of the third. */
	readonly at: number;
}

export interface MeshLines {
	/** By the lower half-edge of each edge whose ends lie on different banks. */
	readonly crossings: ReadonlyMap<number, LineCrossing>;
	/** Corners of each line in local metres. */
	readonly corners: readonly { readonly x: Float64Array; readonly y: Float64Array }[];
}

/** A border on a line costs this part of its length, any other as many times its own as the caller says. */
const onLineCost = 0.1;
/** In a new division lines decide where territories part. */
export const strongly = 12;
/** In a change the borders matter as much as without lines, and only prefer them. */
export const mildly = 1;
/** Metres between a border and a house, which no line may undercut. */
const clearanceM = 1;
/** Of the grid in which lines are looked up; a large area gets larger cells. */
const mostCells = 200_000;

/**
 * The mesh with its crossings: a border between two banks then runs along the line. Unchanged where no
 * line crosses it. Lines may cross each other, end anywhere and leave the area.
 * @param lines [lng, lat] each; fewer than two corners are passed over
 */
export function withNaturalLines(mesh: Mesh, lines: readonly (readonly Position[])[]): Mesh {
	const found = crossingsOf(mesh, lines);
	return found.crossings.size === 0 ? mesh : { ...mesh, lines: found };
}

/** The same mesh where borders on a line cost less than others, so that territories part there. */
export function favouringLines(mesh: Mesh, offLineCost: number): Mesh {
	return mesh.lines ? { ...mesh, graph: weighted(mesh, mesh.lines, offLineCost) } : mesh;
}

function crossingsOf(mesh: Mesh, lines: readonly (readonly Position[])[]): MeshLines {
	const corners = lines.map((line) => cornersOf(mesh, line));
	const { grid, segments } = segmentsOf(mesh, corners);
	const crossings = new Map<number, LineCrossing>();
	if (segments.length === 0) return { crossings, corners };
	const { halfedges, onRing, inside, nodeOf } = mesh;
	for (let e = 0; e < halfedges.length; e++) {
		const h = halfedges[e]!;
		if (h < e || onRing[e] || !inside[Math.floor(e / 3)]) continue;
		const found = crossingOf(mesh, nodeOf[e]!, nodeOf[next(e)]!, corners, segments, grid);
		if (found) crossings.set(e, found);
	}
	return { crossings, corners };
}

type Corners = MeshLines['corners'][number];

function cornersOf({ points: { projection } }: Mesh, line: readonly Position[]): Corners {
	const sound = line.filter(([lng, lat]) => Number.isFinite(lng) && Number.isFinite(lat));
	return {
		x: Float64Array.from(sound, ([lng]) => projection.x(lng!)),
		y: Float64Array.from(sound, ([, lat]) => projection.y(lat!))
	};
}

interface LineSegment {
	readonly line: number;
	readonly segment: number;
}

/** Only what lies about the area: a river may be as long as an island. */
function segmentsOf({ x, y, points: { spacing } }: Mesh, corners: readonly Corners[]) {
	const [west, east] = extent(x);
	const [south, north] = extent(y);
	const cell = Math.max(spacing, 1, Math.sqrt(((east - west) * (north - south)) / mostCells));
	const grid = new SegmentGrid(cell);
	const segments: LineSegment[] = [];
	corners.forEach(({ x: xs, y: ys }, line) => {
		for (let s = 0; s + 1 < xs.length; s++) {
			const [x1, y1, x2, y2] = [xs[s]!, ys[s]!, xs[s + 1]!, ys[s + 1]!];
			if (Math.max(x1, x2) < west || Math.min(x1, x2) > east) continue;
			if (Math.max(y1, y2) < south || Math.min(y1, y2) > north) continue;
			const id = segments.push({ line, segment: s }) - 1;
			const clamp = (value: number, low: number, high: number): number =>
				Math.min(high, Math.max(low, value));
			grid.add(
				id,
				...([clamp(x1, west, east), clamp(y1, south, north)] as const),
				...([clamp(x2, west, east), clamp(y2, south, north)] as const)
			);
		}
	});
	return { grid, segments };
}

function extent(values: Float64Array): [number, number] {
	return values.reduce(([low, high], one) => [Math.min(low, one), Math.max(high, one)], [
		Infinity,
		-Infinity
	] as [number, number]);
}

/** Null where no line passes between u and v: crossed an even number of times they share a bank. */
function crossingOf(
	mesh: Mesh,
	u: number,
	v: number,
	corners: readonly Corners[],
	segments: readonly LineSegment[],
	grid: SegmentGrid
): LineCrossing | null {
	const [ux, uy, vx, vy] = [mesh.x[u]!, mesh.y[u]!, mesh.x[v]!, mesh.y[v]!];
	const found = new Map<number, LineCrossing>();
	for (const id of grid.near(ux, uy, vx, vy)) {
		if (found.has(id)) continue;
		const { line, segment } = segments[id]!;
		const { x, y } = corners[line]!;
		const [ax, ay, bx, by] = [x[segment]!, y[segment]!, x[segment + 1]!, y[segment + 1]!];
		const sideA = (vx - ux) * (ay - uy) - (vy - uy) * (ax - ux);
		const sideB = (vx - ux) * (by - uy) - (vy - uy) * (bx - ux);
		const sideU = (bx - ax) * (uy - ay) - (by - ay) * (ux - ax);
		const sideV = (bx - ax) * (vy - ay) - (by - ay) * (vx - ax);
		// Zero counts as one side, so that a line through its own corner is met once.
		if (sideA > 0 === sideB > 0 || sideU > 0 === sideV > 0) continue;
		const t = sideU / (sideU - sideV);
		found.set(id, { t, line, at: segment + sideA / (sideA - sideB) });
	}
	const lines = new Map<number, LineCrossing[]>();
	for (const one of found.values()) lines.set(one.line, [...(lines.get(one.line) ?? []), one]);
	const parting = [...lines.values()].filter((own) => own.length % 2 === 1);
	if (parting.length === 0) return null;
	const length = Math.sqrt((vx - ux) * (vx - ux) + (vy - uy) * (vy - uy));
	const keepU = (mesh.isHouse[u] ? clearanceM : 0.05) / length;
	const keepV = (mesh.isHouse[v] ? clearanceM : 0.05) / length;
	const usable = parting
		.map((own) => own.sort((p, q) => p.t - q.t)[(own.length - 1) / 2]!)
		.filter(({ t }) => t >= keepU && t <= 1 - keepV)
		.sort((p, q) => Math.abs(p.t - 0.5) - Math.abs(q.t - 0.5) || p.line - q.line);
	return usable[0] ?? null;
}

function weighted(mesh: Mesh, { crossings }: MeshLines, offLineCost: number): NodeGraph {
	const { graph, nodeOf, nodeCount } = mesh;
	const pair = (u: number, v: number): number => Math.min(u, v) * nodeCount + Math.max(u, v);
	const crossed = new Set([...crossings.keys()].map((e) => pair(nodeOf[e]!, nodeOf[next(e)]!)));
	const length = graph.length.slice();
	const isBank = new Uint8Array(length.length);
	for (let u = 0; u < nodeCount; u++) {
		for (let e = graph.start[u]!; e < graph.start[u + 1]!; e++) {
			isBank[e] = crossed.has(pair(u, graph.to[e]!)) ? 1 : 0;
			length[e]! *= isBank[e] ? onLineCost : offLineCost;
		}
	}
	return { ...graph, length, isBank };
}

/**
 * The line's own corners between two crossings that a border joins within one triangle; null where
 * they lie on different lines, or the line leaves the triangle in between or passes a house too near.
 * A triangle is convex, so a line whose corners it holds does not leave it.
 * @param t triangle
 */
export function cornersBetween(
	mesh: Mesh,
	t: number,
	from: LineCrossing,
	to: LineCrossing
): readonly { readonly x: number; readonly y: number }[] | null {
	if (from.line !== to.line) return null;
	const { x, y } = mesh.lines!.corners[from.line]!;
	const isForward = from.at <= to.at;
	const [low, high] = isForward ? [from.at, to.at] : [to.at, from.at];
	const between: { x: number; y: number }[] = [];
	for (let s = Math.floor(low) + 1; s < high && s < x.length; s++) {
		const corner = { x: x[s]!, y: y[s]! };
		if (!isWithin(mesh, t, corner.x, corner.y)) return null;
		between.push(corner);
	}
	return isForward ? between : between.reverse();
}

function isWithin({ triangles, points }: Mesh, t: number, px: number, py: number): boolean {
	const [a, b, c] = [triangles[3 * t]!, triangles[3 * t + 1]!, triangles[3 * t + 2]!];
	const { x, y, isHouse } = points;
	const turn = (p: number, q: number): number =>
		(x[q]! - x[p]!) * (py - y[p]!) - (y[q]! - y[p]!) * (px - x[p]!);
	const sides = [turn(a, b), turn(b, c), turn(c, a)];
	const inner = sides.every((one) => one > 0) || sides.every((one) => one < 0);
	const isNearEdge = [
		[a, b],
		[b, c],
		[c, a]
	].some(([p, q]) => distanceToSegment(px, py, x[p!]!, y[p!]!, x[q!]!, y[q!]!) < 0.01);
	const isNearHouse = [a, b, c].some((v) => {
		const [dx, dy] = [x[v]! - px, y[v]! - py];
		return isHouse[v] === true && dx * dx + dy * dy < clearanceM * clearanceM;
	});
	return inner && !isNearEdge && !isNearHouse;
}
