// Gives every point to a centre so that each centre gets the same load at the least total cost.
// Knows no mesh and no contiguity: a term of the division, not the division itself.
import { Heap } from '../heap.ts';
import { targetsOf, type Portions } from './shares.ts';

export interface Points {
	readonly x: Float64Array;
	readonly y: Float64Array;
	readonly load: Float64Array;
}

export interface Transport {
	/** Centre of each point. */
	readonly label: Int32Array;
	/** Sum of load × cost. */
	readonly cost: number;
}

/** Cost of giving point i to centre k; squared metres. */
export type Cost = (i: number, k: number) => number;

export function squaredDistance(points: Points, cx: Float64Array, cy: Float64Array): Cost {
	const { x, y } = points;
	return (i, k) => {
		const dx = x[i]! - cx[k]!;
		const dy = y[i]! - cy[k]!;
		return dx * dx + dy * dy;
	};
}

/**
 * Assignment to capacity (equal ones without `portions`) by successive shortest paths on the residual graph of the K centres, one heap
 * per ordered pair of centres (after Aurenhammer, Hoffmann & Aronov 1998: the optimum is a power
 * diagram whose prices are the dual variables). A point may be shared while solving; at the end it
 * goes to the centre that holds most of it.
 *
 * `price` is read and written: start from zeros or from the last round. Bounded by 8·n + 100·K paths.
 */
export function transport(
	load: Float64Array,
	k: number,
	price: Float64Array,
	costOf: Cost,
	portions: Portions
): Transport {
	const solver = new Residual(load, k, price, costOf, portions);
	const maxPaths = 8 * load.length + 100 * k;
	let best = Infinity;
	let stalled = 0;
	for (let path = 0; path < maxPaths && stalled <= 2 * k + 20; path++) {
		if (!solver.augment()) break;
		const imbalance = solver.imbalance();
		stalled = imbalance < best - 1e-9 ? 0 : stalled + 1;
		best = Math.min(best, imbalance);
	}
	return solver.rounded();
}

class Residual {
	readonly #k: number;
	readonly #n: number;
	readonly #load: Float64Array;
	readonly #price: Float64Array;
	/** n × k: cost of each pair, and how much of a point each centre holds. */
	readonly #cost: Float32Array;
	readonly #held: Float32Array;
	/** Load above (or below) its capacity, per centre. */
	readonly #excess: Float64Array;
	readonly #members: number[][];
	readonly #heaps: (Heap | null)[];
	/** Key of the top of each heap, Infinity of an empty one; NaN where it must be looked up. */
	readonly #least: Float64Array;
	/** By point: the last round of #cheapest that met it. */
	readonly #met: Int32Array;
	#round = 0;
	readonly #tolerance: number;
	readonly #dist: Float64Array;
	readonly #parent: Int32Array;
	readonly #done: Uint8Array;

	constructor(
		load: Float64Array,
		k: number,
		price: Float64Array,
		costOf: Cost,
		portions: Portions
	) {
		const n = load.length;
		const total = load.reduce((sum, one) => sum + one, 0);
		this.#k = k;
		this.#n = n;
		this.#load = load;
		this.#price = price;
		this.#cost = new Float32Array(n * k);
		this.#held = new Float32Array(n * k);
		this.#excess = targetsOf(total, k, portions).map((target) => -target);
		this.#members = Array.from({ length: k }, () => []);
		this.#heaps = new Array<Heap | null>(k * k).fill(null);
		this.#least = new Float64Array(k * k).fill(NaN);
		this.#met = new Int32Array(n);
		this.#tolerance = Math.max(total / Math.max(1, n), 1e-9) * 0.25;
		this.#dist = new Float64Array(k);
		this.#parent = new Int32Array(k);
		this.#done = new Uint8Array(k);
		this.#startNearest(costOf);
	}

