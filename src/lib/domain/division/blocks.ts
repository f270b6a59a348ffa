// The mesh seen in blocks: the houses of one group (an RT) that hang together, with the land round
// them. What must stay whole is moved block by block.
import { Heap } from '../heap.ts';
import type { Mesh } from './mesh.ts';

export interface Blocks {
	readonly count: number;
	/** Block of each node. */
	readonly of: Int32Array;
	/** Group of each block; a group whose houses lie apart has several blocks. */
	readonly group: Int32Array;
	readonly load: Float64Array;
	/** Houses in each block. */
	readonly houses: Int32Array;
	/** Mean place of the block's load, metres; of its nodes where it has none. */
	readonly x: Float64Array;
	readonly y: Float64Array;
	/** Neighbours of block b: to[start[b] … start[b + 1]), with the metres of border they share. */
	readonly start: Int32Array;
	readonly to: Int32Array;
	readonly length: Float64Array;
}

/**
 * @param groupOf group of each node, 0 … groups − 1; −1 for land, which goes with the nearest house,
 *   and for houses whose group is not known: of these, those of one territory are taken for a group
 * @param label territories of a plan, along whose borders a group is cut that is heavier than
 *   `heaviest`: nobody can hold it whole
 * @returns null when no node has a group
 */
export function blocksOf(
	mesh: Mesh,
	groupOf: Int32Array,
	label: Int32Array,
	heaviest: number
): Blocks | null {
	if (!groupOf.some((group) => group >= 0)) return null;
	const known = groupOf.reduce((most, one) => Math.max(most, one + 1), 0);
	const region = grown(
		mesh,
		groupOf.map((group, u) => (group < 0 && mesh.isHouse[u] ? known + label[u]! : group))
	);
	const groupLoad = new Float64Array(region.reduce((most, one) => Math.max(most, one + 1), 0));
	for (let u = 0; u < mesh.nodeCount; u++) groupLoad[region[u]!]! += mesh.load[u]!;
	const isOneBlock = (u: number, v: number): boolean =>
		region[u] === region[v] && (groupLoad[region[u]!]! <= heaviest || label[u] === label[v]);
	const { of, group } = connectedPieces(mesh, region, isOneBlock);
	const count = group.length;
	const load = new Float64Array(count);
	const houses = new Int32Array(count);
	const nodes = new Int32Array(count);
	const x = new Float64Array(count);
	const y = new Float64Array(count);
	const landX = new Float64Array(count);
	const landY = new Float64Array(count);
	for (let u = 0; u < mesh.nodeCount; u++) {
		const b = of[u]!;
		load[b]! += mesh.load[u]!;
		houses[b]! += mesh.isHouse[u]!;
		nodes[b]!++;
		x[b]! += mesh.load[u]! * mesh.x[u]!;
		y[b]! += mesh.load[u]! * mesh.y[u]!;
		landX[b]! += mesh.x[u]!;
		landY[b]! += mesh.y[u]!;
	}
	for (let b = 0; b < count; b++) {
		x[b] = load[b]! > 0 ? x[b]! / load[b]! : landX[b]! / nodes[b]!;
		y[b] = load[b]! > 0 ? y[b]! / load[b]! : landY[b]! / nodes[b]!;
	}
	return { count, of, group, load, houses, x, y, ...neighbours(mesh, of, count) };
}

/** Every node takes the group of the nearest house along the mesh. */
export function grown(mesh: Mesh, groupOf: Int32Array): Int32Array {
	const { start, to } = mesh.graph;
	const region = groupOf.slice();
	const dist = Float64Array.from(groupOf, (group) => (group >= 0 ? 0 : Infinity));
	const heap = new Heap(mesh.nodeCount);
	for (let u = 0; u < mesh.nodeCount; u++) if (region[u]! >= 0) heap.push(u, 0);
	while (heap.size > 0) {
		const key = heap.minKey;
		const u = heap.pop();
		if (key > dist[u]!) continue;
		for (let e = start[u]!; e < start[u + 1]!; e++) {
			const v = to[e]!;
			const dx = mesh.x[u]! - mesh.x[v]!;
			const dy = mesh.y[u]! - mesh.y[v]!;
			const reach = key + Math.sqrt(dx * dx + dy * dy);
			if (reach >= dist[v]!) continue;
			dist[v] = reach;
			region[v] = region[u]!;
			heap.push(v, reach);
		}
	}
	return region;
}

function connectedPieces(
	mesh: Mesh,
	region: Int32Array,
	isOneBlock: (u: number, v: number) => boolean
) {
	const { start, to } = mesh.graph;
	const of = new Int32Array(mesh.nodeCount).fill(-1);
	const group: number[] = [];
	const open: number[] = [];
	for (let s = 0; s < mesh.nodeCount; s++) {
		if (of[s]! >= 0) continue;
		const block = group.push(region[s]!) - 1;
		of[s] = block;
		open.push(s);
		while (open.length > 0) {
			const u = open.pop()!;
			for (let e = start[u]!; e < start[u + 1]!; e++) {
				const v = to[e]!;
				if (of[v]! >= 0 || !isOneBlock(u, v)) continue;
				of[v] = block;
				open.push(v);
			}
		}
	}
	return { of, group: Int32Array.from(group) };
}

function neighbours(mesh: Mesh, of: Int32Array, count: number) {
	const { start, to, length } = mesh.graph;
	const shared = Array.from({ length: count }, () => new Map<number, number>());
	for (let u = 0; u < mesh.nodeCount; u++) {
		for (let e = start[u]!; e < start[u + 1]!; e++) {
			const other = of[to[e]!]!;
			if (other === of[u]) continue;
			const own = shared[of[u]!]!;
			own.set(other, (own.get(other) ?? 0) + length[e]!);
		}
	}
	const first = new Int32Array(count + 1);
	shared.forEach((own, b) => (first[b + 1] = first[b]! + own.size));
	const flat = new Int32Array(first[count]!);
	const lengths = new Float64Array(first[count]!);
	shared.forEach((own, b) => {
		let place = first[b]!;
		for (const [other, metres] of [...own].sort((p, q) => p[0] - q[0])) {
			lengths[place] = metres;
			flat[place++] = other;
		}
	});
	return { start: first, to: flat, length: lengths };
}
