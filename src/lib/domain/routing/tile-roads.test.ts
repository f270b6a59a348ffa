import { GeoJSONVT } from '@maplibre/geojson-vt';
import fc from 'fast-check';
import type { Feature, Position } from 'geojson';
import { describe, expect, it } from 'vitest';
import { at, road } from '../../../../tests/support/routing-cases.ts';
import { tileX, tileY, type TilePlace } from '../geometry/tiles-over.ts';
import { defaultTravelRules } from '../travel.ts';
import { buildRoadNetwork, type RoadLine } from './road-network.ts';
import { WayFinder } from './shortest-way.ts';
import { coverOf, type Box } from './tile-cover.ts';
import type { TileLine, TileRoads } from './tile-pieces.ts';
import { roadsFromTiles } from './tile-roads.ts';

interface Making {
	readonly z: number;
	/** Units beyond the border that a tile draws too. */
	readonly buffer: number;
	/** Units by which a line is made simpler above the last level. */
	readonly tolerance: number;
	readonly apart?: (line: RoadLine) => boolean;
}

/** Corner of four squares of level 15, so that a few hundred metres are four tiles. */
const corner: Position = (() => {
	const [lng = 0, lat = 0] = at(0, 0);
	const [x, y] = [Math.ceil(tileX(lng, 14)), Math.ceil(tileY(lat, 14))];
	const n = Math.PI * (1 - (2 * y) / 2 ** 14);
	return [(x / 2 ** 14) * 360 - 180, (Math.atan(Math.sinh(n)) * 180) / Math.PI];
})();
const [cornerX, cornerY] = (() => {
	const [lng = 0, lat = 0] = corner;
	const [west = 0, south = 0] = at(0, 0);
	const [east = 0, north = 0] = at(1000, 1000);
	return [(1000 * (lng - west)) / (east - west), (1000 * (lat - south)) / (north - south)];
})();
/** Metres east and north of the corner. */
const here = (x: number, y: number): [number, number] => [cornerX + x, cornerY + y];
const street = (...points: readonly (readonly [number, number])[]) =>
	road(...points.map(([x, y]) => here(x, y)));

const box = (reachM: number): Box => {
	const [west = 0, south = 0] = at(...here(-reachM, -reachM));
	const [east = 0, north = 0] = at(...here(reachM, reachM));
	return [west, south, east, north];
};

/** As makers of maps do it. */
function tilesOf(roads: readonly RoadLine[], making: Making, reachM = 1_500): TileRoads[] {
	const { z, buffer, tolerance, apart } = making;
	const features = roads.map((one): Feature => ({
		type: 'Feature',
		geometry: one.line,
		properties: { class: one.class, apart: apart?.(one) ?? false }
	}));
	const index = new GeoJSONVT(
		{ type: 'FeatureCollection', features },
		{ maxZoom: 15, indexMaxZoom: 10, tolerance, buffer, extent: 4096 }
	);
	const [west, south, east, north] = box(reachM);
	const kept: TilePlace[] = [];
	for (let x = Math.floor(tileX(west, z)); x <= tileX(east, z); x++)
		for (let y = Math.floor(tileY(north, z)); y <= tileY(south, z); y++) kept.push({ z, x, y });
	return coverOf(kept, box(reachM)).map((used) => {
		const tile = index.getTile(used.place.z, used.place.x, used.place.y);
		const lines = (tile?.features ?? []).flatMap((feature): TileLine[] => {
			const { class: roadClass, apart: isApart } = feature.tags as {
				class: RoadLine['class'];
				apart: boolean;
			};
			return (feature.geometry as unknown as [number, number][][]).map((line) => ({
				...{ class: roadClass, isApart },
				points: line.flat()
			}));
		});
		return { ...used, extent: 4096, lines };
	});
}

const networkOf = (lines: readonly RoadLine[]) =>
	buildRoadNetwork(lines, 'foot', defaultTravelRules);
const guessedM = ({ metres, isGuess }: ReturnType<typeof networkOf>) =>
	metres.reduce((sum, length, edge) => sum + (isGuess[edge] === 1 ? length : 0), 0);
const drawnM = (network: ReturnType<typeof networkOf>) =>
	network.metres.reduce((sum, length) => sum + length, 0) - guessedM(network);

/** Streets of a village around the corner: a bent grid, some of it missing, every street one line. */
const villages = fc
	.record({
		jitter: fc.array(fc.double({ min: -25, max: 25, noNaN: true }), {
			minLength: 98,
			maxLength: 98
		}),
		missing: fc.array(fc.nat({ max: 99 }), { minLength: 84, maxLength: 84 })
	})
	.map(({ jitter, missing }) => {
		const node = (i: number, j: number): [number, number] => {
			const n = 2 * (7 * i + j);
			return [150 * (i - 3) + jitter[n]!, 150 * (j - 3) + jitter[n + 1]!];
		};
		const lines: RoadLine[] = [];
		for (const isColumn of [false, true])
			for (let i = 0; i < 7; i++) {
				let run: [number, number][] = [];
				for (let j = 0; j < 7; j++) {
					run.push(isColumn ? node(i, j) : node(j, i));
					const gap = missing[(isColumn ? 42 : 0) + 6 * i + j] ?? 0;
					if (j < 6 && gap >= 20) continue;
					if (run.length > 1) lines.push(street(...run));
					run = [];
				}
			}
		return lines;
	});

