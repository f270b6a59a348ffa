import { GeoJSONVT } from '@maplibre/geojson-vt';
import { fromGeojsonVt } from '@maplibre/vt-pbf';
import type { Position } from 'geojson';
import { afterEach, describe, expect, it } from 'vitest';
import { tileX, tileY } from '#lib/domain/geometry/tiles-over.ts';
import { keptRoads, type TileReader } from './kept-roads.ts';
import { linesOfTile } from './tile-lines.ts';
import { readTileRoads } from './read-tile-roads.ts';
import { TileTables, type TileRow } from './tile-tables.ts';

const place: Position = [117.5, 0.5];
const line: Position[] = [
	[117.49, 0.495],
	[117.5, 0.501],
	[117.51, 0.499]
];

function tileOf(
	layer: string,
	properties: Record<string, string | boolean>,
	z: number,
	x: number,
	y: number
): Uint8Array {
	const index = new GeoJSONVT(
		{
			type: 'FeatureCollection',
			features: [
				{ type: 'Feature', geometry: { type: 'LineString', coordinates: line }, properties }
			]
		},
		{ maxZoom: 15, buffer: 64, extent: 4096 }
	);
	const tile = index.getTile(z, x, y);
	return tile ? fromGeojsonVt({ [layer]: tile }, { version: 2, extent: 4096 }) : new Uint8Array();
}

let number = 0;
const opened: TileTables[] = [];
afterEach(async () => {
	for (const tables of opened.splice(0)) await tables.db.delete();
});

async function aPhone(levels: readonly number[], source = 'xyz:/t') {
	const tables = new TileTables(`kept-roads-${String(number++)}`);
	opened.push(tables);
	const rows = levels.flatMap((z) => {
		const [x, y] = [Math.floor(tileX(place[0]!, z)), Math.floor(tileY(place[1]!, z))];
		return [-1, 0, 1].flatMap((dx) =>
			[-1, 0, 1].map((dy): TileRow => {
				const bytes = tileOf('road', { class: 'path' }, z, x + dx, y + dy);
				return { source, z, x: x + dx, y: y + dy, bytes, storedAt: 1, size: 1, usedAt: 1 };
			})
		);
	});
	await tables.tiles.bulkPut(rows);
	return tables;
}
const here: TileReader = (tiles) => Promise.resolve(readTileRoads(tiles));

describe('roads of the tiles on the phone', () => {
	it('are read from the deepest level that is there, around the places of the day', async () => {
		const seen = new Set<number>();
		const spy: TileReader = (tiles) => {
			for (const tile of tiles) seen.add(tile.place.z);
			return here(tiles);
		};
		const roads = await keptRoads(await aPhone([12, 13, 14]), 'xyz:/t', [place], spy);
		expect([...seen]).toEqual([14]);
		expect(roads).toHaveLength(1);
		expect(roads[0]?.class).toBe('path');
		const [[lng = 0, lat = 0] = []] = roads[0]!.line.coordinates as Position[];
		expect([lng, lat]).toEqual([expect.closeTo(117.49, 4), expect.closeTo(0.495, 4)]);
	});

	it('are none of another map, far away, of levels without footpaths, or without a place', async () => {
		const tables = await aPhone([10, 12, 15]);
		expect(await keptRoads(tables, 'xyz:/other', [place], here)).toEqual([]);
		expect(await keptRoads(tables, 'xyz:/t', [[118.5, 0.5]], here)).toEqual([]);
		expect(await keptRoads(tables, 'xyz:/t', [], here)).toEqual([]);
		expect(await keptRoads(await aPhone([12]), 'xyz:/t', [place], here)).toEqual([]);
	});

	it('do not ask for the tiles between her houses and one that was put on another island', async () => {
		const tables = await aPhone([15]);
		const roads = await keptRoads(tables, 'xyz:/t', [place, place, place, [-60, 60]], here);
		expect(roads).toHaveLength(1);
	});

	it('are none, and nothing fails, where tiles are damaged or nobody can read them', async () => {
		const tables = await aPhone([15]);
		await tables.tiles.toCollection().modify({ bytes: new Uint8Array([1, 2, 3]) });
		expect(await keptRoads(tables, 'xyz:/t', [place], here)).toEqual([]);
		expect(
			await keptRoads(tables, 'xyz:/t', [place], () => Promise.reject(new Error('no')))
		).toEqual([]);
		expect(await keptRoads(tables, 'xyz:/t', [place], () => Promise.resolve(null))).toEqual([]);
		tables.db.close();
		expect(await keptRoads(tables, 'xyz:/t', [place], here)).toEqual([]);
	});
});

