// Territories as they are today may lie in several pieces of the mesh: on two islands, cut by a
// locked neighbour, or round a house that was moved by hand. This joins what belongs together.
import type { Mesh } from './mesh.ts';

/** Land that may be given away to join a house to its territory: more would be a corridor. */
const longestBridge = 5;

interface Pieces {
	/** Piece of each node; −1 where nobody's. */
	readonly of: Int32Array;
	readonly labelOf: readonly number[];
	readonly sizeOf: readonly number[];
	readonly partOf: readonly number[];
	/** The largest piece of each label. */
	readonly mainOf: ReadonlyMap<number, number>;
}

function piecesOf(mesh: Mesh, label: Int32Array): Pieces {
	const { start, to, partOf: areaPart } = mesh.graph;
	const of = new Int32Array(mesh.nodeCount).fill(-1);
	const labelOf: number[] = [];
	const sizeOf: number[] = [];
	const partOf: number[] = [];
	const open: number[] = [];
	for (let s = 0; s < mesh.nodeCount; s++) {
		if (of[s]! >= 0 || label[s]! < 0) continue;
		const id = labelOf.push(label[s]!) - 1;
		partOf.push(areaPart[s]!);
		sizeOf.push(0);
		of[s] = id;
		open.push(s);
		while (open.length > 0) {
			const u = open.pop()!;
			sizeOf[id]! += mesh.load[u]! + 1e-6;
			for (let e = start[u]!; e < start[u + 1]!; e++) {
				const v = to[e]!;
				if (of[v]! >= 0 || label[v] !== label[u]) continue;
				of[v] = id;
				open.push(v);
			}
		}
	}
	const mainOf = new Map<number, number>();
	labelOf.forEach((a, id) => {
		const main = mainOf.get(a);
		if (main === undefined || sizeOf[id]! > sizeOf[main]!) mainOf.set(a, id);
	});
	return { of, labelOf, sizeOf, partOf, mainOf };
}

/**
 * Virtual links that keep a territory with pieces on several parts of the area one territory.
 * @param ground label of the polygon that each node lies in: a piece without own ground is but a
 *   house that was moved by hand
 */
export function pieceLinks(mesh: Mesh, label: Int32Array, ground: Int32Array): [number, number][] {
	const { of, labelOf, partOf, sizeOf, mainOf } = piecesOf(mesh, label);
	// The largest piece on each other part: smaller ones there are scraps.
	const largest = new Map<string, number>();
	const isOwn = new Set([...of].filter((id, u) => id >= 0 && ground[u] === label[u]));
	labelOf.forEach((a, id) => {
		if (partOf[id] === partOf[mainOf.get(a)!] || !isOwn.has(id)) return;
		const key = `${a} ${partOf[id]}`;
		const held = largest.get(key);
		if (held === undefined || sizeOf[id]! > sizeOf[held]!) largest.set(key, id);
	});
	return [...largest.values()].map((id) => {
		const main = mainOf.get(labelOf[id]!)!;
		const nodes = (piece: number): number[] =>
			[...of.keys()]
				.filter((u) => of[u] === piece)
				.filter((_, i, all) => {
					return i % Math.max(1, Math.floor(all.length / 400)) === 0;
				});
		return closest(mesh, nodes(id), nodes(main));
	});
}

function closest({ x, y }: Mesh, some: readonly number[], others: readonly number[]) {
	let best: [number, number] = [some[0]!, others[0]!];
	let least = Infinity;
	for (const u of some) {
		for (const v of others) {
			const square = (x[u]! - x[v]!) * (x[u]! - x[v]!) + (y[u]! - y[v]!) * (y[u]! - y[v]!);
			if (square >= least) continue;
			least = square;
			best = [u, v];
		}
	}
	return best;
}

/**
 * Joins small pieces to their territory over a little land, and frees the ground of those that
 * cannot be joined (their label becomes −1).
 * @param mayTakeFree whether a way may lead over the houses of who leaves, which then change hands
 * @returns households on freed ground that somebody holds, as indexes
 */
export function looseHouses(
	mesh: Mesh,
	label: Int32Array,
	nodeOf: Int32Array,
	kept: Int32Array,
	holders: Int32Array,
	mayTakeFree: boolean
): number[] {
	const isHouse = new Uint8Array(mesh.nodeCount);
	nodeOf.forEach((node, j) => {
		const isHeld = holders[j]! >= 0 || !mayTakeFree;
		if (node >= 0 && kept[j]! < 0 && isHeld) isHouse[node] = 1;
	});
	const first = piecesOf(mesh, label);
	first.labelOf.forEach((a, id) => {
		if (first.mainOf.get(a) !== id) bridge(mesh, label, isHouse, first, id);
	});
	const { of, labelOf, mainOf } = piecesOf(mesh, label);
	const isLoose = Uint8Array.from(of, (id) => Number(id >= 0 && mainOf.get(labelOf[id]!) !== id));
	isLoose.forEach((loose, u) => {
		if (loose) label[u] = -1;
	});
	return [...nodeOf.keys()].filter(
		(j) => nodeOf[j]! >= 0 && isLoose[nodeOf[j]!] && kept[j]! < 0 && holders[j]! >= 0
	);
}

/** The shortest way over land from a piece with houses to the main piece of its label. */
function bridge(
	mesh: Mesh,
	label: Int32Array,
	isHouse: Uint8Array,
	{ of, labelOf, mainOf }: Pieces,
	id: number
): void {
	const { start, to, length } = mesh.graph;
	const main = mainOf.get(labelOf[id]!)!;
	const from = new Map<number, number>();
	let shore = [...of.keys()].filter((u) => of[u] === id);
	if (!shore.some((u) => isHouse[u])) return;
	for (const u of shore) from.set(u, -1);
	for (let step = 0; step <= longestBridge; step++) {
		const next: number[] = [];
		for (const u of shore) {
			for (let e = start[u]!; e < start[u + 1]!; e++) {
				const v = to[e]!;
				if (from.has(v) || length[e] === 0) continue;
				if (of[v] === main) {
					for (let w = u; w >= 0; w = from.get(w)!) label[w] = labelOf[id]!;
					return;
				}
				if (isHouse[v]) continue;
				from.set(v, u);
				next.push(v);
			}
		}
		shore = next;
	}
}
