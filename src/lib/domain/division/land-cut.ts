// Draws the cheapest border between two territories over land without houses: a minimum cut. No house
// changes hands, and each territory stays in one piece.
import type { Labelling } from './labelling.ts';

/** A link between islands is no border, yet must not be free: land would be left behind on one. */
const virtualCost = 1e-3;
const least = 1e-9;

/**
 * Every two neighbours in turn, which is the swap move of Boykov, Veksler & Zabih (2001); each cut by
 * Dinic's maximum flow (1970). Houses and a tree of ways between them keep their territory, so that what
 * the cut gives to a side always hangs together with it.
 */
export function cutLand(plan: Labelling): void {
	const ground = { isKept: skeletons(plan), twin: twins(plan), slot: new Int32Array(0) };
	ground.slot = new Int32Array(ground.twin.length);
	for (const [a, b] of neighbours(plan)) new PairCut(plan, ground, a, b).apply();
}

/** 1 for houses, and for the nodes by which the houses of each piece of a territory hang together. */
function skeletons({ mesh, label, pinned }: Labelling): Uint8Array {
	const { start, to } = mesh.graph;
	const isKept = Uint8Array.from(mesh.isHouse, (house, u) =>
		house || mesh.load[u]! > 0 || mesh.isHome?.[u] === 1 || pinned?.[u] === 1 ? 1 : 0
	);
	const ends = [...isKept.keys()].filter((u) => isKept[u]);
	const unseen = -2;
	const parent = new Int32Array(mesh.nodeCount).fill(unseen);
	for (const root of ends) {
		if (parent[root] !== unseen) continue;
		const queue = [root];
		parent[root] = -1;
		for (const u of queue) {
			for (let e = start[u]!; e < start[u + 1]!; e++) {
				const v = to[e]!;
				if (label[v] !== label[u] || parent[v] !== unseen) continue;
				parent[v] = u;
				queue.push(v);
			}
		}
	}
	for (const end of ends) {
		for (let u = parent[end]!; u >= 0 && !isKept[u]; u = parent[u]!) isKept[u] = 1;
	}
	return isKept;
}

/** Pairs with a common border, in order. */
function neighbours({ mesh, label, k }: Labelling): [number, number][] {
	const { start, to, length } = mesh.graph;
	const pairs = new Set<number>();
	for (let u = 0; u < mesh.nodeCount; u++) {
		for (let e = start[u]!; e < start[u + 1]!; e++) {
			const [a, b] = [label[u]!, label[to[e]!]!];
			if (a < b && length[e]! > 0) pairs.add(a * k + b);
		}
	}
	return [...pairs].sort((p, q) => p - q).map((pair) => [Math.floor(pair / k), pair % k]);
}

/** The same for every pair. */
interface Ground {
	readonly isKept: Uint8Array;
	/** Of each link of the graph the same one as its other end lists it. */
	readonly twin: Int32Array;
	/** Room for the place of each link in a pair's network. */
	readonly slot: Int32Array;
}

function twins({ mesh: { graph, nodeCount } }: Labelling): Int32Array {
	const { start, to } = graph;
	const twin = new Int32Array(to.length).fill(-1);
	for (let u = 0; u < nodeCount; u++) {
		for (let e = start[u]!; e < start[u + 1]!; e++) {
			if (twin[e]! >= 0) continue;
			const v = to[e]!;
			// Two nodes may share a border and a virtual link: each of them is taken once.
			let back = start[v]!;
			while (to[back] !== u || twin[back]! >= 0) back++;
			twin[e] = back;
			twin[back] = e;
		}
	}
	return twin;
}

/** The nodes of two territories as a network; its own numbers 0 … n − 1. */
class PairCut {
	readonly #plan: Labelling;
	readonly #labels: readonly [number, number];
	readonly #nodes: number[] = [];
	/** 1 what the first keeps, 2 what the second keeps, 0 free land. */
	readonly #end: Uint8Array;
	/** Arcs of node i are #start[i] … #start[i + 1]. */
	readonly #start: Int32Array;
	readonly #to: Int32Array;
	/** The arc in the other direction. */
	readonly #back: Int32Array;
	readonly #room: Float64Array;
	readonly #level: Int32Array;
	readonly #next: Int32Array;

