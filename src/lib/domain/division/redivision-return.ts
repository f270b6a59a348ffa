// Takes back households that changed hands for nothing, by chains and rings of neighbours in which each
// gives one on. Loads that are beyond what is allowed come nearer to it, others stay within it.
import type { Labelling } from './labelling.ts';

const mostScans = 40;
/** Best households looked at on each border, in each direction. */
const mostHops = 24;
/** Empty nodes that may lie between a household and the territory it goes to. */
const longestChain = 12;
/** Hops that one who has too much or too little may cost: more than any chain has. */
const urgent = 1000;

/** A household that may go to a neighbour, last, after the empty nodes on the way. */
interface Hop {
	readonly chain: readonly number[];
	readonly from: number;
	readonly to: number;
	readonly load: number;
	/** 1 when it leaves who held it before, −1 when it goes back, else 0. */
	readonly price: number;
	/** Walking that it adds, in mean squared distances. */
	readonly walk: number;
}

/** Hops from a territory to a neighbour, the best first. */
type Border = Hop[];

/**
 * Stops where no chain or ring brings more load back than it takes away, nor relieves anybody.
 * @param home who held each node before; −1 where nobody who goes on did
 * @param allowed load by which a territory may be off
 */
export function takeBack(plan: Labelling, home: Int32Array, allowed: (a: number) => number): void {
	for (let scan = 0; scan < mostScans; scan++) {
		const borders = bordersOf(plan, home, changedTerritories(plan, home));
		let passed = 0;
		for (;;) {
			const ring = cheapRing(plan, borders, allowed);
			if (!ring) break;
			const wrong = pass(plan, ring, allowed);
			if (!wrong) passed++;
			for (const hop of wrong ? [wrong] : ring) drop(borders, hop);
		}
		if (passed === 0) return;
	}
}

function drop(borders: readonly Border[], hop: Hop): void {
	for (const border of borders) {
		if (border[0] === hop) border.shift();
	}
}

/** 1 for territories that gave or took something: chains through others bring nothing back. */
function changedTerritories({ mesh, label, k }: Labelling, home: Int32Array): Uint8Array {
	const isChanged = new Uint8Array(k);
	label.forEach((a, u) => {
		if (mesh.load[u] === 0 || home[u] === a) return;
		isChanged[a] = 1;
		if (home[u]! >= 0) isChanged[home[u]!] = 1;
	});
	return isChanged;
}

function bordersOf(plan: Labelling, home: Int32Array, isChanged: Uint8Array): Border[] {
	const { mesh, label, k } = plan;
	const { start, to, length } = mesh.graph;
	const besides = Array.from({ length: k }, (): number[] => []);
	label.forEach((a, u) => {
		for (let e = start[u]!; e < start[u + 1]! && isChanged[a]; e++) {
			const q = label[to[e]!]!;
			if (q !== a && isChanged[q] && length[e]! > 0 && besides[q]!.at(-1) !== u)
				besides[q]!.push(u);
		}
	});
	const seen = new Int32Array(mesh.nodeCount).fill(-1);
	const parent = new Int32Array(mesh.nodeCount);
	return besides.flatMap((nodes, q) => bordersTo(plan, home, nodes, q, { seen, parent }));
}

/** Households beside territory q, or behind empty nodes beside it, by who has them. */
function bordersTo(
	plan: Labelling,
	home: Int32Array,
	beside: readonly number[],
	q: number,
	{ seen, parent }: { seen: Int32Array; parent: Int32Array }
): Border[] {
	const { mesh, label } = plan;
	const { start, to, length } = mesh.graph;
	const borders = new Map<number, Border>();
	let shore: number[] = [];
	const reach = (u: number, from: number): void => {
		if (seen[u] === q || plan.pinned?.[u] === 1) return;
		seen[u] = q;
		parent[u] = from;
		if (mesh.load[u]! === 0) shore.push(u);
		else {
			const border = borders.get(label[u]!) ?? [];
			borders.set(label[u]!, border);
			border.push(hopOf(plan, home, chainOf(parent, u), q));
		}
	};
	for (const u of beside) reach(u, -1);
	for (let step = 0; step < longestChain && shore.length > 0; step++) {
		const last = shore;
		shore = [];
		for (const u of last) {
			for (let e = start[u]!; e < start[u + 1]!; e++) {
				if (length[e]! > 0 && label[to[e]!] === label[u]) reach(to[e]!, u);
			}
		}
	}
	return [...borders.values()].map((border) =>
		border.sort((s, t) => s.price - t.price || s.walk - t.walk).slice(0, mostHops)
	);
}

function chainOf(parent: Int32Array, u: number): number[] {
	const chain = [u];
	for (let v = parent[u]!; v >= 0; v = parent[v]!) chain.push(v);
	return chain.reverse();
}

