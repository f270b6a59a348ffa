import { booleanPointInPolygon } from '@turf/turf';
import fc from 'fast-check';
import type { MultiPolygon, Position } from 'geojson';
import { describe, expect, it } from 'vitest';
import {
	areaOf,
	box,
	degrees,
	gridVillage as village,
	housesAt
} from '../../../../tests/support/awkward-areas.ts';
import {
	brokenPromises,
	edges,
	holds,
	liesOn
} from '../../../../tests/support/division-invariants.ts';
import { areaPlans, generatedDivision } from '../../../../tests/support/generated-areas.ts';
import type { DivisionInput, DivisionSuccess } from './contract.ts';
import { divide } from './divide.ts';
import { redivide } from './redivide.ts';
import { seededRandom } from './random.ts';

const at = (places: readonly [number, number][]): Position[] =>
	places.map(([x, y]) => degrees(x, y));

function pinned(input: DivisionInput): DivisionSuccess {
	const result = divide({ ...input, pinHomes: true });
	if (!result.ok) throw new Error(result.reason.text);
	expect(brokenPromises(input, result)).toEqual([]);
	return result;
}

/** Shares whose home is not strictly within their own polygon. */
function away({ homes = [] }: DivisionInput, { territories }: DivisionSuccess): number[] {
	return territories
		.filter(({ share, polygon }) => {
			const home = homes[share];
			return home && !booleanPointInPolygon(home, polygon, { ignoreBoundary: true });
		})
		.map(({ share }) => share);
}

function said({ notes }: DivisionSuccess): Record<string, number> {
	return Object.fromEntries(
		notes.filter(({ code }) => code.startsWith('homes_')).map(({ code, count }) => [code, count])
	);
}

/** By a house, in the open, or anywhere in the box, some of them unknown. */
function randomHomes(input: DivisionInput, seed: number): (Position | null)[] {
	const random = seededRandom(seed);
	const { households, k } = input;
	return Array.from({ length: k }, () => {
		const [lng = 0, lat = 0] = households[Math.floor(random() * households.length)]!.position;
		const reach = [0, 2e-7, 1e-4, 3e-3][Math.floor(random() * 4)]!;
		if (random() < 0.1) return null;
		return [lng + (random() - 0.5) * reach, lat + (random() - 0.5) * reach];
	});
}

