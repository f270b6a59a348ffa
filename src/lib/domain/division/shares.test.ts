import fc from 'fast-check';
import type { MultiPolygon } from 'geojson';
import { describe, expect, it } from 'vitest';
import {
	awkwardCases,
	degrees,
	gridVillage as village
} from '../../../../tests/support/awkward-areas.ts';
import { brokenPromises } from '../../../../tests/support/division-invariants.ts';
import { areaPlans, generatedDivision } from '../../../../tests/support/generated-areas.ts';
import type { DivisionInput, DivisionProfile, DivisionSuccess } from './contract.ts';
import { divide } from './divide.ts';
import { seededRandom } from './random.ts';

function success(input: DivisionInput): DivisionSuccess {
	const result = divide(input);
	if (!result.ok) throw new Error(result.reason.text);
	return result;
}

/** Largest deviation of a territory from its own target, in percent, counted anew from the input. */
function deviation({ territories }: DivisionSuccess, shares: readonly number[]): number {
	const total = territories.reduce((sum, { workload }) => sum + workload, 0);
	const hours = shares.reduce((sum, one) => sum + one, 0);
	return Math.max(
		...territories.map(({ workload, share }) => {
			const target = (total * shares[share]!) / hours;
			return (100 * Math.abs(workload - target)) / target;
		})
	);
}

/** What cannot be divided, of the smallest target, in percent. */
function floor({ metrics }: DivisionSuccess, shares: readonly number[]): number {
	const mean = shares.reduce((sum, one) => sum + one, 0) / shares.length;
	return (metrics.heaviestPlacePercent * mean) / Math.min(...shares);
}

const sharesFor = (k: number): number[] => Array.from({ length: k }, (_, a) => 1 + (a % 3) / 2);

describe('awkward areas among kader with unequal hours', () => {
	for (const { name, input, expected, isSound } of awkwardCases) {
		it(`${name}: ${expected}`, () => {
			const shares = sharesFor(input.k);
			const result = divide({ ...input, shares, seed: 1 });
			if (expected !== 'divided' && expected !== 'uneven') {
				expect(result).toMatchObject({ ok: false, reason: { code: expected } });
				return;
			}
			if (!result.ok) throw new Error(result.reason.text);
			const asDrawn = isSound && input.area.type === 'MultiPolygon' && !/share/.test(name);
			const area = asDrawn ? (input.area as MultiPolygon) : result.area;
			expect(brokenPromises({ ...input, seed: 1 }, result, area)).toEqual([]);
			expect(result.metrics.maxDeviationPercent).toBeCloseTo(deviation(result, shares), 6);
			if (expected === 'divided')
				expect(deviation(result, shares)).toBeLessThanOrEqual(Math.max(5, floor(result, shares)));
		});
	}
});

