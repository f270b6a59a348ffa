// A labelling of the mesh: which territory every node belongs to, with the loads kept in step.
// Moves go through it alone; it can tell whether a move would cut a territory in two or empty it.
import type { Centres } from './centres.ts';
import { next, type Mesh } from './mesh.ts';
import { targetsOf } from './shares.ts';

/** How much a metre of border weighs against walking; 1–25 change plans little (territory.md §5). */
const borderWeight = 2;
/** Land without houses counts as this share of all load when the heaviest piece is looked for. */
const landShare = 0.15;

export interface Stay {
	/** Territory of each node before the change; −1 where its kader goes or nobody lives. */
	readonly home: Int32Array;
	/** Squared metres that one unit of load pays for a new territory. */
	readonly cost: number;
	/** Loads go to the nearest territory with room first, not where relief is greatest. */
	readonly isNearFirst: boolean;
}

export class Labelling {
	readonly mesh: Mesh;
	readonly k: number;
	readonly label: Int32Array;
	/** Load, nodes and houses of each territory. */
	readonly load: Float64Array;
	readonly nodes: Int32Array;
	readonly houses: Int32Array;
	/** Load each territory should have, and the mean of these. */
	readonly targets: Float64Array;
	readonly target: number;
	/** The step below which loads are taken as equal: one house of the usual load, or a part of it. */
	readonly unit: number;
	readonly cx: Float64Array;
	readonly cy: Float64Array;
	readonly price: Float64Array;
	/** Load plus a share of land, so that empty land, too, goes where it is near. */
	readonly mass: Float64Array;
	/** Load × squared metres that a metre of border costs. */
	readonly borderCost: number;
	/** Mean squared distance to the centre, the natural unit of a price. */
	readonly meanSquare: number;
	/** While an existing division is changed: who held each node (−1: nobody), and what leaving costs. */
	stay: Stay | null = null;
	/** Load that each territory has without a place in the mesh. */
	base: Float64Array | null = null;
	/** 1 for nodes that must not change hands. */
	pinned: Uint8Array | null = null;
	/** Node of the home that each label must hold; once it does, it keeps it. */
	pins: Int32Array | null = null;
	readonly #mark: Int32Array;
	readonly #group: Int32Array;
	readonly #queue: Int32Array;
	#stamp = 0;

	constructor(
		mesh: Mesh,
		centres: Centres,
		label: Int32Array,
		unit: number,
		targets = targetsOf(mesh.totalLoad, centres.x.length, null)
	) {
		const k = centres.x.length;
		const n = mesh.nodeCount;
		this.mesh = mesh;
		this.k = k;
		this.label = label;
		this.unit = unit;
		this.targets = targets;
		this.target = mesh.totalLoad / k;
		this.cx = centres.x.slice();
		this.cy = centres.y.slice();
		this.price = centres.price.slice();
		this.load = new Float64Array(k);
		this.nodes = new Int32Array(k);
		this.houses = new Int32Array(k);
		const land = (landShare * mesh.totalLoad) / mesh.totalAreaM2;
		this.mass = Float64Array.from(mesh.load, (load, i) => load + land * mesh.areaM2[i]!);
		this.#mark = new Int32Array(n);
		this.#group = new Int32Array(n);
		this.#queue = new Int32Array(n);
		this.recount();
		let [squares, houses] = [0, 0];
		for (let i = 0; i < n; i++) {
			squares += mesh.load[i]! * this.squareTo(i, label[i]!);
			houses += mesh.isHouse[i]!;
		}
		this.meanSquare = Math.max(squares / mesh.totalLoad, 1e-6);
		const meanHouse = mesh.totalLoad / Math.max(1, houses);
		this.borderCost = borderWeight * meanHouse * Math.sqrt(this.meanSquare);
	}

	/** Loads and counts from the labels alone; needed after labels were written directly. */
	recount(): void {
		if (this.base) this.load.set(this.base);
		else this.load.fill(0);
		this.nodes.fill(0);
		this.houses.fill(0);
		for (let i = 0; i < this.label.length; i++) {
			const a = this.label[i]!;
			if (a < 0) continue;
			this.load[a]! += this.mesh.load[i]!;
			this.nodes[a]!++;
			this.houses[a]! += this.mesh.isHouse[i]!;
		}
	}

	squareTo(i: number, a: number): number {
		const dx = this.mesh.x[i]! - this.cx[a]!;
		const dy = this.mesh.y[i]! - this.cy[a]!;
		return dx * dx + dy * dy;
	}

	/** Power distance: squared metres less the territory's price. */
	cost(i: number, a: number): number {
		return this.squareTo(i, a) - this.price[a]!;
	}

	excess(a: number): number {
		return this.load[a]! - this.targets[a]!;
	}

	/** Largest deviation from the target, in units of load. */
	worst(): number {
		return this.beyond(() => 0);
	}

	/** By how much the territory farthest from its target is beyond what is allowed it; ≤ 0: all within. */
	beyond(allowed: (a: number) => number): number {
		let most = -Infinity;
		for (let a = 0; a < this.k; a++) {
			most = Math.max(most, Math.abs(this.excess(a)) - allowed(a));
		}
		return most;
	}

	/** Difference of the deviations of two territories. */
	gap(a: number, b: number): number {
		return Math.abs(this.load[a]! - this.load[b]! - (this.targets[a]! - this.targets[b]!));
	}

	/** Metres of border saved (negative) or added by giving node u to territory b. */
	borderChange(u: number, b: number): number {
		const { start, to, length } = this.mesh.graph;
		const a = this.label[u]!;
		let change = 0;
		for (let e = start[u]!; e < start[u + 1]!; e++) {
			const other = this.label[to[e]!]!;
			if (other === a) change += length[e]!;
			else if (other === b) change -= length[e]!;
		}
		return change;
	}

