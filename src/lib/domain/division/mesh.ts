// The one mesh of a division: a constrained Delaunay triangulation of the area's inside, seen as a
// graph of nodes. Territories are labels on its nodes, so cover and shared borders hold by construction.
import Constrainautor from './constrainautor.js';
import Delaunator from 'delaunator';
import { linkNodes, type NodeGraph } from './mesh-graph.ts';
import type { MeshPoints } from './mesh-vertices.ts';
import type { MeshLines } from './natural-lines.ts';

/**
 * Corner e of triangle ⌊e/3⌋ has vertex `triangles[e]` and edge e → next(e). A node is a fan of
 * corners round one vertex that can be walked without crossing a ring: a pinch point has several.
 */
export interface Mesh {
	readonly points: MeshPoints;
	readonly triangles: Uint32Array;
	readonly halfedges: Int32Array;
	/** 1 for triangles inside the area. */
	readonly inside: Uint8Array;
	/** 1 for edges on a ring of the area. */
	readonly onRing: Uint8Array;
	/** Node of each corner; −1 outside. */
	readonly nodeOf: Int32Array;
	readonly nodeCount: number;
	readonly vertexOf: Int32Array;
	readonly x: Float64Array;
	readonly y: Float64Array;
	readonly load: Float64Array;
	readonly isHouse: Uint8Array;
	/** 1 where a kader's home is to be kept in her territory: borders keep off it as off a house. */
	readonly isHome?: Uint8Array;
	readonly areaM2: Float64Array;
	readonly totalAreaM2: number;
	readonly totalLoad: number;
	/** Corners of node i are corners[cornerStart[i] … cornerStart[i + 1]). */
	readonly cornerStart: Int32Array;
	readonly corners: Int32Array;
	/** First node of each vertex; −1 for vertices outside the area. */
	readonly nodeOfVertex: Int32Array;
	readonly graph: NodeGraph;
	/** Lines that borders may follow, where there are any. */
	readonly lines?: MeshLines;
}

export const next = (e: number): number => (e % 3 === 2 ? e - 2 : e + 1);

/** Triangulates; null when the points allow no triangle or the rings cannot be kept as edges. */
export function triangulate(points: MeshPoints): Mesh | null {
	const n = points.x.length;
	const coordinates = new Float64Array(2 * n);
	for (let i = 0; i < n; i++) {
		coordinates[2 * i] = points.x[i]!;
		coordinates[2 * i + 1] = points.y[i]!;
	}
	const delaunay = new Delaunator(coordinates);
	if (delaunay.triangles.length === 0) return null;
	const ring = constrain(delaunay, points);
	if (!ring) return null;
	const { triangles, halfedges } = delaunay;
	const onRing = new Uint8Array(triangles.length);
	for (let e = 0; e < triangles.length; e++) {
		if (ring.has(edgeKey(triangles[e]!, triangles[next(e)]!, n))) onRing[e] = 1;
	}
	const inside = floodInside(halfedges, onRing);
	return assemble(points, triangles, halfedges, inside, onRing);
}

const edgeKey = (a: number, b: number, n: number): number => (a < b ? a * n + b : b * n + a);

/** Makes every ring edge an edge of the mesh. An edge that two rings share cancels out. */
function constrain(delaunay: Delaunator<Float64Array>, points: MeshPoints): Set<number> | null {
	const n = points.x.length;
	const ring = new Set<number>();
	try {
		const constrained = new Constrainautor(delaunay);
		for (const { a, b, splits } of points.edges) {
			splits.sort((p, q) => p.at - q.at);
			let from = a;
			for (const to of [...splits.map(({ vertex }) => vertex), b]) {
				if (from === to) continue;
				constrained.constrainOne(from, to);
				const key = edgeKey(from, to, n);
				if (!ring.delete(key)) ring.add(key);
				from = to;
			}
		}
		constrained.delaunify();
	} catch {
		// Constrainautor throws when a point lies on an edge it must make (its issues 11 and 15).
		return null;
	}
	return ring;
}

/** Even–odd flood from the hull: crossing a ring edge changes sides. */
function floodInside(halfedges: Int32Array, onRing: Uint8Array): Uint8Array {
	const count = halfedges.length / 3;
	const side = new Int8Array(count).fill(-1);
	const open: number[] = [];
	for (let e = 0; e < halfedges.length; e++) {
		const t = Math.floor(e / 3);
		if (halfedges[e]! >= 0 || side[t]! >= 0) continue;
		side[t] = onRing[e]!;
		open.push(t);
	}
	while (open.length > 0) {
		const t = open.pop()!;
		for (let e = 3 * t; e < 3 * t + 3; e++) {
			const h = halfedges[e]!;
			if (h < 0) continue;
			const other = Math.floor(h / 3);
			if (side[other]! >= 0) continue;
			side[other] = onRing[e] ? 1 - side[t]! : side[t]!;
			open.push(other);
		}
	}
	return Uint8Array.from(side, (value) => (value > 0 ? 1 : 0));
}

