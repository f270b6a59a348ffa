// Gives whole blocks to territories: every territory in one piece, loads as even as whole blocks
// allow, walks short. Searches on the graph of blocks alone, which is small.
import type { Blocks } from './blocks.ts';

export interface BlockTarget {
	/** Load each territory should have, and the mean of these. */
	readonly loads: Float64Array;
	readonly meanLoad: number;
	/** Share of it by which a territory may be off at no cost. */
	readonly tolerance: number;
	/** Middles of the territories to begin with, metres. */
	readonly x: Float64Array;
	readonly y: Float64Array;
	/** Mean squared distance to the middle, the unit of a walk. */
	readonly meanSquare: number;
}

/** What a territory that is off by its whole load costs beyond the tolerance, in mean walks. */
const unevenness = 60;
/** Within the tolerance evenness still counts, a little. */
const leaning = 4;
/** A group in one territory more than it must. */
const apartness = 0.6;
/** A metre of border in parts of the mean distance. */
const borderWeight = 0.02;
const movesABlock = 1500;
const mostMoves = 400_000;
const sweeps = 40;

/**
 * Threshold accepting (Dueck & Scheuer 1990): single moves and exchanges of blocks on borders, each
 * kept when it costs less than a threshold that falls to nothing. No exponentials: the same
 * everywhere.
 *
 * @param label territory of each block, each territory whole and inhabited
 * @param daring the threshold at first, in mean walks: more finds evener plans, less shorter walks
 * @returns the best labels met, with the same promise
 */
export function searchBlocks(
	blocks: Blocks,
	label: Int32Array,
	target: BlockTarget,
	daring: number,
	random: () => number
): Int32Array {
	const state = new BlockState(blocks, label, target);
	let best = state.energy();
	let bestLabel = state.label.slice();
	const moves = Math.min(mostMoves, movesABlock * blocks.count);
	for (let sweep = 0; sweep < sweeps; sweep++) {
		const left = 1 - sweep / (sweeps - 1);
		const threshold = daring * left * left;
		for (let move = 0; move < moves / sweeps; move++) state.tryMove(random, threshold);
		state.recentre();
		const energy = state.energy();
		if (energy >= best - 1e-12) continue;
		best = energy;
		bestLabel = state.label.slice();
	}
	return bestLabel;
}

class BlockState {
	readonly label: Int32Array;
	readonly #blocks: Blocks;
	readonly #target: BlockTarget;
	readonly #k: number;
	readonly #load: Float64Array;
	readonly #houses: Int32Array;
	readonly #count: Int32Array;
	readonly #x: Float64Array;
	readonly #y: Float64Array;
	/** How many blocks of group g lie in territory a, at g × k + a. */
	readonly #members: Int32Array;
	readonly #seen: Int32Array;
	#stamp = 0;

	constructor(blocks: Blocks, label: Int32Array, target: BlockTarget) {
		const k = target.x.length;
		this.#blocks = blocks;
		this.#target = target;
		this.#k = k;
		this.label = label.slice();
		this.#load = new Float64Array(k);
		this.#houses = new Int32Array(k);
		this.#count = new Int32Array(k);
		this.#x = target.x.slice();
		this.#y = target.y.slice();
		const groups = blocks.group.reduce((most, one) => Math.max(most, one + 1), 0);
		this.#members = new Int32Array(groups * k);
		this.#seen = new Int32Array(blocks.count);
		for (let b = 0; b < blocks.count; b++) this.#put(b, label[b]!, 1);
		this.recentre();
	}

