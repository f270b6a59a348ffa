import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placePoints } from '#lib/domain/import-map.ts';
import type { AnyReading, TakenArea, TakenHousehold, TakenRoad } from './contracts.ts';
import { readFile } from './read-file.ts';

const square = (west: number, south: number, size = 0.01) => [
	[west, south],
	[west + size, south],
	[west + size, south + size],
	[west, south + size],
	[west, south]
];
const feature = (geometry: object | null, properties: object = {}) => ({
	type: 'Feature',
	properties,
	geometry
});
const collection = (...features: object[]) =>
	JSON.stringify({ type: 'FeatureCollection', features });
const polygon = (ring: number[][], properties: object = {}) =>
	feature({ type: 'Polygon', coordinates: [ring] }, properties);
const point = (lng: number, lat: number, properties: object = {}) =>
	feature({ type: 'Point', coordinates: [lng, lat] }, properties);

function reading(text: string, kind: Parameters<typeof readFile>[1] = null): AnyReading {
	const result = readFile(text, kind);
	if (!result.ok) throw new Error(result.error);
	return result.value;
}

describe('a file that cannot be used', () => {
	const withCrs = (name: string) =>
		JSON.stringify({
			type: 'FeatureCollection',
			crs: { type: 'name', properties: { name } },
			features: [point(117, 0.5)]
		});
	it.each([
		['an empty file', '', 'empty_file'],
		['a spreadsheet', 'nama;rt\nA;1', 'not_json'],
		['a JSON file of something else', '{"data":[1]}', 'not_geojson'],
		['an Esri JSON file', '{"features":[{"attributes":{},"geometry":{"rings":[]}}]}', 'esri_json'],
		['a collection of nothing', collection(), 'no_features'],
		['UTM metres', collection(point(553200, 55800)), 'projected_coordinates'],
		['a place in Europe', collection(point(4.9, 52.3)), 'outside_indonesia'],
		['a declared UTM zone', withCrs('urn:ogc:def:crs:EPSG::32650'), 'wrong_crs']
	])('%s is refused with its reason', (_, text, reason) => {
		expect(readFile(text, null)).toEqual({ ok: false, error: reason });
	});

	it('is not refused for naming WGS 84 in the old way', () => {
		for (const name of ['urn:ogc:def:crs:OGC:1.3:CRS84', 'EPSG:4326', 'urn:ogc:def:crs:EPSG::4326'])
			expect(readFile(withCrs(name), null).ok).toBe(true);
	});

	it('never throws, whatever it holds', () => {
		const anything = fc.oneof(
			fc.string(),
			fc.json(),
			fc.jsonValue().map((value) => JSON.stringify({ type: 'FeatureCollection', features: value })),
			fc
				.array(
					fc.record({
						type: fc.constant('Feature'),
						geometry: fc.record({
							type: fc.constantFrom('Point', 'Polygon', 'MultiPolygon', 'LineString', 'Circle'),
							coordinates: fc.jsonValue()
						})
					})
				)
				.map((features) => JSON.stringify({ type: 'FeatureCollection', features }))
		);
		fc.assert(
			fc.property(
				anything,
				fc.constantFrom('area', 'household', 'road', 'facility', null),
				(text, kind) => {
					const result = readFile(text, kind);
					if (result.ok) {
						const { rows, taken, problems, repairs } = result.value;
						const handled = new Set([...taken, ...problems, ...repairs].map((entry) => entry.row));
						handled.delete(0);
						expect(handled.size).toBe(rows);
					}
				}
			),
			{ numRuns: 500 }
		);
	});
});

describe('areas', () => {
	it('turns [lat, lng] round and says so', () => {
		const ring = square(117.5, 0.5).map(([lng, lat]) => [lat!, lng!]);
		const result = reading(collection(polygon(ring, { nama: 'A' })));
		expect(result.repairs).toContainEqual({ row: 0, what: 'swapped_lat_lng' });
		expect((result.taken[0] as TakenArea).boundary.coordinates[0]![0]![0]![0]).toBeCloseTo(
			117.5,
			1
		);
	});

	it('winds the outside counter-clockwise whichever way it came', () => {
		for (const ring of [square(117.5, 0.5), [...square(117.5, 0.5)].reverse()]) {
			const [x, y] = (reading(collection(polygon(ring))).taken[0] as TakenArea).boundary
				.coordinates[0]!;
			expect(y).toBeUndefined();
			const area = x!.slice(1).reduce((sum, [lng = 0, lat = 0], i) => {
				const [a = 0, b = 0] = x![i]!;
				return sum + a * lat - lng * b;
			}, 0);
			expect(area).toBeGreaterThan(0);
		}
	});

	it('mends a ring that crosses itself and names what has no name or one that is taken', () => {
		const bowtie = [
			[117.5, 0.5],
			[117.51, 0.51],
			[117.51, 0.5],
			[117.5, 0.51],
			[117.5, 0.5]
		];
		const result = reading(
			collection(
				polygon(bowtie, { RW: 'RW 01' }),
				polygon(square(117.52, 0.5), { RW: 'RW 01' }),
				polygon(square(117.54, 0.5), { RW: null })
			)
		);
		expect(result.taken.map((area) => (area as TakenArea).name)).toEqual([
			'RW 01',
			'RW 01 (2)',
			'Tanpa nama 1'
		]);
		expect(result.repairs.map((repair) => [repair.row, repair.what])).toEqual([
			[1, 'rings_mended'],
			[2, 'name_repeated'],
			[3, 'name_missing']
		]);
	});

	it('refuses a row of another geometry and keeps the rest', () => {
		const result = reading(collection(polygon(square(117.5, 0.5)), point(117.5, 0.5)), 'area');
		expect([result.taken.length, result.problems]).toEqual([
			1,
			[{ row: 2, reason: 'wrong_geometry' }]
		]);
	});
});

