// Strips: narrow ways along borders by which a territory reaches ground that it does not touch.
import { Heap } from '../heap.ts';
import { next, type Mesh } from './mesh.ts';

/** Part of the whole load that one strip may hold. */
const heaviestStrip = 0.015;

/** Who has which node while strips are laid. */
export interface Terrain {
	readonly mesh: Mesh;
	/** Number of territories. */
	readonly k: number;
	/** Of each node: its territory, or from k on a piece of ground that nobody holds. */
	readonly place: Int32Array;
	/** 1 for nodes on the outline of the area. */
	readonly isOutline: Uint8Array;
	/** 1 for nodes that must stay where they are: pinned ones and strips. */
	readonly isKept: Uint8Array;
}

export interface Strip {
	readonly nodes: readonly number[];
	readonly owner: number;
	/** Load that moves with it. */
	readonly load: number;
	/** The places that it makes neighbours. */
	readonly ends: readonly [number, number];
}

export function outlineOf({ onRing, inside, nodeOf, nodeCount }: Mesh): Uint8Array {
	const isOutline = new Uint8Array(nodeCount);
	onRing.forEach((on, e) => {
		if (!on || !inside[Math.floor(e / 3)]) return;
		isOutline[nodeOf[e]!] = 1;
		isOutline[nodeOf[next(e)]!] = 1;
	});
	return isOutline;
}

/**
 * The lightest strip between a place and every other, by Dijkstra over nodes along borders: a
 * strip through the middle of a territory would cut it in two.
 */
export function stripsFrom(terrain: Terrain, source: number): Strip[] {
	const { mesh, k, place, isKept } = terrain;
	const { start, to, length } = mesh.graph;
	const most = heaviestStrip * mesh.totalLoad;
	// Empty nodes count a little, so that strips stay short.
	const step = most / 1e4;
	const cost = new Float64Array(mesh.nodeCount).fill(Infinity);
	const from = new Int32Array(mesh.nodeCount).fill(-1);
	const heap = new Heap(mesh.nodeCount);
	const found = new Map<number, Strip>();
	place.forEach((a, u) => {
		if (a !== source || (source >= k && mesh.load[u]! <= 0)) return;
		cost[u] = 0;
		heap.push(u, 0);
	});
	while (heap.size > 0) {
		const key = heap.minKey;
		const u = heap.pop();
		if (key > cost[u]!) continue;
		for (let e = start[u]!; e < start[u + 1]!; e++) {
			const v = to[e]!;
			const a = place[v]!;
			if (length[e] === 0 || (a === source && source < k)) continue;
			if (a < k && a !== source && !found.has(a)) {
				found.set(a, stripTo(terrain, wayTo(u, from), source, a));
			}
			const load = a < k ? mesh.load[v]! : 0;
			const reached = key + step + load;
			if (reached >= cost[v]! || reached > most) continue;
			if (a < k && (isKept[v] || !isContour(terrain, v))) continue;
			cost[v] = reached;
			from[v] = u;
			heap.push(v, reached);
		}
	}
	return [...found.values()];
}

/** Taken from a territory such nodes seldom cut it in two. */
function isContour({ mesh, place, isOutline }: Terrain, u: number): boolean {
	const { start, to } = mesh.graph;
	if (isOutline[u]) return true;
	for (let e = start[u]!; e < start[u + 1]!; e++) {
		if (place[to[e]!] !== place[u]) return true;
	}
	return false;
}

function wayTo(end: number, from: Int32Array): number[] {
	const nodes: number[] = [];
	for (let u = end; u >= 0; u = from[u]!) nodes.push(u);
	return nodes;
}

/** One who joins has the source already; of free ground the first house belongs to the strip. */
function stripTo({ mesh, k, place }: Terrain, way: number[], source: number, other: number): Strip {
	const nodes = way.filter((u) => source >= k || place[u] !== source);
	const taken = nodes.filter((u) => place[u]! < k);
	const load = taken.reduce((sum, u) => sum + mesh.load[u]!, 0);
	return { nodes, owner: source < k ? source : other, load, ends: [other, source] };
}

/**
 * Gives a strip to its owner, with what it cuts off. False, and `place` is spoilt, when that would be
 * more than a strip may hold, or another strip.
 */
export function lay({ mesh, k, place, isKept }: Terrain, { nodes, owner }: Strip): boolean {
	const crossed = new Set(nodes.map((u) => place[u]!).filter((a) => a < k && a !== owner));
	for (const u of nodes) place[u] = owner;
	const scraps = [...crossed].flatMap((a) => scrapsOf(mesh, place, a));
	const load = scraps.reduce((sum, u) => sum + mesh.load[u]!, 0);
	if (load > heaviestStrip * mesh.totalLoad || scraps.some((u) => isKept[u])) return false;
	for (const u of scraps) place[u] = owner;
	return true;
}

/** Nodes outside the heaviest piece of a territory. */
function scrapsOf({ graph, load, nodeCount }: Mesh, place: Int32Array, a: number): number[] {
	const seen = new Uint8Array(nodeCount);
	const pieces: { nodes: number[]; weight: number }[] = [];
	for (let s = 0; s < nodeCount; s++) {
		if (place[s] !== a || seen[s]) continue;
		seen[s] = 1;
		const nodes = [s];
		for (const u of nodes) {
			for (let e = graph.start[u]!; e < graph.start[u + 1]!; e++) {
				const v = graph.to[e]!;
				if (place[v] !== a || seen[v]) continue;
				seen[v] = 1;
				nodes.push(v);
			}
		}
		pieces.push({ nodes, weight: nodes.reduce((sum, u) => sum + load[u]! + 1e-6, 0) });
	}
	pieces.sort((p, q) => q.weight - p.weight);
	return pieces.slice(1).flatMap(({ nodes }) => nodes);
}
