// Shortens borders and walks without giving up balance: the last pass over a labelling.
// Invariant: no load leaves the band it was in, and no territory falls apart.
import { shuffle } from './random.ts';
import type { Labelling } from './labelling.ts';

const passes = 12;

export function polish(plan: Labelling, random: () => number): void {
	const order = Int32Array.from({ length: plan.mesh.nodeCount }, (_, i) => i);
	shuffle(order, random);
	const band = bandOf(plan);
	plan.recentre();
	for (let pass = 0; pass < passes; pass++) {
		let moves = moveLand(plan, order);
		moves += moveHouses(plan, order, band);
		moves += swapHouses(plan);
		if (moves === 0) return;
		plan.recentre();
	}
}

/**
 * Load by which each territory may be off: no more than the worst is now, neither in load nor in
 * parts of its own target.
 */
function bandOf(plan: Labelling): Float64Array {
	const { targets, target, unit } = plan;
	const worst = plan.worst();
	const part = targets.reduce(
		(most, own, a) => Math.max(most, Math.abs(plan.excess(a)) * (target / own)),
		0
	);
	return targets.map((own) => Math.max(Math.min(worst, part * (own / target)), unit / 2) + 1e-9);
}

/** Shortens borders over empty land alone: no house changes hands. */
export function polishLand(plan: Labelling, random: () => number): void {
	const order = Int32Array.from({ length: plan.mesh.nodeCount }, (_, i) => i);
	shuffle(order, random);
	plan.recentre();
	for (let pass = 0; pass < passes; pass++) if (moveLand(plan, order) === 0) return;
}

function otherLabels(plan: Labelling, u: number, into: number[]): void {
	const { start, to, length } = plan.mesh.graph;
	into.length = 0;
	for (let e = start[u]!; e < start[u + 1]!; e++) {
		const b = plan.label[to[e]!]!;
		if (b !== plan.label[u] && length[e]! > 0 && !into.includes(b)) into.push(b);
	}
}

/** Empty nodes go wherever the border gets shorter. */
function moveLand(plan: Labelling, order: Int32Array): number {
	const labels: number[] = [];
	let moves = 0;
	for (const u of order) {
		if (plan.mesh.load[u]! > 0) continue;
		otherLabels(plan, u, labels);
		moves += moveToBest(plan, u, labels, (b) => plan.borderChange(u, b));
	}
	return moves;
}

function moveHouses(plan: Labelling, order: Int32Array, band: Float64Array): number {
	const labels: number[] = [];
	let moves = 0;
	for (const u of order) {
		const load = plan.mesh.load[u]!;
		if (load === 0) continue;
		otherLabels(plan, u, labels);
		if (labels.length === 0 || Math.abs(plan.excess(plan.label[u]!) - load) > band[plan.label[u]!]!)
			continue;
		const fitting = labels.filter((b) => Math.abs(plan.excess(b) + load) <= band[b]!);
		moves += moveToBest(plan, u, fitting, (b) => plan.energyChange(u, b));
	}
	return moves;
}

function moveToBest(
	plan: Labelling,
	u: number,
	labels: readonly number[],
	change: (b: number) => number
): number {
	let best = -1;
	let bestChange = -1e-9;
	for (const b of labels) {
		const value = change(b);
		if (value >= bestChange) continue;
		bestChange = value;
		best = b;
	}
	if (best < 0 || !plan.isSafe(u, false)) return 0;
	plan.move(u, best);
	return 1;
}

interface Wish {
	readonly u: number;
	readonly change: number;
}

/** Two houses of equal load on either side of a border change sides when that saves energy. */
function swapHouses(plan: Labelling): number {
	const wishes = new Map<number, Wish[]>();
	const labels: number[] = [];
	for (let u = 0; u < plan.mesh.nodeCount; u++) {
		if (plan.mesh.load[u] === 0) continue;
		otherLabels(plan, u, labels);
		for (const b of labels) {
			const key = plan.label[u]! * plan.k + b;
			if (!wishes.has(key)) wishes.set(key, []);
			wishes.get(key)!.push({ u, change: plan.energyChange(u, b) });
		}
	}
	const byGain = (p: Wish, q: Wish): number => p.change - q.change || p.u - q.u;
	let swaps = 0;
	for (const [key, mine] of wishes) {
		const a = Math.floor(key / plan.k);
		const b = key % plan.k;
		const theirs = wishes.get(b * plan.k + a);
		if (a > b || !theirs) continue;
		swaps += swapBest(plan, a, b, mine.sort(byGain).slice(0, 12), theirs.sort(byGain).slice(0, 12));
	}
	return swaps;
}

function swapBest(
	plan: Labelling,
	a: number,
	b: number,
	mine: readonly Wish[],
	theirs: readonly Wish[]
): number {
	const { load } = plan.mesh;
	let swaps = 0;
	for (const { u, change } of mine) {
		for (const { u: v, change: other } of theirs) {
			if (change + other >= -1e-6 * plan.borderCost) break;
			if (plan.label[u] !== a) break;
			if (plan.label[v] !== b || load[u] !== load[v]) continue;
			if (trySwap(plan, u, v)) swaps++;
		}
	}
	return swaps;
}

function trySwap(plan: Labelling, u: number, v: number): boolean {
	const a = plan.label[u]!;
	const b = plan.label[v]!;
	const first = plan.energyChange(u, b);
	// An earlier swap may have taken the house by which u touched b.
	if (!plan.touches(u, b) || !plan.isSafe(u, false)) return false;
	plan.move(u, b);
	const second = plan.energyChange(v, a);
	if (first + second < -1e-9 && plan.touches(v, a) && plan.isSafe(v, false)) {
		plan.move(v, a);
		return true;
	}
	plan.move(u, a);
	return false;
}
