import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { simulatedDistrict, told, type Told } from '../../../tests/support/estimated-districts.ts';
import { AreaCounts } from './area-count.ts';
import type { Area } from './area.ts';
import type { Target } from './coverage.ts';
import {
	estimatedCoverage,
	HouseholdEstimator,
	unregistered,
	type HouseholdEstimate
} from './estimated-coverage.ts';

const area = (id: string, parentId: string | null, kind: Area['kind']) =>
	({ id, parentId, kind }) as Area;
const rts = ['a', 'b', 'c'].flatMap((village) => [1, 2, 3, 4].map((n) => `${village}${n}`));
const areas = [
	area('kec', null, 'district'),
	...['a', 'b', 'c'].map((id) => area(id, 'kec', 'village')),
	...rts.map((id) => area(id, id[0]!, 'rt'))
];
type Counts = Readonly<Record<string, readonly (readonly (string | number)[])[]>>;
function estimator(counts: Counts) {
	const targets = Object.entries(counts).flatMap(([areaId, own]) =>
		own.map(
			([indicator, denominator]) =>
				({ areaId, indicator, denominator, year: 2026, denominatorNote: null }) as unknown as Target
		)
	);
	return new HouseholdEstimator(areas, new AreaCounts(targets, 2026));
}
/** Fifty buildings in each RT; in the first two of each village forty families were counted. */
const known: Counts = Object.fromEntries(
	rts.map((id) => [
		id,
		[
			['buildings', 50],
			...(id.endsWith('1') || id.endsWith('2') ? [['households_counted', 40] as const] : [])
		] as [string, number][]
	])
);
const estimateOf = (counts: Counts, id: string, registered: number | null = null) => {
	const found = estimator(counts).of(id, registered);
	if (typeof found === 'string') throw new Error(found);
	return found;
};

describe('how many families an area has', () => {
	it('is what was counted, and the buildings of the rest by what was learnt there', () => {
		// Two RT counted (80), two of fifty buildings each at 0.8.
		expect(estimateOf(known, 'a', 100)).toMatchObject({
			...{ count: 160, counted: 80, size: 100, ratio: 0.8, learntFrom: 6 },
			...{ basis: 'buildings', low: 160, isContradicted: false }
		});
		expect(estimateOf(known, 'kec').count).toBe(480);
	});

	it('is not more certain than a count, which misses some', () => {
		expect(estimateOf(known, 'a1', 38)).toMatchObject({
			...{ count: 40, low: 40, high: 42, basis: 'counted', ratio: null }
		});
	});

	it('takes the buildings of the whole area where its parts have none', () => {
		const whole: Counts = { ...known, c: [['buildings', 300]] };
		// Three hundred, of which the two counted RT hold a hundred.
		expect(estimateOf(whole, 'c')).toMatchObject({ count: 80 + 160, size: 200 });
	});

	it('is never below what is registered, and says so where that is beyond the interval', () => {
		expect(estimateOf(known, 'a', 163)).toMatchObject({ count: 163, low: 163, high: 165 });
		expect(estimateOf(known, 'a', 400)).toMatchObject({
			...{ count: 400, low: 400, high: 400, isContradicted: true }
		});
	});

	it('is unknown where nothing was counted, too little is complete, or only elsewhere', () => {
		expect(estimator({}).of('a', 100)).toBe('no_counts');
		const { a3: _, ...gap } = known;
		expect(estimator(gap).of('a', 100)).toBe('no_counts');
		expect(estimator(gap).of('b', 100)).not.toBe('no_counts');
		const bare = Object.fromEntries(rts.map((id) => [id, [['buildings', 50]]])) as Counts;
		expect(estimator(bare).of('a', 100)).toBe('few_complete');
		const near = Object.fromEntries(
			rts.map((id) => [
				id,
				[['buildings', 50], ...(id.startsWith('c') ? [] : [['households_counted', 40]])]
			])
		) as Counts;
		expect(estimator(near).of('c', 100)).toBe('elsewhere');
		expect(estimator(near).of('a', 100)).toMatchObject({ count: 160 });
	});

	it('falls back on residents: learnt here, else by the usual size with the range it has', () => {
		const people = Object.fromEntries(
			rts.map((id) => [
				id,
				[
					['residents', 150],
					...(id.endsWith('1') || id.endsWith('2') ? [['households_counted', 40]] : [])
				]
			])
		) as Counts;
		expect(estimateOf(people, 'a')).toMatchObject({ count: 160, basis: 'residents' });
		expect(estimateOf({ a: [['residents', 700]] }, 'a', 150)).toMatchObject({
			...{ count: 200, low: 179, high: 226, basis: 'usual_size', learntFrom: 0 }
		});
	});

	it('does not run in circles where the tree of areas does', () => {
		const round = [area('x', 'y', 'rt'), area('y', 'x', 'village')];
		const none = new HouseholdEstimator(round, new AreaCounts([], 2026));
		expect(none.of('x', 3)).toBe('no_counts');
	});
});

describe('coverage over the families that are thought to be there', () => {
	const estimate = { count: 160, low: 150, high: 170 } as HouseholdEstimate;
	it('turns the interval round: more families, less coverage', () => {
		expect(estimatedCoverage(80, estimate)).toEqual({ percent: 50, low: 47.1, high: 53.3 });
		expect(unregistered(estimate, 155)).toEqual({ count: 5, low: 0, high: 15 });
		expect(estimatedCoverage(0, { ...estimate, count: 0, low: 0, high: 0 })).toBeNull();
	});

	it('holds its order whatever was visited', () => {
		const sizes = fc.tuple(fc.nat(500), fc.nat(500), fc.nat(500), fc.nat(500));
		fc.assert(
			fc.property(sizes, ([visited, a, b, c]) => {
				const [low, count, high] = [a, b, c].sort((x, y) => x - y) as [number, number, number];
				const of = estimatedCoverage(visited, { ...estimate, low, count, high });
				if (!of) return;
				expect(of.low).toBeLessThanOrEqual(of.percent);
				expect(of.percent).toBeLessThanOrEqual(of.high);
			})
		);
	});

	it('lies within five points of the truth in 200 districts of which 30 % is not registered', () => {
		const all = Array.from({ length: 200 }, (_, seed) =>
			told(simulatedDistrict(seed + 1), 'district')
		) as Told[];
		const mean = (of: (one: Told) => number) =>
			all.reduce((total, one) => total + of(one), 0) / all.length;
		expect(all).not.toContain(null);
		expect(Math.max(...all.map(({ errorPoints }) => errorPoints))).toBeLessThanOrEqual(5);
		expect(mean(({ holdsTruth }) => Number(holdsTruth))).toBeGreaterThanOrEqual(0.9);
		// An interval of everything would hold the truth as well.
		expect(mean(({ widthPoints }) => widthPoints)).toBeLessThan(10);
		expect(mean(({ registeredErrorPoints }) => registeredErrorPoints)).toBeGreaterThan(15);
	});
});
