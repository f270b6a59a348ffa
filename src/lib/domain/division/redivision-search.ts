// Finds who gets which node when a division changes: as few households as possible move, loads come
// within the tolerance, every territory stays in one piece. Deterministic: stops by counts alone.
import type { Centres } from './centres.ts';
import { reachHomes } from './corridors.ts';
import { exchange } from './exchange.ts';
import { Labelling } from './labelling.ts';
import type { Mesh } from './mesh.ts';
import { polish, polishLand } from './polish.ts';
import { seededRandom } from './random.ts';
import type { Start } from './redivision-start.ts';
import { recutPairs } from './recut-pairs.ts';
import { regrow, repair } from './repair.ts';
import { takeBack } from './redivision-return.ts';
import { layStrips, unavoidableLoad, type Reach } from './redivision-reach.ts';
import { seedPlaces } from './redivision-seeds.ts';
import type { Homes } from './shares.ts';

export interface RedivisionSearch {
	readonly targets: Float64Array;
	/** Part of its target by which a load may be off. */
	readonly tolerance: number;
	readonly unit: number;
	readonly seed: number;
	/** Homes of those who join, by label; NaN elsewhere and where nobody knows. */
	readonly homes: Homes;
}

/** What a move costs, in mean squared distances, before it is relaxed; territory.md §5 measured 8. */
const penalties = [8, 2, 0];
/** Ways to begin: two draws of the exchanges, or as many places for one who joins. */
const mostAttempts = 4;
/** Above this many nodes × territories two have to do. */
const largeProblem = 3e5;
const recuts = 3;
/** Part of the load that may move beyond what must, before strips through others are tried. */
const movedEnough = 0.075;
const mostStrips = 8;

/** Null when cancelled. */
export function searchRedivision(
	start: Start,
	search: RedivisionSearch,
	isCancelled: () => boolean
): Labelling | null {
	const seedless = [...search.targets.keys()].filter((a) => !start.label.includes(a));
	const isLarge = start.mesh.nodeCount * search.targets.length > largeProblem;
	const enough = enoughMoves(start, search);
	let best: Candidate | null = null;
	for (let attempt = 0; attempt < (isLarge ? 2 : mostAttempts); attempt++) {
		if (isCancelled()) return null;
		// Who joins begins elsewhere each time; otherwise only the draw differs.
		if (attempt >= 2 && seedless.length === 0 && best!.over <= 0) break;
		const ground = grown(start, search, seedless, attempt, null);
		if (!ground) continue;
		const found = evenedOut(ground.plan, start, search, attempt);
		if (!best || isBetter(found, best)) best = found;
	}
	best = withStrips(best!, enough, start, search, seedless, isCancelled);
	if (!best) return null;
	for (let attempt = 0; attempt < recuts && best && best.over > 0; attempt++) {
		if (isCancelled()) return null;
		const plan = recutAnew(best.plan, start, { ...search, seed: search.seed + attempt });
		if (!plan) break;
		const found = evenedOut(plan, start, search, attempt);
		if (isBetter(found, best)) best = found;
	}
	return best!.plan;
}

/** As few strips as bring the moves down to what is enough; null when cancelled. */
function withStrips(
	first: Candidate,
	enough: number,
	start: Start,
	search: RedivisionSearch,
	seedless: readonly number[],
	isCancelled: () => boolean
): Candidate | null {
	let best = first;
	let before = 0;
	const isTooMuch = ({ over, moved }: Candidate): boolean => over > 0 || moved > enough;
	for (let more = 0; more < mostStrips && isTooMuch(best); more++) {
		if (isCancelled()) return null;
		const ground = grown(start, search, seedless, first.attempt, more);
		if (!ground || (more > 0 && ground.strips === before)) return best;
		if (ground.strips === before) continue;
		before = ground.strips;
		const found = evenedOut(ground.plan, start, search, first.attempt);
		if (isBetter(found, best)) best = found;
	}
	return best;
}

/** Households that may move before strips are worth their crooked borders. */
function enoughMoves(start: Start, search: RedivisionSearch): number {
	const { mesh, home, label } = start;
	const free = mesh.load.reduce((sum, load, u) => sum + (home[u]! < 0 ? load : 0), 0);
	const least = unavoidableLoad(reachOf(start, search), label);
	return least - free + movedEnough * mesh.totalLoad;
}

function reachOf({ mesh, pinned, base }: Start, search: RedivisionSearch): Reach {
	const enough = movedEnough * mesh.totalLoad;
	return { mesh, pinned, base, targets: search.targets, allowed: allowedLoad(search), enough };
}

/**
 * Cuts unequal neighbours anew where exchanges got stuck; null where loads without a place or
 * fixed households leave no room for that.
 */
function recutAnew(
	from: Labelling,
	{ mesh, base, pinned, home }: Start,
	search: RedivisionSearch
): Labelling | null {
	const { targets, unit } = search;
	const centres = { x: from.cx, y: from.cy, price: from.price, cost: 0 };
	const room = targets.map((target, a) => target - base[a]!);
	if (room.some((target) => target <= 0)) return null;
	const cut = new Labelling(mesh, centres, from.label.slice(), unit, room);
	cut.stay = { home, cost: 0, isNearFirst: false };
	cut.pins = from.pins;
	recutPairs(cut, seededRandom(search.seed + 11), allowedLoad(search));
	repair(cut);
	if (pinned.some((own, u) => own === 1 && cut.label[u] !== from.label[u])) return null;
	const plan = new Labelling(mesh, centres, cut.label, unit, targets);
	plan.base = base;
	plan.pinned = pinned;
	plan.pins = from.pins;
	plan.recount();
	return plan;
}

