// The road networks that routing is measured on: a made-up town and three real ones, read from the
// measuring data where it is there.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { LineString, Position } from 'geojson';
import { seededRandom } from '../../src/lib/domain/division/random.ts';
import { pointOnSurface } from '../../src/lib/domain/geometry/point-on-surface.ts';
import type { RoadLine } from '../../src/lib/domain/routing/road-network.ts';
import { dataFolder, readData } from '../../tests/support/division-scorer.ts';

export interface RoutingPlace {
	readonly name: string;
	readonly lines: readonly RoadLine[];
	/** Where ways begin and end, [lng, lat]. */
	readonly houses: readonly Position[];
}

/** 142 × 142 crossings, each pushed a little; a sixth of the streets between them is missing. */
export function jitteredGrid(): RoutingPlace {
	const random = seededRandom(7);
	const side = 142;
	const step = 0.0006;
	const shaken = (n: number): number => (n + (random() - 0.5) * 0.6) * step;
	const crossings = Array.from({ length: side * side }, (_, i): Position => [
		110 + shaken(i % side),
		-7 + shaken(Math.floor(i / side))
	]);
	const lines: RoadLine[] = [];
	crossings.forEach((crossing, i) => {
		const others = [i % side < side - 1 ? i + 1 : -1, i + side < side * side ? i + side : -1];
		for (const other of others) {
			if (other < 0 || random() < 1 / 6) continue;
			const line: LineString = { type: 'LineString', coordinates: [crossing, crossings[other]!] };
			lines.push({ class: random() < 0.3 ? 'path' : 'local', line });
		}
	});
	const houses = crossings.map(([lng = 0, lat = 0]): Position => [
		lng + (random() - 0.5) * 0.0004,
		lat + (random() - 0.5) * 0.0004
	]);
	return { name: 'made-up town', lines, houses };
}

const real = [
	{
		name: 'Tegalmulyo',
		roads: ['tegalmulyo/jalan', 'tegalmulyo/jalan_setapak'],
		houses: 'tegalmulyo/bangunan'
	},
	{
		name: 'Sanga-Sanga',
		roads: ['kalimantan/sanga_sanga/jalan'],
		houses: 'kalimantan/sanga_sanga/permukiman'
	},
	{ name: 'Mujamuju', roads: ['mujamuju/jalan'], houses: 'mujamuju/fasum' }
];

/** Empty where there is no measuring data. */
export function realPlaces(): RoutingPlace[] {
	return real
		.filter(({ houses }) => existsSync(join(dataFolder, `${houses}.geojson`)))
		.map(({ name, roads, houses }) => ({
			name,
			lines: roads.flatMap((path) =>
				readData(`${path}.geojson`).features.map(({ geometry }): RoadLine => ({
					class: path.endsWith('setapak') ? 'path' : 'local',
					line: geometry as RoadLine['line']
				}))
			),
			houses: readData(`${houses}.geojson`).features.flatMap(({ geometry }) => {
				const position = pointOnSurface(geometry);
				return position ? [position] : [];
			})
		}));
}

/** Vertices of the roads themselves. */
export function verticesOf({ lines }: RoutingPlace): Position[] {
	return lines.flatMap(({ line }) =>
		line.type === 'LineString' ? line.coordinates : line.coordinates.flat()
	);
}
