// Which of several labellings is the best by the profile's measure. It knows the figures, not how a
// labelling came about.
import type { DivisionProfile } from './contract.ts';
import { homesApart } from './pinned-homes.ts';
import type { Labelling } from './labelling.ts';

/** Deviation a plan may have before ways with worse borders are tried. */
export const allowedDeviation = 0.05;
/** Squared distance that following a line may cost: 4 % of the way itself. */
const lineWalk = 1.08;

export interface Candidate {
	readonly plan: Labelling;
	/** Load that repair had to move. */
	readonly loose: number;
	/** Load × squared metres to the middles; metres of border, weighted where it may follow a line. */
	readonly walk: number;
	readonly border: number;
	/** What the worst deviation exceeds one percent and one unit by, as part of its target. */
	readonly over: number;
}

export class Candidates {
	readonly #profile: DivisionProfile;
	#leastWalk = Infinity;
	#best: Candidate | null = null;

	constructor(profile: DivisionProfile) {
		this.#profile = profile;
	}

	/** There is one as soon as any has been considered. */
	get best(): Candidate {
		return this.#best!;
	}

	consider(plan: Labelling, loose: number): Candidate {
		const over = partBeyondSlack(plan) + (plan.pins ? homesApart(plan, plan.pins) : 0);
		const candidate = { plan, loose, over, ...plan.measure() };
		if (over <= allowedDeviation) this.#leastWalk = Math.min(this.#leastWalk, candidate.walk);
		if (!this.#best || this.#score(candidate) < this.#score(this.#best)) this.#best = candidate;
		return candidate;
	}

	/** Energy of the profile; imbalance beyond one percent and one unit costs three times over. */
	#score({ plan, walk, border, over }: Candidate): number {
		// One territory that has it all has no border, so that nothing would look tidier.
		if (plan.houses.includes(0)) return Infinity;
		return this.#energy(plan, walk, border) * (1 + 3 * over) * (over > allowedDeviation ? 10 : 1);
	}

	#energy(plan: Labelling, walk: number, border: number): number {
		if (plan.mesh.graph.isBank) {
			const beyond = Math.max(0, walk / (lineWalk * this.#leastWalk) - 1);
			return border * (1 + (Number.isFinite(beyond) ? 30 * beyond : 0));
		}
		if (this.#profile === 'tidy') return border * border * plan.target;
		return walk + plan.borderCost * border;
	}
}

function partBeyondSlack(plan: Labelling): number {
	return plan.targets.reduce((most, target, a) => {
		const slack = Math.max(target * 0.01, plan.unit);
		return Math.max(most, (Math.abs(plan.excess(a)) - slack) / target);
	}, 0);
}
