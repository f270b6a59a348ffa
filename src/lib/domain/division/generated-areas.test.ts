// A thousand areas that nobody drew: 40 of them here, all by `npm run test:long -- division`
// (JANGKAU_AREAS how many, JANGKAU_SEED which). Each is divided exactly or refused in words.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	wildDivision,
	wildPlans,
	type WildPlan
} from '../../../../tests/support/wild-divisions.ts';
import { faultsOf } from '../../../../tests/support/wild-faults.ts';

const numRuns = Number(process.env['JANGKAU_AREAS'] ?? 40);
const asked = process.env['JANGKAU_SEED'];
const seed = asked === 'random' ? Date.now() : Number(asked ?? 20261122);

/** Found with seed 4711: a cut that left somebody without a house looked no worse than the others. */
const onceEmpty: WildPlan = {
	area: {
		...{ seed: 102957, corners: 5, roughness: 0, holes: 0, islands: 0, hasSliver: false },
		...{ houses: 20, clusters: 0, sharedPlaces: 0, weighted: false, k: 2 }
	},
	...{ teeth: 2, drawing: 'sharing an edge', houses: 'all', troubles: [], loads: 'giant' },
	...{ profile: 'tidy', maySplitGroups: false, isCoarse: true },
	shares: [1, 4, 1, 1, 1, 1, 1, 1, 1]
};

describe('areas that nobody drew', () => {
	it(
		`are divided exactly or refused in words: ${numRuns} from seed ${seed}`,
		() => {
			fc.assert(
				fc.property(wildPlans, (plan) => {
					expect(faultsOf(wildDivision(plan))).toEqual([]);
				}),
				{ numRuns, seed, examples: [[onceEmpty]] }
			);
		},
		Number(process.env['JANGKAU_TEST_TIMEOUT_MS'] ?? 240_000)
	);
});
