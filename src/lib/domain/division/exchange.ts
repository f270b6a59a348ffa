// Evens out the loads, one house at a time, along chains of neighbouring territories.
// Invariant after every move: territories stay in one piece, and the sum of squared excess falls.
import type { Labelling } from './labelling.ts';

type Undo = [node: number, from: number][];

const maxRounds = 6000;
const maxFailures = 150;
/** Outweighs every load. */
const nearby = 1e12;

/**
 * Moves houses until every load is within its goal of the target (one unit when none is given), or
 * no exchange helps.
 */
export function exchange(
	plan: Labelling,
	random: () => number,
	goal: (a: number) => number = closest(plan)
): void {
	const search = new Exchange(plan, goal);
	let failures = 0;
	for (let round = 0; round < maxRounds && failures <= maxFailures; round++) {
		if (plan.beyond(goal) < 0) return;
		const order = territoriesByExcess(plan);
		const pick = Math.floor(random() * Math.min(plan.k, failures));
		failures = search.relieve(order[Math.min(pick, plan.k - 1)]!)
			? Math.max(0, failures - 2)
			: failures + 1;
	}
}

/** With whole targets every load can meet its own; otherwise the best is less than one unit away. */
function closest({ targets, unit }: Labelling): () => number {
	const isWhole = targets.every((target) => Math.abs(target - Math.round(target)) < 1e-9);
	const goal = unit * (isWhole ? 0.5 : 1) + 1e-9;
	return () => goal;
}

function territoriesByExcess(plan: Labelling): number[] {
	return Array.from({ length: plan.k }, (_, a) => a).sort(
		(a, b) => Math.abs(plan.excess(b)) - Math.abs(plan.excess(a)) || a - b
	);
}

class Exchange {
	readonly #plan: Labelling;
	readonly #goal: (a: number) => number;
	/** Nodes that lie on a border, with some that no longer do. */
	#border: number[] = [];
	#neighbours: Set<number>[] = [];
	#age = Infinity;
	/** Houses that went to and fro are tried later. */
	readonly #ban = new Map<number, number>();
	readonly #seen: Int32Array;
	readonly #parent: Int32Array;
	#stamp = 0;

	constructor(plan: Labelling, goal: (a: number) => number) {
		this.#plan = plan;
		this.#goal = goal;
		this.#seen = new Int32Array(plan.mesh.nodeCount);
		this.#parent = new Int32Array(plan.mesh.nodeCount);
		for (let u = 0; u < plan.mesh.nodeCount; u++) this.#border.push(u);
	}

