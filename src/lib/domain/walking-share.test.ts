import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Position } from 'geojson';
import type { Road, RoadClass } from './area.ts';
import { seededRandom } from './division/random.ts';
import { stepsM, walkingSteps, type RoundPlace } from './walking-share.ts';

type RoadLine = Pick<Road, 'class' | 'line'>;

/** Degrees from metres, near the equator, where both axes are the same. */
const deg = (metres: number): number => metres / 111_195;
const at = (x: number, y: number, visitsPerMonth = 1): RoundPlace => ({
	position: [deg(x) + 110, deg(y)],
	visitsPerMonth
});
const road = (roadClass: RoadClass, ...points: [number, number][]): RoadLine => ({
	class: roadClass,
	line: { type: 'LineString', coordinates: points.map(([x, y]) => [deg(x) + 110, deg(y)]) }
});
const metresOf = (places: RoundPlace[], roads: RoadLine[] = [], mode: 'foot' | 'boat' = 'foot') =>
	walkingSteps(places, roads, mode).map((step) => step && step.metres);

/** Houses strewn over a square. */
function strewn(count: number, sideM: number, share: number): RoundPlace[] {
	const random = seededRandom(7);
	return Array.from({ length: count }, () => at(random() * sideM, random() * sideM, share));
}
const mean = (numbers: readonly (number | null)[]): number =>
	numbers.reduce<number>((sum, one) => sum + (one ?? 0), 0) / numbers.length;

/** To the centimetre: squares of smaller distances are lost in the arithmetic. */
const coordinate = fc.integer({ min: 0, max: 500_000 }).map((cm) => cm / 100);
const layout = fc.array(fc.tuple(coordinate, coordinate, fc.constantFrom(1 / 6, 1 / 3, 1)), {
	minLength: 2,
	maxLength: 60
});
const steps = (points: readonly (readonly [number, number, number])[]): number[] => [
	...stepsM(
		Float64Array.from(points, ([x]) => x),
		Float64Array.from(points, ([, y]) => y),
		Float64Array.from(points, ([, , due]) => due),
		null
	)
];

describe('the step from the house before', () => {
	it('of houses strewn about is longer than in an endless round, by less than half', () => {
		const endless = 0.7124 * Math.sqrt(1_000_000 / 1500);
		const step = mean(metresOf(strewn(1500, 1000, 1)));
		expect(step / endless).toBeGreaterThan(1.1);
		expect(step / endless).toBeLessThan(1.5);
	});

	it('grows with one over the root of the share that is due in a month', () => {
		const all = mean(metresOf(strewn(1500, 1000, 1)));
		const quarter = mean(metresOf(strewn(1500, 1000, 1 / 4)));
		expect(quarter / all).toBeGreaterThan(1.7);
		expect(quarter / all).toBeLessThan(2.2);
	});

	it('along one road is between one gap and two, for the way back; of due houses where a sixth is due', () => {
		const along = (share: number) => Array.from({ length: 200 }, (_, i) => at(i * 50, 0, share));
		for (const share of [1, 1 / 6]) {
			const gaps = (metresOf(along(share))[100]! * share) / 50;
			expect(gaps).toBeGreaterThan(1);
			expect(gaps).toBeLessThan(2);
		}
	});

	it('in a small hamlet far off holds a part of the way there', () => {
		const hamlet = (x: number, count: number) =>
			Array.from({ length: count }, (_, i) => at(x + (i % 3) * 20, Math.floor(i / 3) * 20));
		const alone = metresOf(hamlet(0, 6))[0]!;
		const [six] = metresOf([...hamlet(0, 6), ...hamlet(1500, 60)]);
		expect(six! - alone).toBeGreaterThan(1500 / 6);
		const [three] = metresOf([...hamlet(0, 3), ...hamlet(1500, 60)]);
		expect(three).toBeGreaterThan(1.5 * six!);
	});

	it('is longer for the house far off than for those in the hamlet', () => {
		const hamlet = Array.from({ length: 20 }, (_, i) => at((i % 5) * 20, Math.floor(i / 5) * 20));
		const [far, ...near] = metresOf([at(1500, 0), ...hamlet]);
		expect(far).toBeGreaterThan(1300);
		expect(Math.max(...near.map(Number))).toBeLessThan(100);
	});

	it('is nothing within one building', () => {
		expect(metresOf(Array.from({ length: 300 }, () => at(5, 5, 1 / 6)))[0]).toBe(0);
	});

	it('is not known of a single house, nor where a position is missing or none', () => {
		expect(walkingSteps([at(0, 0)], [], 'foot')).toEqual([null]);
		expect(walkingSteps([], [], 'foot')).toEqual([]);
		const broken = [null, [NaN, 1], [110], 'x'] as unknown as (Position | null)[];
		const places = broken.map((position) => ({ position, visitsPerMonth: 1 }));
		expect(walkingSteps([...places, at(0, 0), at(90, 0)], [], 'foot').slice(0, 4)).toEqual([
			null,
			null,
			null,
			null
		]);
	});

	it('of a position at the other end of the world is cut, and spoils no other house', () => {
		const houses = strewn(100, 500, 1);
		const [wrong, ...others] = metresOf([{ position: [0, 0], visitsPerMonth: 1 }, ...houses]);
		expect(wrong).toBe(20_000);
		others.forEach((step, i) => expect(step).toBeCloseTo(metresOf(houses)[i]!, 6));
	});

	it('counts a broken number of visits as none due', () => {
		const places = [at(0, 0, NaN), at(100, 0, -1), at(0, 100, 0)];
		for (const step of metresOf(places)) expect(step).toBeGreaterThan(0);
	});
});

