import fc from 'fast-check';
import type { MultiPolygon } from 'geojson';
import { describe, expect, it } from 'vitest';
import { areaOf, box, housesAt } from '../../../../tests/support/awkward-areas.ts';
import { brokenPromises, deviationPercent } from '../../../../tests/support/division-invariants.ts';
import { areaPlans, generatedDivision } from '../../../../tests/support/generated-areas.ts';
import type { DivisionInput } from './contract.ts';
import { divide } from './divide.ts';

const square = areaOf([box(0, 0, 1000, 1000)]);
const grid = Array.from({ length: 144 }, (_, i): [number, number] => [
	40 + 80 * (i % 12),
	40 + 80 * Math.floor(i / 12)
]);
const village: DivisionInput = { area: square, households: housesAt(grid), k: 6, seed: 1 };

describe('any generated area', () => {
	it('is divided exactly, evenly and in whole pieces, or refused with a reason', () => {
		fc.assert(
			fc.property(areaPlans, (plan) => {
				const input = generatedDivision(plan);
				const result = divide(input);
				if (!result.ok) {
					expect(result.reason.code).toMatch(/^k_above/);
					return;
				}
				// Against the outline as drawn, not as the engine reports it.
				expect(brokenPromises(input, result, input.area as MultiPolygon)).toEqual([]);
				const { heaviestPlacePercent } = result.metrics;
				expect(deviationPercent(result)).toBeLessThanOrEqual(Math.max(5, heaviestPlacePercent));
			}),
			{ numRuns: 100, seed: 20261122 }
		);
	}, 120_000);

	it('gives the same bytes for the same seed', () => {
		fc.assert(
			fc.property(areaPlans, (plan) => {
				const input = generatedDivision(plan);
				expect(JSON.stringify(divide(input))).toBe(JSON.stringify(divide(input)));
			}),
			{ numRuns: 6, seed: 7 }
		);
	}, 60_000);
});

describe('what a planner is told', () => {
	const textOf = (input: DivisionInput): string => {
		const result = divide(input);
		return result.ok ? '' : result.reason.text;
	};

	it.each([0, -1, 2.5, NaN, Infinity])('refuses %s kader in words', (k) => {
		expect(textOf({ ...village, k })).toMatch(/Jumlah kader harus bilangan bulat/);
	});

	it('says how many houses there are when there are more kader than that', () => {
		expect(textOf({ ...village, k: 145 })).toContain('144');
	});

	it('suspects swapped longitude and latitude when no house lies inside', () => {
		const swapped = village.households.map((one) => ({
			...one,
			position: [...one.position].reverse()
		}));
		expect(textOf({ ...village, households: swapped })).toMatch(/bujur dan lintang tertukar/);
	});

	it('asks for degrees when the outline is in metres', () => {
		const metres: DivisionInput['area'] = {
			type: 'Polygon',
			coordinates: [[...box(0, 0, 500_000, 9_000_000), [0, 0]]]
		};
		expect(textOf({ ...village, area: metres })).toMatch(/WGS 84/);
	});

	it.each([
		['nothing', null],
		['text', 'wilayah'],
		['a point', { type: 'Point', coordinates: [110, -7] }],
		['an empty collection', { type: 'FeatureCollection', features: [] }],
		['broken rings', { type: 'Polygon', coordinates: [[[1, 2], null, 'x', [NaN, 3]]] }],
		[
			'a line as polygon',
			{
				type: 'Polygon',
				coordinates: [
					[
						[1, 2],
						[1, 2],
						[1, 2]
					]
				]
			}
		]
	])('asks for an outline when the area is %s', (_, area) => {
		expect(textOf({ ...village, area: area as DivisionInput['area'] })).toMatch(/Batas wilayah/);
	});

	it('counts houses of a bad load with the mean and says so', () => {
		const households = village.households.map((one, i) => ({
			...one,
			load: [NaN, -4, Infinity][i] ?? 2
		}));
		const result = divide({ ...village, households });
		if (!result.ok) throw new Error(result.reason.text);
		expect(result.notes).toMatchObject([{ code: 'loads_mended', count: 3 }]);
		expect(result.metrics.workload).toBe(288);
	});

	it('leaves a house without a position or far away out, and counts it', () => {
		const [first, second, ...rest] = village.households;
		const households = [{ ...first!, position: [] }, { ...second!, position: [0, 0] }, ...rest];
		const result = divide({ ...village, households });
		if (!result.ok) throw new Error(result.reason.text);
		const codes = result.notes.map(({ code }) => code);
		expect(codes).toEqual(['households_without_position', 'households_far_outside']);
		expect(result.outside).toEqual(['r1']);
		expect(result.metrics.households).toBe(142);
	});

	it('uses a repeated household once', () => {
		const households = [...village.households, village.households[0]!];
		const result = divide({ ...village, households });
		expect(result).toMatchObject({ ok: true, metrics: { households: 144 } });
	});
});

