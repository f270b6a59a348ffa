// Tries several ways to label the mesh and keeps the best. Deterministic: the number of candidates
// depends on the size of the problem, never on the clock.
import { allowedDeviation, Candidates, type Candidate } from './candidates.ts';
import { balancedCentres, moveToMeans, type Centres } from './centres.ts';
import type { DivisionProfile } from './contract.ts';
import { evenOut } from './even-out.ts';
import { cutLand } from './land-cut.ts';
import { Labelling } from './labelling.ts';
import type { Mesh } from './mesh.ts';
import { reachHomes } from './corridors.ts';
import type { Pins } from './pinned-homes.ts';
import { seededRandom } from './random.ts';
import { repair } from './repair.ts';
import { targetsOf, type Homes, type Portions } from './shares.ts';
import { splitlineDivision } from './split.ts';
import { squaredDistance, transport, type Cost, type Points } from './transport.ts';
import { recutPairs } from './recut-pairs.ts';
import { treeDivision } from './tree-cut.ts';
import { squaredWalks } from './walking-distance.ts';
import { wholeGroups } from './whole-groups.ts';
import { reachHomesWhole } from './whole-homes.ts';

export interface SolveHooks {
	/** 0 … 1 of the search. */
	progress(done: number): void;
	cancelled(): boolean;
	/** A complete labelling, while better ones are still looked for. */
	found(plan: Labelling): void;
}

export interface SolveOptions {
	readonly k: number;
	readonly seed: number;
	readonly profile: DivisionProfile;
	/** The step below which loads count as equal: the usual load of one house, or a part of it. */
	readonly unit: number;
	readonly usualLoad: number;
	/** Group of each node, which profile `whole` keeps together; −1 where it has none. */
	readonly groupOf: Int32Array;
	readonly maySplit: boolean;
	readonly portions: Portions;
	/** Label a belongs near home a. */
	readonly homes: Homes | null;
	/** Node that label a must hold: her home. */
	readonly pins: Pins | null;
}

/** Above this many households × territories one start has to do. */
const largeProblem = 3e5;
const starts = 6;
const finalists = 3;
/** Borders so much longer are not made the shorter ones by cutting them over land. */
const hopeless = 1.12;
/** How far middles are drawn towards homes that have to be held, where loads stayed uneven. */
const homePulls = [0.3, 0.5];
const walkingRounds = 3;
/** How far a line that borders follow is to cross in each round, as a part of the usual way. */
const bankParts = [0.25, 0.5, 1];
/** Load that repair had to move above which straight distances are taken to mislead. */
const misledShare = 0.001;

/** Null when cancelled. */
export function solve(mesh: Mesh, options: SolveOptions, hooks: SolveHooks): Labelling | null {
	const search = new Search(mesh, options, hooks);
	return search.run();
}

class Search {
	readonly #mesh: Mesh;
	readonly #options: SolveOptions;
	readonly #hooks: SolveHooks;
	/** Mesh node of each point with load. */
	readonly #nodes: Int32Array;
	readonly #points: Points;
	readonly #targets: Float64Array;
	#candidates: Candidates;
	#isShown = false;