describe('households', () => {
	it('puts a building into one point inside it, also when its centre is outside', () => {
		const horseshoe = [
			[117.5, 0.5],
			[117.53, 0.5],
			[117.53, 0.53],
			[117.52, 0.53],
			[117.52, 0.51],
			[117.51, 0.51],
			[117.51, 0.53],
			[117.5, 0.53],
			[117.5, 0.5]
		];
		const result = reading(collection(polygon(horseshoe)), 'household');
		const areas = reading(collection(polygon(horseshoe)), 'area').taken as TakenArea[];
		const { placed, outside } = placePoints(result.taken as TakenHousehold[], [
			{ id: 'a', parentId: null, boundary: areas[0]!.boundary } as never
		]);
		expect([placed.length, outside]).toEqual([1, []]);
	});

	it('keeps two families at one position and reads their RT in any spelling', () => {
		const result = reading(
			collection(
				point(117.5, 0.5, { Nama_KK: 'Satu', RT: '2' }),
				point(117.5, 0.5, { Nama_KK: 'Dua', RT: 'RT 02' })
			)
		);
		expect(
			result.taken.map((house) => [
				(house as TakenHousehold).headName,
				(house as TakenHousehold).rt
			])
		).toEqual([
			['Satu', '002'],
			['Dua', '002']
		]);
	});
});

describe('roads', () => {
	it('takes a line drawn twice once, splits parts and drops what is no line', () => {
		const line = [
			[117.5, 0.5],
			[117.51, 0.5]
		];
		const result = reading(
			collection(
				feature({ type: 'LineString', coordinates: line }, { highway: 'footway' }),
				feature({ type: 'LineString', coordinates: [...line].reverse() }),
				feature({
					type: 'MultiLineString',
					coordinates: [
						line,
						[
							[117.6, 0.5],
							[117.7, 0.5]
						]
					]
				}),
				feature({
					type: 'LineString',
					coordinates: [
						[117.5, 0.5],
						[117.5, 0.5]
					]
				}),
				feature(null)
			)
		);
		expect(
			result.taken.map((road) => [(road as TakenRoad).row, (road as TakenRoad).class])
		).toEqual([
			[1, 'path'],
			[3, 'local']
		]);
		expect(result.problems).toEqual([
			{ row: 4, reason: 'line_too_short' },
			{ row: 5, reason: 'no_geometry' }
		]);
	});
});

const data = path.resolve(process.env.JANGKAU_TEST_DATA ?? '../shared/data');
const real = (file: string) => reading(readFileSync(path.join(data, file), 'utf8'));

describe.skipIf(!existsSync(data))('real maps (skipped where the test data is absent)', () => {
	it('places the buildings of Pondok Pinang as an independent count does', () => {
		const areas = real('jakarta/pondok_pinang/rw.geojson').taken as TakenArea[];
		const houses = real('jakarta/pondok_pinang/rumah_titik.geojson').taken as TakenHousehold[];
		const { placed, outside } = placePoints(
			houses,
			areas.map((area) => ({ id: area.name, parentId: null, boundary: area.boundary }) as never)
		);
		const key = JSON.parse(readFileSync(path.join(data, 'kunci_hitungan.json'), 'utf8')) as Record<
			string,
			{ per_zone: Record<string, number>; in_no_zone: number }
		>;
		const expected = key['jakarta/pondok_pinang/rw.geojson']!;
		const counted = Object.fromEntries(
			Object.keys(expected.per_zone).map((zone) => [
				zone,
				placed.filter(({ areaId }) => areaId === zone.replace(/^\d+:/, '')).length
			])
		);
		expect(counted).toEqual(expected.per_zone);
		expect(outside).toHaveLength(expected.in_no_zone);
	});

	it('takes the doubled and empty rows of Rasau Jaya Dua apart', () => {
		const roads = real('rasau_jaya_dua_kalbar/jalan.geojson');
		expect(new Set(roads.taken.map((road) => road.row)).size).toBe(220);
		expect(roads.rows).toBe(438);
	});

	it('reads every village layer without losing an area', () => {
		for (const file of [
			'tegalmulyo/batas_desa.geojson',
			'jakarta/pondok_pinang/batas_kelurahan.geojson',
			'cimungkal/rw.geojson',
			'mujamuju/batas_rw.geojson',
			'wonokoyo_rt.geojson'
		]) {
			const result = real(file);
			expect([file, result.kind, result.problems]).toEqual([file, 'area', []]);
			expect(result.taken).toHaveLength(result.rows);
		}
	});
});