describe('the outline as people hand it in', () => {
	const polygonsOf = (area: DivisionInput['area']) => {
		const result = divide({ ...village, area });
		if (!result.ok) throw new Error(result.reason.text);
		return result.territories.map(({ polygon }) => polygon);
	};
	const ring = square.coordinates[0]![0]!;
	const asPolygon = (coordinates: number[][]): DivisionInput['area'] => ({
		type: 'Polygon',
		coordinates: [coordinates]
	});

	it.each([
		['with z', ring.map(([lng, lat]) => [lng!, lat!, 12.5])],
		['unclosed', ring.slice(0, -1)],
		['with repeated vertices', ring.flatMap((vertex) => [vertex, vertex])]
	])('%s gives the same territories', (_, coordinates) => {
		expect(polygonsOf(asPolygon(coordinates))).toEqual(polygonsOf(square));
	});

	it('may run clockwise', () => {
		const result = divide({ ...village, area: asPolygon(ring.slice().reverse()) });
		if (!result.ok) throw new Error(result.reason.text);
		expect(brokenPromises(village, result, square)).toEqual([]);
	});

	it('may come as several features, which are divided as one area', () => {
		const halves = [box(0, 0, 500, 1000), box(500, 0, 1000, 1000)].map((half) => ({
			type: 'Feature' as const,
			properties: {},
			geometry: areaOf([half])
		}));
		const area = { type: 'FeatureCollection' as const, features: halves };
		const result = divide({ ...village, area });
		if (!result.ok) throw new Error(result.reason.text);
		expect(brokenPromises(village, result)).toEqual([]);
		expect(result.area.coordinates).toHaveLength(1);
	});

	it('loses scraps of less than 4 m², with a note', () => {
		const withScrap = areaOf([box(0, 0, 1000, 1000)], [box(1200, 0, 1201, 1)]);
		const result = divide({ ...village, area: withScrap });
		expect(result).toMatchObject({ ok: true, notes: [{ code: 'area_tiny_parts_dropped' }] });
	});
});

describe('outlines that do not quite meet', () => {
	it('are united, and the hair between them is not left as a hole', () => {
		const left = areaOf([
			[
				[0, 0],
				[500, 0],
				[500, 1000],
				[0, 1000]
			]
		]);
		const right = areaOf([
			[
				[500, 0],
				[1000, 0],
				[1000, 1000],
				[500, 1000],
				[500.001, 500]
			]
		]);
		const features = [left, right].map((geometry) => ({
			type: 'Feature' as const,
			properties: {},
			geometry
		}));
		const result = divide({ ...village, area: { type: 'FeatureCollection', features } });
		if (!result.ok) throw new Error(result.reason.text);
		expect(brokenPromises(village, result)).toEqual([]);
		expect(result.area.coordinates.map((rings) => rings.length)).toEqual([1]);
	});
});

describe('the course of a division', () => {
	it('keeps houses of one place together', () => {
		const households = housesAt(grid.flatMap((place) => [place, place, place]));
		const result = divide({ ...village, households });
		if (!result.ok) throw new Error(result.reason.text);
		for (const { households: own } of result.territories) {
			expect(own.length % 3).toBe(0);
			for (const id of own) {
				const first = Math.floor(Number(id.slice(1)) / 3) * 3;
				expect(own).toContain(`r${first}`);
			}
		}
	});

	it('numbers territories from north-west to south-east', () => {
		const result = divide(village);
		if (!result.ok) throw new Error(result.reason.text);
		const placeOf = new Map(village.households.map(({ id, position }) => [id, position]));
		const southEast = result.territories.map(({ households }) => {
			const places = households.map((id) => placeOf.get(id)!);
			return places.reduce((sum, [lng, lat]) => sum + lng! - lat!, 0) / places.length;
		});
		expect(southEast).toEqual(southEast.slice().sort((a, b) => a - b));
	});

	it('tells its progress in rising order and shows a first plan that keeps every promise', () => {
		const told: number[] = [];
		const broken: string[] = [];
		let plans = 0;
		divide(village, {
			progress: ({ done }) => told.push(done),
			plan: (plan) => {
				plans++;
				broken.push(...brokenPromises(village, plan));
			}
		});
		expect(told).toEqual(told.slice().sort((a, b) => a - b));
		expect(told.at(-1)).toBe(1);
		expect(plans).toBeGreaterThan(0);
		expect(broken).toEqual([]);
	});

	it('stops when it is cancelled', () => {
		const result = divide(village, { cancelled: () => true });
		expect(result).toMatchObject({ ok: false, reason: { code: 'cancelled' } });
	});

	it('draws no longer borders in the tidy profile than in the walking one', () => {
		const walk = divide({ ...village, profile: 'walk' });
		const tidy = divide({ ...village, profile: 'tidy' });
		if (!walk.ok || !tidy.ok) throw new Error('refused');
		expect(tidy.metrics.borderM).toBeLessThanOrEqual(walk.metrics.borderM + 1);
	});
});
