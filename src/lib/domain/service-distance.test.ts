import fc from 'fast-check';
import type { Position } from 'geojson';
import { describe, expect, it } from 'vitest';
import { at, road } from '../../../tests/support/routing-cases.ts';
import { metresApart } from './routing/local-metres.ts';
import {
	mostTried,
	nearestServices,
	newPoints,
	type DistanceGround,
	type PointsQuestion
} from './service-distance.ts';
import { defaultTravelRules } from './travel.ts';

const line: DistanceGround = { measure: 'line', lines: [], rules: defaultTravelRules };
const street = [road([0, 0], [400, 0], [400, 300])];
const home = (position: Position, people = 1, isBeyond = true) => ({ position, people, isBeyond });
const ask = (own: Partial<PointsQuestion>): PointsQuestion => ({
	...line,
	kind: 'points',
	homes: [],
	limit: 500,
	count: 1,
	...own
});

describe('the nearest posyandu and care of each home', () => {
	it('are metres in a straight line, metres of way or minutes, as asked', () => {
		const question = {
			kind: 'nearest' as const,
			homes: [at(400, 300)],
			services: { posyandu: [at(0, 0), at(5_000, 0)], clinic: [] }
		};
		const value = (measure: DistanceGround['measure']) => {
			const answer = nearestServices({ ...question, ...line, lines: street, measure });
			expect(answer.clinic).toBeNull();
			expect([...answer.posyandu!.places]).toEqual([0]);
			return answer.posyandu!.values[0];
		};
		expect(value('line')).toBeCloseTo(500, 0);
		expect(value('road')).toBeCloseTo(700, 0);
		expect(value('minutes')).toBeCloseTo(700 / 1.25 / 60, 2);
	});

	it('are unknown, and not zero, where no way is known', () => {
		const river = { ...road([200, -9_000], [200, 9_000]), class: 'river_boat' as const };
		const answer = nearestServices({
			...line,
			kind: 'nearest',
			measure: 'road',
			lines: [road([0, 0], [100, 0]), river],
			homes: [at(400, 0)],
			services: { posyandu: [at(0, 0)], clinic: [] }
		});
		expect([...answer.posyandu!.values]).toEqual([Infinity]);
		expect([...answer.posyandu!.places]).toEqual([-1]);
	});
});

const districts = fc.array(
	fc.record({
		x: fc.integer({ min: 0, max: 30 }).map((n) => 100 * n),
		y: fc.integer({ min: 0, max: 30 }).map((n) => 100 * n),
		people: fc.integer({ min: 1, max: 6 }),
		isBeyond: fc.boolean()
	}),
	{ maxLength: 40 }
);
const homesOf = (list: readonly { x: number; y: number; people: number; isBeyond: boolean }[]) =>
	list.map(({ x, y, people, isBeyond }) => home(at(x, y), people, isBeyond));

describe('points for a new posyandu', () => {
	it('stand where houses do and gain exactly the people they bring within the limit', () => {
		fc.assert(
			fc.property(districts, fc.integer({ min: 1, max: 5 }), (list, count) => {
				const homes = homesOf(list);
				const { points } = newPoints(ask({ homes, count }));
				const within = homes.filter(
					({ position, isBeyond }) =>
						isBeyond && points.some((point) => metresApart(point.position, position) <= 500)
				);
				const sum = (key: 'homes' | 'people') => points.reduce((all, point) => all + point[key], 0);
				expect(sum('homes')).toBe(within.length);
				expect(sum('people')).toBe(within.reduce((all, { people }) => all + people, 0));
				expect(points.length).toBeLessThanOrEqual(count);
				for (const point of points) expect(homes[point.home]!.position).toEqual(point.position);
			})
		);
	});

	it('do not depend on the order of the homes', () => {
		fc.assert(
			fc.property(
				districts.chain((list) =>
					fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))
				),
				fc.integer({ min: 1, max: 5 }),
				([list, shuffled], count) => {
					const answer = (homes: PointsQuestion['homes']) =>
						newPoints(ask({ homes, count })).points.map(({ home: _, ...point }) => point);
					expect(answer(homesOf(shuffled))).toEqual(answer(homesOf(list)));
				}
			)
		);
	});

	it('follow the roads where those are the measure', () => {
		// 300 m straight over the fields, 1,100 m by the only street.
		const lines = [road([0, 0], [400, 0], [400, 300], [0, 300])];
		const homes = [home(at(0, 0)), home(at(0, 300))];
		const gained = (measure: DistanceGround['measure'], limit: number) =>
			newPoints(ask({ homes, lines, measure, limit })).points[0]!.homes;
		expect(gained('line', 500)).toBe(2);
		expect(gained('road', 500)).toBe(1);
		expect(gained('minutes', 10)).toBe(1);
		expect(gained('minutes', 15)).toBe(2);
	});

	it('are none where nobody lives beyond the limit', () => {
		const answer = newPoints(ask({ homes: [home(at(0, 0), 4, false)], count: 3 }));
		expect(answer).toEqual({ points: [], tried: 0, possible: 0 });
	});

	it('are chosen from so many places as can be tried, and say how many there were', () => {
		const homes = Array.from({ length: 60 * 60 }, (_, i) =>
			home(at(30 * (i % 60), 30 * Math.floor(i / 60)))
		);
		const done: number[] = [];
		const answer = newPoints(ask({ homes, count: 2 }), (share) => done.push(share));
		expect(answer.possible).toBe(3_600);
		expect(answer.tried).toBeLessThanOrEqual(mostTried);
		expect(answer.tried).toBeGreaterThan(mostTried / 3);
		expect(answer.points).toHaveLength(2);
		// Circles of 500 m far from the edge hold about 870 of these houses.
		expect(answer.points[0]!.homes).toBeGreaterThan(850);
		expect(done.at(-1)).toBe(1);
		expect([...done].sort((a, b) => a - b)).toEqual(done);
	});
});
