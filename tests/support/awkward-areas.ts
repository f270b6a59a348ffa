// Areas and households that break dividers: each is a named case with what must come of it.
// Drawn in metres about a point in central Java, so that the cases read like a sketch on paper.
import type { MultiPolygon, Position } from 'geojson';
import type { DivisionHousehold, DivisionInput } from '#lib/domain/division/contract.ts';
import { seededRandom } from '#lib/domain/division/random.ts';

export type Ring = [x: number, y: number][];
/** x, y in metres and the load. */
export type House = [x: number, y: number, load?: number];

const origin = { lng: 110.4, lat: -7.5 };
const metresPerDegree = { lng: 110366, lat: 110574 };

export const degrees = (x: number, y: number): Position => [
	origin.lng + x / metresPerDegree.lng,
	origin.lat + y / metresPerDegree.lat
];

/** Polygons of rings in metres, closed, as GeoJSON wants them. */
export function areaOf(...polygons: Ring[][]): MultiPolygon {
	return {
		type: 'MultiPolygon',
		coordinates: polygons.map((rings) =>
			rings.map((ring) => [...ring, ring[0]!].map(([x, y]) => degrees(x, y)))
		)
	};
}

export function housesAt(houses: readonly House[]): DivisionHousehold[] {
	return houses.map(([x, y, load = 1], i) => ({ id: `r${i}`, position: degrees(x, y), load }));
}

export const box = (x0: number, y0: number, x1: number, y1: number): Ring => [
	[x0, y0],
	[x1, y0],
	[x1, y1],
	[x0, y1]
];

/** 20 × 20 houses, 50 m apart, in a square of a kilometre. */
export const gridVillage: DivisionInput = {
	area: areaOf([box(0, 0, 1000, 1000)]),
	households: housesAt(
		Array.from({ length: 400 }, (_, i) => [25 + 50 * (i % 20), 25 + 50 * Math.floor(i / 20)])
	),
	k: 5,
	seed: 1
};

const random = seededRandom(5);
const scatter = (n: number, [x0, y0]: Ring[number], [x1, y1]: Ring[number], load = 1): House[] =>
	Array.from({ length: n }, () => [x0 + random() * (x1 - x0), y0 + random() * (y1 - y0), load]);
const range = <T>(n: number, make: (i: number) => T): T[] =>
	Array.from({ length: n }, (_, i) => make(i));

const square = [box(0, 0, 1000, 1000)];
const low: Ring[number] = [0, 0];
const high: Ring[number] = [1000, 1000];

/** `even`: within 5 % or one household; `even` false only where indivisible places forbid it. */
export interface AwkwardCase {
	readonly name: string;
	readonly input: Omit<DivisionInput, 'seed'>;
	readonly expected:
		'divided' | 'uneven' | 'k_above_households' | 'k_above_places' | 'no_households';
	/** The rings as drawn are sound, so that the territories must cover exactly them. */
	readonly isSound?: boolean;
}

const comb: Ring = [
	[0, 0],
	[2000, 0],
	...range(10, (j): Ring => {
		const x = (9 - j) * 200;
		return [
			[x + 200, 1500],
			[x + 100, 1500],
			[x + 100, 100],
			[x, 100]
		];
	}).flat()
];

function spiral(): Ring {
	const inner: Ring = [];
	const outer: Ring = [];
	for (let t = 0; t <= 120; t++) {
		const angle = (t / 120) * 6 * Math.PI;
		const r = 150 + t * 9;
		inner.push([r * Math.cos(angle), r * Math.sin(angle)]);
		outer.push([(r + 120) * Math.cos(angle), (r + 120) * Math.sin(angle)]);
	}
	return [...inner.reverse(), ...outer].reverse();
}

const inSpiral = range(600, (): House => {
	const t = random() * 118 + 1;
	const angle = (t / 120) * 6 * Math.PI;
	const r = 150 + t * 9 + 20 + random() * 80;
	return [r * Math.cos(angle), r * Math.sin(angle)];
});

const island = (i: number): Ring[number] => [(i % 5) * 1000, Math.floor(i / 5) * 1000];
const dumbbell: Ring = [
	[0, 0],
	[400, 0],
	[400, 199],
	[600, 199],
	[600, 0],
	[1000, 0],
	[1000, 400],
	[600, 400],
	[600, 200],
	[400, 200],
	[400, 400],
	[0, 400]
];

function aCase(
	name: string,
	k: number,
	polygons: Ring[][],
	houses: readonly House[],
	expected: AwkwardCase['expected'] = 'divided',
	isSound = true
): AwkwardCase {
	return {
		name,
		expected,
		isSound,
		input: { area: areaOf(...polygons), households: housesAt(houses), k }
	};
}

const twoPlaces = [...range(50, (): House => [300, 500]), ...range(50, (): House => [700, 500])];