	constructor(mesh: Mesh, options: SolveOptions, hooks: SolveHooks) {
		this.#mesh = mesh;
		this.#options = options;
		this.#hooks = hooks;
		this.#candidates = new Candidates(options.profile);
		this.#targets = targetsOf(mesh.totalLoad, options.k, options.portions);
		this.#nodes = Int32Array.from({ length: mesh.nodeCount }, (_, i) => i).filter(
			(i) => mesh.load[i]! > 0
		);
		this.#points = {
			x: Float64Array.from(this.#nodes, (i) => mesh.x[i]!),
			y: Float64Array.from(this.#nodes, (i) => mesh.y[i]!),
			load: Float64Array.from(this.#nodes, (i) => mesh.load[i]!)
		};
	}

	run(): Labelling | null {
		const { k, seed, profile, portions, homes } = this.#options;
		const isLarge = k * this.#nodes.length > largeProblem;
		const found: Centres[] = [];
		const count = k === 1 || isLarge ? 1 : starts;
		for (let s = 1; s <= count; s++) {
			if (this.#hooks.cancelled()) return null;
			const random = seededRandom(seed * 1000 + s);
			found.push(balancedCentres(this.#points, k, random, portions, homes));
			if (s === 1) {
				this.#tryCentres(found[0]!, null);
				this.#hooks.found(this.#candidates.best.plan);
			}
			this.#hooks.progress((0.5 * s) / count);
		}
		if (k === 1) return this.#candidates.best.plan;
		const first = found[0]!;
		const shown = this.#candidates.best;
		found.sort((p, q) => p.cost - q.cost);
		for (const centres of found.slice(0, isLarge ? 1 : finalists)) {
			if (this.#hooks.cancelled()) return null;
			if (centres !== first) this.#tryCentres(centres, null);
		}
		if (!isLarge) this.#drawHome();
		if (this.#candidates.best !== shown) this.#hooks.found(this.#candidates.best.plan);
		this.#hooks.progress(0.6);
		if (!this.#walkRounds()) return null;
		if (profile === 'tidy') this.#tidiest();
		this.#hooks.progress(0.9);
		this.#mendImbalance();
		const plan = this.#candidates.best.plan;
		const whole = profile === 'whole' ? this.#keepWhole(plan) : null;
		this.#hooks.progress(1);
		return whole ?? plan;
	}

	/** The best so far beside the shortest cuts, both with the cheapest borders over land. */
	#tidiest(): void {
		const { k, profile, portions, homes } = this.#options;
		const own = this.#candidates.best.plan;
		const split = this.#tryLabels(splitlineDivision(this.#mesh, k, portions, homes)).plan;
		this.#candidates = new Candidates(profile);
		cutLand(own);
		this.#candidates.consider(own, 0);
		if (split.measure().border > hopeless * own.measure().border) return;
		cutLand(split);
		this.#candidates.consider(split, 0);
	}

	/** Last of all, from the best plan: what evens out houses would divide groups again. */
	#keepWhole(plan: Labelling): Labelling | null {
		const { groupOf, maySplit, seed, pins } = this.#options;
		const random = seededRandom(seed + 13);
		const options = { tolerance: allowedDeviation, maySplit, random };
		const whole = wholeGroups(plan, groupOf, options);
		if (whole && pins) reachHomesWhole(whole, pins, groupOf, options);
		return whole;
	}

	/** Power diagram of the centres, made whole, evened out and polished. */
	#tryCentres(centres: Centres, walks: Float32Array | null): Candidate {
		const { k, portions } = this.#options;
		const price = centres.price.slice();
		const { load } = this.#points;
		const cost: Cost = walks
			? (i, a) => walks[this.#nodes[i]! * k + a]!
			: squaredDistance(this.#points, centres.x, centres.y);
		const { label: given } = transport(load, k, price, cost, portions);
		const priced = { ...centres, price };
		const label = this.#cheapestLabels(priced, walks);
		this.#nodes.forEach((node, i) => {
			label[node] = given[i]!;
		});
		return this.#finish(priced, label);
	}

	#cheapestLabels({ x, y, price }: Centres, walks: Float32Array | null): Int32Array {
		const { mesh, k } = { mesh: this.#mesh, k: x.length };
		const label = new Int32Array(mesh.nodeCount);
		for (let i = 0; i < mesh.nodeCount; i++) {
			let bestCost = Infinity;
			for (let a = 0; a < k; a++) {
				const dx = mesh.x[i]! - x[a]!;
				const dy = mesh.y[i]! - y[a]!;
				const cost = (walks ? walks[i * k + a]! : dx * dx + dy * dy) - price[a]!;
				if (cost >= bestCost) continue;
				bestCost = cost;
				label[i] = a;
			}
		}
		return label;
	}

	/** A labelling from elsewhere, with the middles it implies. */
	#tryLabels(label: Int32Array): Candidate {
		const { k } = this.#options;
		const centres = {
			x: new Float64Array(k),
			y: new Float64Array(k),
			price: new Float64Array(k),
			cost: 0
		};
		const mine = Int32Array.from(this.#nodes, (node) => label[node]!);
		moveToMeans(this.#points, mine, centres.x, centres.y);
		return this.#finish(centres, label);
	}

	#finish(centres: Centres, label: Int32Array): Candidate {
		const random = seededRandom(this.#options.seed + 7);
		const plan = this.#labelling(centres, label);
		const loose = repair(plan);
		this.#pin(plan);
		this.#showEarly(plan);
		evenOut(plan, random);
		return this.#candidates.consider(plan, loose);
	}

	/** The first of all is shown before it is evened out to the last house: a picture to look at soon. */
	#showEarly(plan: Labelling): void {
		if (this.#isShown || plan.houses.includes(0)) return;
		this.#isShown = true;
		this.#hooks.found(plan);
	}

	/** Where the ways to homes left loads uneven, with middles that lie nearer to them. */
	#drawHome(): void {
		const { k, seed, portions, homes, pins } = this.#options;
		for (const pull of homePulls) {
			if (!pins || this.#candidates.best.over <= 0) return;
			const random = seededRandom(seed * 1000 + 1);
			this.#tryCentres(balancedCentres(this.#points, k, random, portions, homes, pull), null);
		}
	}

	#labelling(centres: Centres, label: Int32Array): Labelling {
		return new Labelling(this.#mesh, centres, label, this.#options.unit, this.#targets);
	}

	#pin(plan: Labelling): void {
		plan.pins = this.#options.pins;
		if (!plan.pins) return;
		reachHomes(plan, plan.pins);
		repair(plan);
	}

	/** Where bays or islands misled straight distances, assigns again by walking distance. */
	#walkRounds(): boolean {
		const limit = misledShare * this.#mesh.totalLoad;
		let last = this.#candidates.best;
		const { targets } = last.plan;
		const isUneven = last.plan.beyond((a) => 0.03 * targets[a]!) > 0;
		const hasLines = this.#mesh.graph.isBank !== undefined;
		if (last.loose <= limit && !isUneven && !hasLines) return true;
		for (let round = 0; round < walkingRounds; round++) {
			if (this.#hooks.cancelled()) return false;
			const { plan } = last;
			const centres = { x: plan.cx, y: plan.cy, price: plan.price, cost: 0 };
			last = this.#tryCentres(centres, squaredWalks(plan, bankParts[round]!));
			this.#hooks.progress(0.6 + 0.1 * (round + 1));
			if (round > 0 && last.loose < limit / 2 && !hasLines) break;
		}
		return true;
	}

	/** Spanning-tree cuts where nothing else came within reach of balance (combs, spirals). */
	#mendImbalance(): void {
		const random = seededRandom(this.#options.seed + 11);
		const { pins } = this.#options;
		for (let attempt = 0; attempt < 3 && this.#isUneven(); attempt++) {
			// A tree knows nothing of whose home is where.
			const { plan } = pins
				? this.#candidates.best
				: this.#tryLabels(treeDivision(this.#mesh, this.#targets, random));
			this.#recut(plan, random);
		}
	}

	#isUneven(): boolean {
		const { plan } = this.#candidates.best;
		// A place heavier than a whole share, and the last house either way, cannot be evened out.
		const heaviest = this.#points.load.reduce((most, one) => Math.max(most, one), 0);
		const { usualLoad } = this.#options;
		const allowed = (target: number): number =>
			Math.max(allowedDeviation * 0.6 * target, heaviest - target, usualLoad);
		return plan.beyond((a) => allowed(plan.targets[a]!)) > 0;
	}

	#recut(from: Labelling, random: () => number): void {
		const centres = { x: from.cx, y: from.cy, price: from.price, cost: 0 };
		const plan = this.#labelling(centres, from.label.slice());
		plan.pins = from.pins;
		if (!plan.pins) recutPairs(plan, random);
		repair(plan);
		evenOut(plan, random);
		this.#candidates.consider(plan, 0);
	}
}
