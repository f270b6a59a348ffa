// Evens out the loads with as few divided groups as can be: load flows along a tree of neighbouring
// territories, and over each of its k − 1 borders at most one block is divided.
import type { Blocks } from './blocks.ts';
import type { Labelling } from './labelling.ts';

/** A neighbourhood in the tree: `a` gives its surplus to `b`, or takes what it lacks. */
interface Edge {
	readonly a: number;
	readonly b: number;
}

/**
 * A transport over a tree has one solution, k − 1 flows; a basic solution of the transport of whole
 * groups divides no more groups than that (Dantzig 1951). Territories already within the tolerance
 * pass nothing on, as long as what they keep does not add up.
 */
export function passOn(plan: Labelling, blocks: Blocks, tolerance: number): void {
	let kept = 0;
	for (const { a, b } of leavesFirst(plan)) {
		const excess = plan.excess(a);
		const slack = tolerance * plan.targets[a]! * 0.9;
		if (Math.abs(excess) <= slack && Math.abs(kept + excess) <= slack) {
			kept += excess;
			continue;
		}
		const [giver, taker] = excess > 0 ? [a, b] : [b, a];
		give(plan, blocks, giver, taker, Math.abs(excess));
		kept += plan.excess(a);
	}
}

/** The edges of a tree along the longest borders (Prim 1957), each leaf before its parent. */
function leavesFirst(plan: Labelling): Edge[] {
	const { k, mesh, label } = plan;
	const { start, to, length } = mesh.graph;
	const shared = new Float64Array(k * k);
	for (let u = 0; u < mesh.nodeCount; u++) {
		for (let e = start[u]!; e < start[u + 1]!; e++) {
			const [a, b] = [label[u]!, label[to[e]!]!];
			// Islands count as neighbours, after all that share a border.
			if (a !== b) shared[a * k + b]! += length[e]! + 1e-9;
		}
	}
	const joined = new Uint8Array(k);
	joined[0] = 1;
	const edges: Edge[] = [];
	for (let step = 1; step < k; step++) {
		let best: Edge | null = null;
		for (let a = 0; a < k; a++) {
			for (let b = 0; b < k; b++) {
				if (joined[a] || !joined[b] || shared[a * k + b] === 0) continue;
				if (!best || shared[a * k + b]! > shared[best.a * k + best.b]!) best = { a, b };
			}
		}
		if (!best) break;
		joined[best.a] = 1;
		edges.push(best);
	}
	return edges.reverse();
}

/** Whole blocks while they fit, then a part of one. */
function give(plan: Labelling, blocks: Blocks, giver: number, taker: number, amount: number): void {
	let left = amount;
	for (const part of partsBeside(plan, blocks, giver, taker)) {
		if (part.load > left || !moveWhole(plan, part.nodes, giver, taker)) continue;
		left -= part.load;
	}
	const unit = plan.unit / 2;
	for (const part of partsBeside(plan, blocks, giver, taker)) {
		if (left <= unit) return;
		if (part.load <= left) continue;
		const moved = sweep(plan, part.nodes, giver, taker, left);
		left -= moved;
		if (moved > 0) return;
	}
}

interface Part {
	readonly nodes: readonly number[];
	readonly load: number;
	/** What a unit of its load walks farther. */
	readonly detour: number;
}

/** The parts of blocks that the giver holds and that touch the taker, the cheapest to give first. */
function partsBeside(plan: Labelling, blocks: Blocks, giver: number, taker: number): Part[] {
	const nodes = new Map<number, number[]>();
	const beside = new Set<number>();
	for (let u = 0; u < plan.mesh.nodeCount; u++) {
		if (plan.label[u] !== giver) continue;
		const block = blocks.of[u]!;
		const held = nodes.get(block);
		if (held) held.push(u);
		else nodes.set(block, [u]);
		if (plan.touches(u, taker)) beside.add(block);
	}
	return [...beside]
		.map((block) => partOf(plan, nodes.get(block)!, giver, taker))
		.filter(({ load }) => load > 0)
		.sort((p, q) => p.detour - q.detour || p.nodes[0]! - q.nodes[0]!);
}

function partOf(plan: Labelling, nodes: readonly number[], giver: number, taker: number): Part {
	let load = 0;
	let detour = 0;
	for (const u of nodes) {
		load += plan.mesh.load[u]!;
		detour += plan.mesh.load[u]! * (plan.squareTo(u, taker) - plan.squareTo(u, giver));
	}
	return { nodes, load, detour: detour / (load || 1) };
}

/** All or nothing. */
function moveWhole(
	plan: Labelling,
	nodes: readonly number[],
	giver: number,
	taker: number
): boolean {
	const load = nodes.reduce((sum, u) => sum + plan.mesh.load[u]!, 0);
	const moved = sweepNodes(plan, nodes, giver, taker, Infinity);
	const whole = moved.length === nodes.length;
	if (!whole) for (const u of moved.reverse()) plan.move(u, giver);
	return whole && load > 0;
}

/** @returns the load that went over */
function sweep(
	plan: Labelling,
	nodes: readonly number[],
	giver: number,
	taker: number,
	amount: number
): number {
	return sweepNodes(plan, nodes, giver, taker, amount).reduce(
		(sum, u) => sum + plan.mesh.load[u]!,
		0
	);
}

/** Gives nodes one after the other from the border inwards; both territories stay in one piece. */
function sweepNodes(
	plan: Labelling,
	nodes: readonly number[],
	giver: number,
	taker: number,
	amount: number
): number[] {
	const waiting = nodes
		.map((u) => ({ u, detour: plan.squareTo(u, taker) - plan.squareTo(u, giver) }))
		.sort((p, q) => p.detour - q.detour || p.u - q.u)
		.map(({ u }) => u);
	const moved: number[] = [];
	let load = 0;
	for (let progress = true; progress && load < amount - plan.unit / 2;) {
		progress = false;
		for (let i = 0; i < waiting.length; i++) {
			const u = waiting[i]!;
			const heavy = load + plan.mesh.load[u]! > amount + plan.unit / 2;
			if (heavy || !plan.touches(u, taker) || !plan.isSafe(u, true)) continue;
			plan.move(u, taker);
			moved.push(u);
			load += plan.mesh.load[u]!;
			waiting.splice(i, 1);
			progress = true;
			break;
		}
	}
	return moved;
}
