// The points of the mesh: the area's rings cut into short edges, the households, and a coarse grid
// between them. It decides where vertices lie and which edges must exist; it does not triangulate.
import type { Position } from 'geojson';
import { addBanks, addGrid } from './mesh-grid.ts';
import { MeshPoints, origin, type RingEdge } from './mesh-vertices.ts';
import type { SoundArea } from './normalise-area.ts';
import type { PlacedHouseholds } from './normalise-households.ts';
import { localProjection, type Projection } from './project.ts';
import { distanceToSegment, nearestOnSegment, SegmentGrid } from './segment-grid.ts';

/** A household this near a ring is taken to stand on it: a triangle thinner than that is noise. */
const onRingM = 0.02;

export function meshPoints(
	area: SoundArea,
	households: PlacedHouseholds,
	gridPoints: number,
	hasGrid: boolean,
	lines: readonly (readonly Position[])[]
): MeshPoints {
	const [west, south, east, north] = area.bounds;
	const points = new MeshPoints(localProjection((west + east) / 2, (south + north) / 2));
	const areaM2 = soundAreaM2(area, points.projection);
	// A triangle grid of n points over A has a spacing of sqrt(A / n · 2 / √3).
	points.spacing = Math.max(0.05, Math.sqrt((areaM2 / Math.max(1, gridPoints)) * 1.1547));
	addRings(points, area);
	const cell = Math.max(points.spacing * 1.2, 0.1);
	splitTouchedEdges(points, cell);
	const grid = new SegmentGrid(cell);
	points.edges.forEach(({ a, b }, id) =>
		grid.add(id, points.x[a]!, points.y[a]!, points.x[b]!, points.y[b]!)
	);
	addHouseholds(points, households, grid);
	if (hasGrid) {
		if (lines.length > 0) addBanks(points, area, lines, grid);
		addGrid(points, area, grid);
	}
	return points;
}

/** Square metres by the shoelace formula: outer rings count, holes are taken off. */
export function soundAreaM2(area: SoundArea, projection: Projection): number {
	let total = 0;
	for (const polygon of area.polygons) {
		polygon.forEach((ring, index) => {
			let twice = 0;
			ring.forEach((a, i) => {
				const b = ring[(i + 1) % ring.length]!;
				twice +=
					projection.x(a[0]!) * projection.y(b[1]!) - projection.x(b[0]!) * projection.y(a[1]!);
			});
			total += ((index === 0 ? 1 : -1) * Math.abs(twice)) / 2;
		});
	}
	return total;
}

function addRings(points: MeshPoints, { polygons }: SoundArea): void {
	const { projection } = points;
	const maxEdge = Math.max(points.spacing * 1.2, 0.1);
	for (const ring of polygons.flat()) {
		const corners = ring.map((p) =>
			points.add(projection.x(p[0]!), projection.y(p[1]!), origin.corner, p)
		);
		corners.forEach((a, i) => {
			const b = corners[(i + 1) % corners.length]!;
			if (a !== b) addEdgeInSteps(points, a, b, maxEdge);
		});
	}
}

function addEdgeInSteps(points: MeshPoints, a: number, b: number, maxEdge: number): void {
	const dx = points.x[b]! - points.x[a]!;
	const dy = points.y[b]! - points.y[a]!;
	const steps = Math.min(100_000, Math.max(1, Math.ceil(Math.sqrt(dx * dx + dy * dy) / maxEdge)));
	let last = a;
	for (let step = 1; step <= steps; step++) {
		const next = step === steps ? b : addOnEdge(points, a, b, step / steps);
		if (next !== last) points.edges.push({ a: last, b: next, splits: [] });
		last = next;
	}
}

/** A vertex at t (0 … 1) along a–b. Its degrees lie on the line itself, whatever the millimetres say. */
function addOnEdge(points: MeshPoints, a: number, b: number, t: number): number {
	const p = points.position[a]!;
	const q = points.position[b]!;
	const at: Position = [p[0]! + (q[0]! - p[0]!) * t, p[1]! + (q[1]! - p[1]!) * t];
	const { projection } = points;
	return points.add(projection.x(at[0]!), projection.y(at[1]!), origin.onRing, at);
}

/** A corner that touches another edge (or comes within its rounding) becomes a vertex of that edge. */
function splitTouchedEdges(points: MeshPoints, cell: number): void {
	const grid = new SegmentGrid(cell);
	points.edges.forEach(({ a, b }, id) =>
		grid.add(id, points.x[a]!, points.y[a]!, points.x[b]!, points.y[b]!)
	);
	for (let v = 0; v < points.x.length; v++) {
		const x = points.x[v]!;
		const y = points.y[v]!;
		for (const id of grid.near(x - 0.002, y - 0.002, x + 0.002, y + 0.002)) {
			const edge = points.edges[id]!;
			const t = withinOfEdge(points, edge, x, y, 0.0011);
			if (t === null || edge.a === v || edge.b === v) continue;
			if (!edge.splits.some(({ vertex }) => vertex === v)) edge.splits.push({ at: t, vertex: v });
		}
	}
}

/** Position along the edge (strictly between its ends) if x, y is within `reach` metres of it. */
function withinOfEdge(
	{ x: xs, y: ys }: MeshPoints,
	{ a, b }: RingEdge,
	x: number,
	y: number,
	reach: number
): number | null {
	const t = nearestOnSegment(x, y, xs[a]!, ys[a]!, xs[b]!, ys[b]!);
	if (t <= 0 || t >= 1) return null;
	return distanceToSegment(x, y, xs[a]!, ys[a]!, xs[b]!, ys[b]!) <= reach ? t : null;
}

function addHouseholds(points: MeshPoints, households: PlacedHouseholds, grid: SegmentGrid): void {
	const { projection } = points;
	points.householdVertex = new Int32Array(households.ids.length);
	for (let i = 0; i < households.ids.length; i++) {
		const position: Position = [households.lng[i]!, households.lat[i]!];
		const x = projection.x(position[0]!);
		const y = projection.y(position[1]!);
		const v = onRing(points, grid, x, y) ?? points.add(x, y, origin.household, position);
		points.householdVertex[i] = v;
		points.load[v] = points.load[v]! + households.weight[i]!;
		points.isHouse[v] = true;
	}
}

/** A place on (or within centimetres of) a ring is moved onto it, so that no sliver arises. */
function onRing(points: MeshPoints, grid: SegmentGrid, x: number, y: number): number | null {
	for (const id of grid.near(x - onRingM, y - onRingM, x + onRingM, y + onRingM)) {
		const edge = points.edges[id]!;
		const t = withinOfEdge(points, edge, x, y, onRingM);
		if (t === null) continue;
		const near = nearestSplit(points, edge, x, y);
		if (near !== null) return near;
		const vertex = addOnEdge(points, edge.a, edge.b, t);
		const isEnd = vertex === edge.a || vertex === edge.b;
		const known = edge.splits.some((split) => split.vertex === vertex);
		if (!isEnd && !known) edge.splits.push({ at: t, vertex });
		return vertex;
	}
	return null;
}

/** Two places on one edge within its rounding would make a zero-length edge: they share a vertex. */
function nearestSplit(points: MeshPoints, edge: RingEdge, x: number, y: number): number | null {
	for (const vertex of [edge.a, edge.b, ...edge.splits.map((split) => split.vertex)]) {
		const dx = points.x[vertex]! - x;
		const dy = points.y[vertex]! - y;
		if (dx * dx + dy * dy < 0.005 * 0.005) return vertex;
	}
	return null;
}