function assemble(
	points: MeshPoints,
	triangles: Uint32Array,
	halfedges: Int32Array,
	inside: Uint8Array,
	onRing: Uint8Array
): Mesh | null {
	const { nodeOf, vertexOf } = fans(triangles, halfedges, inside, onRing);
	const nodeCount = vertexOf.length;
	if (nodeCount === 0) return null;
	const x = Float64Array.from(vertexOf, (v) => points.x[v]!);
	const y = Float64Array.from(vertexOf, (v) => points.y[v]!);
	const load = new Float64Array(nodeCount);
	const isHouse = new Uint8Array(nodeCount);
	const nodeOfVertex = new Int32Array(points.x.length).fill(-1);
	let totalLoad = 0;
	for (let i = 0; i < nodeCount; i++) {
		const v = vertexOf[i]!;
		if (nodeOfVertex[v]! >= 0) continue;
		nodeOfVertex[v] = i;
		load[i] = points.load[v]!;
		isHouse[i] = points.isHouse[v] ? 1 : 0;
		totalLoad += load[i]!;
	}
	const { areaM2, totalAreaM2 } = nodeAreas(points, triangles, inside, nodeOf, nodeCount);
	const { cornerStart, corners } = cornersByNode(nodeOf, nodeCount);
	const graph = linkNodes({ triangles, halfedges, inside, onRing, nodeOf, points, x, y });
	return {
		points,
		triangles,
		halfedges,
		inside,
		onRing,
		nodeOf,
		nodeCount,
		vertexOf,
		x,
		y,
		load,
		isHouse,
		areaM2,
		totalAreaM2,
		totalLoad,
		cornerStart,
		corners,
		nodeOfVertex,
		graph
	};
}

/** Joins corners round a vertex across edges that are not on a ring. */
function fans(
	triangles: Uint32Array,
	halfedges: Int32Array,
	inside: Uint8Array,
	onRing: Uint8Array
): { nodeOf: Int32Array; vertexOf: Int32Array } {
	const root = Int32Array.from(triangles, (_, e) => e);
	const find = (e: number): number => {
		while (root[e] !== e) {
			root[e] = root[root[e]!]!;
			e = root[e]!;
		}
		return e;
	};
	for (let e = 0; e < triangles.length; e++) {
		const h = halfedges[e]!;
		if (h < e || onRing[e] || !inside[Math.floor(e / 3)] || !inside[Math.floor(h / 3)]) continue;
		root[find(e)] = find(next(h));
		root[find(next(e))] = find(h);
	}
	const nodeOf = new Int32Array(triangles.length).fill(-1);
	const nodeOfRoot = new Map<number, number>();
	const vertexOf: number[] = [];
	for (let e = 0; e < triangles.length; e++) {
		if (!inside[Math.floor(e / 3)]) continue;
		const r = find(e);
		let node = nodeOfRoot.get(r);
		if (node === undefined) {
			node = vertexOf.length;
			nodeOfRoot.set(r, node);
			vertexOf.push(triangles[e]!);
		}
		nodeOf[e] = node;
	}
	return { nodeOf, vertexOf: Int32Array.from(vertexOf) };
}

/** A third of every triangle belongs to each of its corners. */
function nodeAreas(
	{ x, y }: MeshPoints,
	triangles: Uint32Array,
	inside: Uint8Array,
	nodeOf: Int32Array,
	nodeCount: number
): { areaM2: Float64Array; totalAreaM2: number } {
	const areaM2 = new Float64Array(nodeCount);
	let totalAreaM2 = 0;
	for (let t = 0; t < inside.length; t++) {
		if (!inside[t]) continue;
		const [a, b, c] = [triangles[3 * t]!, triangles[3 * t + 1]!, triangles[3 * t + 2]!];
		const twice = (x[b]! - x[a]!) * (y[c]! - y[a]!) - (x[c]! - x[a]!) * (y[b]! - y[a]!);
		const size = Math.abs(twice) / 2;
		totalAreaM2 += size;
		for (let e = 3 * t; e < 3 * t + 3; e++) areaM2[nodeOf[e]!]! += size / 3;
	}
	return { areaM2, totalAreaM2 };
}

export function cornersByNode(
	nodeOf: Int32Array,
	nodeCount: number
): { cornerStart: Int32Array; corners: Int32Array } {
	const cornerStart = new Int32Array(nodeCount + 1);
	for (const node of nodeOf) if (node >= 0) cornerStart[node + 1]!++;
	for (let i = 0; i < nodeCount; i++) cornerStart[i + 1]! += cornerStart[i]!;
	const place = cornerStart.slice();
	const corners = new Int32Array(cornerStart[nodeCount]!);
	nodeOf.forEach((node, e) => {
		if (node >= 0) corners[place[node]!++] = e;
	});
	return { cornerStart, corners };
}