function allowedLoad({ targets, tolerance, unit }: RedivisionSearch): (a: number) => number {
	return (a) => Math.max(tolerance * targets[a]!, unit);
}

interface Candidate {
	readonly plan: Labelling;
	readonly attempt: number;
	/** Load beyond the tolerance. */
	readonly over: number;
	readonly moved: number;
	readonly walk: number;
}

function isBetter(one: Candidate, other: Candidate): boolean {
	if (one.over !== other.over) return one.over < other.over;
	if (one.moved !== other.moved) return one.moved < other.moved;
	return one.walk < other.walk;
}

/** Free ground given to neighbours, and a first house to each who joins. */
function grown(
	start: Start,
	search: RedivisionSearch,
	seedless: readonly number[],
	attempt: number,
	more: number | null
): { plan: Labelling; strips: number } | null {
	const { mesh } = start;
	const { targets, unit, homes } = search;
	const centres = centresOf(mesh, start.label, homes);
	const reach = reachOf(start, search);
	const ground = start.label.slice();
	let strips = more === null ? 0 : layStrips(reach, ground, [], more);
	const free = Uint8Array.from(ground, (a) => (a < 0 ? 1 : 0));
	const label = ground.map((a, u) => (a < 0 ? nearestCentre(mesh, centres, u) : a));
	const plan = new Labelling(mesh, centres, label, unit, targets);
	plan.base = start.base;
	plan.pinned = start.pinned;
	regrow(plan, free);
	plan.recount();
	for (const a of seedless) {
		const place = seedPlaces(plan, a, homes)[attempt];
		if (place === undefined) return null;
		plan.move(place, a);
		plan.cx[a] = mesh.x[place]!;
		plan.cy[a] = mesh.y[place]!;
	}
	if (more !== null && seedless.length > 0) {
		strips += layStrips(reach, plan.label, seedless, more);
		plan.recount();
	}
	if (start.pins) {
		plan.pins = start.pins;
		// The way to a home may be thinner than this mesh.
		reachHomes(plan, start.pins);
		repair(plan);
	}
	return { plan, strips };
}

/** Middles of the houses held now; the home where there are none yet. */
function centresOf(mesh: Mesh, label: Int32Array, homes: Homes): Centres {
	const k = homes.x.length;
	const [x, y, mass] = [new Float64Array(k), new Float64Array(k), new Float64Array(k)];
	label.forEach((a, u) => {
		if (a < 0) return;
		const own = mesh.load[u]! + 1e-6;
		x[a]! += own * mesh.x[u]!;
		y[a]! += own * mesh.y[u]!;
		mass[a]! += own;
	});
	for (let a = 0; a < k; a++) {
		x[a] = mass[a]! > 0 ? x[a]! / mass[a]! : homes.x[a]!;
		y[a] = mass[a]! > 0 ? y[a]! / mass[a]! : homes.y[a]!;
	}
	return { x, y, price: new Float64Array(k), cost: 0 };
}

function nearestCentre({ x, y }: Mesh, centres: Centres, u: number): number {
	let best = 0;
	let least = Infinity;
	centres.x.forEach((cx, a) => {
		const dx = x[u]! - cx;
		const dy = y[u]! - centres.y[a]!;
		// A centre that nobody knows yet is NaN and never nearest.
		if (!(dx * dx + dy * dy < least)) return;
		least = dx * dx + dy * dy;
		best = a;
	});
	return best;
}

function evenedOut(
	plan: Labelling,
	{ home, pinned }: Start,
	search: RedivisionSearch,
	attempt: number
): Candidate {
	const random = seededRandom(search.seed + 17 + attempt);
	const isNearFirst = attempt % 2 === 1;
	const allowed = allowedLoad(search);
	for (const penalty of penalties) {
		plan.stay = { home, cost: penalty * plan.meanSquare, isNearFirst };
		exchange(plan, random, allowed);
		takeBack(plan, home, allowed);
		if (plan.beyond(allowed) <= 1e-9) break;
	}

	// Now only what moved anyway may go to and fro for shorter borders; then empty land.
	plan.stay = { home, cost: penalties[0]! * plan.meanSquare, isNearFirst };
	plan.pinned = pinned.map((own, u) => (own || plan.label[u] === home[u] ? 1 : 0));
	polish(plan, random);
	polishLand(plan, random);
	return {
		plan,
		attempt,
		over: Math.max(0, plan.beyond(allowed)),
		moved: movedLoad(plan, home),
		walk: plan.measure().walk
	};
}

function movedLoad({ mesh, label }: Labelling, home: Int32Array): number {
	let moved = 0;
	home.forEach((held, u) => {
		if (held >= 0 && label[u] !== held) moved += mesh.load[u]!;
	});
	return moved;
}
