// Lets territories that do not touch the ground of one who leaves reach it over a narrow strip, where
// handing on from neighbour to neighbour would move more households than a new division.
import { Heap } from './heap.ts';
import type { Labelling } from './labelling.ts';

/** A strip may hold this part of the load that its territory still has room for. */
const stripShare = 0.25;

/**
 * Gives each territory with room, far from the free houses, the strip to them with the fewest
 * households. Territories stay in one piece.
 * @param home who held each node before; −1 for free ones
 * @param allowed load by which a territory may be off
 */
export function reachFree(plan: Labelling, home: Int32Array, allowed: (a: number) => number): void {
	const room = [...plan.load.keys()]
		.map((a) => ({ a, room: allowed(a) - plan.excess(a) }))
		.filter((one) => one.room > plan.unit)
		.sort((p, q) => q.room - p.room || p.a - q.a);
	for (const { a, room: left } of room) {
		giveStrip(plan, shortestStrip(plan, home, a, left * stripShare), a);
	}
}

/** As far as it goes without cutting a neighbour in two: exchanges may find the rest. */
function giveStrip(plan: Labelling, strip: readonly number[], a: number): void {
	for (const u of strip) {
		if (!plan.isSafe(u, true)) return;
		plan.move(u, a);
	}
}

/** Dijkstra from a's border by the households of others on the way; empty when it touches free ones. */
function shortestStrip(plan: Labelling, home: Int32Array, a: number, most: number): number[] {
	const { mesh, label } = plan;
	const { start, to, length } = mesh.graph;
	const isFree = (u: number): boolean => home[u]! < 0 && mesh.load[u]! > 0;
	const cost = new Float64Array(mesh.nodeCount).fill(Infinity);
	const from = new Int32Array(mesh.nodeCount).fill(-1);
	const heap = new Heap(mesh.nodeCount);
	for (let u = 0; u < mesh.nodeCount; u++) {
		if (label[u] !== a) continue;
		if (isFree(u)) return [];
		cost[u] = 0;
		heap.push(u, 0);
	}
	// Empty nodes count a little, so that strips stay short.
	const step = plan.unit / 100;
	while (heap.size > 0) {
		const key = heap.minKey;
		const u = heap.pop();
		if (key > cost[u]!) continue;
		if (isFree(u)) return wayTo(u, from, label, a);
		for (let e = start[u]!; e < start[u + 1]!; e++) {
			const v = to[e]!;
			const reach = key + step + (home[v]! >= 0 ? mesh.load[v]! : 0);
			if (length[e] === 0 || reach >= cost[v]! || reach > most) continue;
			cost[v] = reach;
			from[v] = u;
			heap.push(v, reach);
		}
	}
	return [];
}

function wayTo(end: number, from: Int32Array, label: Int32Array, a: number): number[] {
	const way: number[] = [];
	for (let u = end; u >= 0 && label[u] !== a; u = from[u]!) way.push(u);
	return way.reverse();
}
