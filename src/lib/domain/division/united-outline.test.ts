import fc from 'fast-check';
import type { MultiPolygon } from 'geojson';
import { describe, expect, it } from 'vitest';
import { areaOf, box } from '../../../../tests/support/awkward-areas.ts';
import { sizeM2 } from '../../../../tests/support/division-invariants.ts';
import { areaPlans, generatedDivision } from '../../../../tests/support/generated-areas.ts';
import { divide } from './divide.ts';
import { unitedOutline } from './united-outline.ts';

const vertices = ({ coordinates }: MultiPolygon): Set<string> =>
	new Set(coordinates.flat(2).map((place) => place.join()));

describe('the outline of several territories together', () => {
	it('has only vertices that were there, and the size of all of them', () => {
		fc.assert(
			fc.property(areaPlans, fc.integer({ min: 0, max: 511 }), (plan, chosen) => {
				const result = divide(generatedDivision(plan));
				if (!result.ok) return;
				const some = result.territories
					.filter((_, a) => (chosen >> a) % 2 === 1)
					.map(({ polygon }) => polygon);
				if (some.length === 0) return;
				const united = unitedOutline(some);
				const known = new Set(some.flatMap((polygon) => [...vertices(polygon)]));
				for (const vertex of vertices(united)) expect(known).toContain(vertex);
				const size = some.reduce((sum, polygon) => sum + sizeM2(polygon), 0);
				expect(Math.abs(sizeM2(united) - size)).toBeLessThan(Math.max(1e-3, size * 1e-11));
				const edges = united.coordinates
					.flat()
					.flatMap((ring) => ring.slice(1).map((to, i) => `${ring[i]!.join()} ${to.join()}`));
				const turned = edges.map((edge) => edge.split(' ').reverse().join(' '));
				expect(turned.filter((edge) => edges.includes(edge))).toEqual([]);
			}),
			{ numRuns: 40, seed: 20261122 }
		);
	}, 60_000);

	it('loses a border that is cut at a vertex on one side alone', () => {
		const left = areaOf([box(0, 0, 500, 1000)]);
		const upper = areaOf([box(500, 400, 1000, 1000)]);
		const lower = areaOf([box(500, 0, 1000, 400)]);
		const united = unitedOutline([left, upper, lower]);
		expect(united.coordinates).toHaveLength(1);
		expect(united.coordinates[0]).toHaveLength(1);
		expect(vertices(united).has(left.coordinates[0]![0]![1]!.join())).toBe(true);
		expect(sizeM2(united)).toBeCloseTo(1e6, 3);
	});

	it('keeps the hole that a territory in the middle leaves', () => {
		const ring = areaOf([box(0, 0, 900, 900), box(300, 300, 600, 600).reverse()]);
		const beside = areaOf([box(900, 0, 1200, 900)]);
		const united = unitedOutline([ring, beside]);
		expect(united.coordinates.map((rings) => rings.length)).toEqual([2]);
	});

	it('does not mind which way the rings run', () => {
		const left = areaOf([box(0, 0, 500, 1000).reverse()]);
		const right = areaOf([box(500, 0, 1000, 1000)]);
		expect(unitedOutline([left, right]).coordinates).toHaveLength(1);
	});

	it('hands on overlapping polygons as they are, for the area to be mended', () => {
		const some = [areaOf([box(0, 0, 600, 1000)]), areaOf([box(400, 0, 1000, 1000)])];
		expect(unitedOutline(some).coordinates).toEqual(some.flatMap((one) => one.coordinates));
	});
});
