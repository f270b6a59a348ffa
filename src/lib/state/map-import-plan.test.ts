import type { MultiPolygon } from 'geojson';
import { describe, expect, it } from 'vitest';
import type { AnyReading } from '#lib/data/import/contracts.ts';
import type { Area, AreaKind } from '#lib/domain/area.ts';
import { rowsOutside } from '#lib/domain/import-plan.ts';
import {
	badNames,
	changesOf,
	planImport,
	takenAreas,
	type Choices,
	type ImportPlan,
	type Stored
} from './map-import-plan.ts';

const square = (west: number, size = 0.01): MultiPolygon => ({
	type: 'MultiPolygon',
	coordinates: [
		[
			[
				[west, 0],
				[west + size, 0],
				[west + size, size],
				[west, size],
				[west, 0]
			]
		]
	]
});
const area = (id: string, kind: AreaKind, parentId: string | null, boundary: MultiPolygon | null) =>
	({
		id,
		kind,
		parentId,
		name: id,
		boundary,
		boundaryStatus: boundary ? 'imported' : 'none',
		validTo: null,
		rev: 3
	}) as Area;

const district = area('kecamatan', 'district', null, square(117, 0.02));
const village = area('Karang', 'village', 'kecamatan', square(117));
const stored: Stored = {
	areas: [district, village],
	served: ['Karang'],
	households: [],
	roads: []
};

const areasRead = (...rows: readonly (readonly [name: string | null, west: number])[]) =>
	({
		kind: 'area',
		rows: rows.length,
		taken: rows.map(([name, west], index) => ({
			row: index + 1,
			name: name ?? '',
			boundary: square(west, 0.001),
			properties: { RW: name }
		})),
		repairs: [],
		problems: []
	}) satisfies AnyReading;

const choices = (place: Area, reading: AnyReading, more: Partial<Choices> = {}): Choices => ({
	areaChoice: 'rw',
	place,
	nameColumn: 'RW',
	typed: {},
	takeKnown: false,
	outside: reading.kind === 'area' ? rowsOutside(reading.taken, place) : new Set(),
	...more
});
const context = { newId: () => 'id', today: '2026-11-01', source: 'berkas.geojson' };
const areaPlan = (plan: ImportPlan | null) => plan as Extract<ImportPlan, { kind: 'area' }>;

describe('an RW layer of a whole kabupaten', () => {
	const reading = areasRead(['RW 01', 118], ['RW 01', 117.001], [null, 117.003], [null, 118.5]);
	const plan = areaPlan(planImport(reading, stored, choices(village, reading)));

	it('gives the chosen village its own RW only, and refuses the others with their rows', () => {
		expect(takenAreas(plan).map(({ row }) => row)).toEqual([2, 3]);
		expect(plan.problems).toEqual([
			{ row: 1, reason: 'outside_parent' },
			{ row: 4, reason: 'outside_parent' }
		]);
	});

	it('numbers no name for the sake of an RW elsewhere', () => {
		expect(takenAreas(plan).map(({ name }) => name)).toEqual(['RW 01', 'Tanpa nama 1']);
		expect(plan.repairs).toEqual([{ row: 3, what: 'name_missing' }]);
	});

	it('takes the name that the planner typed, and is not told of it again', () => {
		const typed = areaPlan(
			planImport(reading, stored, choices(village, reading, { typed: { 3: 'RW 02' } }))
		);
		expect(takenAreas(typed).map(({ name }) => name)).toEqual(['RW 01', 'RW 02']);
		expect(typed.repairs).toEqual([]);
	});
});

describe('a new village', () => {
	const reading = areasRead(['Desa Baru', 119]);
	const chosen = choices(district, reading, { areaChoice: 'kelurahan' });
	const plan = areaPlan(planImport(reading, stored, chosen));

	it('is taken also where the kecamatan was drawn otherwise, and that is told', () => {
		expect([plan.taken, plan.stray, plan.problems]).toEqual([1, 1, []]);
	});

	it('joins the wilayah kerja in the same save', () => {
		const changes = changesOf(plan, stored, chosen, 'puskesmas', context);
		expect(changes.map(({ entity, after }) => [entity, after])).toEqual([
			['area', ['kecamatan']],
			['facility_area', ['id']]
		]);
		expect(changes[0]!.patch).toMatchObject({ kind: 'village', villageKind: 'kelurahan' });
	});

	it('needs no link where the whole kecamatan is served', () => {
		const whole = { ...stored, served: ['kecamatan'] };
		expect(changesOf(plan, whole, chosen, 'puskesmas', context)).toHaveLength(1);
	});
});

describe('houses', () => {
	const reading = {
		kind: 'household',
		rows: 3,
		taken: [117.005, 117.006, 118].map((lng, index) => ({
			row: index + 1,
			headName: null,
			rw: null,
			rt: null,
			address: null,
			location: { type: 'Point', coordinates: [lng, 0.005] }
		})),
		repairs: [],
		problems: []
	} satisfies AnyReading;
	const known = { code: 'KAR-0007', location: reading.taken[0]!.location } as never;

	it('outside every area are refused by row; those already there are left out', () => {
		const again = { ...stored, households: [known] };
		const plan = planImport(reading, again, choices(village, reading))!;
		expect([plan.taken, plan.known, plan.problems]).toEqual([
			1,
			1,
			[{ row: 3, reason: 'outside_every_area' }]
		]);
		expect(planImport(reading, again, choices(village, reading, { takeKnown: true }))!.taken).toBe(
			2
		);
	});

	it('get codes that go on from those of the village', () => {
		const again = { ...stored, households: [known] };
		const chosen = choices(village, reading);
		const plan = planImport(reading, again, chosen)!;
		const [house] = changesOf(plan, again, chosen, 'puskesmas', context);
		expect(house!.patch).toMatchObject({ code: 'KAR-0008', areaId: 'Karang' });
	});
});

describe('names', () => {
	it('that are empty or shared cannot be stored', () => {
		const rows = ['RW 1', 'rw 1 ', '', 'RW 2'].map((name, index) => ({ row: index + 1, name }));
		expect(badNames(rows)).toEqual([1, 2, 3]);
	});
});
