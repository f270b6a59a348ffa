import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { LineString, Position } from 'geojson';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../division/random.ts';
import { pointOnSurface } from '../geometry/point-on-surface.ts';
import { defaultTravelRules } from '../travel.ts';
import { buildRoadNetwork } from './road-network.ts';
import { WayFinder } from './shortest-way.ts';
import { tourSeconds, visitOrder } from './visit-order.ts';
import { dataFolder, readData } from '../../../../tests/support/division-scorer.ts';
import { exactTourSeconds } from '../../../../tests/support/exact-visit-order.ts';

function betweenPoints(points: readonly (readonly [number, number])[]): Float64Array {
	return Float64Array.from(
		points.flatMap(([ax, ay]) => points.map(([bx, by]) => Math.hypot(ax - bx, ay - by)))
	);
}

function secondsOf(order: readonly number[], seconds: Float64Array): number {
	const n = Math.round(Math.sqrt(seconds.length));
	return tourSeconds([0, ...order], (a, b) => seconds[a * n + b]!);
}

const aPoint = fc.tuple(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 0, max: 1000 }));
const someTimes = fc.array(aPoint, { minLength: 1, maxLength: 25 }).map(betweenPoints);
const stopsOf = (seconds: Float64Array): number[] =>
	Array.from({ length: Math.round(Math.sqrt(seconds.length)) - 1 }, (_, i) => i + 1);

/** Every order with one run turned around, or up to three neighbours moved elsewhere. */
function changesOf(order: readonly number[]): number[][] {
	const changes: number[][] = [];
	order.forEach((_, i) => {
		for (let j = i + 1; j <= order.length; j++) {
			const [before, run, after] = [order.slice(0, i), order.slice(i, j), order.slice(j)];
			const back = [...run].reverse();
			changes.push([...before, ...back, ...after]);
			if (run.length > 3) continue;
			const rest = [...before, ...after];
			rest.forEach((_stop, k) => {
				changes.push([...rest.slice(0, k), ...run, ...rest.slice(k)]);
				changes.push([...rest.slice(0, k), ...back, ...rest.slice(k)]);
			});
		}
	});
	return changes;
}

describe('the order of visits', () => {
	it('has every stop once and is never slower than the order that was given', () => {
		fc.assert(
			fc.property(someTimes, (seconds) => {
				const order = visitOrder(seconds);
				const given = stopsOf(seconds);
				expect([...order].sort((a, b) => a - b)).toEqual(given);
				expect(secondsOf(order, seconds)).toBeLessThanOrEqual(secondsOf(given, seconds) + 1e-6);
				expect(visitOrder(seconds)).toEqual(order);
			}),
			{ numRuns: 200 }
		);
	});

	it('keeps the stops that she put first, in her order', () => {
		fc.assert(
			fc.property(someTimes, fc.array(fc.nat(), { maxLength: 6 }), (seconds, wishes) => {
				const given = stopsOf(seconds);
				const fixed = [...new Set(wishes.map((wish) => wish % given.length).filter(isFinite))].map(
					(index) => given[index]!
				);
				const order = visitOrder(seconds, fixed);
				expect(order.slice(0, fixed.length)).toEqual(fixed);
				expect([...order].sort((a, b) => a - b)).toEqual(given);
			}),
			{ numRuns: 200 }
		);
	});

	it('is bettered neither by turning a run around nor by moving up to three stops', () => {
		fc.assert(
			fc.property(fc.array(aPoint, { minLength: 18, maxLength: 24 }), (points) => {
				const seconds = betweenPoints(points);
				const order = visitOrder(seconds);
				const others = changesOf(order).map((other) => secondsOf(other, seconds));
				expect(Math.min(...others)).toBeGreaterThan(secondsOf(order, seconds) - 1e-3);
			}),
			{ numRuns: 100 }
		);
	});

	it('goes on from the last stop that she put first', () => {
		const houses = [0, 100, 200, 300, 400, 500].map((x) => [x, 0] as const);
		expect(visitOrder(betweenPoints(houses), [2, 5])).toEqual([2, 5, 4, 3, 1]);
	});

	it('goes along a street without turning back', () => {
		const houses = [0, 700, 100, 500, 300, 200, 600, 400].map((x) => [x, 0] as const);
		expect(visitOrder(betweenPoints(houses))).toEqual([2, 5, 4, 7, 3, 6, 1]);
	});

	it('ends with 80 stops, all on one spot or not', () => {
		const random = seededRandom(3);
		const spread = Array.from({ length: 81 }, () => [random() * 900, random() * 900] as const);
		expect(new Set(visitOrder(betweenPoints(spread))).size).toBe(80);
		const one = Array.from({ length: 81 }, () => [5, 5] as const);
		expect(visitOrder(betweenPoints(one))).toHaveLength(80);
		expect(visitOrder(new Float64Array(1))).toEqual([]);
	});
});

/** @returns mean of our time ÷ the least time − 1 */
function meanGap(cases: readonly Float64Array[]): number {
	const gaps = cases.map((seconds) => {
		const least = exactTourSeconds(seconds);
		const ours = secondsOf(visitOrder(seconds), seconds);
		expect(ours).toBeGreaterThanOrEqual(least - 1e-6);
		return least > 0 ? ours / least - 1 : 0;
	});
	return gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
}

describe('against Held and Karp', () => {
	it('is within 0.5 % of the least time in the mean of 200 random days', () => {
		const random = seededRandom(1);
		const days = Array.from({ length: 200 }, (_, day) => {
			// Spread out, along a road, or in two hamlets.
			const [width, gap] = [[1000, 0] as const, [8000, 0] as const, [600, 3000] as const][day % 3]!;
			return betweenPoints(
				Array.from({ length: 5 + (day % 9) }, () => {
					const shift = random() < 0.5 ? 0 : gap;
					return [shift + random() * width, random() * 600] as const;
				})
			);
		});
		expect(meanGap(days)).toBeLessThanOrEqual(0.005);
	}, 60_000);

	const houses = 'tegalmulyo/bangunan.geojson';
	const missing = existsSync(join(dataFolder, houses)) ? '' : ' (no measuring data)';
	it.skipIf(missing)(
		`is within 0.5 % on the paths of a mountain village${missing}`,
		() => {
			const lines = ['tegalmulyo/jalan.geojson', 'tegalmulyo/jalan_setapak.geojson'].flatMap(
				(path) =>
					readData(path).features.map(({ geometry }) => ({
						class: path.includes('setapak') ? ('path' as const) : ('local' as const),
						line: geometry as LineString
					}))
			);
			const finder = new WayFinder(buildRoadNetwork(lines, 'foot', defaultTravelRules));
			const positions = readData(houses).features.map(({ geometry }) => pointOnSurface(geometry)!);
			const days = Array.from({ length: 60 }, (_, day) =>
				finder.secondsBetween(
					nearestTo(positions, (41 * day) % positions.length, 40, 4 + (day % 10))
				)
			);
			expect(meanGap(days)).toBeLessThanOrEqual(0.005);
		},
		60_000
	);
});

/** A day in one corner of the village: every few of the houses nearest to one. */
function nearestTo(all: readonly Position[], one: number, around: number, count: number) {
	const [lng = 0, lat = 0] = all[one]!;
	const far = ([x = 0, y = 0]: Position): number => Math.hypot(x - lng, y - lat);
	const near = [...all].sort((a, b) => far(a) - far(b)).slice(0, around);
	return near.filter((_, i) => i % Math.floor(around / count) === 0).slice(0, count);
}
