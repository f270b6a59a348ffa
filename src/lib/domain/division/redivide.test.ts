import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areaPlans, generatedDivision } from '../../../../tests/support/generated-areas.ts';
import { brokenChanges } from '../../../../tests/support/redivision-invariants.ts';
import type { DivisionInput } from './contract.ts';
import { divide } from './divide.ts';
import { seededRandom } from './random.ts';
import { redivide } from './redivide.ts';
import type { PresentTerritory, RedivisionInput } from './redivision-contract.ts';

function presentOf(input: DivisionInput): PresentTerritory[] {
	const result = divide(input);
	if (!result.ok) throw new Error(result.reason.text);
	return result.territories.map(({ number, polygon, households }) => ({
		number,
		polygon,
		households
	}));
}

/** Some territories leave, some are locked, some join, houses were moved by hand, drawn from a seed. */
function changeOf(input: DivisionInput, seed: number): RedivisionInput {
	const random = seededRandom(seed);
	const territories = presentOf(input).map((one) => ({ ...one, households: [...one.households] }));
	const numbers = territories.map(({ number }) => number);
	const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
	const leaving = numbers.filter(() => random() < 0.2);
	const locked = numbers.filter((number) => !leaving.includes(number) && random() < 0.2);
	const joining = Array.from({ length: Math.floor(random() * 3) }, () => ({
		home: random() < 0.5 ? null : pick(input.households).position
	}));
	const fixed: string[] = [];
	for (let i = 0; i < 4; i++) {
		const [giver, taker] = [pick(territories), pick(territories)];
		if (giver === taker || giver.households.length < 2) continue;
		const id = giver.households.splice(Math.floor(random() * giver.households.length), 1)[0]!;
		taker.households.push(id);
		if (random() < 0.5) fixed.push(id);
	}
	return { territories, households: input.households, leaving, joining, locked, fixed, seed };
}

describe('any change of any division', () => {
	it('keeps every promise, or is refused with a reason', () => {
		fc.assert(
			fc.property(
				areaPlans.filter(({ k }) => k > 1),
				fc.integer({ min: 1, max: 1e6 }),
				(plan, seed) => {
					const generated = generatedDivision(plan);
					if (!divide(generated).ok) return;
					const input = changeOf(generated, seed);
					const result = redivide(input);
					if (!result.ok) {
						expect(result.reason.code).toMatch(/^(all_locked|nobody_left|k_above_places)$/);
						return;
					}
					expect(brokenChanges(input, result)).toEqual([]);
					const { maxDeviationPercent: deviation } = result.metrics;
					const codes = result.notes.map(({ code }) => code);
					if (!codes.includes('tolerance_missed') && input.fixed!.length === 0)
						expect(deviation).toBeLessThan(200);
				}
			),
			{ numRuns: 100, seed: 20261122 }
		);
	}, 120_000);
});
