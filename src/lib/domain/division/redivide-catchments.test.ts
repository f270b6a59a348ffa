import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyKader, withCatchments } from '../../../../tests/support/catchments.ts';
import { generatedDivision } from '../../../../tests/support/generated-areas.ts';
import { changed, square, success } from '../../../../tests/support/redivision-cases.ts';
import { brokenChanges } from '../../../../tests/support/redivision-invariants.ts';
import type { DivisionInput } from './contract.ts';
import { divide } from './divide.ts';
import { redivide } from './redivide.ts';
import type {
	PresentTerritory,
	RedivisionInput,
	RedivisionSuccess
} from './redivision-contract.ts';

function presentOf(input: DivisionInput): PresentTerritory[] {
	const result = divide(input);
	if (!result.ok) throw new Error(result.reason.text);
	return result.territories.map(({ number, polygon, households, catchment }) => ({
		...{ number, polygon, households },
		catchment: catchment!
	}));
}

/** Ids that were in a territory of another catchment before. */
function crossed({ territories }: RedivisionInput, result: RedivisionSuccess): string[] {
	const before = new Map(
		territories.flatMap(({ households, catchment }) => households.map((id) => [id, catchment]))
	);
	const catchmentOf = new Map(territories.map(({ number, catchment }) => [number, catchment]));
	return result.territories.flatMap(({ from, households }) =>
		from === null ? [] : households.filter((id) => before.get(id) !== catchmentOf.get(from))
	);
}

describe('a change of staff in a plan by catchment', () => {
	const village = square(12);
	const households = withCatchments(village.households, { count: 3 });
	const territories = presentOf({ ...village, households, catchments: anyKader(12) });
	const numbersOf = (key: string): number[] =>
		territories.filter(({ catchment }) => catchment === key).map(({ number }) => number);
	const change = (wish: Partial<RedivisionInput>): RedivisionSuccess => {
		const input = changed({ households }, territories, wish);
		const result = success(redivide(input));
		expect(brokenChanges(input, result)).toEqual([]);
		expect(crossed(input, result)).toEqual([]);
		return result;
	};

	it('moves nothing when nothing changes', () => {
		expect(change({}).moved.households).toBe(0);
	});

	it.each(territories.map(({ number }) => number))(
		'gives the houses of %i to her own posyandu alone, evenly',
		(number) => {
			const { metrics, moved } = change({ leaving: [number] });
			expect(metrics.maxDeviationPercent).toBeLessThanOrEqual(5);
			expect(moved.loadPercent).toBeLessThanOrEqual(moved.unavoidablePercent + 8);
		}
	);

	it('leaves the other posyandu as they are', () => {
		const leaving = numbersOf('posyandu 1').slice(0, 1);
		const { territories: after } = change({ leaving });
		for (const { number, households: before, catchment } of territories) {
			if (catchment === 'posyandu 1') continue;
			const now = after.find((one) => one.number === number)!;
			expect([...now.households].sort()).toEqual([...before].sort());
		}
	});

	it('makes room for one who joins among those of her posyandu', () => {
		const result = change({ joining: [{ home: null, catchment: 'posyandu 2' }] });
		const joined = result.territories.find(({ joiner }) => joiner === 0)!;
		const own = new Map(households.map(({ id, catchment }) => [id, catchment]));
		expect(new Set(joined.households.map((id) => own.get(id)))).toEqual(new Set(['posyandu 2']));
		expect(result.metrics.maxDeviationPercent).toBeLessThanOrEqual(5);
	});

	it('lets no one of another posyandu take over', () => {
		const [leaving] = numbersOf('posyandu 0');
		const result = change({
			leaving: [leaving!],
			joining: [{ home: null, catchment: 'posyandu 1' }]
		});
		const joined = result.territories.find(({ joiner }) => joiner === 0)!;
		const own = new Map(households.map(({ id, catchment }) => [id, catchment]));
		expect(own.get(joined.households[0]!)).toBe('posyandu 1');
	});

	it('keeps a house without a place within the posyandu of who leaves', () => {
		const lost = { id: 'lost', position: [], load: 1, catchment: 'posyandu 2' };
		const [number] = numbersOf('posyandu 2');
		const present = territories.map((one) =>
			one.number === number ? { ...one, households: [...one.households, 'lost'] } : one
		);
		const wish = { leaving: [number!] };
		const input = changed({ households: [...households, lost] }, present, wish);
		const result = success(redivide(input));
		expect(crossed(input, result)).toEqual([]);
		const taker = result.territories.find((one) => one.households.includes('lost'))!;
		expect(numbersOf('posyandu 2')).toContain(taker.number);
	});

	it('refuses when the last kader of a posyandu leaves, and says what to do', () => {
		const leaving = numbersOf('posyandu 0');
		const result = redivide(changed({ households }, territories, { leaving }));
		expect(result).toMatchObject({ ok: false, reason: { code: 'catchment_left' } });
		const joining = [{ home: null, catchment: 'posyandu 0' }];
		expect(redivide(changed({ households }, territories, { leaving, joining })).ok).toBe(true);
	});

	it('crosses where the plan does not know of catchments', () => {
		const plain = territories.map((one) => ({ ...one, catchment: null }));
		const leaving = numbersOf('posyandu 0');
		const result = success(redivide(changed({ households }, plain, { leaving })));
		expect(result.territories).toHaveLength(12 - leaving.length);
	});

	it('never crosses in any area, whoever leaves, whatever is locked', () => {
		const plans = fc.record({
			seed: fc.integer({ min: 1, max: 10_000 }),
			strays: fc.constantFrom(0, 0.02),
			leaves: fc.nat({ max: 20 }),
			locked: fc.nat({ max: 20 })
		});
		fc.assert(
			fc.property(plans, ({ seed, strays, leaves, locked }) => {
				const base = generatedDivision({
					...{ seed, corners: 20, roughness: 60, holes: 1, islands: 1, hasSliver: false },
					...{ houses: 200, clusters: 4, sharedPlaces: 5, weighted: false, k: 8 }
				});
				const own = withCatchments(base.households, { count: 3, strays, seed });
				const present = presentOf({ ...base, households: own, catchments: anyKader(8) });
				const leaving = [1 + (leaves % 8)];
				const kept = [1 + (locked % 8)].filter((number) => !leaving.includes(number));
				const input = changed({ households: own }, present, { leaving, locked: kept });
				const result = redivide(input);
				if (!result.ok) {
					expect(result.reason.code).toBe('catchment_left');
					return;
				}
				expect(crossed(input, result)).toEqual([]);
				const ids = result.territories.flatMap((one) => one.households);
				expect(new Set(ids).size).toBe(own.length);
				expect(ids).toHaveLength(own.length);
			}),
			{ numRuns: 25 }
		);
	}, 60_000);
});
