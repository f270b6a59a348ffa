// Divides a connected set of nodes into connected sets of the wanted loads by cutting a spanning tree.
// Slower borders than other ways, but it works in combs and spirals where they leave scraps.
import { Heap } from '../heap.ts';
import type { Labelling } from './labelling.ts';
import type { Mesh } from './mesh.ts';

const triesPerCut = 4;

/**
 * Labels on all nodes, one for each target: recursively cuts the tree edge that leaves the fairest
 * shares.
 * Recombination by random spanning trees after DeFord, Duchin & Solomon (2021), with trees grown
 * from lengths times a random factor so that cuts run across narrow places.
 */
export function treeDivision(mesh: Mesh, targets: Float64Array, random: () => number): Int32Array {
	const label = new Int32Array(mesh.nodeCount);
	cutInto(mesh, label, 0, targets, random);
	return label;
}

/** Divides the nodes labelled `first` among the labels from `first` on, one for each target. */
function cutInto(
	mesh: Mesh,
	label: Int32Array,
	first: number,
	targets: Float64Array,
	random: () => number
): void {
	if (targets.length <= 1) return;
	const cut = bestCut(mesh, label, first, targets, random);
	if (!cut) return;
	const kept = targets.length - cut.shares;
	for (const u of cut.nodes) label[u] = first + kept;
	cutInto(mesh, label, first, targets.subarray(0, kept), random);
	cutInto(mesh, label, first + kept, targets.subarray(kept), random);
}

/**
 * Divides the union of two territories anew: nodes for b; null when no cut is fairer than now. Each
 * keeps the home that it must hold.
 */
export function recut(
	plan: Labelling,
	a: number,
	b: number,
	random: () => number
): number[] | null {
	const { mesh, label, targets, pins } = plan;
	const merged = Int32Array.from(label, (value) => (value === a || value === b ? a : value));
	const homes = [a, b].map((one) => {
		const node = pins?.[one] ?? -1;
		return node >= 0 && merged[node] === a ? node : -1;
	});
	const wanted = Float64Array.of(targets[a]!, targets[b]!);
	const cut = bestCut(mesh, merged, a, wanted, random, { root: homes[0]!, held: homes[1]! });
	return cut && cut.misfit < plan.gap(a, b) / 2 - 1e-9 ? cut.nodes : null;
}

interface Cut {
	readonly nodes: number[];
	/** How many of the territories these nodes are to hold: the last ones. */
	readonly shares: number;
	readonly misfit: number;
}

/** Nodes that are to be the root of the tree, and within what is cut off; −1 where any may. */
interface Homes {
	readonly root: number;
	readonly held: number;
}

function bestCut(
	mesh: Mesh,
	label: Int32Array,
	own: number,
	targets: Float64Array,
	random: () => number,
	homes: Homes = { root: -1, held: -1 }
): Cut | null {
	let best: (Cut & { border: number }) | null = null;
	for (let attempt = 0; attempt < triesPerCut; attempt++) {
		const tree = growTree(mesh, label, own, random, homes.root);
		const found = fairestEdge(mesh, tree, targets, homes.held);
		if (!found) continue;
		const better =
			!best ||
			found.misfit < best.misfit * 0.9 - 1e-9 ||
			(found.misfit <= best.misfit * 1.1 + 1e-9 && found.border < best.border);
		if (better) best = { ...found, nodes: subtree(tree, found.root) };
	}
	return best;
}

interface Tree {
	/** Nodes in the order they were reached: parents before children. */
	readonly order: number[];
	/** Place in `order` of each one's parent; −1 for the root. */
	readonly parent: number[];
}

