import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultTravelRules } from '../travel.ts';
import { gapM } from './bridges.ts';
import { buildRoadNetwork, type RoadLine, type RoadNetwork } from './road-network.ts';
import { at, road } from '../../../../tests/support/routing-cases.ts';

const networkOf = (lines: readonly RoadLine[], mode: 'foot' | 'motorbike' | 'boat' = 'foot') =>
	buildRoadNetwork(lines, mode, defaultTravelRules);
const guessedM = ({ isGuess, metres }: RoadNetwork): number =>
	metres.reduce((sum, length, edge) => sum + (isGuess[edge] === 1 ? length : 0), 0);

describe('a road network', () => {
	it('joins lines at shared vertices, whatever their geometry', () => {
		const network = networkOf([
			road([0, 0], [100, 0], [200, 0]),
			{
				class: 'path',
				line: {
					type: 'MultiLineString',
					coordinates: [
						[at(100, 0), [...at(100, 80), 512]],
						[at(200, 0), at(300, 0)]
					]
				}
			}
		]);
		expect(network.pieceM.length).toBe(1);
		expect(network.metres.length).toBe(4);
		expect(network.pieceM[0]).toBeCloseTo(380, 0);
		expect(guessedM(network)).toBe(0);
	});

	it('knows how long each edge takes by each way to travel', () => {
		const path = { ...road([0, 0], [100, 0]), class: 'path' } as const;
		const { footMps, motorbikeMps } = defaultTravelRules;
		expect(networkOf([path]).seconds[0]).toBeCloseTo(100 / footMps.path, 1);
		expect(networkOf([path], 'motorbike').seconds[0]).toBeCloseTo(100 / motorbikeMps.path, 1);
		expect(networkOf([path], 'boat').seconds[0]).toBeCloseTo(100 / footMps.path, 1);
	});

	it('carries nobody on a railway, and on a river only by boat', () => {
		const rail = { ...road([0, 0], [100, 0]), class: 'rail' } as const;
		const river = { ...road([0, 50], [100, 50]), class: 'river_boat' } as const;
		for (const mode of ['foot', 'motorbike'] as const)
			expect(networkOf([rail, river], mode).metres.length).toBe(0);
		const byBoat = networkOf([rail, river], 'boat');
		expect([...byBoat.seconds]).toEqual([expect.closeTo(100 / defaultTravelRules.boatMps, 1)]);
	});

	it('bridges the gap between a line that stops short and the one it meets', () => {
		fc.assert(
			fc.property(
				fc.double({ min: 1.5, max: gapM - 0.2, noNaN: true }),
				fc.integer({ min: 20, max: 180 }),
				(gap, x) => {
					const network = networkOf([road([0, 0], [200, 0]), road([x, gap], [x, gap + 100])]);
					expect(network.pieceM.length).toBe(1);
					expect(guessedM(network)).toBeCloseTo(gap, 0);
				}
			),
			{ numRuns: 100 }
		);
	});

	it('leaves wider gaps open and knows the pieces, the longest first', () => {
		fc.assert(
			fc.property(fc.double({ min: gapM + 0.3, max: 400, noNaN: true }), (gap) => {
				const network = networkOf([road([50, gap], [50, gap + 100]), road([0, 0], [200, 0])]);
				expect(network.pieceM.length).toBe(2);
				expect(guessedM(network)).toBe(0);
				expect([...network.piece]).toEqual([1, 1, 0, 0]);
			}),
			{ numRuns: 50 }
		);
	});

	it('lets a dead end meet the next line of the network that it hangs on already', () => {
		const round = road([0, 0], [0, 100], [150, 100], [150, 8]);
		const network = networkOf([road([0, 0], [200, 0]), round]);
		expect(guessedM(network)).toBeCloseTo(8, 0);
		expect(network.pieceM[0]).toBeCloseTo(200 + 342 + 8, 0);
	});

	it('joins several lanes to one stretch of road', () => {
		const lanes = [150, 50, 100].map((x) => road([x, 5], [x, 95]));
		const network = networkOf([road([0, 0], [200, 0]), ...lanes]);
		expect(network.pieceM.length).toBe(1);
		expect(network.pieceM[0]).toBeCloseTo(200 + 3 * 95, 0);
	});

	it('takes a slip of the pen for the same road', () => {
		const network = networkOf([road([0, 0], [100, 0]), road([100.6, 0], [200, 0])]);
		expect(network.pieceM.length).toBe(1);
		expect(guessedM(network)).toBe(0);
	});

	it('bridges nothing over a river or a railway', () => {
		for (const barrier of ['river_boat', 'rail'] as const) {
			const between: RoadLine = { ...road([0, 5], [200, 5]), class: barrier };
			const lines = [road([0, 0], [200, 0]), road([100, 10], [100, 90]), between];
			expect(networkOf(lines).pieceM.length).toBe(2);
		}
	});

	it('lands a boat where a road comes near the river, as a guess', () => {
		const river: RoadLine = { ...road([0, 0], [500, 0]), class: 'river_boat' };
		const lane = road([100, 200], [250, 40], [400, 200]);
		const network = networkOf([river, lane], 'boat');
		expect(network.pieceM.length).toBe(1);
		expect(guessedM(network)).toBeCloseTo(40, 0);
	});

	it('keeps a grid of streets whole when every one of them is cut short', () => {
		fc.assert(
			fc.property(
				fc.array(fc.double({ min: 0, max: 7, noNaN: true }), { minLength: 24, maxLength: 24 }),
				(short) => {
					const streets: RoadLine[] = [];
					// The first street of each direction stays whole; the others stop short of it.
					for (let i = 0; i < 6; i++) {
						const [a, b, c, d] = short.slice(4 * i) as [number, number, number, number];
						streets.push(i === 0 ? road([0, 0], [600, 0]) : road([a, 100 * i], [600 - b, 100 * i]));
						streets.push(i === 0 ? road([0, 0], [0, 600]) : road([100 * i, c], [100 * i, 90 - d]));
					}
					expect(networkOf(streets).pieceM.length).toBe(1);
				}
			),
			{ numRuns: 60 }
		);
	});

	it('survives what files hold', () => {
		const broken = [
			{ class: 'local', line: null },
			{ class: 'local', line: { type: 'LineString', coordinates: null } },
			{ class: 'local', line: { type: 'MultiLineString', coordinates: [null, []] } },
			{ class: 'local', line: { type: 'Polygon', coordinates: [] } },
			road(),
			road([5, 5]),
			road([5, 5], [5, 5])
		] as unknown as RoadLine[];
		const torn: RoadLine = {
			class: 'local',
			line: {
				type: 'LineString',
				coordinates: [at(0, 0), at(50, 0), [NaN, 2], [], at(90, 0), at(99, 0), [0, 0]]
			}
		};
		const network = networkOf([...broken, torn, torn]);
		expect([...network.metres].map(Math.round).sort()).toEqual([50, 9]);
		expect(networkOf([]).metres.length).toBe(0);
	});

	it('is not stretched by roads on another island', () => {
		const here = [road([0, 0], [100, 0], [100, 100]), road([0, 50], [90, 50])];
		const away: RoadLine = {
			class: 'local',
			line: {
				type: 'LineString',
				coordinates: [
					[0, 0],
					[0.001, 0.001]
				]
			}
		};
		const network = networkOf([...here, away]);
		expect([...network.pieceM]).toEqual([expect.closeTo(300, 0)]);
	});

	it('never throws, whatever the positions are', () => {
		const number = fc.oneof(fc.double(), fc.integer({ min: -90, max: 90 }), fc.constant(null));
		const coordinates = fc.array(fc.array(number, { maxLength: 3 }), { maxLength: 6 });
		fc.assert(
			fc.property(fc.array(coordinates, { maxLength: 6 }), (all) => {
				const lines = all.map((one) => ({
					class: 'path',
					line: { type: 'LineString', coordinates: one }
				})) as unknown as RoadLine[];
				const network = networkOf(lines);
				expect(network.metres.every((metres) => metres > 0 && metres < Infinity)).toBe(true);
			}),
			{ numRuns: 300 }
		);
	});
});
