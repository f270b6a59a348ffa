import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areaOf, awkwardCases, box, housesAt } from '../../../../tests/support/awkward-areas.ts';
import {
	anyKader,
	brokenByCatchment,
	crossed,
	withCatchments,
	type CatchmentWish
} from '../../../../tests/support/catchments.ts';
import {
	areaPlans,
	generatedDivision,
	type AreaPlan
} from '../../../../tests/support/generated-areas.ts';
import type { DivisionInput, DivisionSuccess, NoteCode } from './contract.ts';
import { divide } from './divide.ts';

/** 30 × 20 houses, 50 m apart: west of `x` metres belongs to A, the rest to B. */
const parted = (x: number, k: number, wish: Partial<DivisionInput> = {}): DivisionInput => ({
	area: areaOf([box(0, 0, 1500, 1000)]),
	households: housesAt(
		Array.from({ length: 600 }, (_, i) => [25 + 50 * (i % 30), 25 + 50 * Math.floor(i / 30)])
	).map((house, i) => ({ ...house, catchment: 25 + 50 * (i % 30) < x ? 'A' : 'B' })),
	k,
	seed: 1,
	catchments: anyKader(k),
	...wish
});

function success(input: DivisionInput): DivisionSuccess {
	const result = divide(input);
	if (!result.ok) throw new Error(result.reason.text);
	return result;
}
const noted = ({ notes }: DivisionSuccess, code: NoteCode): number | undefined =>
	notes.find((one) => one.code === code)?.count;
const numbersOf = ({ territories }: DivisionSuccess): Record<string, number> => {
	const counts: Record<string, number> = {};
	for (const { catchment } of territories) counts[catchment!] = (counts[catchment!] ?? 0) + 1;
	return counts;
};

/** The only house of one posyandu stands at the same place as one of another. */
const lostAmongOthers: [AreaPlan, CatchmentWish & { strays: 0.01; unknown: 0; seed: 622 }, 'walk'] =
	[
		{
			...{ seed: 250971, corners: 12, roughness: 58, holes: 0, islands: 2, hasSliver: false },
			...{ houses: 24, clusters: 0, sharedPlaces: 12, weighted: false, k: 3 }
		},
		{ count: 3, strays: 0.01, unknown: 0, seed: 622 },
		'walk'
	];