/** After the 32 inputs that the first measurements were made on, with their verdicts made strict. */
export const awkwardCases: readonly AwkwardCase[] = [
	aCase(
		'all houses at one place',
		3,
		[square],
		range(100, () => [500, 500]),
		'k_above_places'
	),
	aCase('two places for three kader', 3, [square], twoPlaces, 'k_above_places'),
	aCase('two places for two kader', 2, [square], twoPlaces),
	aCase(
		'houses in a line on a strip',
		5,
		[[box(0, 0, 3000, 20)]],
		range(300, (i) => [5 + i * 9.9, 10])
	),
	aCase(
		'an exact grid full of ties',
		7,
		[square],
		range(400, (i) => [25 + 50 * (i % 20), 25 + 50 * Math.floor(i / 20)])
	),
	aCase('more kader than houses', 6, [square], scatter(3, low, high), 'k_above_households'),
	aCase('as many kader as houses', 12, [square], scatter(12, low, high)),
	aCase('one kader', 1, [square], scatter(50, low, high)),
	aCase('no houses', 3, [square], [], 'no_households'),
	aCase('all loads zero', 4, [square], scatter(200, low, high, 0)),
	aCase(
		'half the loads zero',
		4,
		[square],
		[...scatter(100, low, high, 0), ...scatter(100, low, high, 2)]
	),
	aCase('one giant load', 5, [square], [...scatter(300, low, high), [500, 500, 600]], 'uneven'),
	aCase(
		'fractional loads',
		6,
		[square],
		scatter(300, low, high).map(([x, y]) => [x, y, random() * 3])
	),
	aCase(
		'a tenth of the houses outside',
		5,
		[square],
		[...scatter(270, low, high), ...scatter(30, [1100, 0], [1500, 1000])]
	),
	aCase(
		'houses on the edges and corners',
		4,
		[square],
		[
			...range(40, (i): House => [i * 25, 0]),
			...range(40, (i): House => [0, i * 25]),
			...scatter(100, low, high)
		]
	),
	aCase(
		'a hole touching the outline at a vertex',
		5,
		[
			[
				square[0]!,
				[
					[0, 0],
					[400, 300],
					[300, 400]
				]
			]
		],
		scatter(300, low, high)
	),
	aCase(
		'a hole along the outline',
		5,
		[[square[0]!, box(300, 0, 600, 300)]],
		scatter(300, [0, 310], high),
		'divided',
		false
	),
	aCase(
		'parts that share an edge',
		5,
		[[box(0, 0, 500, 1000)], [box(500, 0, 1000, 1000)]],
		scatter(400, low, high)
	),
	aCase(
		'parts that touch at a point',
		5,
		[[box(0, 0, 500, 500)], [box(500, 500, 1000, 1000)]],
		[...scatter(200, low, [500, 500]), ...scatter(200, [500, 500], high)]
	),
	aCase(
		'overlapping parts',
		5,
		[[box(0, 0, 600, 1000)], [box(400, 0, 1000, 1000)]],
		scatter(400, low, high),
		'divided',
		false
	),
	aCase(
		'a bowtie',
		4,
		[
			[
				[
					[0, 0],
					[1000, 1000],
					[1000, 0],
					[0, 1000]
				]
			]
		],
		scatter(300, low, high),
		'divided',
		false
	),
	aCase(
		'repeated vertices',
		4,
		[
			[
				[
					[0, 0],
					[0, 0],
					[500, 0],
					[500, 0],
					[1000, 0],
					[1000, 1000],
					[1000, 1000],
					[0, 1000]
				]
			]
		],
		scatter(200, low, high)
	),
	aCase(
		'a spike',
		4,
		[
			[
				[
					[0, 0],
					[500, 0],
					[500, -300],
					[500, 0],
					[1000, 0],
					[1000, 1000],
					[0, 1000]
				]
			]
		],
		scatter(200, low, high)
	),
	aCase(
		'a dumbbell with a neck of one metre',
		4,
		[[dumbbell]],
		[...scatter(170, low, [400, 400]), ...scatter(130, [600, 0], [1000, 400])]
	),
	aCase(
		'a comb',
		7,
		[[comb]],
		range(10, (i) => scatter(40 + i * 5, [i * 200 + 105, 100], [i * 200 + 195, 1500])).flat()
	),
	aCase('a spiral', 8, [[spiral()]], inSpiral),
	aCase(
		'fifteen islands',
		6,
		range(15, (i) => [box(...island(i), island(i)[0] + 400, island(i)[1] + 400)]),
		range(15, (i) =>
			scatter(10 + i * 4, island(i), [island(i)[0] + 400, island(i)[1] + 400])
		).flat()
	),
	aCase('an empty island', 4, [square, [box(1500, 0, 1700, 200)]], scatter(300, low, high)),
	aCase('an area of twenty metres', 4, [[box(0, 0, 20, 20)]], scatter(100, low, [20, 20])),
	aCase(
		'an area of a hundred kilometres',
		10,
		[[box(0, 0, 100_000, 80_000)]],
		scatter(2000, low, [100_000, 80_000])
	),
	aCase(
		'apartment blocks',
		6,
		[square],
		scatter(40, low, high).flatMap(([x, y]) =>
			range(5 + Math.floor(random() * 60), (): House => [x, y])
		)
	),
	aCase(
		'four hundred houses within two centimetres',
		5,
		[square],
		[
			...range(400, (i): House => [500 + (i % 20) * 1e-3, 500 + Math.floor(i / 20) * 1e-3]),
			...scatter(100, low, high)
		]
	)
];