describe('whatever the houses', () => {
	it('twice as far apart is twice the step', () => {
		fc.assert(
			fc.property(layout, (points) => {
				const once = steps(points);
				const twice = steps(points.map(([x, y, due]) => [2 * x, 2 * y, due] as const));
				twice.forEach((step, i) => expect(step).toBe(2 * once[i]!));
			})
		);
	});

	it('houses that move apart never cost less', () => {
		fc.assert(
			fc.property(layout, layout, fc.double({ min: 0, max: 3000, noNaN: true }), (a, b, gap) => {
				// All of b lies east of a: a wider gap brings no two houses nearer.
				const apart = (by: number) => [
					...a,
					...b.map(([x, y, due]) => [x + 5000 + by, y, due] as const)
				];
				const before = steps(apart(0));
				steps(apart(gap)).forEach((step, i) =>
					expect(step).toBeGreaterThanOrEqual(before[i]! * (1 - 1e-9))
				);
			})
		);
	});

	it('their order does not matter, to the last digit', () => {
		const grid = fc.integer({ min: 0, max: 6 }).map((n) => n * 40);
		const place = fc
			.tuple(grid, grid, fc.constantFrom(1 / 6, 1 / 3, 1))
			.map(([x, y, due]) => at(x, y, due));
		fc.assert(
			fc.property(fc.array(place, { maxLength: 60 }), fc.nat(), (places, seed) => {
				const random = seededRandom(seed);
				const keyed = places.map((one, i) => ({ one, i, key: random() }));
				const shuffled = keyed.sort((a, b) => a.key - b.key);
				const found = metresOf(shuffled.map(({ one }) => one));
				const expected = metresOf(places);
				shuffled.forEach(({ i }, now) => expect(found[now]).toBe(expected[i]));
			})
		);
	});

	it('where all are due it is what a plain look at all pairs says', () => {
		fc.assert(
			fc.property(layout, (points) => {
				const all = points.map(([x, y]) => [x, y, 1] as const);
				const plain = all.map(([x, y], i) => {
					const ways = all
						.filter((_, j) => j !== i)
						.map(([u, v]) => Math.hypot(u - x, v - y))
						.sort((a, b) => a - b);
					const groups = ways.slice(2, 10).map((way, k) => (2 * way) / (k + 3));
					return 1.37 * Math.max((ways[0]! + (ways[1] ?? ways[0]!)) / 2, ...groups);
				});
				steps(all).forEach((step, i) => expect(step).toBeCloseTo(plain[i]!, 6));
			})
		);
	});
});

