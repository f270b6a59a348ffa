// Squared walking distances from the centres that go round bays, holes and gaps between islands.
// Where nothing is in the way they equal straight distances, so power diagrams keep their shape.
import { Heap } from '../heap.ts';
import type { Labelling } from './labelling.ts';

/** A link between islands counts three times its length: a boat is slower to come by than a path. */
const crossingFactor = 3;
/** Mesh paths zigzag about 4 % longer than the straight line. */
const meshDetour = 0.96;
/** Only a path this much longer (squared) than the straight line means something is in the way. */
const obstructed = 1.35;

/**
 * Row i holds the k squared distances of node i. Dijkstra on the mesh from the node nearest each centre.
 * @param bankPart how far a line that borders may follow is to cross, as a part of the usual way
 */
export function squaredWalks(plan: Labelling, bankPart: number): Float32Array {
	const { mesh, k } = plan;
	const n = mesh.nodeCount;
	const out = new Float32Array(n * k);
	const limit = k > 12 ? 4.5 * meanSpacing(plan) : Infinity;
	const dist = new Float64Array(n);
	const heap = new Heap(n * 4);
	const bankM = bankPart * Math.sqrt(plan.meanSquare);
	for (let a = 0; a < k; a++) {
		for (let i = 0; i < n; i++) {
			out[i * k + a] = limit === Infinity ? 1e12 : plan.squareTo(i, a) * 6 + 2 * limit * limit;
		}
		walkFrom(plan, a, { limit, bankM, dist, heap, out });
	}
	return out;
}

interface Walk {
	readonly limit: number;
	readonly bankM: number;
	readonly dist: Float64Array;
	readonly heap: Heap;
	readonly out: Float32Array;
}

function walkFrom(plan: Labelling, a: number, { limit, bankM, dist, heap, out }: Walk): void {
	const { mesh, k } = plan;
	const { start, to, length, isBank } = mesh.graph;
	const done = new Uint8Array(mesh.nodeCount);
	dist.fill(Infinity);
	heap.clear();
	const source = nearestOwnNode(plan, a);
	dist[source] = Math.sqrt(plan.squareTo(source, a));
	heap.push(source, dist[source]);
	while (heap.size > 0 && heap.minKey <= limit) {
		const u = heap.pop();
		if (done[u]) continue;
		done[u] = 1;
		const straight = plan.squareTo(u, a);
		const walked = dist[u]! * meshDetour;
		out[u * k + a] = walked * walked > straight * obstructed ? walked * walked : straight;
		for (let e = start[u]!; e < start[u + 1]!; e++) {
			const v = to[e]!;
			if (done[v]) continue;
			const dx = mesh.x[u]! - mesh.x[v]!;
			const dy = mesh.y[u]! - mesh.y[v]!;
			const step =
				Math.sqrt(dx * dx + dy * dy) * (length[e] === 0 ? crossingFactor : 1) +
				(isBank?.[e] === 1 ? bankM : 0);
			if (dist[u]! + step >= dist[v]!) continue;
			dist[v] = dist[u]! + step;
			heap.push(v, dist[v]);
		}
	}
}

function nearestOwnNode(plan: Labelling, a: number): number {
	let best = -1;
	for (let i = 0; i < plan.mesh.nodeCount; i++) {
		if (plan.label[i] !== a) continue;
		if (best < 0 || plan.squareTo(i, a) < plan.squareTo(best, a)) best = i;
	}
	return Math.max(best, 0);
}

function meanSpacing({ k, cx, cy }: Labelling): number {
	let sum = 0;
	for (let a = 0; a < k; a++) {
		let nearest = Infinity;
		for (let b = 0; b < k; b++) {
			if (a === b) continue;
			const dx = cx[a]! - cx[b]!;
			const dy = cy[a]! - cy[b]!;
			nearest = Math.min(nearest, dx * dx + dy * dy);
		}
		sum += Math.sqrt(nearest);
	}
	return sum / k;
}