describe('what a tile says of roads', () => {
	const [z, x, y] = [14, Math.floor(tileX(117.5, 14)), Math.floor(tileY(0.5, 14))];
	const read = (layer: string, properties: Record<string, string | boolean>) =>
		linesOfTile(tileOf(layer, properties, z, x, y)).lines.map(({ class: road }) => road);

	it.each([
		['road', { class: 'river_boat' }, 'river_boat'],
		['road', { class: 'path' }, 'path'],
		['transportation', { class: 'primary' }, 'main'],
		['transportation', { class: 'tertiary' }, 'local'],
		['transportation', { class: 'minor' }, 'local'],
		['transportation', { class: 'path', subclass: 'footway' }, 'path'],
		['transportation', { class: 'track' }, 'path'],
		['transportation', { class: 'ferry' }, 'river_boat'],
		['transportation', { class: 'rail' }, 'rail'],
		['transportation', { class: 'primary_construction' }, null],
		['waterway', { class: 'river' }, 'river_boat'],
		['waterway', { class: 'stream' }, null],
		['water', { kind: 'river' }, null],
		['roads', { kind: 'major_road', kind_detail: 'primary' }, 'main'],
		['roads', { kind: 'major_road', kind_detail: 'tertiary' }, 'local'],
		['roads', { kind: 'minor_road', kind_detail: 'residential' }, 'local'],
		['roads', { kind: 'path', kind_detail: 'footway' }, 'path'],
		['roads', { kind: 'ferry' }, 'river_boat'],
		['roads', { kind: 'rail' }, 'rail'],
		['roads', { 'pmap:kind': 'path' }, 'path'],
		['building', { class: 'path' }, null]
	] as const)('in %s, of %o, is %s', (layer, properties, road) => {
		expect(new Set(read(layer, properties))).toEqual(new Set(road === null ? [] : [road]));
	});

	it('takes the river beside the roads of the same maker, as a way for boats and a bar for feet', () => {
		const index = (kind: string) =>
			new GeoJSONVT(
				{
					type: 'Feature',
					geometry: { type: 'LineString', coordinates: line },
					properties: { class: kind }
				},
				{ maxZoom: 15, buffer: 64, extent: 4096 }
			).getTile(z, x, y)!;
		const bytes = fromGeojsonVt(
			{ transportation: index('minor'), waterway: index('river') },
			{ version: 2, extent: 4096 }
		);
		expect(linesOfTile(bytes).lines.map(({ class: road }) => road)).toEqual([
			'local',
			'river_boat'
		]);
	});

	it('knows a bridge from what lies on the ground', () => {
		const apart = (layer: string, properties: Record<string, string | boolean>) =>
			linesOfTile(tileOf(layer, properties, z, x, y)).lines.every(({ isApart }) => isApart);
		expect(apart('road', { class: 'local', bridge: true })).toBe(true);
		expect(apart('transportation', { class: 'minor', brunnel: 'bridge' })).toBe(true);
		expect(apart('transportation', { class: 'minor', brunnel: 'ford' })).toBe(false);
		expect(apart('roads', { kind: 'minor_road', is_bridge: true })).toBe(true);
		expect(apart('road', { class: 'local' })).toBe(false);
	});
});