describe('a division by catchment', () => {
	it('never gives a house to a territory of another posyandu, and keeps every promise', () => {
		const wishes = fc.record({
			count: fc.integer({ min: 1, max: 5 }),
			strays: fc.constantFrom(0, 0.01, 0.1),
			unknown: fc.constantFrom(0, 0.3),
			seed: fc.integer({ min: 1, max: 1000 })
		});
		const profiles = fc.constantFrom('walk', 'tidy', 'whole' as const);
		fc.assert(
			fc.property(areaPlans, wishes, profiles, (plan, wish, profile) => {
				const base = generatedDivision(plan);
				const households = withCatchments(base.households, wish).map((house, i) => ({
					...house,
					group: String(i % 7)
				}));
				const input = { ...base, households, profile, catchments: anyKader(base.k) };
				const result = divide(input);
				if (!result.ok) {
					expect(result.reason.code).toBe('catchments_above_k');
					return;
				}
				expect(brokenByCatchment(input, result)).toEqual([]);
				expect(crossed(input, result)).toHaveLength(noted(result, 'catchments_mixed') ?? 0);
			}),
			{ numRuns: 40, examples: [lostAmongOthers] }
		);
	}, 60_000);

	it('is even within a catchment to one house or one percent', () => {
		const columns = fc.integer({ min: 6, max: 24 });
		const profile = fc.constantFrom('walk', 'tidy' as const);
		fc.assert(
			fc.property(columns, fc.integer({ min: 3, max: 8 }), profile, (column, k, profile) => {
				const result = success(parted(50 * column, k, { profile }));
				for (const key of ['A', 'B']) {
					const own = result.territories.filter(({ catchment }) => catchment === key);
					const loads = own.map(({ workload }) => workload);
					const mean = loads.reduce((sum, one) => sum + one, 0) / own.length;
					const most = Math.max(...loads.map((one) => Math.abs(one - mean)));
					expect(most).toBeLessThanOrEqual(Math.max(1, mean / 100));
				}
				const { maxDeviationPercent } = result.metrics;
				expect(maxDeviationPercent).toBeLessThan(5);
			}),
			{ numRuns: 15 }
		);
	});

	it('gives the same bytes again', () => {
		const base = generatedDivision({
			...{ seed: 4, corners: 20, roughness: 50, holes: 1, islands: 1, hasSliver: false },
			...{ houses: 250, clusters: 4, sharedPlaces: 6, weighted: true, k: 7 }
		});
		const households = withCatchments(base.households, { count: 3, strays: 0.02 });
		const input = { ...base, households, catchments: anyKader(7) };
		expect(JSON.stringify(divide(input))).toBe(JSON.stringify(divide(input)));
	});

	it('shows a first plan that keeps to the catchments already', () => {
		const input = parted(900, 6);
		const plans: DivisionSuccess[] = [];
		divide(input, { plan: (plan) => plans.push(plan) });
		expect(plans).toHaveLength(1);
		expect(crossed(input, plans[0]!)).toEqual([]);
		expect(brokenByCatchment(input, plans[0]!)).toEqual([]);
	});

	it('ends when it is cancelled, between two catchments too', () => {
		for (const after of [0, 3, 6, 9]) {
			let asked = 0;
			const result = divide(parted(900, 6), { cancelled: () => asked++ >= after });
			expect(result).toMatchObject({ ok: false, reason: { code: 'cancelled' } });
		}
	});

	it('shares out the territories by work where nobody belongs anywhere', () => {
		expect(numbersOf(success(parted(1000, 6)))).toEqual({ A: 4, B: 2 });
		expect(numbersOf(success(parted(50, 6)))).toEqual({ A: 1, B: 5 });
	});

	it('makes each territory for a kader of that posyandu', () => {
		const catchments = ['B', 'A', null, 'B', 'A'];
		const result = success(parted(1000, 5, { catchments }));
		for (const { share, catchment } of result.territories) {
			expect(catchments[share] ?? catchment).toBe(catchment);
		}
		expect(numbersOf(result)).toEqual({ A: 3, B: 2 });
	});

	it('says how uneven the work is from one posyandu to another', () => {
		const result = success(parted(1000, 4, { catchments: ['A', 'B', 'A', 'B'] }));
		expect(noted(result, 'catchments_uneven')).toBe(1);
		// 400 and 200 houses for two kader each: a third off the mean of 150.
		expect(result.notes.at(-1)!.text).toContain('33,3 %');
		expect(result.metrics.maxDeviationPercent).toBeLessThan(1);
	});

	it('follows the hours of the kader within each posyandu', () => {
		const shares = [2, 1, 1, 1];
		const result = success(parted(750, 4, { shares, catchments: ['A', 'A', 'B', 'B'] }));
		const loads = new Map(result.territories.map(({ share, workload }) => [share, workload]));
		expect(loads.get(0)).toBe(200);
		expect(loads.get(1)).toBe(100);
		expect(loads.get(2)).toBe(150);
	});

	it('refuses fewer territories than posyandu, and says what to do', () => {
		expect(divide(parted(900, 1))).toMatchObject({
			ok: false,
			reason: { code: 'catchments_above_k', text: expect.stringContaining('2 posyandu') }
		});
	});

	it('refuses a list that is not one entry a kader', () => {
		expect(divide(parted(900, 3, { catchments: ['A'] }))).toMatchObject({
			ok: false,
			reason: { code: 'shares_count' }
		});
	});

	it('says where a posyandu has no kader, fewer houses than kader, or kader but no house', () => {
		const nobody = success(parted(1000, 3, { catchments: ['A', 'A', 'A'] }));
		expect(noted(nobody, 'catchments_borrowed')).toBe(1);
		expect(numbersOf(nobody)).toEqual({ A: 2, B: 1 });
		const stranger = success(parted(1000, 3, { catchments: ['A', 'B', 'C'] }));
		expect(noted(stranger, 'catchments_strangers')).toBe(1);
		expect(numbersOf(stranger)).toEqual({ A: 2, B: 1 });
		const few = parted(1000, 4, { catchments: ['A', 'B', 'B', 'B'] });
		const one = few.households.map((house, i) => ({ ...house, catchment: i === 29 ? 'B' : 'A' }));
		const surplus = success({ ...few, households: one });
		expect(noted(surplus, 'catchments_surplus')).toBe(2);
		expect(numbersOf(surplus)).toEqual({ A: 3, B: 1 });
	});

	it('divides as ever where no house has a posyandu, and says so', () => {
		const input = parted(900, 4);
		const unknown = input.households.map((house) => ({ ...house, catchment: null }));
		const result = success({ ...input, households: unknown });
		expect(noted(result, 'catchments_unknown')).toBe(600);
		expect(result.territories.every(({ catchment }) => catchment === undefined)).toBe(true);
		const plain = success({ ...input, households: unknown, catchments: undefined! });
		expect(result.territories).toEqual(plain.territories);
	});

	it('says how many houses stand apart among those of another posyandu', () => {
		const input = parted(750, 4);
		const strays = new Map([
			[5 * 30 + 5, 'B'],
			[10 * 30 + 22, 'A']
		]);
		const households = input.households.map((house, i) => ({
			...house,
			catchment: strays.get(i) ?? house.catchment!
		}));
		const result = success({ ...input, households });
		expect(noted(result, 'catchments_apart')).toBe(2);
		expect(noted(result, 'extra_parts')).toBeUndefined();
		expect(crossed({ households }, result)).toEqual([]);
		expect(brokenByCatchment({ ...input, households }, result)).toEqual([]);
	});

	it('gives houses at one place to the posyandu of most of them, and says so', () => {
		const input = parted(750, 2);
		const [first] = input.households;
		const beside = ['x', 'y'].map((id) => ({ ...first!, id, catchment: 'B' }));
		const result = success({ ...input, households: [...input.households, ...beside] });
		expect(noted(result, 'catchments_mixed')).toBe(1);
	});

	it('divides a catchment whose houses have no work by houses', () => {
		const input = parted(750, 4, { catchments: ['A', 'A', 'B', 'B'] });
		const households = input.households.map((house) => ({
			...house,
			load: house.catchment === 'A' ? 0 : 1
		}));
		const result = success({ ...input, households });
		const counts = result.territories.map(({ households: own }) => own.length);
		expect(counts).toEqual([150, 150, 150, 150]);
		expect(Object.values(result.metrics).every(Number.isFinite)).toBe(true);
	});

	for (const { name, input, expected } of awkwardCases) {
		it(`keeps to two catchments: ${name}`, () => {
			const households = input.households.map((house, i) => ({
				...house,
				catchment: i % 2 === 0 ? 'A' : 'B'
			}));
			const asked = { ...input, households, seed: 1, catchments: anyKader(input.k) };
			const result = divide(asked);
			if (!result.ok) {
				expect([expected, 'catchments_above_k', 'k_above_places']).toContain(result.reason.code);
				return;
			}
			expect(crossed(asked, result)).toHaveLength(noted(result, 'catchments_mixed') ?? 0);
			const ids = result.territories.flatMap((one) => one.households);
			expect(new Set(ids).size).toBe(ids.length);
		}, 20_000);
	}
});
