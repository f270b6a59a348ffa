import fc from 'fast-check';
import type { Position } from 'geojson';
import { describe, expect, it } from 'vitest';
import { defaultTravelRules } from '../travel.ts';
import { LocalMetres } from './local-metres.ts';
import { buildRoadNetwork, type RoadLine } from './road-network.ts';
import { WayFinder } from './shortest-way.ts';
import type { Way } from './way.ts';
import { at, road } from '../../../../tests/support/routing-cases.ts';

const finderOf = (lines: readonly RoadLine[], mode: 'foot' | 'motorbike' | 'boat' = 'foot') =>
	new WayFinder(buildRoadNetwork(lines, mode, defaultTravelRules));
const { detourFactor, footMps } = defaultTravelRules;

function lengthM(coordinates: readonly Position[]): number {
	const points = coordinates.map((position) => new LocalMetres(at(0, 0)).point(position));
	return points
		.slice(1)
		.reduce((sum, [x, y], i) => sum + Math.hypot(x - points[i]![0], y - points[i]![1]), 0);
}

/** Streets of a jittered grid, some of them missing, and the exact metres between its crossings. */
interface Town {
	readonly lines: RoadLine[];
	readonly crossings: (readonly [number, number])[];
	readonly metres: number[][];
}

const side = 5;
const town = fc
	.record({
		jitter: fc.array(fc.integer({ min: -30, max: 30 }), {
			minLength: 2 * side * side,
			maxLength: 2 * side * side
		}),
		open: fc.array(fc.boolean(), { minLength: 2 * side * side, maxLength: 2 * side * side })
	})
	.map(({ jitter, open }): Town => {
		const crossings = Array.from({ length: side * side }, (_, i) => {
			const [x, y] = [100 * (i % side), 100 * Math.floor(i / side)];
			return [x + jitter[2 * i]!, y + jitter[2 * i + 1]!] as const;
		});
		const metres = crossings.map((_, i) => crossings.map((_, j) => (i === j ? 0 : Infinity)));
		const lines: RoadLine[] = [];
		const join = (i: number, j: number): void => {
			const [a, b] = [crossings[i]!, crossings[j]!];
			lines.push(road(a, b));
			metres[i]![j] = metres[j]![i] = Math.hypot(a[0] - b[0], a[1] - b[1]);
		};
		crossings.forEach((_, i) => {
			if (i % side < side - 1 && open[2 * i]) join(i, i + 1);
			if (i < side * (side - 1) && open[2 * i + 1]) join(i, i + side);
		});
		for (let k = 0; k < metres.length; k++)
			for (const row of metres)
				row.forEach((known, j) => (row[j] = Math.min(known, row[k]! + metres[k]![j]!)));
		return { lines, crossings, metres };
	});
const spot = fc.tuple(fc.integer({ min: -150, max: 550 }), fc.integer({ min: -150, max: 550 }));

describe('the shortest way', () => {
	it('is as long as Floyd and Warshall say, wherever a way is drawn', () => {
		fc.assert(
			fc.property(town, ({ lines, crossings, metres }) => {
				const finder = finderOf(lines);
				for (const [i, from] of crossings.entries()) {
					const j = (7 * i + 3) % crossings.length;
					const exact = metres[i]![j]!;
					if (i === j || exact === Infinity) continue;
					const way = finder.way(at(...from), at(...crossings[j]!));
					expect(Math.abs(way.metres - exact)).toBeLessThan(0.5);
					expect(way.seconds).toBeCloseTo(way.metres / footMps.local, -0.5);
					expect(way.isGuess).toBe(false);
				}
			}),
			{ numRuns: 40 }
		);
	});

	it('leads from door to door without a break, no shorter than a straight line', () => {
		fc.assert(
			fc.property(town, spot, spot, ({ lines }, a, b) => {
				const [from, to] = [at(...a), at(...b)];
				const way = finderOf(lines).way(from, to);
				const line = way.parts.flatMap(({ coordinates }) => coordinates);
				expect(way.metres).toBeGreaterThan(Math.hypot(a[0] - b[0], a[1] - b[1]) - 0.1);
				expect(way.guessM).toBeLessThanOrEqual(way.metres + 1e-9);
				if (line.length === 0) return expect(a).toEqual(b);
				expect([line[0], line.at(-1)]).toEqual([from, to]);
				way.parts.slice(1).forEach(({ coordinates }, i) => {
					expect(coordinates[0]).toEqual(way.parts[i]!.coordinates.at(-1));
				});
				const drawn = way.parts.filter(({ isGuess }) => !isGuess);
				const drawnM = drawn.reduce((sum, { coordinates }) => sum + lengthM(coordinates), 0);
				expect(Math.abs(drawnM - (way.metres - way.guessM))).toBeLessThan(0.5);
			}),
			{ numRuns: 200 }
		);
	});

	it('is the same from the other end, and in the table of many', () => {
		fc.assert(
			fc.property(town, fc.array(spot, { minLength: 2, maxLength: 6 }), ({ lines }, spots) => {
				const finder = finderOf(lines);
				const places = spots.map(([x, y]) => at(x, y));
				const table = finder.secondsBetween(places);
				places.forEach((from, i) => {
					places.forEach((to, j) => {
						const { seconds } = finder.way(from, to);
						expect(Math.abs(table[i * places.length + j]! - seconds)).toBeLessThan(1e-6);
					});
				});
			}),
			{ numRuns: 200 }
		);
	});
});

