import { VectorTile } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';
import { beforeAll, describe, expect, it } from 'vitest';
import { basemapTiles, basemapZooms, type BasemapTile } from './basemap.ts';

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
});
