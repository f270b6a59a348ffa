// The candidate that keeps groups (RT) whole: blocks go to territories whole, and where that alone
// cannot be even, at most one group a neighbourhood of two territories is divided.
import { searchBlocks } from './block-search.ts';
import { blocksOf, type Blocks } from './blocks.ts';
import { exchange } from './exchange.ts';
import { Labelling } from './labelling.ts';
import { passOn } from './pass-on.ts';
import { polishLand } from './polish.ts';

export interface WholeOptions {
	/** Share of the target load by which territories may differ before a group is divided. */
	readonly tolerance: number;
	/** False: no group is divided, however uneven the loads are then. */
	readonly maySplit: boolean;
	readonly random: () => number;
}

/** What the search dares at first: a plan of each is made, and the best is kept. */
const darings = [0.5, 2, 4];
const rounds = 3;

interface Candidate {
	readonly plan: Labelling;
	/** Load beyond the tolerance of the territory that is farthest off. */
	readonly over: number;
	readonly split: number;
	readonly walk: number;
}

/**
 * @param plan a labelling whose territories lie about where they should
 * @param groupOf group of each node, −1 where it has none
 * @returns null when no group is known, or when whole groups are fewer than territories
 */
export function wholeGroups(
	plan: Labelling,
	groupOf: Int32Array,
	options: WholeOptions
): Labelling | null {
	const largest = plan.targets.reduce((most, one) => Math.max(most, one), 0);
	const heaviest = options.maySplit ? (1 + options.tolerance) * largest : Infinity;
	const blocks = blocksOf(plan.mesh, groupOf, plan.label, heaviest);
	const start = blocks && startLabels(plan, blocks);
	if (!blocks || !start) return null;
	const found = darings.map((daring) => candidate(plan, blocks, groupOf, start, daring, options));
	found.sort((p, q) => p.over - q.over || p.split - q.split || p.walk - q.walk);
	const best = found[0]!.plan;
	polishLand(best, options.random);
	return best;
}

function candidate(
	plan: Labelling,
	blocks: Blocks,
	groupOf: Int32Array,
	start: Int32Array,
	daring: number,
	{ tolerance, maySplit, random }: WholeOptions
): Candidate {
	const target = {
		loads: plan.targets,
		meanLoad: plan.target,
		tolerance,
		x: plan.cx,
		y: plan.cy,
		meanSquare: plan.meanSquare
	};
	const label = searchBlocks(blocks, start, target, daring, random);
	const whole = new Labelling(
		plan.mesh,
		{ x: plan.cx, y: plan.cy, price: plan.price, cost: 0 },
		Int32Array.from(blocks.of, (block) => label[block]!),
		plan.unit,
		plan.targets
	);
	whole.recentre();
	const allowed = (a: number): number => Math.max(tolerance * plan.targets[a]!, plan.unit);
	for (let round = 0; maySplit && round < rounds && whole.beyond(allowed) > 0; round++) {
		passOn(whole, blocks, tolerance);
	}
	if (maySplit && whole.beyond(allowed) > 0) exchange(whole, random, allowed);
	whole.recentre();
	return {
		plan: whole,
		over: Math.max(0, whole.beyond(allowed)),
		split: splitGroups(whole, groupOf),
		walk: whole.measure().walk
	};
}

/** How many groups have houses in several territories. */
export function splitGroups({ label, k }: Labelling, groupOf: Int32Array): number {
	const held = new Set<number>();
	groupOf.forEach((group, u) => {
		if (group < 0) return;
		held.add(group * k + label[u]!);
	});
	const territories = new Map<number, number>();
	for (const one of held) {
		const group = Math.floor(one / k);
		territories.set(group, (territories.get(group) ?? 0) + 1);
	}
	return [...territories.values()].filter((count) => count > 1).length;
}

/** Each block to the territory that holds most of it; then every territory inhabited and whole. */
function startLabels(plan: Labelling, blocks: Blocks): Int32Array | null {
	const { mesh, k } = plan;
	const inhabited = blocks.houses.reduce((sum, houses) => sum + (houses > 0 ? 1 : 0), 0);
	if (inhabited < k) return null;
	const held = new Float64Array(blocks.count * k);
	for (let u = 0; u < mesh.nodeCount; u++) {
		held[blocks.of[u]! * k + plan.label[u]!]! += plan.mass[u]!;
	}
	const label = Int32Array.from(blocks.load, (_, b) => {
		let best = 0;
		for (let a = 1; a < k; a++) if (held[b * k + a]! > held[b * k + best]!) best = a;
		return best;
	});
	inhabit(label, blocks, held, k);
	joinPieces(label, blocks, plan);
	return label;
}

/** A territory without a house takes the block of which it held most from one that has several. */
function inhabit(label: Int32Array, blocks: Blocks, held: Float64Array, k: number): void {
	const own = new Int32Array(k);
	for (let b = 0; b < blocks.count; b++) if (blocks.houses[b]! > 0) own[label[b]!]!++;
	for (let a = 0; a < k; a++) {
		if (own[a]! > 0) continue;
		let best = -1;
		for (let b = 0; b < blocks.count; b++) {
			if (blocks.houses[b] === 0 || own[label[b]!]! < 2) continue;
			if (best < 0 || held[b * k + a]! > held[best * k + a]!) best = b;
		}
		own[label[best]!]!--;
		label[best] = a;
		own[a] = 1;
	}
}

/** Keeps the heaviest piece of each territory; the nearest neighbouring territory takes up the rest. */
function joinPieces(label: Int32Array, blocks: Blocks, plan: Labelling): void {
	const { start, to } = blocks;
	const free = looseBlocks(label, blocks, plan.k);
	let left = free.reduce((sum, one) => sum + one, 0);
	while (left > 0) {
		let best = -1;
		let taker = -1;
		let least = Infinity;
		for (let b = 0; b < blocks.count; b++) {
			if (!free[b]) continue;
			for (let e = start[b]!; e < start[b + 1]!; e++) {
				if (free[to[e]!]) continue;
				const a = label[to[e]!]!;
				const dx = blocks.x[b]! - plan.cx[a]!;
				const dy = blocks.y[b]! - plan.cy[a]!;
				if (dx * dx + dy * dy >= least) continue;
				least = dx * dx + dy * dy;
				best = b;
				taker = a;
			}
		}
		label[best] = taker;
		free[best] = 0;
		left--;
	}
}

function looseBlocks(label: Int32Array, blocks: Blocks, k: number): Uint8Array {
	const piece = new Int32Array(blocks.count).fill(-1);
	const weight: number[] = [];
	const keep = new Int32Array(k).fill(-1);
	for (let s = 0; s < blocks.count; s++) {
		if (piece[s]! >= 0) continue;
		const id = weight.push(0) - 1;
		const open = [s];
		piece[s] = id;
		while (open.length > 0) {
			const b = open.pop()!;
			weight[id]! += blocks.load[b]! + blocks.houses[b]! * 1e-6;
			for (let e = blocks.start[b]!; e < blocks.start[b + 1]!; e++) {
				const other = blocks.to[e]!;
				if (piece[other]! >= 0 || label[other] !== label[s]) continue;
				piece[other] = id;
				open.push(other);
			}
		}
		const a = label[s]!;
		if (keep[a]! < 0 || weight[id]! > weight[keep[a]!]!) keep[a] = id;
	}
	return Uint8Array.from(piece, (id, b) => (keep[label[b]!] === id ? 0 : 1));
}
