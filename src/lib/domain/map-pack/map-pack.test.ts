import { describe, expect, it } from 'vitest';
import { archiveProblem, mayDownload, packZooms, type Bbox } from './map-pack.ts';

const vector = { minZoom: 0, maxZoom: 14, schema: 'openmaptiles' } as const;
const raster = { minZoom: 0, maxZoom: 19, schema: 'raster' } as const;

describe('the zooms of a pack', () => {
	it('end where a vector source ends, whatever the area', () => {
		expect(packZooms(vector, 'district')).toEqual({ min: 8, max: 14 });
		expect(packZooms({ minZoom: 10, maxZoom: 15, schema: 'jangkau' }, 'territory')).toEqual({
			min: 10,
			max: 15
		});
	});
	it('go deep into pictures for one territory only', () => {
		expect(packZooms(raster, 'territory').max).toBe(17);
		expect(packZooms(raster, 'village').max).toBe(15);
		expect(packZooms(raster, 'district').max).toBe(14);
	});
	it('are one level at least of a source that ends early', () =>
		expect(packZooms({ ...vector, maxZoom: 6 }, 'village')).toEqual({ min: 6, max: 6 }));
});

describe('whole areas are fetched', () => {
	const own = { kind: 'xyz', url: '/basemap/{z}/{x}/{y}.mvt', bulkDownload: true } as const;
	it('from our own server and from an archive that the installation names', () => {
		expect(mayDownload(own)).toBe('allowed');
		expect(mayDownload({ ...own, url: 'https://peta.example/a.pmtiles' })).toBe('allowed');
		expect(mayDownload({ ...own, url: 'https://bukanopenstreetmap.org/{z}' })).toBe('allowed');
	});
	it('never where the installation does not say so', () => {
		expect(mayDownload({ ...own, bulkDownload: false })).toBe('forbidden');
		// A configuration kept by an older version may lack the word.
		expect(mayDownload({ ...own, bulkDownload: undefined as never })).toBe('forbidden');
	});
	it('never from public servers that forbid it, whatever the installation says', () => {
		for (const url of [
			'https://tile.openstreetmap.org/{z}/{x}/{y}.png',
			'https://{s}.tile.openstreetmap.org/{z}/{x}/{y}.png',
			'http://a.tile.openstreetmap.fr:80/hot/{z}/{x}/{y}.png',
			'//TILE.OpenStreetMap.org/{z}/{x}/{y}.png',
			'https://user@tile.opentopomap.org/{z}/{x}/{y}.png',
			'https://mt1.google.com/vt?x={x}&y={y}&z={z}',
			'https://build.protomaps.com/planet.pmtiles'
		]) {
			expect([url, mayDownload({ ...own, url })]).toEqual([url, 'forbidden']);
		}
	});
	it('not at all where there is no map', () =>
		expect(mayDownload({ kind: 'none', url: null, bulkDownload: false })).toBe('none'));
});

describe('a map file', () => {
	const home: Bbox = [117, 0, 118, 1];
	const facts = {
		format: 'vector',
		layers: ['road', 'water'],
		bounds: [116, -1, 119, 2] as Bbox,
		tiles: 10
	} as const;
	const ours = { schema: 'jangkau' } as const;
	it('is taken when it is the same sort of map over the same place', () =>
		expect(archiveProblem(facts, ours, home)).toBeNull());
	it('is taken where nothing is known of its layers or of home', () =>
		expect(archiveProblem({ ...facts, layers: null }, ours, null)).toBeNull());
	it('is refused with the reason when it would draw nothing', () => {
		expect(archiveProblem(facts, { schema: 'openmaptiles' }, home)).toBe('other_map');
		expect(archiveProblem(facts, { schema: 'raster' }, home)).toBe('other_map');
		expect(archiveProblem({ ...facts, format: 'raster' }, ours, home)).toBe('other_map');
		expect(archiveProblem({ ...facts, format: 'unknown' }, ours, home)).toBe('unreadable');
		expect(archiveProblem({ ...facts, bounds: [106, -7, 107, -6] }, ours, home)).toBe(
			'other_place'
		);
		expect(archiveProblem({ ...facts, tiles: 0 }, ours, home)).toBe('empty');
	});
});