	/** Passes one house's worth along a path from (or to) territory a; false when that cannot be done. */
	relieve(a: number): boolean {
		const plan = this.#plan;
		if (this.#age++ > 8 || this.#border.length > 6000) this.#refresh();
		const sign = plan.excess(a) > 0 ? 1 : -1;
		const path = this.#pathFrom(a, sign);
		if (!path) return false;
		const gap = Math.abs(plan.excess(a) - plan.excess(path.at(-1)!));
		const want = Math.max(plan.unit, Math.min(gap / 2, 4 * plan.unit));
		const givers = sign > 0 ? path : path.slice().reverse();
		const before = this.#squares();
		const undo: Undo = [];
		let moved = true;
		for (let j = givers.length - 2; j >= 0 && moved; j--) {
			moved = this.#hop(givers[j]!, givers[j + 1]!, want, undo);
		}
		const succeeded = moved && this.#squares() < before - 1e-9;
		if (!succeeded) {
			for (const [u, from] of undo.slice().reverse()) plan.move(u, from);
		}
		for (const [u] of undo) {
			if (plan.mesh.isHouse[u]) this.#ban.set(u, (this.#ban.get(u) ?? 0) + (succeeded ? 0.5 : 1));
		}
		return succeeded;
	}

	#squares(): number {
		let sum = 0;
		for (let a = 0; a < this.#plan.k; a++) sum += this.#plan.excess(a) * this.#plan.excess(a);
		return sum;
	}

	#refresh(): void {
		const plan = this.#plan;
		const { start, to, length } = plan.mesh.graph;
		const stamp = ++this.#stamp;
		this.#age = 0;
		this.#neighbours = Array.from({ length: plan.k }, () => new Set<number>());
		this.#border = this.#border.filter((u) => {
			if (this.#seen[u] === stamp) return false;
			this.#seen[u] = stamp;
			let isBorder = false;
			for (let e = start[u]!; e < start[u + 1]!; e++) {
				const b = plan.label[to[e]!]!;
				if (b === plan.label[u] || length[e] === 0) continue;
				isBorder = true;
				this.#neighbours[plan.label[u]!]!.add(b);
			}
			return isBorder;
		});
	}

	/** Breadth first to the territory where relief per hop is greatest; null when none is lighter. */
	#pathFrom(a: number, sign: number): number[] | null {
		const plan = this.#plan;
		const parent = new Int32Array(plan.k).fill(-2);
		const depth = new Int32Array(plan.k);
		const queue = [a];
		parent[a] = -1;
		let best = -1;
		let bestGain = 0;
		for (const u of queue) {
			const relief = sign * (plan.excess(a) - plan.excess(u)) - plan.unit;
			const gain = this.#hasRoom(u, sign) ? nearby / depth[u]! + relief : relief / (1 + depth[u]!);
			if (u !== a && relief > 1e-9 && gain > bestGain + 1e-9) {
				bestGain = gain;
				best = u;
			}
			for (const v of this.#neighbours[u]!) {
				if (parent[v] !== -2) continue;
				parent[v] = u;
				depth[v] = depth[u]! + 1;
				queue.push(v);
			}
		}
		if (best < 0) return null;
		const path = [];
		for (let u = best; u >= 0; u = parent[u]!) path.push(u);
		return path.reverse();
	}

	/** Where few are to move the nearest may be best: every border on the way costs a house. */
	#hasRoom(u: number, sign: number): boolean {
		const { stay, unit } = this.#plan;
		return stay?.isNearFirst === true && this.#goal(u) - sign * this.#plan.excess(u) > unit;
	}

	/** Gives one house of p (with the empty nodes before it) to q; the best of 25 that keeps p whole. */
	#hop(p: number, q: number, want: number, undo: Undo): boolean {
		const plan = this.#plan;
		const scored = this.#houses(p, q)
			.map((u) => ({ u, score: this.#score(u, q, want) }))
			.sort((s, t) => s.score - t.score || s.u - t.u);
		for (const { u } of scored.slice(0, 25)) {
			const mark = undo.length;
			if (this.#giveChain(u, p, q, undo)) return true;
			for (const [v, from] of undo.splice(mark).reverse()) plan.move(v, from);
		}
		return false;
	}

	#score(u: number, q: number, want: number): number {
		const plan = this.#plan;
		let energy = plan.pricedChange(u, q);
		for (let v = this.#parent[u]!; v >= 0; v = this.#parent[v]!) energy += plan.pricedChange(v, q);
		const misfit = Math.abs(plan.mesh.load[u]! - want) / plan.unit;
		const banned = this.#ban.get(u) ?? 0;
		return (
			(misfit * 0.5 + banned * 0.3) * plan.meanSquare +
			energy / Math.max(plan.unit, plan.mesh.load[u]!)
		);
	}

	/** Loaded houses of p that q touches, straight or through p's empty nodes (at most 400 looked at). */
	#houses(p: number, q: number): number[] {
		const plan = this.#plan;
		const { start, to, length } = plan.mesh.graph;
		const stamp = ++this.#stamp;
		const queue: number[] = [];
		const reach = (u: number, from: number): void => {
			this.#seen[u] = stamp;
			this.#parent[u] = from;
			queue.push(u);
		};
		for (const u of this.#border) {
			if (plan.label[u] === p && this.#seen[u] !== stamp && plan.touches(u, q)) reach(u, -1);
		}
		const houses: number[] = [];
		for (let head = 0; head < queue.length && head < 400; head++) {
			const u = queue[head]!;
			if (plan.mesh.load[u]! > 0) {
				houses.push(u);
				continue;
			}
			for (let e = start[u]!; e < start[u + 1]!; e++) {
				const v = to[e]!;
				if (length[e]! > 0 && plan.label[v] === p && this.#seen[v] !== stamp) reach(v, u);
			}
		}
		return houses;
	}

	#giveChain(u: number, p: number, q: number, undo: Undo): boolean {
		const plan = this.#plan;
		const { start, to } = plan.mesh.graph;
		const chain = [u];
		for (let v = this.#parent[u]!; v >= 0; v = this.#parent[v]!) chain.push(v);
		for (const v of chain.reverse()) {
			if (plan.label[v] !== p) continue;
			if (!plan.isSafe(v, true)) return false;
			plan.move(v, q);
			undo.push([v, p]);
			for (let e = start[v]!; e < start[v + 1]!; e++) this.#border.push(to[e]!);
		}
		return true;
	}
}
