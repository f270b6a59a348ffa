// Evens out two neighbours at a time by cutting their union anew along a spanning tree: where
// exchanges along borders get stuck.
import type { Labelling } from './labelling.ts';
import { recut } from './tree-cut.ts';

/** Cuts unequal neighbours anew until all are within what is allowed or 20 pairs a territory were tried. */
export function recutPairs(
	plan: Labelling,
	random: () => number,
	allowed: (a: number) => number = () => plan.unit,
	mostTries = 20 * plan.k
): void {
	for (let tries = 0; tries < mostTries && plan.beyond(allowed) > 0; tries++) {
		const pair = uneasyPair(plan, random);
		if (!pair) break;
		const [a, b] = pair;
		const nodes = recut(plan, a, b, random);
		if (!nodes) continue;
		const [mine, other] = isBetterSwapped(plan, a, b, nodes) ? [b, a] : [a, b];
		for (let i = 0; i < plan.mesh.nodeCount; i++) {
			if (plan.label[i] === a || plan.label[i] === b) plan.label[i] = mine;
		}
		for (const u of nodes) plan.label[u] = other;
		plan.recount();
	}
}

/** Whether more load stays with who had it when the nodes cut off for b go to a; targets must allow it. */
function isBetterSwapped(
	{ mesh, label, stay, targets, unit, pins }: Labelling,
	a: number,
	b: number,
	nodes: readonly number[]
): boolean {
	if (!stay || pins || Math.abs(targets[a]! - targets[b]!) > unit) return false;
	const { home } = stay;
	const cut = new Set(nodes);
	let gain = 0;
	for (let u = 0; u < label.length; u++) {
		if (label[u] !== a && label[u] !== b) continue;
		const [now, swapped] = cut.has(u) ? [b, a] : [a, b];
		gain += mesh.load[u]! * (Number(home[u] === swapped) - Number(home[u] === now));
	}
	return gain > 0;
}

/** Neighbours of clearly different load, drawn with some chance so that no pair blocks the others. */
function uneasyPair(plan: Labelling, random: () => number): [number, number] | null {
	const { start, to } = plan.mesh.graph;
	const seen = new Set<number>();
	let best: [number, number] | null = null;
	let bestGap = plan.unit * 0.5;
	for (let u = 0; u < plan.mesh.nodeCount; u++) {
		for (let e = start[u]!; e < start[u + 1]!; e++) {
			const a = Math.min(plan.label[u]!, plan.label[to[e]!]!);
			const b = Math.max(plan.label[u]!, plan.label[to[e]!]!);
			if (a === b || seen.has(a * plan.k + b)) continue;
			seen.add(a * plan.k + b);
			const gap = plan.gap(a, b) * (0.3 + 0.7 * random());
			if (gap <= bestGap) continue;
			bestGap = gap;
			best = [a, b];
		}
	}
	return best;
}