describe('from the house to the road', () => {
	const street = road([0, 0], [1000, 0]);

	it('goes to the nearest point of the road, not to its nearest end, and says it is a guess', () => {
		const way = finderOf([street]).way(at(300, 20), at(700, -25));
		expect(way.metres).toBeCloseTo(445, 0);
		expect(way.guessM).toBeCloseTo(45, 0);
		expect(way.isGuess).toBe(false);
		expect(way.parts.map(({ isGuess }) => isGuess)).toEqual([true, false, true]);
		expect(way.parts[1]!.coordinates).toEqual([at(300, 0), at(700, 0)]);
	});

	it('allows for a detour beyond the yard', () => {
		const { guessM } = finderOf([street]).way(at(300, 130), at(700, 0));
		expect(guessM).toBeCloseTo(30 + 100 * detourFactor, 0);
	});

	it('is nothing between two houses on one spot', () => {
		const way = finderOf([street]).way(at(300, 20), at(300, 20));
		expect(way).toMatchObject({ metres: 0, seconds: 0, isGuess: false });
		expect(finderOf([]).way(at(1, 1), at(1, 1))).toMatchObject({ metres: 0, isGuess: false });
	});

	it('goes straight to a neighbour who is nearer than the road', () => {
		const way = finderOf([street]).way(at(300, 60), at(320, 60));
		expect(way.metres).toBeCloseTo(20 * detourFactor, 0);
		expect(way.isGuess).toBe(false);
		expect(way.parts).toEqual([{ coordinates: [at(300, 60), at(320, 60)], isGuess: true }]);
	});

	it('is called a guess when most of it is open land, but not for two yards', () => {
		const finder = finderOf([street]);
		const yards = finder.way(at(300, 25), at(320, -25));
		expect(yards.guessM / yards.metres).toBeGreaterThan(0.5);
		expect(yards.isGuess).toBe(false);
		expect(finder.way(at(300, 45), at(360, -45)).isGuess).toBe(true);
	});

	it('does not wade to a road on the other bank', () => {
		const river: RoadLine = { ...road([-500, 30], [1500, 30]), class: 'river_boat' };
		const bridge = road([1000, 0], [1000, 100], [0, 100]);
		const [here, across] = [at(100, 20), at(100, 40)];
		const way = finderOf([street, river, bridge]).way(here, across);
		expect(way.metres).toBeCloseTo(20 + 900 + 100 + 900 + 60 + 30 * (detourFactor - 1), 0);
		expect(way.isGuess).toBe(false);
		const byBoat = finderOf([street, river, bridge], 'boat').way(here, across);
		expect(byBoat.metres).toBeLessThan(60);
	});
});

describe('where no way is drawn', () => {
	it.each([
		['without any road', []],
		['with roads in two pieces', [road([0, 0], [200, 0]), road([2000, 0], [2200, 0])]],
		['far from every road', [road([90_000, 0], [90_100, 0])]]
	])('is a straight line with its detour, said to be a guess: %s', (_, lines) => {
		const way = finderOf(lines).way(at(100, 10), at(2100, 10));
		expect(way.metres).toBeCloseTo(2000 * detourFactor, -1);
		expect(way.seconds).toBeCloseTo(way.metres / footMps.path, 3);
		expect(way).toMatchObject({
			isGuess: true,
			guessM: way.metres,
			parts: [{ coordinates: [at(100, 10), at(2100, 10)], isGuess: true }]
		});
	});

	it('takes the road of another piece when the nearest one leads nowhere', () => {
		const yard = road([0, 30], [60, 30]);
		const way = finderOf([yard, road([0, 130], [2000, 130])]).way(at(30, 25), at(1900, 125));
		expect(way.isGuess).toBe(false);
		expect(way.metres).toBeCloseTo(105 + 75 * (detourFactor - 1) + 1870 + 5, 0);
	});

	it('marks a bridged gap as a guess in the middle of the way', () => {
		const finder = finderOf([road([0, 0], [500, 0]), road([512, 0], [1000, 0])]);
		const way = finder.way(at(0, 0), at(1000, 0));
		expect(way.guessM).toBeCloseTo(12, 0);
		expect(way.isGuess).toBe(false);
		expect(way.parts.map(({ isGuess }: Way['parts'][number]) => isGuess)).toEqual([
			false,
			true,
			false
		]);
	});
});

describe('the way to travel', () => {
	it('takes the longer road when it is the quicker one', () => {
		const path: RoadLine = { ...road([0, 0], [1000, 0]), class: 'path' };
		const big: RoadLine = { ...road([0, 0], [0, 200], [1000, 200], [1000, 0]), class: 'main' };
		const [from, to] = [at(0, 0), at(1000, 0)];
		expect(finderOf([path, big]).way(from, to).metres).toBeCloseTo(1000, 0);
		expect(finderOf([path, big], 'motorbike').way(from, to).metres).toBeCloseTo(1400, 0);
	});
});
