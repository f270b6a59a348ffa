import { describe, expect, it } from 'vitest';
import { generatedDivision } from '../../../../tests/support/generated-areas.ts';
import { changed, presentOf, success } from '../../../../tests/support/redivision-cases.ts';
import { brokenChanges } from '../../../../tests/support/redivision-invariants.ts';
import { redivide } from './redivide.ts';
import { cascadeLoad } from './redivision-flow.ts';
import type { RedivisionInput } from './redivision-contract.ts';

/** Narrow villages: handed on from neighbour to neighbour alone, 8 to 17 points more would move. */
const villages = [
	{ seed: 13, corners: 24, roughness: 90, houses: 1255, weighted: false, k: 8 },
	{ seed: 11, corners: 36, roughness: 80, houses: 1300, weighted: false, k: 8 },
	{ seed: 15, corners: 36, roughness: 75, houses: 900, weighted: true, k: 7 },
	{ seed: 17, corners: 36, roughness: 85, houses: 600, weighted: false, k: 6 }
].map((plan) =>
	generatedDivision({
		...{ holes: 0, islands: 0, hasSliver: false, clusters: 6, sharedPlaces: 0 },
		...plan
	})
);

describe.each(villages)('in a village of $k kader', (village) => {
	const territories = presentOf(village);
	const homes = [null, village.households[0]!.position, village.households.at(-1)!.position];
	const changes: [string, Partial<RedivisionInput>][] = [
		...territories.map(({ number }): [string, Partial<RedivisionInput>] => [
			`${String(number)} leaves`,
			{ leaving: [number] }
		]),
		...homes.map((home, i): [string, Partial<RedivisionInput>] => [
			`one joins at home ${String(i)}`,
			{ joining: [{ home }] }
		])
	];

	it.each(changes)('moves at most 8 points more than must be when %s', (_, wish) => {
		const input = changed(village, territories, wish);
		const result = success(redivide(input));
		const { loadPercent, unavoidablePercent } = result.moved;
		expect(loadPercent).toBeGreaterThanOrEqual(unavoidablePercent - 1e-9);
		expect(loadPercent).toBeLessThanOrEqual(unavoidablePercent + 8);
		expect(result.metrics.maxDeviationPercent).toBeLessThanOrEqual(5);
		expect(result.metrics.extraParts).toBe(0);
		expect(brokenChanges(input, result)).toEqual([]);
	});
});

describe('load that goes from neighbour to neighbour', () => {
	const loads = (held: number[], least: number[], most: number[]) => ({
		held: Float64Array.from(held),
		least: Float64Array.from(least),
		most: Float64Array.from(most)
	});

	it('is counted at every hand-over of a chain', () => {
		const chain = [new Set([1]), new Set([0, 2]), new Set([1])];
		expect(cascadeLoad(loads([9, 5, 1], [5, 5, 5], [5, 5, 5]), chain)).toBe(8);
	});

	it('is counted once where giver and taker touch', () => {
		const triangle = [new Set([1, 2]), new Set([0, 2]), new Set([0, 1])];
		expect(cascadeLoad(loads([9, 5, 1], [5, 5, 5], [5, 5, 5]), triangle)).toBe(4);
	});

	it('leaves each what it may keep', () => {
		const chain = [new Set([1]), new Set([0, 2]), new Set([1])];
		expect(cascadeLoad(loads([9, 5, 1], [4, 4, 4], [6, 6, 6]), chain)).toBe(6);
	});

	it('moves as much as can be where some cannot be reached', () => {
		const apart = [new Set([1]), new Set([0]), new Set<number>()];
		expect(cascadeLoad(loads([9, 1, 0], [3, 3, 3], [5, 5, 5]), apart)).toBe(4);
	});
});