describe('rivers', () => {
	const banks = [at(0, 50), at(30, 50), at(0, -50), at(30, -50)];
	const river = road('river_boat', [-2000, 0], [2000, 0]);

	it('part houses on either bank: the way goes over the bridge', () => {
		const bridge = road('local', [500, -20], [500, 20]);
		const open = metresOf([banks[0]!, banks[2]!])[0]!;
		const parted = metresOf([banks[0]!, banks[2]!], [river, bridge])[0]!;
		expect(parted / open).toBeCloseTo((2 * Math.hypot(500, 50)) / 100, 1);
	});

	it('are crossed at landings, where a road ends at the bank', () => {
		const landing = road('path', [300, 400], [300, 20]);
		expect(metresOf([banks[0]!, banks[2]!], [river, landing])[0]).toBeGreaterThan(600);
	});

	it('without a crossing leave neighbours on the own bank only', () => {
		expect(metresOf(banks, [river])[0]).toBeCloseTo(metresOf([banks[0]!, banks[1]!])[0]!, 6);
		expect(metresOf([banks[0]!, banks[2]!], [river])).toEqual([null, null]);
	});

	it('are not crossed on a railway bridge', () => {
		const rails = road('rail', [300, -400], [300, 400]);
		expect(metresOf([banks[0]!, banks[2]!], [river, rails])).toEqual([null, null]);
	});

	it('are no barrier by boat, nor is a bend that the straight line cuts twice', () => {
		expect(metresOf(banks, [river], 'boat')).toEqual(metresOf(banks));
		const bend = road('river_boat', [-900, 20], [-5, 20], [15, -200], [35, 20], [900, 20]);
		const houses = [at(-40, 0), at(60, 0)];
		expect(metresOf(houses, [bend])[0]).toBeCloseTo(metresOf(houses)[0]!, 6);
	});

	it('that are no lines are nothing', () => {
		const nothing = road('river_boat', [0, 0]);
		expect(metresOf(banks, [nothing])).toEqual(metresOf(banks));
	});
});

describe('the road of a step', () => {
	const houses = [at(0, 0), at(40, 0), at(80, 0)];
	const roadsOf = (roads: RoadLine[], mode: 'foot' | 'boat' = 'foot') =>
		walkingSteps(houses, roads, mode).map((step) => step?.road);

	it('is the nearest one, and none where none is within a lane', () => {
		expect(roadsOf([road('main', [0, 90], [80, 90]), road('path', [0, 20], [80, 20])])).toEqual([
			'path',
			'path',
			'path'
		]);
		expect(roadsOf([road('main', [0, 160], [80, 160])])).toEqual([null, null, null]);
	});

	it('is the better one where two meet', () => {
		const corner: [number, number] = [0, 10];
		const roads = [road('path', corner, [0, 900]), road('main', [-900, 10], corner)];
		expect(roadsOf(roads)[0]).toBe('main');
		expect(roadsOf(roads.reverse())[0]).toBe('main');
	});

	it('is never a railway', () => {
		const rails = road('rail', [0, 5], [80, 5]);
		expect(roadsOf([rails, road('path', [0, 20], [80, 20])])).toEqual(['path', 'path', 'path']);
		expect(roadsOf([rails])).toEqual([null, null, null]);
	});

	it('is the river for who goes by boat, and never for who walks', () => {
		const roads = [road('river_boat', [-500, 100], [500, 100]), road('local', [0, 5], [80, 5])];
		expect(roadsOf(roads, 'boat')).toEqual(['river_boat', 'river_boat', 'river_boat']);
		expect(roadsOf(roads)).toEqual(['local', 'local', 'local']);
	});
});
