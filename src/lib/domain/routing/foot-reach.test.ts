import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { at, road } from '../../../../tests/support/routing-cases.ts';
import { defaultTravelRules } from '../travel.ts';
import { FootReach, type FootUnit } from './foot-reach.ts';
import { metresApart } from './local-metres.ts';
import { buildRoadNetwork, type RoadLine } from './road-network.ts';
import { WayFinder } from './shortest-way.ts';
import { StraightReach } from './straight-reach.ts';

const networkOf = (lines: readonly RoadLine[]) =>
	buildRoadNetwork(lines, 'foot', defaultTravelRules);
const { detourFactor } = defaultTravelRules;

/** Streets of a jittered grid in one piece: a comb whose back joins all teeth, with some streets across. */
const side = 5;
const towns = fc
	.record({
		jitter: fc.array(fc.integer({ min: -30, max: 30 }), {
			minLength: 2 * side * side,
			maxLength: 2 * side * side
		}),
		across: fc.array(fc.boolean(), { minLength: side * side, maxLength: side * side })
	})
	.map(({ jitter, across }): RoadLine[] => {
		const crossing = (i: number) =>
			[120 * (i % side) + jitter[2 * i]!, 120 * Math.floor(i / side) + jitter[2 * i + 1]!] as const;
		const lines: RoadLine[] = [];
		for (let i = 0; i < side * side; i++) {
			const isBack = i < side;
			if (i % side < side - 1 && (isBack || across[i]))
				lines.push(road(crossing(i), crossing(i + 1)));
			if (i < side * (side - 1)) lines.push(road(crossing(i), crossing(i + side)));
		}
		return lines;
	});
const spots = (least: number) =>
	fc.array(fc.tuple(fc.integer({ min: -200, max: 700 }), fc.integer({ min: -200, max: 700 })), {
		minLength: least,
		maxLength: 6
	});

describe('distances on foot from the nearest of some places', () => {
	it('are those of the quickest of all ways, found one by one', () => {
		fc.assert(
			fc.property(towns, spots(1), spots(1), (lines, homes, sources) => {
				const network = networkOf(lines);
				const [from, to] = [homes, sources].map((list) => list.map(([x, y]) => at(x, y)));
				const between = new WayFinder(network).secondsBetween([...from!, ...to!]);
				const n = from!.length + to!.length;
				const reached = new FootReach(network, from!, 'seconds').from(to!);
				expect(reached.map(({ home }) => home)).toEqual(from!.map((_, home) => home));
				for (const { home, cost, source } of reached) {
					const each = to!.map((_, k) => between[home * n + from!.length + k]!);
					// The finder measures straight lines between the two places, this search on one plane.
					expect(cost).toBeCloseTo(Math.min(...each), 1);
					expect(each[source]).toBeCloseTo(cost, 1);
				}
			}),
			{ numRuns: 150 }
		);
	});

	it('are never shorter than a straight line, and the same with a limit as long as it is not reached', () => {
		fc.assert(
			fc.property(
				towns,
				spots(1),
				spots(1),
				fc.integer({ min: 0, max: 900 }),
				(lines, homes, sources, limitM) => {
					const [from, to] = [homes, sources].map((list) => list.map(([x, y]) => at(x, y)));
					const reach = new FootReach(networkOf(lines), from!, 'metres');
					const all = reach.from(to!);
					const straight = new StraightReach(from!).from(to!);
					for (const { home, cost } of all)
						expect(cost).toBeGreaterThanOrEqual(straight[home]!.cost - 0.5);
					const within = all.filter(({ cost }) => cost <= limitM);
					expect(reach.from(to!, limitM).map(({ home, cost }) => [home, cost])).toEqual(
						within.map(({ home, cost }) => [home, cost])
					);
				}
			),
			{ numRuns: 150 }
		);
	});

	it('follow the road round, along one edge and over crossings', () => {
		const lines = [road([0, 0], [400, 0], [400, 300])];
		const reach = (unit: FootUnit) =>
			new FootReach(networkOf(lines), [at(100, 0), at(400, 300)], unit).from([at(0, 0)]);
		expect(reach('metres').map(({ cost }) => Math.round(cost))).toEqual([100, 700]);
		expect(reach('seconds').map(({ cost }) => Math.round(cost))).toEqual([80, 560]);
	});

	it('say that a way is guessed where none is drawn', () => {
		const lines = [road([0, 0], [400, 0])];
		const [far] = new FootReach(networkOf(lines), [at(0, 20_000)], 'metres').from([at(0, 0)]);
		expect(far!.isGuess).toBe(true);
		expect(far!.cost).toBeCloseTo(20_000 * detourFactor, -1);
		const [near] = new FootReach(networkOf(lines), [at(200, 10)], 'metres').from([at(0, 0)]);
		expect(near!.isGuess).toBe(false);
	});

	it('never cross a river or a railway where no way does', () => {
		const river: RoadLine = { ...road([200, -9_000], [200, 9_000]), class: 'river_boat' };
		const lines = [road([0, 0], [100, 0]), road([300, 0], [500, 0]), river];
		const reach = new FootReach(networkOf(lines), [at(400, 0)], 'metres');
		expect(reach.from([at(0, 0)])).toEqual([]);
		expect(reach.from([at(0, 0), at(500, 0)])[0]).toMatchObject({ source: 1 });
	});
});

describe('straight distances from the nearest of some places', () => {
	it('are those of all pairs, whatever the limit', () => {
		fc.assert(
			fc.property(
				spots(0),
				spots(0),
				fc.integer({ min: 0, max: 900 }),
				(homes, sources, limitM) => {
					const [from, to] = [homes, sources].map((list) => list.map(([x, y]) => at(x, y)));
					const expected = from!.flatMap((home, i) => {
						const least = Math.min(...to!.map((source) => metresApart(home, source)));
						return least <= limitM ? [[i, least.toFixed(4)]] : [];
					});
					const found = new StraightReach(from!).from(to!, limitM);
					expect(found.map(({ home, cost }) => [home, cost.toFixed(4)])).toEqual(expected);
				}
			)
		);
	});
});