	#put(b: number, a: number, sign: 1 | -1): void {
		this.#load[a]! += sign * this.#blocks.load[b]!;
		this.#houses[a]! += sign * this.#blocks.houses[b]!;
		this.#count[a]! += sign;
		this.#members[this.#blocks.group[b]! * this.#k + a]! += sign;
	}

	#give(b: number, to: number): void {
		this.#put(b, this.label[b]!, -1);
		this.label[b] = to;
		this.#put(b, to, 1);
	}

	recentre(): void {
		const { load, x, y, count } = this.#blocks;
		const sumX = new Float64Array(this.#k);
		const sumY = new Float64Array(this.#k);
		for (let b = 0; b < count; b++) {
			sumX[this.label[b]!]! += load[b]! * x[b]!;
			sumY[this.label[b]!]! += load[b]! * y[b]!;
		}
		for (let a = 0; a < this.#k; a++) {
			if (this.#load[a]! <= 0) continue;
			this.#x[a] = sumX[a]! / this.#load[a]!;
			this.#y[a] = sumY[a]! / this.#load[a]!;
		}
	}

	/** In mean walks of one territory. */
	energy(): number {
		const { count, start, to, length } = this.#blocks;
		let sum = 0;
		for (let a = 0; a < this.#k; a++) sum += this.#uneven(a, this.#load[a]!);
		for (let b = 0; b < count; b++) {
			sum += this.#walk(b, this.label[b]!);
			for (let e = start[b]!; e < start[b + 1]!; e++) {
				if (to[e]! > b && this.label[to[e]!] !== this.label[b]) sum += this.#border(length[e]!);
			}
		}
		for (let i = 0; i < this.#members.length; i++) if (this.#members[i]! > 0) sum += apartness;
		return sum;
	}

	#uneven(a: number, load: number): number {
		const target = this.#target.loads[a]!;
		const off = Math.abs(load - target) / target;
		return leaning * off * off + unevenness * Math.max(0, off - this.#target.tolerance);
	}

	#walk(b: number, a: number): number {
		const dx = this.#blocks.x[b]! - this.#x[a]!;
		const dy = this.#blocks.y[b]! - this.#y[a]!;
		return (
			(this.#blocks.load[b]! * (dx * dx + dy * dy)) /
			(this.#target.meanLoad * this.#target.meanSquare)
		);
	}

	#border(metres: number): number {
		return (borderWeight * metres) / Math.sqrt(this.#target.meanSquare);
	}

	/** What giving block b to another territory changes, by itself. */
	#change(b: number, to: number): number {
		const from = this.label[b]!;
		const load = this.#blocks.load[b]!;
		const group = this.#blocks.group[b]! * this.#k;
		let change = this.#walk(b, to) - this.#walk(b, from);
		change += this.#uneven(from, this.#load[from]! - load) - this.#uneven(from, this.#load[from]!);
		change += this.#uneven(to, this.#load[to]! + load) - this.#uneven(to, this.#load[to]!);
		if (this.#members[group + from] === 1) change -= apartness;
		if (this.#members[group + to] === 0) change += apartness;
		const { start, to: other, length } = this.#blocks;
		for (let e = start[b]!; e < start[b + 1]!; e++) {
			const label = this.label[other[e]!]!;
			if (label === from) change += this.#border(length[e]!);
			else if (label === to) change -= this.#border(length[e]!);
		}
		return change;
	}

	/** One block over a border, or two past each other. */
	tryMove(random: () => number, threshold: number): void {
		const b = Math.floor(random() * this.#blocks.count);
		const from = this.label[b]!;
		const to = this.#otherSide(b, random);
		if (to < 0 || !this.#mayLeave(b)) return;
		const alone = this.#change(b, to);
		if (alone < threshold && random() < 0.5) {
			this.#give(b, to);
			if (!this.#isWhole(from)) this.#give(b, from);
			return;
		}
		this.#tryExchange(b, to, alone, random, threshold);
	}

	#tryExchange(
		b: number,
		to: number,
		alone: number,
		random: () => number,
		threshold: number
	): void {
		const from = this.label[b]!;
		this.#give(b, to);
		const back = this.#anyBeside(to, from, b, random);
		if (back >= 0 && alone + this.#change(back, from) < threshold) {
			this.#give(back, from);
			if (this.#isWhole(from) && this.#isWhole(to) && this.#houses[to]! > 0) return;
			this.#give(back, to);
		}
		this.#give(b, from);
	}

	/** A block of territory a, other than `besides`, that touches territory b: drawn in passing. */
	#anyBeside(a: number, b: number, besides: number, random: () => number): number {
		const { count, start, to } = this.#blocks;
		let found = -1;
		let seen = 0;
		for (let block = 0; block < count; block++) {
			if (this.label[block] !== a || block === besides) continue;
			for (let e = start[block]!; e < start[block + 1]!; e++) {
				if (this.label[to[e]!] !== b) continue;
				seen++;
				if (random() * seen < 1) found = block;
				break;
			}
		}
		return found;
	}

	#otherSide(b: number, random: () => number): number {
		const { start, to } = this.#blocks;
		let found = -1;
		let seen = 0;
		for (let e = start[b]!; e < start[b + 1]!; e++) {
			const label = this.label[to[e]!]!;
			if (label === this.label[b]) continue;
			seen++;
			if (random() * seen < 1) found = label;
		}
		return found;
	}

	#mayLeave(b: number): boolean {
		const a = this.label[b]!;
		return this.#count[a]! > 1 && this.#houses[a]! > this.#blocks.houses[b]!;
	}

	#isWhole(a: number): boolean {
		const { count, start, to } = this.#blocks;
		const first = this.label.indexOf(a);
		if (first < 0) return false;
		const stamp = ++this.#stamp;
		const open = [first];
		this.#seen[first] = stamp;
		let reached = 0;
		while (open.length > 0 && reached <= count) {
			const b = open.pop()!;
			reached++;
			for (let e = start[b]!; e < start[b + 1]!; e++) {
				const other = to[e]!;
				if (this.#seen[other] === stamp || this.label[other] !== a) continue;
				this.#seen[other] = stamp;
				open.push(other);
			}
		}
		return reached === this.#count[a]!;
	}
}
