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
	readonly direction: number;
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
	const wishes = { portions, homes };
	const room = roomFor(mesh.nodeCount);
	const divide = (nodes: Int32Array, labels: readonly number[]): void => {
		if (labels.length <= 1) {
			for (const u of nodes) label[u] = labels[0]!;
			return;
		}
		const cut = bestCut(mesh, nodes, labels, wishes, room);
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
}

/** Arrays by node that thousands of cuts are tried in. */
interface Room {
	/** Metres along the direction of the cut. */
	readonly along: Float64Array;
	/** Side of each node while a cut is tried; all 0 in between. */
	readonly side: Uint8Array;
	readonly open: Int32Array;
}

const roomFor = (n: number): Room => ({
	along: new Float64Array(n),
	side: new Uint8Array(n),
	open: new Int32Array(n)
});

function bestCut(
	mesh: Mesh,
	nodes: Int32Array,
	labels: readonly number[],
	{ portions, homes }: Wishes,
	room: Room
): Cut {
	const shares = labels.length;
	const houses = nodes.filter((u) => mesh.load[u]! > 0);
	const half = shares >> 1;
	const splits = half * 2 === shares ? [half] : [half, shares - half];
	let best: Cut = {
		score: Infinity,
		x: 1,
		y: 0,
		at: -Infinity,
		left: labels.slice(0, half),
		direction: 0
	};
	const attempt = (direction: number): void => {
		const { x, y } = directions[direction]!;
		for (const u of nodes) room.along[u] = mesh.x[u]! * x + mesh.y[u]! * y;
		const ordered = alongHomes(labels, homes, x, y);
		for (const count of splits) {
			const left = ordered.slice(0, count);
			const at = cutPlace(mesh, houses, room.along, partOf(left, labels, portions));
			const score = cutScore(mesh, nodes, at, room, best.score, shares);
			if (score < best.score) best = { score, x, y, at, left, direction };
		}
	};
	// Every second one, then those on either side of the best.
	for (let d = 0; d < angles; d += 2) attempt(d);
	const { direction } = best;
	for (const d of [direction + 1, direction + angles - 1]) attempt(d % angles);
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

const buckets = 256;

/**
 * Midway between the two houses where the wanted part of the load is reached. Only the houses round that
 * place are put in order: those of its bucket, and of the nearest ones before and after that hold any.
 */
function cutPlace(mesh: Mesh, houses: Int32Array, along: Float64Array, part: number): number {
	if (houses.length < 2) return houses.length ? along[houses[0]!]! : 0;
	let [low, high] = [Infinity, -Infinity];
	for (const u of houses) {
		low = Math.min(low, along[u]!);
		high = Math.max(high, along[u]!);
	}
	const scale = high > low ? (buckets - 1) / (high - low) : 0;
	const bucketOf = (u: number): number => Math.floor((along[u]! - low) * scale);
	const load = new Float64Array(buckets);
	const count = new Int32Array(buckets);
	let total = 0;
	for (const u of houses) {
		load[bucketOf(u)]! += mesh.load[u]!;
		count[bucketOf(u)]!++;
		total += mesh.load[u]!;
	}
	const wanted = total * part;
	let middle = 0;
	let before = 0;
	while (middle < buckets - 1 && before + load[middle]! < wanted) before += load[middle++]!;
	let [from, to] = [middle, middle];
	do from--;
	while (from > 0 && count[from] === 0);
	do to++;
	while (to < buckets - 1 && count[to] === 0);
	const near = houses.filter((u) => bucketOf(u) >= from && bucketOf(u) <= to);
	near.sort((p, q) => along[p]! - along[q]! || p - q);
	let passed = from >= 0 ? before - load[from]! : before;
	let j = 0;
	while (j < near.length - 1 && passed + mesh.load[near[j]!]! / 2 < wanted) {
		passed += mesh.load[near[j]!]!;
		j++;
	}
	j = Math.max(1, j);
	return (along[near[j - 1]!]! + along[near[j]!]!) / 2;
}

/** Metres cut, plus a price for load in pieces that the cut leaves apart. */
function cutScore(
	mesh: Mesh,
	nodes: Int32Array,
	at: number,
	{ along, side, open }: Room,
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
		const apart = loadApart(mesh, nodes, side, open);
		cut += (apart / mesh.totalLoad) * shares * 3 * Math.sqrt(mesh.totalAreaM2);
	}
	for (const u of nodes) side[u] = 0;
	return cut;
}

/** Load outside the heaviest piece of either side. Takes the sides away as it passes. */
function loadApart(mesh: Mesh, nodes: Int32Array, side: Uint8Array, open: Int32Array): number {
	const { start, to } = mesh.graph;
	const total = [0, 0, 0];
	const heaviest = [0, 0, 0];
	for (const s of nodes) {
		const own = side[s]!;
		if (own === 0) continue;
		let piece = 0;
		let tail = 0;
		open[tail++] = s;
		side[s] = 0;
		while (tail > 0) {
			const u = open[--tail]!;
			piece += mesh.load[u]! + 1e-6;
			for (let e = start[u]!; e < start[u + 1]!; e++) {
				const v = to[e]!;
				if (side[v] !== own) continue;
				side[v] = 0;
				open[tail++] = v;
			}
		}
		total[own]! += piece;
		heaviest[own] = Math.max(heaviest[own]!, piece);
	}
	return total[1]! - heaviest[1]! + total[2]! - heaviest[2]!;
}
