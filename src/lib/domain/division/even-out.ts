// Loads even and borders short, again and again where homes that must be held stand in the way.
import { exchange } from './exchange.ts';
import type { Labelling } from './labelling.ts';
import { polish } from './polish.ts';
import { recutPairs } from './recut-pairs.ts';

const rounds = 4;
/** Part of its target by which a load may be off before neighbours are cut anew. */
const enough = 0.01;
const recutsPerTerritory = 2;

/**
 * Once where no home has to be held. Otherwise a thin way to a home blocks exchanges: it cannot give
 * a house without falling apart. Cutting neighbours anew moves such ways, and polishing widens them.
 */
export function evenOut(plan: Labelling, random: () => number): void {
	const allowed = (a: number): number => Math.max(plan.unit, enough * plan.targets[a]!);
	for (let round = 0; round < (plan.pins ? rounds : 1); round++) {
		exchange(plan, random);
		if (round > 0 && plan.beyond(allowed) > 0) {
			recutPairs(plan, random, allowed, recutsPerTerritory * plan.k);
			exchange(plan, random);
		}
		polish(plan, random);
		if (plan.worst() <= plan.unit) return;
	}
}