function hopOf(plan: Labelling, home: Int32Array, chain: readonly number[], to: number): Hop {
	const u = chain.at(-1)!;
	const from = plan.label[u]!;
	const price = home[u]! < 0 ? 0 : Number(home[u] !== to) - Number(home[u] !== from);
	const walk = (plan.squareTo(u, to) - plan.squareTo(u, from)) / plan.meanSquare;
	return { chain, from, to, load: plan.mesh.load[u]!, price, walk };
}

/**
 * Hops that together bring more households back than they take away, or first of all bring a load
 * nearer to what is allowed: a negative cycle by Bellman and
 * Ford, in which the last place (k) stands for the room that territories have.
 */
function cheapRing(
	plan: Labelling,
	borders: readonly Border[],
	allowed: (a: number) => number
): Hop[] | null {
	const { k, unit } = plan;
	const hops = borders.flatMap(([hop]) => (hop ? [hop] : []));
	const ends = [...new Set(hops.flatMap(({ from, to }) => [from, to]))];
	const givers = ends.filter((a) => plan.excess(a) - unit >= -allowed(a));
	const takers = ends.filter((a) => plan.excess(a) + unit <= allowed(a));
	const worth = (off: number): number => (off > 1e-9 ? -urgent : 0);
	const cost = new Float64Array(k + 1);
	const by = new Array<Hop | null>(k + 1).fill(null);
	const before = new Int32Array(k + 1).fill(-1);
	let isCheaper = true;
	const relax = (p: number, q: number, price: number, hop: Hop | null): void => {
		if (cost[p]! + price >= cost[q]! - 1e-9) return;
		cost[q] = cost[p]! + price;
		by[q] = hop;
		before[q] = p;
		isCheaper = true;
	};
	while (isCheaper) {
		isCheaper = false;
		for (const hop of hops) relax(hop.from, hop.to, hop.price, hop);
		for (const a of givers) relax(k, a, worth(plan.excess(a) - allowed(a)), null);
		for (const a of takers) relax(a, k, worth(-plan.excess(a) - allowed(a)), null);
		// Whatever goes round among the arrivals costs less than nothing.
		const place = placeOnRing(before);
		if (place >= 0) return ringThrough(place, before, by);
	}
	return null;
}

/** A place from which going back leads to itself; −1 when there is none. */
function placeOnRing(before: Int32Array): number {
	const seenFrom = new Int32Array(before.length).fill(-1);
	for (let from = 0; from < before.length; from++) {
		let at = from;
		while (at >= 0 && seenFrom[at] === -1) {
			seenFrom[at] = from;
			at = before[at]!;
		}
		if (at >= 0 && seenFrom[at] === from) return at;
	}
	return -1;
}

function ringThrough(place: number, before: Int32Array, by: readonly (Hop | null)[]): Hop[] {
	const ring: Hop[] = [];
	let at = place;
	do {
		const hop = by[at];
		if (hop) ring.push(hop);
		at = before[at]!;
	} while (at !== place);
	return ring.reverse();
}

/** The hop that stands in the way, and then nothing changed; null when all were made. */
function pass(plan: Labelling, ring: readonly Hop[], allowed: (a: number) => number): Hop | null {
	const gain = ring.reduce((sum, { price, load }) => sum - price * load, 0);
	const beyond = (a: number): number => Math.max(0, Math.abs(plan.excess(a)) - allowed(a));
	const off = ({ from, to }: Hop): number => beyond(from) + beyond(to);
	const before = ring.map(off);
	const isUrgent = before.some((one) => one > 1e-9);
	if (gain <= 0 && !isUrgent) return heaviest(ring.filter(({ price }) => price > 0)) ?? ring[0]!;
	const undo: [number, number][] = [];
	const isMade = ({ chain, from, to }: Hop): boolean =>
		chain.every((u) => {
			if (plan.label[u] !== from || !plan.isSafe(u, true) || !plan.touches(u, to)) return false;
			undo.push([u, from]);
			plan.move(u, to);
			return true;
		});
	const wrong =
		ring.find((hop) => !isMade(hop)) ??
		heaviest(ring.filter((hop, i) => off(hop) > before[i]! + 1e-9)) ??
		(gain <= 0 && !ring.some((hop, i) => off(hop) < before[i]! - 1e-9) ? ring[0]! : null);
	if (!wrong) return null;
	// What was made of it so far.
	for (const [u, from] of undo.reverse()) plan.move(u, from);
	return wrong;
}

function heaviest(hops: readonly Hop[]): Hop | null {
	return hops.reduce<Hop | null>((most, hop) => (most && most.load >= hop.load ? most : hop), null);
}