	#startNearest(costOf: Cost): void {
		const k = this.#k;
		for (let i = 0; i < this.#n; i++) {
			let best = 0;
			let bestCost = Infinity;
			for (let c = 0; c < k; c++) {
				const cost = costOf(i, c);
				this.#cost[i * k + c] = cost;
				if (cost - this.#price[c]! < bestCost) {
					bestCost = cost - this.#price[c]!;
					best = c;
				}
			}
			this.#held[i * k + best] = this.#load[i]!;
			this.#excess[best]! += this.#load[i]!;
			this.#members[best]!.push(i);
		}
	}

	imbalance(): number {
		return this.#excess.reduce((sum, e) => sum + Math.abs(e), 0);
	}

	/** Moves load along one cheapest path from centres with too much to one with too little. */
	augment(): boolean {
		const target = this.#shortestPath();
		if (target < 0) return false;
		const reach = this.#dist[target]!;
		for (let c = 0; c < this.#k; c++) this.#price[c]! += Math.min(this.#dist[c]!, reach);
		let amount = -this.#excess[target]!;
		for (let b = target; this.#parent[b]! >= 0; b = this.#parent[b]!) {
			const a = this.#parent[b]!;
			amount = Math.min(amount, this.#held[this.#cheapest(a, b)!.min * this.#k + a]!);
			if (this.#parent[a]! < 0) amount = Math.min(amount, this.#excess[a]!);
		}
		for (let b = target; this.#parent[b]! >= 0; b = this.#parent[b]!) {
			const a = this.#parent[b]!;
			this.#shift(this.#cheapest(a, b)!.min, a, b, amount);
		}
		return true;
	}

	/** Dijkstra over the K centres with reduced costs; the first centre in need ends it. */
	#shortestPath(): number {
		const k = this.#k;
		const least = this.#least;
		this.#dist.fill(Infinity);
		this.#parent.fill(-1);
		this.#done.fill(0);
		for (let c = 0; c < k; c++) if (this.#excess[c]! > this.#tolerance) this.#dist[c] = 0;
		for (;;) {
			let a = -1;
			for (let c = 0; c < k; c++) {
				if (this.#done[c] || this.#dist[c] === Infinity) continue;
				if (a < 0 || this.#dist[c]! < this.#dist[a]!) a = c;
			}
			if (a < 0) return -1;
			this.#done[a] = 1;
			if (this.#excess[a]! < -this.#tolerance) return a;
			for (let b = 0; b < k; b++) {
				if (this.#done[b]) continue;
				let key = least[a * k + b]!;
				if (Number.isNaN(key)) {
					key = this.#cheapest(a, b)?.minKey ?? Infinity;
					least[a * k + b] = key;
				}
				const reduced = Math.max(0, key - this.#price[b]! + this.#price[a]!);
				if (this.#dist[a]! + reduced < this.#dist[b]!) {
					this.#dist[b] = this.#dist[a]! + reduced;
					this.#parent[b] = a;
				}
			}
		}
	}

	/** The heap of a's points by what moving them to b costs, with departed points taken off the top. */
	#cheapest(a: number, b: number): Heap | null {
		const k = this.#k;
		let heap = this.#heaps[a * k + b] ?? null;
		if (!heap) {
			heap = new Heap(this.#members[a]!.length + 8);
			this.#round++;
			for (const i of this.#members[a]!) {
				if (this.#met[i] === this.#round) continue;
				this.#met[i] = this.#round;
				if (this.#held[i * k + a]! > 0) heap.push(i, this.#moveCost(i, a, b));
			}
			this.#heaps[a * k + b] = heap;
		}
		while (heap.size > 0 && !(this.#held[heap.min * k + a]! > 0)) heap.pop();
		return heap.size > 0 ? heap : null;
	}

	#moveCost(i: number, a: number, b: number): number {
		return this.#cost[i * this.#k + b]! - this.#cost[i * this.#k + a]!;
	}

	#shift(i: number, a: number, b: number, amount: number): void {
		const k = this.#k;
		const held = this.#held;
		held[i * k + a]! -= amount;
		if (held[i * k + a]! < 1e-4) held[i * k + a] = 0;
		const isNew = !(held[i * k + b]! > 0);
		held[i * k + b]! += amount;
		this.#excess[a]! -= amount;
		this.#excess[b]! += amount;
		this.#least.fill(NaN, a * k, a * k + k);
		if (!isNew) return;
		this.#least.fill(NaN, b * k, b * k + k);
		this.#members[b]!.push(i);
		for (let c = 0; c < k; c++) {
			if (c !== b) this.#heaps[b * k + c]?.push(i, this.#moveCost(i, b, c));
		}
	}

	rounded(): Transport {
		const k = this.#k;
		const label = new Int32Array(this.#n);
		let cost = 0;
		for (let i = 0; i < this.#n; i++) {
			let best = 0;
			for (let c = 1; c < k; c++) if (this.#held[i * k + c]! > this.#held[i * k + best]!) best = c;
			label[i] = best;
			cost += this.#load[i]! * this.#cost[i * k + best]!;
		}
		const mean = this.#price.reduce((sum, p) => sum + p, 0) / k;
		for (let c = 0; c < k; c++) this.#price[c]! -= mean;
		return { label, cost };
	}
}