	/** Change of energy (load × squared metres) if node u goes to b, by distance alone. */
	energyChange(u: number, b: number): number {
		const walk = this.squareTo(u, b) - this.squareTo(u, this.label[u]!);
		const border = this.borderCost * this.borderChange(u, b);
		return this.mass[u]! * walk + border + this.#stayChange(u, b);
	}

	/** The same under the prices, which also pull towards balance. */
	pricedChange(u: number, b: number): number {
		const walk = this.cost(u, b) - this.cost(u, this.label[u]!);
		const border = this.borderCost * this.borderChange(u, b);
		return this.mass[u]! * walk + border + this.#stayChange(u, b);
	}

	#stayChange(u: number, b: number): number {
		if (!this.stay || this.stay.home[u]! < 0) return 0;
		const { home, cost } = this.stay;
		const leaves = Number(home[u] !== b) - Number(home[u] !== this.label[u]);
		return leaves * cost * this.mesh.load[u]!;
	}

	isBorder(u: number): boolean {
		const { start, to, length } = this.mesh.graph;
		for (let e = start[u]!; e < start[u + 1]!; e++) {
			if (length[e]! > 0 && this.label[to[e]!] !== this.label[u]) return true;
		}
		return false;
	}

	touches(u: number, b: number): boolean {
		const { start, to, length } = this.mesh.graph;
		for (let e = start[u]!; e < start[u + 1]!; e++) {
			if (length[e]! > 0 && this.label[to[e]!] === b) return true;
		}
		return false;
	}

	move(u: number, b: number): void {
		const a = this.label[u]!;
		this.label[u] = b;
		this.load[a]! -= this.mesh.load[u]!;
		this.load[b]! += this.mesh.load[u]!;
		this.nodes[a]!--;
		this.nodes[b]!++;
		this.houses[a]! -= this.mesh.isHouse[u]!;
		this.houses[b]! += this.mesh.isHouse[u]!;
	}

	/**
	 * Whether u's territory stays in one piece, and keeps a house, without u. The quick test looks at
	 * the triangles round u and may say no wrongly; `deep` then searches the whole territory.
	 */
	isSafe(u: number, deep: boolean): boolean {
		const a = this.label[u]!;
		if (this.nodes[a]! <= 1 || this.pinned?.[u] === 1 || this.pins?.[a] === u) return false;
		if (this.mesh.isHouse[u] && this.houses[a]! <= 1) return false;
		const own = this.#ownNeighbours(u, a);
		if (own.length <= 1) return own.length === 1;
		if (this.#groupsRound(u, own) <= 1) return true;
		return deep && this.#allReach(u, a, own);
	}

	#ownNeighbours(u: number, a: number): number[] {
		const { start, to } = this.mesh.graph;
		const own: number[] = [];
		for (let e = start[u]!; e < start[u + 1]!; e++) {
			if (this.label[to[e]!] === a) own.push(to[e]!);
		}
		return own;
	}

	#groupsRound(u: number, own: readonly number[]): number {
		const { cornerStart, corners, nodeOf } = this.mesh;
		const group = this.#group;
		const stamp = ++this.#stamp;
		for (const v of own) {
			this.#mark[v] = stamp;
			group[v] = v;
		}
		const find = (v: number): number => {
			while (group[v] !== v) v = group[v]!;
			return v;
		};
		let groups = own.length;
		for (let c = cornerStart[u]!; c < cornerStart[u + 1]! && groups > 1; c++) {
			const p = nodeOf[next(corners[c]!)]!;
			const q = nodeOf[next(next(corners[c]!))]!;
			if (this.#mark[p] !== stamp || this.#mark[q] !== stamp) continue;
			const i = find(p);
			const j = find(q);
			if (i === j) continue;
			group[i] = j;
			groups--;
		}
		return groups;
	}

	#allReach(u: number, a: number, own: readonly number[]): boolean {
		const { start, to } = this.mesh.graph;
		const stamp = ++this.#stamp;
		const queue = this.#queue;
		this.#mark[u] = stamp;
		this.#mark[own[0]!] = stamp;
		queue[0] = own[0]!;
		for (let head = 0, tail = 1; head < tail; head++) {
			const v = queue[head]!;
			for (let e = start[v]!; e < start[v + 1]!; e++) {
				const w = to[e]!;
				if (this.#mark[w] === stamp || this.label[w] !== a) continue;
				this.#mark[w] = stamp;
				queue[tail++] = w;
			}
		}
		return own.every((v) => this.#mark[v] === stamp);
	}

	/** Centres to the means of their houses. */
	recentre(): void {
		const sumX = new Float64Array(this.k);
		const sumY = new Float64Array(this.k);
		for (let i = 0; i < this.label.length; i++) {
			const a = this.label[i]!;
			sumX[a]! += this.mesh.load[i]! * this.mesh.x[i]!;
			sumY[a]! += this.mesh.load[i]! * this.mesh.y[i]!;
		}
		for (let a = 0; a < this.k; a++) {
			if (this.load[a]! <= 0) continue;
			this.cx[a] = sumX[a]! / this.load[a]!;
			this.cy[a] = sumY[a]! / this.load[a]!;
		}
	}

	/** Load × squared metres to the centres, and metres of border between territories. */
	measure(): { walk: number; border: number } {
		const { start, to, length } = this.mesh.graph;
		let walk = 0;
		let border = 0;
		for (let i = 0; i < this.label.length; i++) {
			walk += this.mesh.load[i]! * this.squareTo(i, this.label[i]!);
			for (let e = start[i]!; e < start[i + 1]!; e++) {
				if (to[e]! > i && this.label[to[e]!] !== this.label[i]) border += length[e]!;
			}
		}
		return { walk, border };
	}
}
