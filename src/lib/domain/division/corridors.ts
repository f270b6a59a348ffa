// Brings homes into their own territory: where one lies outside, the shortest way to it changes hands.
// The labels are not whole afterwards: what a corridor cuts off is for `repair` to give away.
import { Heap } from '../heap.ts';
import type { Labelling } from './labelling.ts';
import type { Pins } from './pinned-homes.ts';

/** What a metre through own ground costs, beside 1 through another's. */
const ownGround = 0.1;
/** A house of another on the way costs as much as this many mean distances to a middle. */
const houseDetour = 0.15;
/** A way over water leaves a territory in pieces: only where there is no other. */
const waterDetour = 50;
const turnsPerHome = 4;

/**
 * Afterwards every home is joined to the heaviest piece of its territory, but for those that others'
 * homes and corridors wall in.
 * @param mayTakeHouses false: corridors go over empty land alone
 */
export function reachHomes(plan: Labelling, pins: Pins, mayTakeHouses = true): void {
	const takenBy = new Int32Array(plan.mesh.nodeCount).fill(-1);
	pins.forEach((node, a) => {
		if (node >= 0) takenBy[node] = a;
	});
	const givenUp = new Set<number>();
	for (let turn = 0; turn < turnsPerHome * pins.length; turn++) {
		const { of, main } = piecesOf(plan);
		const a = pins.findIndex(
			(node, label) => node >= 0 && !givenUp.has(label) && of[node] !== main[label]
		);
		if (a < 0) break;
		const mayPass = (u: number): boolean => {
			if (takenBy[u]! >= 0 && takenBy[u] !== a) return false;
			return mayTakeHouses || plan.mesh.isHouse[u] === 0 || plan.label[u] === a;
		};
		const way = shortestWay(plan, a, pins[a]!, mayPass, (u) => of[u] === main[a]);
		if (!way) givenUp.add(a);
		for (const u of way ?? []) {
			plan.label[u] = a;
			takenBy[u] = a;
		}
	}
	plan.recount();
}

/** Connected pieces of the labels, and the heaviest of each label. */
function piecesOf({ mesh, label, mass, k }: Labelling): { of: Int32Array; main: Int32Array } {
	const { start, to } = mesh.graph;
	const of = new Int32Array(mesh.nodeCount).fill(-1);
	const main = new Int32Array(k).fill(-1);
	const weight: number[] = [];
	const open: number[] = [];
	for (let s = 0; s < mesh.nodeCount; s++) {
		if (of[s]! >= 0) continue;
		const id = weight.push(0) - 1;
		of[s] = id;
		open.push(s);
		while (open.length > 0) {
			const u = open.pop()!;
			weight[id]! += mass[u]!;
			for (let e = start[u]!; e < start[u + 1]!; e++) {
				const v = to[e]!;
				if (of[v]! >= 0 || label[v] !== label[u]) continue;
				of[v] = id;
				open.push(v);
			}
		}
		const a = label[s]!;
		if (main[a]! < 0 || weight[id]! > weight[main[a]!]!) main[a] = id;
	}
	return { of, main };
}

/** Nodes from the home to the first that is there already, both included (Dijkstra 1959). */
function shortestWay(
	plan: Labelling,
	a: number,
	home: number,
	mayPass: (u: number) => boolean,
	isThere: (u: number) => boolean
): number[] | null {
	const { start, to } = plan.mesh.graph;
	const dist = new Float64Array(plan.mesh.nodeCount).fill(Infinity);
	const from = new Int32Array(plan.mesh.nodeCount).fill(-1);
	const heap = new Heap(256);
	dist[home] = 0;
	heap.push(home, 0);
	while (heap.size > 0) {
		const key = heap.minKey;
		const u = heap.pop();
		if (key > dist[u]!) continue;
		if (isThere(u)) {
			const way = [];
			for (let v = u; v >= 0; v = from[v]!) way.push(v);
			return way;
		}
		for (let e = start[u]!; e < start[u + 1]!; e++) {
			const v = to[e]!;
			const reach = key + stepCost(plan, a, u, e);
			if (reach >= dist[v]! || !mayPass(v)) continue;
			dist[v] = reach;
			from[v] = u;
			heap.push(v, reach);
		}
	}
	return null;
}

/** Metres, with what it costs others. */
function stepCost({ mesh, label, meanSquare }: Labelling, a: number, u: number, e: number): number {
	const v = mesh.graph.to[e]!;
	const dx = mesh.x[u]! - mesh.x[v]!;
	const dy = mesh.y[u]! - mesh.y[v]!;
	const metres = Math.sqrt(dx * dx + dy * dy);
	const mean = Math.sqrt(meanSquare);
	const water = mesh.graph.length[e] === 0 ? waterDetour * mean : 0;
	if (label[v] === a) return metres * ownGround + water;
	return metres + water + (mesh.isHouse[v] ? houseDetour * mean : 0);
}