describe('hours of each kader', () => {
	it('are met in any generated area', () => {
		fc.assert(
			fc.property(areaPlans, fc.integer({ min: 1, max: 1e6 }), (plan, seed) => {
				const random = seededRandom(seed);
				const input = generatedDivision(plan);
				const shares = Array.from({ length: input.k }, () => 1 + Math.floor(random() * 4));
				const profile: DivisionProfile = seed % 2 ? 'walk' : 'tidy';
				const result = divide({ ...input, shares, profile });
				if (!result.ok) {
					expect(result.reason.code).toMatch(/^k_above/);
					return;
				}
				expect(brokenPromises(input, result, input.area as MultiPolygon)).toEqual([]);
				const used = result.territories.map(({ share }) => share).sort((p, q) => p - q);
				expect(used).toEqual([...shares.keys()]);
				const allowed = Math.max(5, floor(result, shares));
				expect(deviation(result, shares)).toBeLessThanOrEqual(allowed);
			}),
			{ numRuns: 30, seed: 20261122 }
		);
	}, 120_000);

	it.each(['walk', 'tidy'] as const)('are met within one house in profile %s', (profile) => {
		const shares = [8, 4, 4, 2, 2];
		const { territories } = success({ ...village, shares, profile });
		for (const { share, workload } of territories)
			expect(Math.abs(workload - (400 * shares[share]!) / 20)).toBeLessThanOrEqual(1);
	});

	it('are met with whole RT within the tolerance', () => {
		const shares = [3, 2, 2, 1, 1];
		const households = village.households.map((house, i) => ({
			...house,
			group: `${String(Math.floor((i % 20) / 2))} ${String(Math.floor(i / 80))}`
		}));
		const result = success({ ...village, households, shares, profile: 'whole' });
		expect(brokenPromises(village, result)).toEqual([]);
		expect(deviation(result, shares)).toBeLessThanOrEqual(5 + 1e-6);
		expect(result.metrics.groupsSplit).toBeLessThanOrEqual(village.k - 1);
	});

	it('that are equal change nothing', () => {
		const equal = success({ ...village, shares: [7, 7, 7, 7, 7] });
		expect(JSON.stringify(equal)).toBe(JSON.stringify(success(village)));
	});

	it.each([
		['too few', [1, 2], 'shares_count', '2'],
		['not numbers', [1, NaN, 1, 1, 1], 'shares_invalid', 'ke-2'],
		['all zero', [0, 0, 0, 0, 0], 'shares_invalid', 'ke-1'],
		['zero for one', [1, 1, 1, 0, 1], 'shares_invalid', 'ke-4'],
		['below zero', [1, 1, -1, 1, 1], 'shares_invalid', 'ke-3'],
		['endless', [1, 1, 1, 1, Infinity], 'shares_invalid', 'ke-5'],
		['lost beside another', [1e300, 1, 1e-300, 1, 1], 'shares_invalid', 'ke-3']
	])('that are %s are refused in words', (_, shares, code, word) => {
		const result = divide({ ...village, shares });
		if (result.ok) throw new Error('divided');
		expect(result.reason.code).toBe(code);
		expect(result.reason.text).toContain(word);
	});

	it('say in words how far off the loads are when one house is too much for the shortest', () => {
		const heavy = village.households.map((house, i) => (i === 0 ? { ...house, load: 300 } : house));
		const { notes } = success({ ...village, households: heavy, shares: [9, 1, 1, 1, 1] });
		expect(notes.every(({ text }) => !text.includes('undefined'))).toBe(true);
	});
});

describe('homes of the kader', () => {
	const middle = (result: DivisionSuccess, share: number): [number, number] => {
		const placeOf = new Map(village.households.map(({ id, position }) => [id, position]));
		const own = result.territories.find((one) => one.share === share)!.households;
		const mean = (axis: 0 | 1): number =>
			own.reduce((sum, id) => sum + placeOf.get(id)![axis]!, 0) / own.length;
		return [mean(0), mean(1)];
	};
	const corners = [
		[50, 50],
		[950, 50],
		[50, 950],
		[950, 950],
		[500, 500]
	].map(([x, y]) => degrees(x!, y!));

	it.each(['walk', 'tidy'] as const)(
		'draw the share of each kader near to hers, with equal and unequal hours (%s)',
		(profile) => {
			for (const shares of [undefined, [3, 1, 1, 2, 1], [1, 1, 2, 1, 3]]) {
				const result = success({
					...village,
					homes: corners,
					profile,
					...(shares ? { shares } : {})
				});
				for (let share = 0; share < 4; share++) {
					const [lng, lat] = middle(result, share);
					const [homeLng, homeLat] = corners[share] as [number, number];
					const [midLng, midLat] = degrees(500, 500) as [number, number];
					// On her side of the village, in at least one direction clearly.
					const east = (lng - midLng) * Math.sign(homeLng - midLng);
					const north = (lat - midLat) * Math.sign(homeLat - midLat);
					expect(east + north).toBeGreaterThan(0);
				}
			}
		}
	);

	it('may be unknown, for some or all', () => {
		const homes = [null, corners[1]!, null, [NaN, 3], corners[2]!];
		const shares = [1, 2, 1, 2, 1];
		const result = success({ ...village, homes, shares });
		expect(brokenPromises(village, result)).toEqual([]);
		expect(deviation(result, shares)).toBeLessThanOrEqual(5);
	});

	it('that do not match the kader in number are refused', () => {
		expect(divide({ ...village, homes: [null] })).toMatchObject({
			ok: false,
			reason: { code: 'shares_count' }
		});
	});
});
