// The tidy candidate: halves the area again and again along the shortest straight cut.
// Cuts follow the mesh, so their length and the pieces they leave are the true ones.
import type { Mesh } from './mesh.ts';
import type { Homes, Portions } from './shares.ts';

const angles = 48;

/** 48 directions over half a turn, by rational points of the circle: no sine, the same everywhere. */
const directions = Array.from({ length: angles }, (_, i) => {
	const half = (2 * i) / angles - 1;
	// t from −1 to 1 sweeps a half turn; the square root evens the steps a little.
	const scale = 1 + half * half;
	return { x: (1 - half * half) / scale, y: (2 * half) / scale };
});

interface Cut {
	readonly score: number;
	readonly x: number;
	readonly y: number;
	readonly at: number;
	/** Labels of this side of the cut. */
	readonly left: readonly number[];
}

/** Labels by recursive shortest splitline (Forrest 1964; the "shortest splitline" of rangevoting.org). */
export function splitlineDivision(
	mesh: Mesh,
	k: number,
	portions: Portions,
	homes: Homes | null
): Int32Array {
	const label = new Int32Array(mesh.nodeCount);
	const wishes = { portions, homes, side: new Uint8Array(mesh.nodeCount) };
	const divide = (nodes: Int32Array, labels: readonly number[]): void => {
		if (labels.length <= 1) {
			for (const u of nodes) label[u] = labels[0]!;
			return;
		}
		const cut = bestCut(mesh, nodes, labels, wishes);
		const isLeft = (u: number): boolean => mesh.x[u]! * cut.x + mesh.y[u]! * cut.y <= cut.at;
		divide(nodes.filter(isLeft), cut.left);
		divide(
			nodes.filter((u) => !isLeft(u)),
			labels.filter((a) => !cut.left.includes(a))
		);
	};
	divide(
		Int32Array.from({ length: mesh.nodeCount }, (_, i) => i),
		Array.from({ length: k }, (_, a) => a)
	);
	return label;
}

interface Wishes {
	readonly portions: Portions;
	readonly homes: Homes | null;
	/** Side of each node while a cut is tried; all 0 in between. */
	readonly side: Uint8Array;
}

function bestCut(
	mesh: Mesh,
	nodes: Int32Array,
	labels: readonly number[],
	{ portions, homes, side }: Wishes
): Cut {
	const shares = labels.length;
	const houses = nodes.filter((u) => mesh.load[u]! > 0);
	const half = shares >> 1;
	const splits = half * 2 === shares ? [half] : [half, shares - half];
	let best: Cut = { score: Infinity, x: 1, y: 0, at: -Infinity, left: labels.slice(0, half) };
	for (const { x, y } of directions) {
		const along = new Float64Array(mesh.nodeCount);
		for (const u of nodes) along[u] = mesh.x[u]! * x + mesh.y[u]! * y;
		const order = houses.slice().sort((p, q) => along[p]! - along[q]! || p - q);
		const ordered = alongHomes(labels, homes, x, y);
		for (const count of splits) {
			const left = ordered.slice(0, count);
			const at = cutPlace(mesh, order, along, partOf(left, labels, portions));
			const score = cutScore(mesh, nodes, along, at, side, best.score, shares);
			if (score < best.score) best = { score, x, y, at, left };
		}
	}
	for (const u of nodes) side[u] = 0;
	return best;
}

/** Whose homes come first along a direction get the first side; unknown homes count as the middle. */
function alongHomes(
	labels: readonly number[],
	homes: Homes | null,
	x: number,
	y: number
): readonly number[] {
	if (!homes) return labels;
	const places = labels.map((a) => homes.x[a]! * x + homes.y[a]! * y);
	const known = places.filter((place) => Number.isFinite(place));
	const middle = known.reduce((sum, one) => sum + one, 0) / Math.max(1, known.length);
	return labels
		.map((a, i) => ({ a, place: Number.isFinite(places[i]!) ? places[i]! : middle }))
		.sort((p, q) => p.place - q.place || p.a - q.a)
		.map(({ a }) => a);
}

function partOf(some: readonly number[], all: readonly number[], portions: Portions): number {
	if (!portions) return some.length / all.length;
	const sum = (labels: readonly number[]): number =>
		labels.reduce((total, a) => total + portions[a]!, 0);
	return sum(some) / sum(all);
}

/** Midway between the two houses where the wanted part of the load is reached. */
function cutPlace(mesh: Mesh, order: Int32Array, along: Float64Array, part: number): number {
	if (order.length < 2) return order.length ? along[order[0]!]! : 0;
	let total = 0;
	for (const u of order) total += mesh.load[u]!;
	let passed = 0;
	let j = 0;
	while (j < order.length - 1 && passed + mesh.load[order[j]!]! / 2 < total * part) {
		passed += mesh.load[order[j]!]!;
		j++;
	}
	j = Math.max(1, j);
	return (along[order[j - 1]!]! + along[order[j]!]!) / 2;
}

/** Metres cut, plus a price for load in pieces that the cut leaves apart. */
function cutScore(
	mesh: Mesh,
	nodes: Int32Array,
	along: Float64Array,
	at: number,
	side: Uint8Array,
	best: number,
	shares: number
): number {
	const { start, to, length } = mesh.graph;
	for (const u of nodes) side[u] = along[u]! <= at ? 1 : 2;
	let cut = 0;
	for (const u of nodes) {
		if (side[u] !== 1) continue;
		for (let e = start[u]!; e < start[u + 1]!; e++) if (side[to[e]!] === 2) cut += length[e]!;
	}
	if (cut < best) {
		const apart = loadApart(mesh, nodes, side);
		cut += (apart / mesh.totalLoad) * shares * 3 * Math.sqrt(mesh.totalAreaM2);
	}
	for (const u of nodes) side[u] = 0;
	return cut;
}

/** Load outside the heaviest piece of either side. */
function loadApart(mesh: Mesh, nodes: Int32Array, side: Uint8Array): number {
	const { start, to } = mesh.graph;
	const total = [0, 0, 0];
	const heaviest = [0, 0, 0];
	const seen = new Uint8Array(mesh.nodeCount);
	for (const s of nodes) {
		if (seen[s]) continue;
		const own = side[s]!;
		let piece = 0;
		const open = [s];
		seen[s] = 1;
		while (open.length > 0) {
			const u = open.pop()!;
			piece += mesh.load[u]! + 1e-6;
			for (let e = start[u]!; e < start[u + 1]!; e++) {
				const v = to[e]!;
				if (seen[v] || side[v] !== own) continue;
				seen[v] = 1;
				open.push(v);
			}
		}
		total[own]! += piece;
		heaviest[own] = Math.max(heaviest[own]!, piece);
	}
	return total[1]! - heaviest[1]! + total[2]! - heaviest[2]!;
}
