import fc from 'fast-check';
import type { MultiPolygon, Point } from 'geojson';
import { describe, expect, it } from 'vitest';
import type { Area, AreaKind } from './area.ts';
import {
	knownPlaces,
	nameKey,
	nextCodeNumber,
	ownVillages,
	parentsFor,
	planAreas,
	planRoads,
	rowsOutside
} from './import-plan.ts';

const square = (west: number, south = 0, size = 0.01): MultiPolygon => ({
	type: 'MultiPolygon',
	coordinates: [
		[
			[
				[west, south],
				[west + size, south],
				[west + size, south + size],
				[west, south + size],
				[west, south]
			]
		]
	]
});
const area = (
	id: string,
	kind: AreaKind,
	parentId: string | null,
	rest: Partial<Area> = {}
): Area =>
	({
		id,
		kind,
		parentId,
		name: id,
		boundary: null,
		boundaryStatus: rest.boundary ? 'imported' : 'none',
		validTo: null,
		...rest
	}) as Area;

const tree = [
	area('kecamatan', 'district', null),
	area('kecamatan lain', 'district', null),
	area('desa', 'village', 'kecamatan', { boundary: square(117) }),
	area('desa lain', 'village', 'kecamatan'),
	area('dusun', 'hamlet', 'desa'),
	area('rw', 'rw', 'dusun')
];

describe('where an imported area may lie', () => {
	const ids = (areas: readonly Area[]) => areas.map(({ id }) => id);

	it('is a kecamatan of her work for a village, and her own areas for what is smaller', () => {
		expect(ids(parentsFor('village', tree, ['desa']))).toEqual(['kecamatan']);
		expect(ids(parentsFor('rw', tree, ['desa']))).toEqual(['desa', 'dusun']);
		expect(ids(parentsFor('rt', tree, ['desa']))).toEqual(['desa', 'dusun', 'rw']);
		expect(parentsFor('district', tree, ['desa'])).toEqual([]);
	});

	it('is nowhere for a puskesmas that serves nothing', () => {
		expect(parentsFor('village', tree, [])).toEqual([]);
		expect(ownVillages(tree, [])).toEqual([]);
	});

	it('follows a kecamatan that is served whole', () => {
		expect(ids(ownVillages(tree, ['kecamatan']))).toEqual(['desa', 'desa lain']);
		expect(ids(parentsFor('village', tree, ['kecamatan']))).toEqual(['kecamatan']);
	});
});

describe('a name', () => {
	it.each([
		['RW 01', 'rw 1'],
		['RW.001', 'RW 1'],
		['RW13', 'RW 013'],
		['Dusun  Karang', 'dusun karang'],
		['RT005 RW002', 'RT 5 / RW 2']
	])('%s is the same as %s', (one, other) => expect(nameKey(one)).toBe(nameKey(other)));

	it.each([
		['RW 1', 'RW 10'],
		['RW 1', 'RT 1'],
		['Karang 2', 'Karang']
	])('%s is not %s', (one, other) => expect(nameKey(one)).not.toBe(nameKey(other)));
});

describe('areas of a file beside those that are stored', () => {
	const entry = (row: number, name: string, west: number) => ({
		row,
		name,
		boundary: square(west, 0.001, 0.002)
	});
	const parent = tree[2]!;

	it('are new, fill a boundary, or are known', () => {
		const stored = [
			...tree,
			area('a', 'rw', 'desa', { name: 'RW 01', boundary: square(117) }),
			area('b', 'rw', 'desa', { name: 'RW 02' }),
			area('c', 'rw', 'desa', { name: 'RW 03', boundary: square(117), boundaryStatus: 'derived' })
		];
		const entries = ['rw 1', 'RW 2', 'RW 3', 'RW 4'].map((name, at) => entry(at + 1, name, 117));
		const plan = planAreas(entries, 'rw', parent, stored);
		expect(plan.known.map(({ row }) => row)).toEqual([1]);
		expect(plan.fills.map((fill) => [fill.entry.row, fill.area.id])).toEqual([
			[2, 'b'],
			[3, 'c']
		]);
		expect(plan.fresh.map(({ row }) => row)).toEqual([4]);
	});

	it('lie outside when their middle does', () => {
		const entries = [entry(1, 'RW 1', 117.001), entry(2, 'RW 2', 118), entry(3, 'RW 3', 117.0095)];
		expect([...rowsOutside(entries, parent)]).toEqual([2, 3]);
		expect(rowsOutside(entries, { boundary: null }).size).toBe(0);
	});

	it('never lose a row', () => {
		fc.assert(
			fc.property(fc.array(fc.string()), (names) => {
				const entries = names.map((name, at) => entry(at + 1, name, 117));
				const plan = planAreas(entries, 'rw', parent, tree);
				const all = [
					...plan.fresh.map(({ row }) => row),
					...plan.fills.map((fill) => fill.entry.row),
					...plan.known.map(({ row }) => row)
				];
				expect(all.sort((a, b) => a - b)).toEqual(entries.map(({ row }) => row));
			})
		);
	});
});

describe('houses and roads that are stored already', () => {
	const at = (lng: number, lat = 0.005): Point => ({ type: 'Point', coordinates: [lng, lat] });

	it('are known by their place, also when a file has fewer digits', () => {
		const points = [{ location: at(117.12345678) }, { location: at(117.2) }];
		expect([...knownPlaces(points, [{ location: at(117.1234568) }, { location: null }])]).toEqual([
			points[0]
		]);
	});

	it('are known by their line from either end, and refused far from the village', () => {
		const line = (...lngs: number[]) => ({
			type: 'LineString' as const,
			coordinates: lngs.map((lng) => [lng, 0.005])
		});
		const plan = planRoads(
			[
				{ row: 1, line: line(117.001, 117.002) },
				{ row: 2, line: line(117.004, 117.005) },
				{ row: 3, line: line(117.012, 117.2) },
				{ row: 4, line: line(117.2, 117.3) }
			],
			tree[2]!,
			[{ line: line(117.002, 117.001) }]
		);
		expect([plan.known, plan.fresh].map((roads) => roads.map(({ row }) => row))).toEqual([
			[1],
			[2, 3]
		]);
		expect(plan.outside).toEqual([4]);
	});
});

describe('the next house code', () => {
	it('counts on from the highest of its prefix', () => {
		expect(nextCodeNumber('TEL', ['TEL-0040', 'TEL-0007', 'KAR-0900', 'TEL-x'])).toBe(41);
		expect(nextCodeNumber('TEL', [])).toBe(1);
	});
});
