import { VectorTile } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';
import { beforeAll, describe, expect, it } from 'vitest';
import { readTileRoads } from '#lib/data/tiles/read-tile-roads.ts';
import { metresApart } from '#lib/domain/routing/local-metres.ts';
import { buildRoadNetwork, type RoadLine } from '#lib/domain/routing/road-network.ts';
import { WayFinder } from '#lib/domain/routing/shortest-way.ts';
import { coverOf } from '#lib/domain/routing/tile-cover.ts';
import { defaultTravelRules, type TravelMode } from '#lib/domain/travel.ts';
import { buildAreas } from './areas.ts';
import { basemapBounds, basemapTiles, basemapZooms, type BasemapTile } from './basemap.ts';
import { buildHouseholds } from './households.ts';
import { buildLandmarks } from './landmarks.ts';
import { Random } from './random.ts';
import { buildNetwork } from './road-network.ts';
import { demoStreets } from './streets.ts';

const megabyte = 1_000_000;

describe('the demo basemap', () => {
	const tiles: BasemapTile[] = [];
	const decoded = (tile: BasemapTile) => new VectorTile(new PbfReader(tile.bytes));

	beforeAll(async () => {
		for await (const tile of basemapTiles()) tiles.push(tile);
	}, 60_000);

	it('fits in a few hundred kilobytes, each tile once', () => {
		const bytes = tiles.reduce((sum, tile) => sum + tile.bytes.length, 0);
		expect(bytes).toBeLessThan(6 * megabyte);
		expect(new Set(tiles.map(({ z, x, y }) => `${z}/${x}/${y}`)).size).toBe(tiles.length);
	});

	it('reaches from the smallest zoom to the largest without a hole', () => {
		const names = new Set(tiles.map(({ z, x, y }) => `${z}/${x}/${y}`));
		for (const { z, x, y } of tiles)
			if (z > basemapZooms.min) expect(names).toContain(`${z - 1}/${x >> 1}/${y >> 1}`);
		expect(new Set(tiles.map(({ z }) => z)).size).toBe(basemapZooms.max - basemapZooms.min + 1);
	});

	it('shows water, land, houses, roads and places, and nothing of the people', () => {
		const properties = new Map<string, Set<string>>();
		for (const tile of tiles.filter(({ z }) => z === basemapZooms.max))
			for (const [name, layer] of Object.entries(decoded(tile).layers)) {
				const known = properties.get(name) ?? new Set();
				properties.set(name, known);
				for (let i = 0; i < layer.length; i++)
					for (const key of Object.keys(layer.feature(i).properties)) known.add(key);
			}
		expect([...properties.keys()].sort()).toEqual([
			'building',
			'landuse',
			'place',
			'road',
			'water'
		]);
		expect([...properties.get('building')!]).toEqual([]);
		expect([...properties.get('place')!].sort()).toEqual(['class', 'kind', 'name']);
		expect([...properties.get('road')!].sort()).toEqual(['bridge', 'class', 'name']);
	});

	it('draws a house for every position, on the last zoom', () => {
		// A house on the edge of a tile is in both.
		const houses = tiles
			.filter(({ z }) => z === basemapZooms.max)
			.reduce((sum, tile) => sum + (decoded(tile).layers.building?.length ?? 0), 0);
		expect(houses).toBeGreaterThanOrEqual(2820);
		expect(houses).toBeLessThan(3600);
	});

	it.each(['foot', 'boat'] as const)(
		'leads as far as the roads it was drawn from, by %s',
		(mode) => {
			const byName = new Map(tiles.map((tile) => [`${tile.z}/${tile.x}/${tile.y}`, tile.bytes]));
			const drawn = readTileRoads(
				coverOf(tiles, basemapBounds).map((used) => ({
					...used,
					bytes: byName.get(`${used.place.z}/${used.place.x}/${used.place.y}`)!
				}))
			);
			const given = buildNetwork(demoStreets());
			const networkOf = (lines: readonly RoadLine[], by: TravelMode) =>
				buildRoadNetwork(lines, by, defaultTravelRules);
			const [known, found] = [networkOf(given, mode), networkOf(drawn, mode)];
			expect(found.pieceM.length).toBeLessThanOrEqual(known.pieceM.length);
			const houses = buildHouseholds(buildAreas(), given, buildLandmarks(given), '2026-01-01').map(
				({ location }) => location!.coordinates
			);
			const random = new Random('ways out of tiles');
			const finders = [new WayFinder(known), new WayFinder(found)] as const;
			let [ways, seconds, inTiles] = [0, 0, 0];
			while (ways < 60) {
				const [from, to] = [random.pick(houses), random.pick(houses)];
				const apart = metresApart(from, to);
				if (apart < 100 || apart > 3_000) continue;
				const [way, other] = finders.map((finder) => finder.way(from, to));
				if (way!.isGuess || other!.isGuess) continue;
				ways += 1;
				seconds += way!.seconds;
				inTiles += other!.seconds;
				expect(Math.abs(other!.seconds / way!.seconds - 1)).toBeLessThan(0.05);
			}
			expect(Math.abs(inTiles / seconds - 1)).toBeLessThan(0.01);
		}
	);
});