describe('homes of the kader that are to be in their own territory', () => {
	it('are, or are counted in a note, in any generated area and profile', () => {
		fc.assert(
			fc.property(areaPlans, fc.integer({ min: 1, max: 1e6 }), (plan, seed) => {
				const base = generatedDivision(plan);
				const profile = (['walk', 'tidy'] as const)[seed % 2]!;
				const input = { ...base, profile, homes: randomHomes(base, seed) };
				const result = divide({ ...input, pinHomes: true });
				if (!result.ok) {
					expect(result.reason.code).toMatch(/^k_above/);
					return;
				}
				expect(brokenPromises(input, result, input.area as MultiPolygon)).toEqual([]);
				const onOutline = (share: number): boolean =>
					edges(input.area as MultiPolygon).some((edge) => liesOn(input.homes[share]!, edge, 0.03));
				const missing = away(input, result).filter((share) => !onOutline(share));
				const outside = missing.filter(
					(share) => !holds(input.area as MultiPolygon, input.homes[share]!)
				);
				const { homes_outside = 0, homes_shared = 0, homes_apart = 0 } = said(result);
				expect(homes_outside).toBeGreaterThanOrEqual(outside.length);
				expect(missing.length).toBeLessThanOrEqual(homes_outside + homes_shared + homes_apart);
				// Each part but the first can hold back those who live behind its one crossing.
				const parts = (input.area as MultiPolygon).coordinates.length;
				if (parts === 1) expect(homes_apart).toBe(0);
			}),
			{ numRuns: 25, seed: 20261123 }
		);
	}, 240_000);

	it.each(['walk', 'tidy'] as const)('cost no more than one house of balance (%s)', (profile) => {
		for (const seed of [1, 2, 3]) {
			const random = seededRandom(seed);
			const places = village.households.map(() => [random() * 1000, random() * 1000] as const);
			const homes = at(places.slice(0, 5).map(([x, y]) => [x, y]));
			const input: DivisionInput = { ...village, profile, homes };
			const result = pinned(input);
			expect(away(input, result)).toEqual([]);
			expect(said(result)).toEqual({});
			expect(result.metrics.spread).toBeLessThanOrEqual(2);
		}
	});

	it.each([true, false])('give way to whole RT, which may be divided: %s', (maySplitGroups) => {
		const households = village.households.map((house, i) => ({
			...house,
			group: `${String(Math.floor((i % 20) / 4))} ${String(Math.floor(i / 80))}`
		}));
		const input: DivisionInput = { ...village, households, profile: 'whole', maySplitGroups };
		const without = divide(input);
		if (!without.ok) throw new Error(without.reason.text);
		let reached = 0;
		for (let seed = 1; seed <= 8; seed++) {
			const random = seededRandom(seed);
			const homes = at(Array.from({ length: 5 }, () => [random() * 1000, random() * 1000]));
			const result = pinned({ ...input, homes });
			const { homes_apart = 0 } = said(result);
			expect(away({ ...input, homes }, result)).toHaveLength(homes_apart);
			reached += 5 - homes_apart;
			expect(result.metrics.maxDeviationPercent).toBeLessThanOrEqual(5 + 1e-6);
			expect(result.metrics.groupsSplit).toBeLessThanOrEqual(maySplitGroups ? 4 : 0);
		}
		expect(reached).toBeGreaterThan(30);
	});

	it('crowd in one corner, and each territory reaches there', () => {
		const homes = at([
			[40, 40],
			[60, 40],
			[80, 40],
			[40, 60],
			[60, 60]
		]);
		const input = { ...village, homes };
		const result = pinned(input);
		expect(away(input, result)).toEqual([]);
		expect(result.metrics.maxDeviationPercent).toBeLessThanOrEqual(5);
	});

	it('stand in the middle of what would be another’s, with the hours of each met', () => {
		const shares = [4, 2, 2, 1, 1];
		const homes = at([
			[950, 950],
			[940, 930],
			[50, 50],
			[500, 500],
			[520, 480]
		]);
		const input = { ...village, shares, homes };
		const result = pinned(input);
		expect(away(input, result)).toEqual([]);
		for (const { share, workload } of result.territories)
			expect(Math.abs(workload - 40 * shares[share]!)).toBeLessThanOrEqual(4);
	});

	it('may be where nothing can be kept, which is said with a count', () => {
		const homes = [
			degrees(300, 300),
			degrees(300, 300),
			degrees(1700, 300),
			[NaN, 3] as Position,
			degrees(9e5, 9e5)
		];
		const result = pinned({ ...village, homes });
		expect(said(result)).toEqual({ homes_outside: 2, homes_shared: 1 });
		for (const { text } of result.notes) expect(text).toMatch(/^\d+ (rumah )?kader .*\.$/u);
		expect(away({ ...village, homes: homes.slice(0, 1) }, result)).toEqual([]);
	});

	it('may all be at one point, which is the first one’s', () => {
		const homes = Array.from({ length: 5 }, () => degrees(510, 490));
		const input = { ...village, homes };
		const result = pinned(input);
		expect(said(result)).toEqual({ homes_shared: 4 });
		expect(away(input, result)).toHaveLength(4);
		expect(away(input, result)).not.toContain(0);
	});

	it('may lie on the outline and at its corners', () => {
		const homes = at([
			[0, 500],
			[1000, 1000],
			[500, 0],
			[0, 0],
			[1000, 499.995]
		]);
		const result = pinned({ ...village, homes });
		for (const { share, polygon } of result.territories)
			expect(edges(polygon).some((edge) => liesOn(homes[share]!, edge, 0.03))).toBe(true);
	});

	it('may be on an island, whose territory then reaches over the water', () => {
		const input: DivisionInput = {
			...village,
			area: areaOf([box(0, 0, 1000, 1000)], [box(1200, 400, 1300, 500)]),
			households: [
				...village.households,
				...housesAt([[1250, 450]]).map((one) => ({ ...one, id: 'island' }))
			],
			homes: at([
				[1240, 440],
				[100, 100],
				[100, 900],
				[900, 900],
				[900, 100]
			])
		};
		const result = pinned(input);
		expect(away(input, result)).toEqual([]);
		expect(result.metrics.maxDeviationPercent).toBeLessThanOrEqual(2);
	});

	it('are one for a kader alone', () => {
		const input = { ...village, k: 1, homes: at([[333, 444]]) };
		expect(away(input, pinned(input))).toEqual([]);
		expect(said(pinned({ ...input, homes: [null] }))).toEqual({});
	});

	it('are no households: nobody is counted twice, and a territory needs a house', () => {
		const input = {
			...village,
			homes: at([
				[33, 33],
				[500, 510],
				[10, 990],
				[990, 990],
				[990, 5]
			])
		};
		const { metrics, territories } = pinned(input);
		expect(metrics.households).toBe(400);
		expect(metrics.workload).toBe(400);
		expect(territories.every(({ households }) => households.length > 0)).toBe(true);
		const crowded = { ...village, households: housesAt([[500, 500]]), k: 2 };
		expect(
			divide({
				...crowded,
				homes: at([
					[1, 1],
					[9, 9]
				]),
				pinHomes: true
			}).ok
		).toBe(false);
	});

	it('stay inside when a kader leaves and when loads are evened out again', () => {
		const homes = randomHomes(village, 3);
		const input = { ...village, homes };
		const { territories } = pinned(input);
		const inside = territories.filter(
			({ share, polygon }) => homes[share] && booleanPointInPolygon(homes[share], polygon)
		);
		expect(inside.length).toBeGreaterThan(2);
		const present = territories.map(({ number, polygon, households, share }) => ({
			...{ number, polygon, households, home: homes[share] ?? null }
		}));
		const heavier = village.households.map((house, i) => ({ ...house, load: i < 80 ? 2 : 1 }));
		for (const [leaving, households] of [
			[[territories.find((one) => !inside.includes(one))?.number ?? 5], village.households],
			[[], heavier]
		] as const) {
			const change = {
				territories: present,
				households,
				leaving,
				joining: [],
				locked: [],
				seed: 1
			};
			const changed = redivide(change);
			if (!changed.ok) throw new Error(changed.reason.text);
			expect(changed.moved.households).toBeGreaterThan(0);
			for (const { number, share } of inside) {
				const now = changed.territories.find((one) => one.from === number);
				if (now) expect(booleanPointInPolygon(homes[share]!, now.polygon)).toBe(true);
			}
		}
	});

	it('change nothing when nobody asks for it, and give the same bytes when asked twice', () => {
		const homes = randomHomes(village, 5);
		const near = JSON.stringify(divide({ ...village, homes }));
		expect(JSON.stringify(divide({ ...village, homes, pinHomes: false }))).toBe(near);
		const asked = { ...village, homes, pinHomes: true };
		expect(JSON.stringify(divide(asked))).toBe(JSON.stringify(divide(asked)));
		const nobody = divide({ ...village, pinHomes: true });
		expect(JSON.stringify(nobody)).toBe(JSON.stringify(divide(village)));
	});
});