function growTree(
	mesh: Mesh,
	label: Int32Array,
	own: number,
	random: () => number,
	first: number
): Tree {
	const { start, to } = mesh.graph;
	const members: number[] = [];
	for (let i = 0; i < mesh.nodeCount; i++) if (label[i] === own) members.push(i);
	const order: number[] = [];
	const parent: number[] = [];
	const reachedFrom = new Map<number, number>();
	const dist = new Map<number, number>();
	const done = new Set<number>();
	const heap = new Heap(members.length);
	const root = first >= 0 ? first : members[Math.floor(random() * members.length)]!;
	dist.set(root, 0);
	reachedFrom.set(root, -1);
	heap.push(root, 0);
	while (heap.size > 0) {
		const key = heap.minKey;
		const u = heap.pop();
		if (done.has(u)) continue;
		done.add(u);
		const place = order.length;
		order.push(u);
		parent.push(reachedFrom.get(u)!);
		for (let e = start[u]!; e < start[u + 1]!; e++) {
			const v = to[e]!;
			if (label[v] !== own || done.has(v)) continue;
			const dx = mesh.x[u]! - mesh.x[v]!;
			const dy = mesh.y[u]! - mesh.y[v]!;
			const reach = key + Math.sqrt(dx * dx + dy * dy) * (0.7 + 0.6 * random());
			if (reach >= (dist.get(v) ?? Infinity)) continue;
			dist.set(v, reach);
			reachedFrom.set(v, place);
			heap.push(v, reach);
		}
	}
	return { order, parent };
}

/** The tree edge whose lower side comes nearest to a whole number of shares, each with enough houses. */
function fairestEdge(mesh: Mesh, { order, parent }: Tree, targets: Float64Array, held: number) {
	const k = targets.length;
	const load = order.map((u) => mesh.load[u]!);
	const houses = order.map((u) => mesh.isHouse[u]!);
	for (let i = order.length - 1; i > 0; i--) {
		load[parent[i]!]! += load[i]!;
		houses[parent[i]!]! += houses[i]!;
	}
	const holds = order.map((u) => held < 0 || u === held);
	for (let i = order.length - 1; i > 0; i--) if (holds[i]) holds[parent[i]!] = true;
	const wanted = lastLoads(load[0]!, targets);
	let root = -1;
	let shares = 0;
	let misfit = Infinity;
	for (let i = 1; i < order.length; i++) {
		const count = nearestCount(wanted, load[i]!);
		if (!holds[i]) continue;
		if (houses[i]! < count || houses[0]! - houses[i]! < k - count) continue;
		const off = Math.abs(load[i]! - wanted[count]!) / Math.min(count, k - count);
		// Among equals prefer halves: they leave the next cuts the most room.
		if (off > misfit + 1e-9) continue;
		if (off > misfit - 1e-9 && Math.abs(count - k / 2) >= Math.abs(shares - k / 2)) continue;
		misfit = off;
		root = i;
		shares = count;
	}
	return root < 0
		? null
		: { root, shares, misfit, border: borderAround(mesh, { order, parent }, root) };
}

/** What the last 0 … k territories should have of the load. */
function lastLoads(load: number, targets: Float64Array): Float64Array {
	const k = targets.length;
	const isEqual = targets.every((one) => one === targets[0]);
	if (isEqual) return Float64Array.from({ length: k + 1 }, (_, count) => count * (load / k));
	const scale = load / targets.reduce((sum, one) => sum + one, 0);
	const wanted = new Float64Array(k + 1);
	for (let count = 1; count <= k; count++) {
		wanted[count] = wanted[count - 1]! + targets[k - count]! * scale;
	}
	return wanted;
}

/** How many territories, at least one and not all, come nearest to this load. */
function nearestCount(wanted: Float64Array, load: number): number {
	const k = wanted.length - 1;
	const off = (count: number): number => Math.abs(load - wanted[count]!);
	let count = Math.min(k - 1, Math.max(1, Math.round(load / (wanted[k]! / k))));
	while (count < k - 1 && off(count + 1) < off(count)) count++;
	while (count > 1 && off(count - 1) < off(count)) count--;
	return count;
}

function subtree({ order, parent }: Tree, root: number): number[] {
	const within = new Uint8Array(order.length);
	within[root] = 1;
	const nodes = [order[root]!];
	for (let i = root + 1; i < order.length; i++) {
		if (!within[parent[i]!]) continue;
		within[i] = 1;
		nodes.push(order[i]!);
	}
	return nodes;
}

function borderAround(mesh: Mesh, tree: Tree, root: number): number {
	const { start, to, length } = mesh.graph;
	const below = new Set(subtree(tree, root));
	let border = 0;
	for (const u of below) {
		for (let e = start[u]!; e < start[u + 1]!; e++) if (!below.has(to[e]!)) border += length[e]!;
	}
	return border;
}
