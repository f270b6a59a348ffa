// Makes every territory one piece: keeps its heaviest piece and lets neighbours take up the rest.
// After it, each of the k labels is connected in the graph and holds a house.
import { Heap } from '../heap.ts';
import type { Labelling } from './labelling.ts';

/** Returns the load that had to change hands. */
export function repair(plan: Labelling): number {
	seedEmpty(plan);
	const free = looseNodes(plan);
	const { mesh } = plan;
	let loose = 0;
	for (let i = 0; i < mesh.nodeCount; i++) if (free[i]) loose += mesh.load[i]!;
	regrow(plan, free);
	plan.recount();
	return loose;
}

/** A territory without a house takes the nearest one from a territory that has several. */
function seedEmpty(plan: Labelling): void {
	const { mesh, label, houses } = plan;
	const seeded = new Set<number>();
	for (let a = 0; a < plan.k; a++) {
		if (houses[a]! > 0) continue;
		let best = -1;
		for (let i = 0; i < mesh.nodeCount; i++) {
			if (!mesh.isHouse[i] || seeded.has(i) || houses[label[i]!]! <= 1) continue;
			if (plan.pins?.[label[i]!] === i) continue;
			if (best < 0 || mesh.load[i]! > 0 !== mesh.load[best]! > 0) {
				if (best < 0 || mesh.load[i]! > 0) best = i;
			} else if (plan.squareTo(i, a) < plan.squareTo(best, a)) best = i;
		}
		if (best < 0) continue;
		// Whatever else carried the label is taken up by others: a seed stands alone.
		plan.move(best, a);
		seeded.add(best);
	}
}

/** Nodes outside the heaviest connected piece of their label; a piece with houses beats one without. */
function looseNodes(plan: Labelling): Uint8Array {
	const { mesh, label, mass } = plan;
	const { start, to } = mesh.graph;
	const piece = new Int32Array(mesh.nodeCount).fill(-1);
	const weight: number[] = [];
	const keep = new Int32Array(plan.k).fill(-1);
	const open: number[] = [];
	for (let s = 0; s < mesh.nodeCount; s++) {
		if (piece[s]! >= 0) continue;
		const id = weight.length;
		let total = 0;
		piece[s] = id;
		open.push(s);
		while (open.length > 0) {
			const u = open.pop()!;
			total += mass[u]! + (mesh.isHouse[u] ? mesh.totalLoad * 1e-9 : 0);
			if (mesh.isHouse[u] && plan.houses[label[u]!] === 1) total += mesh.totalLoad;
			if (plan.pins?.[label[u]!] === u) total += 2 * mesh.totalLoad;
			for (let e = start[u]!; e < start[u + 1]!; e++) {
				const v = to[e]!;
				if (piece[v]! >= 0 || label[v] !== label[u]) continue;
				piece[v] = id;
				open.push(v);
			}
		}
		weight.push(total);
		const a = label[s]!;
		if (keep[a]! < 0 || total > weight[keep[a]!]!) keep[a] = id;
	}
	return Uint8Array.from(piece, (id, i) => (keep[label[i]!] === id ? 0 : 1));
}

/**
 * Free nodes join a settled neighbour, cheapest first, so that pieces grow in from their edges.
 * Loads are not kept in step: recount afterwards.
 */
export function regrow(plan: Labelling, free: Uint8Array): void {
	const { mesh, label, k } = plan;
	const { start, to } = mesh.graph;
	// One heap entry stands for "node u joins territory a".
	const heap = new Heap(1024);
	const offer = (u: number, a: number, floor: number): void => {
		heap.push(u * k + a, Math.max(floor, plan.cost(u, a) - plan.cost(u, label[u]!)));
	};
	for (let u = 0; u < mesh.nodeCount; u++) {
		if (!free[u]) continue;
		for (let e = start[u]!; e < start[u + 1]!; e++) {
			if (!free[to[e]!]) offer(u, label[to[e]!]!, -Infinity);
		}
	}
	while (heap.size > 0) {
		const floor = heap.minKey;
		const entry = heap.pop();
		const u = Math.floor(entry / k);
		if (!free[u]) continue;
		const a = entry % k;
		free[u] = 0;
		label[u] = a;
		for (let e = start[u]!; e < start[u + 1]!; e++) {
			if (free[to[e]!]) offer(to[e]!, a, floor);
		}
	}
}
