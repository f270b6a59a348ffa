// Which nodes of the mesh are neighbours, and how long a border between them would be.
// Separate parts of the area are joined by one virtual link each, so that the graph is always whole.
import type { MeshPoints } from './mesh-vertices.ts';

/** Links of node i are to[start[i] … start[i + 1]); length 0 marks a virtual link between parts. */
export interface NodeGraph {
	readonly start: Int32Array;
	readonly to: Int32Array;
	/** Metres of border if the two nodes belong to different territories. */
	readonly length: Float64Array;
	/** Which connected part of the area each node lies in, 0 … parts − 1. */
	readonly partOf: Int32Array;
	readonly parts: number;
	/** 1 for links over a line that borders may follow; absent where there is none. */
	readonly isBank?: Uint8Array;
}

export interface TriangleMesh {
	readonly triangles: Uint32Array;
	readonly halfedges: Int32Array;
	readonly inside: Uint8Array;
	readonly onRing: Uint8Array;
	readonly nodeOf: Int32Array;
	readonly points: MeshPoints;
	readonly x: Float64Array;
	readonly y: Float64Array;
}

interface Links {
	readonly from: number[];
	readonly to: number[];
	readonly length: number[];
}

const next = (e: number): number => (e % 3 === 2 ? e - 2 : e + 1);

export function linkNodes(mesh: TriangleMesh): NodeGraph {
	const links = triangleLinks(mesh);
	const { partOf, parts } = connectedParts(links, mesh.x.length);
	if (parts > 1) joinParts(mesh, links, partOf, parts);
	return { ...compressed(links, mesh.x.length), partOf, parts };
}

/** One link an edge; its border runs from the edge's middle to the centroid on either side. */
function triangleLinks(mesh: TriangleMesh): Links {
	const { triangles, halfedges, inside, onRing, nodeOf, x, y } = mesh;
	const links: Links = { from: [], to: [], length: [] };
	const toCentroid = (e: number, mx: number, my: number): number => {
		const t = e - (e % 3);
		const [a, b, c] = [nodeOf[t]!, nodeOf[t + 1]!, nodeOf[t + 2]!];
		const dx = (x[a]! + x[b]! + x[c]!) / 3 - mx;
		const dy = (y[a]! + y[b]! + y[c]!) / 3 - my;
		return Math.sqrt(dx * dx + dy * dy);
	};
	for (let e = 0; e < triangles.length; e++) {
		if (!inside[Math.floor(e / 3)]) continue;
		const h = halfedges[e]!;
		const shared = h >= 0 && !onRing[e] && inside[Math.floor(h / 3)] === 1;
		if (shared && h < e) continue;
		const u = nodeOf[e]!;
		const v = nodeOf[next(e)]!;
		const mx = (x[u]! + x[v]!) / 2;
		const my = (y[u]! + y[v]!) / 2;
		links.from.push(u);
		links.to.push(v);
		// Never 0: that is kept for virtual links.
		const border = toCentroid(e, mx, my) + (shared ? toCentroid(h, mx, my) : 0);
		links.length.push(Math.max(border, 1e-6));
	}
	return links;
}

function connectedParts(links: Links, n: number): { partOf: Int32Array; parts: number } {
	const root = Int32Array.from({ length: n }, (_, i) => i);
	const find = (i: number): number => {
		while (root[i] !== i) {
			root[i] = root[root[i]!]!;
			i = root[i]!;
		}
		return i;
	};
	links.from.forEach((u, i) => {
		root[find(u)] = find(links.to[i]!);
	});
	const numberOf = new Map<number, number>();
	const partOf = new Int32Array(n);
	for (let i = 0; i < n; i++) {
		const r = find(i);
		if (!numberOf.has(r)) numberOf.set(r, numberOf.size);
		partOf[i] = numberOf.get(r)!;
	}
	return { partOf, parts: numberOf.size };
}