describe('roads out of map tiles', () => {
	it('lead as far from door to door as before they were cut into tiles', () => {
		const makings = fc.record({
			z: fc.constantFrom(13, 14, 15),
			buffer: fc.constantFrom(0, 64, 256),
			tolerance: fc.constantFrom(0, 1)
		});
		const ends = fc.array(fc.tuple(fc.nat(), fc.nat()), { minLength: 6, maxLength: 6 });
		fc.assert(
			fc.property(villages, makings, ends, (lines, making, pairs) => {
				const corners = lines.flatMap(({ line }) => line.coordinates as Position[]);
				fc.pre(corners.length > 0);
				const [before, after] = [
					networkOf(lines),
					networkOf(roadsFromTiles(tilesOf(lines, making)))
				];
				expect(after.pieceM.length).toBe(before.pieceM.length);
				expect(guessedM(after)).toBeCloseTo(guessedM(before), 0);
				// A unit of level 13 is 1.2 m; each vertex is rounded by half of one.
				const unitM = 0.3 * 2 ** (15 - making.z);
				expect(Math.abs(drawnM(after) / drawnM(before) - 1)).toBeLessThan(0.004 * unitM + 0.002);
				const [one, other] = [new WayFinder(before), new WayFinder(after)];
				for (const ends of pairs) {
					const [from, to] = ends.map((end) => corners[end % corners.length]!) as [
						Position,
						Position
					];
					const [known, found] = [one.way(from, to), other.way(from, to)];
					// Over open land a metre decides which road is the nearer one.
					if (known.guessM > 0) continue;
					expect(found.guessM).toBeLessThan(4 * unitM);
					expect(Math.abs(found.metres - known.metres)).toBeLessThan(
						2 * unitM + 0.01 * known.metres
					);
				}
			}),
			{ numRuns: 40 }
		);
	});

	it('go through four tiles as one line, with nothing guessed', () => {
		const through = street([-900, -700], [-300, 40], [20, -30], [400, 60], [900, 800]);
		for (const buffer of [0, 64]) {
			const tiles = tilesOf([through], { z: 15, buffer, tolerance: 0 });
			expect(tiles.filter(({ lines }) => lines.length > 0).length).toBeGreaterThan(3);
			const roads = roadsFromTiles(tiles);
			expect(roads).toHaveLength(1);
			expect(drawnM(networkOf(roads))).toBeCloseTo(drawnM(networkOf([through])), -1);
		}
	});

	it('cross the corner of four tiles, and run along a border, once', () => {
		const along = street([-600, 0], [600, 0]);
		const across = street([-500, 500], [500, -500]);
		const roads = roadsFromTiles(tilesOf([along, across], { z: 15, buffer: 64, tolerance: 0 }));
		const network = networkOf(roads);
		expect(network.pieceM.length).toBe(1);
		expect(drawnM(network)).toBeCloseTo(1_200 + 1_000 * Math.SQRT2, -1);
	});

	it('meet where a maker dropped the vertex that they shared', () => {
		const main: TileLine = { class: 'main', isApart: false, points: [0, 2000, 4096, 2000] };
		const lane: TileLine = { class: 'path', isApart: false, points: [1000, 500, 1000, 1998] };
		const over: TileLine = { class: 'local', isApart: false, points: [3000, 500, 3000, 3500] };
		const tiles = (lines: TileLine[]) => {
			const cell = { z: 15, x: 26_434, y: 17_078 };
			return [{ place: cell, cells: [cell], extent: 4096, lines }];
		};
		const network = networkOf(roadsFromTiles(tiles([main, lane, over])));
		expect(network.pieceM.length).toBe(1);
		expect(guessedM(network)).toBe(0);
		// On a bridge nobody turns off.
		const bridge = networkOf(roadsFromTiles(tiles([main, { ...over, isApart: true }])));
		expect(bridge.pieceM.length).toBe(2);
	});

	it('come from the level above where a tile is missing, without a seam', () => {
		const streets = [
			street([-800, 200], [0, 220], [800, 180]),
			street([-800, -250], [-10, -200], [800, -220]),
			street([-300, -800], [-320, 0], [-300, 800]),
			street([350, -800], [320, 0], [300, 800])
		];
		const deep = tilesOf(streets, { z: 15, buffer: 64, tolerance: 3 }, 900);
		const high = tilesOf(streets, { z: 14, buffer: 64, tolerance: 3 }, 900);
		const kept = [...deep.slice(1).map(({ place }) => place), ...high.map(({ place }) => place)];
		const byName = new Map(
			[...deep, ...high].map((tile) => [Object.values(tile.place).join('/'), tile])
		);
		const mixed = coverOf(kept, box(900)).map((used) => ({
			...byName.get(Object.values(used.place).join('/'))!,
			...used
		}));
		expect(new Set(mixed.map(({ place }) => place.z))).toEqual(new Set([14, 15]));
		const network = networkOf(roadsFromTiles(mixed));
		expect(network.pieceM.length).toBe(1);
		expect(guessedM(network)).toBeLessThan(5);
		expect(drawnM(network)).toBeCloseTo(drawnM(networkOf(streets)), -2);
	});

	it('are none without tiles, and survive what a damaged tile says', () => {
		expect(roadsFromTiles([])).toEqual([]);
		const cell = { z: 15, x: 1, y: 1 };
		const points = [[], [5], [5, 5], [5, 5, 5, 5], [-9e9, 4, 9e9, 4], [1, 1, NaN, 2, 9, 9]];
		const lines = points.map((one): TileLine => ({ class: 'path', isApart: false, points: one }));
		const roads = roadsFromTiles([{ place: cell, cells: [cell], extent: 4096, lines }]);
		expect(roads.length).toBeGreaterThan(0);
		expect(JSON.stringify(roads)).not.toContain('null');
	});
});
