import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { at, road } from '../../../../tests/support/routing-cases.ts';
import { defaultTravelRules } from '../travel.ts';
import { dayRoute } from './day-route.ts';
import { buildRoadNetwork, type RoadLine } from './road-network.ts';

const network = (...lines: RoadLine[]) => buildRoadNetwork(lines, 'foot', defaultTravelRules);
const river = (...points: readonly (readonly [number, number])[]): RoadLine => ({
	...road(...points),
	class: 'river_boat'
});
const street = network(road([0, 0], [1_000, 0]));

describe('a day on foot', () => {
	it('goes to every stop once, the groups one after another', () => {
		const place = fc.tuple(
			fc.integer({ min: -200, max: 1_200 }),
			fc.integer({ min: -300, max: 300 })
		);
		const day = fc.array(place, { minLength: 1, maxLength: 12 }).chain((places) =>
			fc.tuple(
				fc.constant(places),
				fc.array(fc.integer({ min: 0, max: 3 }), {
					...{ minLength: places.length, maxLength: places.length }
				})
			)
		);
		fc.assert(
			fc.property(day, ([places, groupOf]) => {
				const groups = [0, 1, 2, 3].map((group) =>
					places.flatMap((_, stop) => (groupOf[stop] === group ? [stop] : []))
				);
				const stops = places.map(([x, y]) => at(x, y));
				const { order, legs, metres } = dayRoute(street, at(0, 0), stops, groups);
				expect([...order].sort((a, b) => a - b)).toEqual(stops.map((_, i) => i));
				expect(legs).toHaveLength(stops.length);
				expect(order.map((stop) => groupOf[stop]!)).toEqual([...groupOf].sort());
				expect(metres).toBeCloseTo(
					legs.reduce((sum, leg) => sum + leg.metres, 0),
					6
				);
			})
		);
	});

	it('keeps an order of her own, however far it leads', () => {
		const stops = [at(900, 10), at(100, 10), at(800, 10), at(200, 10)];
		const own = [[0], [1], [2], [3]];
		expect(dayRoute(street, at(0, 0), stops, own).order).toEqual([0, 1, 2, 3]);
	});

	it('begins the next group where the one before has ended', () => {
		const stops = [at(900, 10), at(100, 10), at(700, 10), at(300, 10)];
		const { order } = dayRoute(street, at(0, 0), stops, [[0], [1, 2, 3]]);
		expect(order).toEqual([0, 2, 3, 1]);
	});

	it('takes two houses on one spot one after the other, without a metre between', () => {
		const stops = [at(500, 10), at(100, 10), at(500, 10)];
		const { order, legs } = dayRoute(street, at(0, 0), stops);
		expect(order[0]).toBe(1);
		expect(legs[2]!.metres).toBe(0);
		expect(legs[2]!.isGuess).toBe(false);
	});

	it('says that the way to a house across the river is a guess, and goes there after its own side', () => {
		const cut = network(road([0, 0], [1_000, 0]), river([-500, 40], [1_500, 40]));
		const stops = [at(500, 80), at(600, 10), at(450, 10)];
		const { order, legs } = dayRoute(cut, at(400, 0), stops);
		const across = legs[order.indexOf(0)]!;
		expect(across.isGuess).toBe(true);
		expect(legs.filter(({ isGuess }) => isGuess).length).toBeLessThanOrEqual(2);
	});

	it('joins pieces of the network that never meet by a leg that says so', () => {
		const pieces = network(road([0, 0], [300, 0]), road([1_000, 0], [1_300, 0]));
		const stops = [at(1_250, 5), at(250, 5), at(1_050, 5)];
		const { order, legs } = dayRoute(pieces, at(0, 0), stops);
		expect(order).toEqual([1, 2, 0]);
		expect(legs.map(({ isGuess }) => isGuess)).toEqual([false, true, false]);
	});

	it('guesses from two kilometres off, and still orders the rest', () => {
		const stops = [at(900, 10), at(100, 10), at(500, 10)];
		const { order, legs } = dayRoute(network(road([0, 0], [1_000, 0])), at(-2_000, 0), stops);
		expect(order).toEqual([1, 2, 0]);
		expect(legs[0]!.isGuess).toBe(true);
	});
});