	constructor(plan: Labelling, { isKept, twin, slot }: Ground, a: number, b: number) {
		this.#plan = plan;
		this.#labels = [a, b];
		const { label, mesh } = plan;
		const { start, to, length } = mesh.graph;
		const local = new Int32Array(mesh.nodeCount).fill(-1);
		for (let u = 0; u < mesh.nodeCount; u++) {
			if (label[u] === a || label[u] === b) local[u] = this.#nodes.push(u) - 1;
		}
		const n = this.#nodes.length;
		this.#end = Uint8Array.from(this.#nodes, (u) => (isKept[u] ? (label[u] === a ? 1 : 2) : 0));
		this.#start = new Int32Array(n + 1);
		const tos: number[] = [];
		const rooms: number[] = [];
		const links: number[] = [];
		this.#nodes.forEach((u, i) => {
			for (let e = start[u]!; e < start[u + 1]!; e++) {
				const j = local[to[e]!]!;
				if (j < 0) continue;
				slot[e] = tos.push(j) - 1;
				links.push(e);
				rooms.push(Math.max(length[e]!, virtualCost));
			}
			this.#start[i + 1] = tos.length;
		});
		this.#to = Int32Array.from(tos);
		this.#room = Float64Array.from(rooms);
		this.#back = Int32Array.from(links, (e) => slot[twin[e]!]!);
		this.#level = new Int32Array(n);
		this.#next = new Int32Array(n);
	}

	apply(): void {
		const before = this.#cost((i) => this.#plan.label[this.#nodes[i]!] === this.#labels[0]);
		const room = this.#room.slice();
		while (this.#reach()) {
			for (let i = 0; i < this.#nodes.length; i++) this.#next[i] = this.#start[i]!;
			for (let i = 0; i < this.#nodes.length; i++) {
				if (this.#end[i] === 1) while (this.#push(i)) continue;
			}
		}
		this.#room.set(room);
		const isFirst = (i: number): boolean => this.#level[i]! >= 0;
		if (this.#cost(isFirst) >= before - 1e-6) return;
		this.#nodes.forEach((u, i) => {
			const wanted = this.#labels[isFirst(i) ? 0 : 1];
			if (this.#plan.label[u] !== wanted) this.#plan.move(u, wanted);
		});
	}

	#cost(isFirst: (i: number) => boolean): number {
		let cost = 0;
		for (let i = 0; i < this.#nodes.length; i++) {
			if (!isFirst(i)) continue;
			for (let e = this.#start[i]!; e < this.#start[i + 1]!; e++) {
				if (!isFirst(this.#to[e]!)) cost += this.#room[e]!;
			}
		}
		return cost;
	}

	/** Levels from what the first keeps; false when nothing of the second can be reached any more. */
	#reach(): boolean {
		this.#level.fill(-1);
		const queue: number[] = [];
		for (let i = 0; i < this.#nodes.length; i++) {
			if (this.#end[i] !== 1) continue;
			this.#level[i] = 0;
			queue.push(i);
		}
		let isReached = false;
		for (const i of queue) {
			if (this.#end[i] === 2) {
				isReached = true;
				continue;
			}
			for (let e = this.#start[i]!; e < this.#start[i + 1]!; e++) {
				const j = this.#to[e]!;
				if (this.#level[j]! >= 0 || this.#room[e]! <= least) continue;
				this.#level[j] = this.#level[i]! + 1;
				queue.push(j);
			}
		}
		return isReached;
	}

	/** One way from a node of the first to one of the second, filled to its narrowest; false when there is none. */
	#push(source: number): boolean {
		const path: number[] = [];
		let i = source;
		while (this.#end[i] !== 2) {
			const e = this.#next[i]!;
			if (e < this.#start[i + 1]!) {
				const j = this.#to[e]!;
				if (this.#level[j] === this.#level[i]! + 1 && this.#room[e]! > least) {
					path.push(e);
					i = j;
				} else this.#next[i]!++;
				continue;
			}
			const last = path.pop();
			if (last === undefined) return false;
			i = this.#to[this.#back[last]!]!;
			this.#next[i]!++;
		}
		const flow = path.reduce((low, e) => Math.min(low, this.#room[e]!), Infinity);
		for (const e of path) {
			this.#room[e]! -= flow;
			this.#room[this.#back[e]!]! += flow;
		}
		return true;
	}
}