/** Only ring vertices count, at most 400 a part, so islands of any detail stay cheap. */
function joinParts(mesh: TriangleMesh, links: Links, partOf: Int32Array, parts: number): void {
	for (const [from, to] of spanningLinks(mesh, shoreNodes(mesh, partOf, parts))) {
		links.from.push(from);
		links.to.push(to);
		links.length.push(0);
	}
}

/**
 * Prim's minimum spanning tree over parts: each new part hangs on the nearest one already joined.
 * @param shores nodes of each part that a link may lead to; at least one each
 */
export function spanningLinks(
	{ x, y }: Pick<TriangleMesh, 'x' | 'y'>,
	shores: readonly (readonly number[])[]
): [number, number][] {
	const parts = shores.length;
	const found: [number, number][] = [];
	const nearest = shores.map(() => ({ d: Infinity, from: -1, to: -1 }));
	const joined = new Uint8Array(parts);
	let last = shores.reduce((best, shore, p) => (shore.length > shores[best]!.length ? p : best), 0);
	joined[last] = 1;
	for (let step = 1; step < parts; step++) {
		for (let p = 0; p < parts; p++) {
			if (joined[p]) continue;
			for (const i of shores[last]!) {
				for (const j of shores[p]!) {
					const dx = x[i]! - x[j]!;
					const dy = y[i]! - y[j]!;
					const d = dx * dx + dy * dy;
					if (d < nearest[p]!.d) nearest[p] = { d, from: i, to: j };
				}
			}
		}
		last = -1;
		for (let p = 0; p < parts; p++) {
			if (!joined[p] && (last < 0 || nearest[p]!.d < nearest[last]!.d)) last = p;
		}
		joined[last] = 1;
		found.push([nearest[last]!.from, nearest[last]!.to]);
	}
	return found;
}

function shoreNodes({ nodeOf, onRing, inside }: TriangleMesh, partOf: Int32Array, parts: number) {
	const sets = Array.from({ length: parts }, () => new Set<number>());
	for (let e = 0; e < nodeOf.length; e++) {
		if (!onRing[e] || !inside[Math.floor(e / 3)]) continue;
		const node = nodeOf[e]!;
		sets[partOf[node]!]!.add(node);
	}
	return sets.map((set) => {
		const nodes = [...set];
		const step = Math.max(1, Math.floor(nodes.length / 400));
		return nodes.filter((_, i) => i % step === 0);
	});
}

/** The same graph with further virtual links between pairs of nodes. */
export function withVirtualLinks(
	graph: NodeGraph,
	pairs: readonly (readonly [number, number])[]
): NodeGraph {
	if (pairs.length === 0) return graph;
	const n = graph.start.length - 1;
	const links: Links = { from: [], to: [], length: [] };
	for (let u = 0; u < n; u++) {
		for (let e = graph.start[u]!; e < graph.start[u + 1]!; e++) {
			if (graph.to[e]! < u) continue;
			links.from.push(u);
			links.to.push(graph.to[e]!);
			links.length.push(graph.length[e]!);
		}
	}
	for (const [u, v] of pairs) {
		links.from.push(u);
		links.to.push(v);
		links.length.push(0);
	}
	return { ...graph, ...compressed(links, n) };
}

function compressed({ from, to, length }: Links, n: number) {
	const start = new Int32Array(n + 1);
	for (const u of from) start[u + 1]!++;
	for (const v of to) start[v + 1]!++;
	for (let i = 0; i < n; i++) start[i + 1]! += start[i]!;
	const place = start.slice();
	const flat = new Int32Array(start[n]!);
	const lengths = new Float64Array(start[n]!);
	for (let i = 0; i < from.length; i++) {
		for (const [u, v] of [
			[from[i]!, to[i]!],
			[to[i]!, from[i]!]
		] as const) {
			lengths[place[u]!] = length[i]!;
			flat[place[u]!++] = v;
		}
	}
	return { start, to: flat, length: lengths };
}
