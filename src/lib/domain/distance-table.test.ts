import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byBeyond, distanceTable, type HomeDistance } from './distance-table.ts';

const areas = [
	{ id: 'kecamatan', parentId: null },
	{ id: 'desa', parentId: 'kecamatan' },
	{ id: 'rw 1', parentId: 'desa' },
	{ id: 'rw 2', parentId: 'desa' },
	{ id: 'kosong', parentId: 'kecamatan' }
];
const home = (areaId: string, value: number, people = 1): HomeDistance => ({
	areaId,
	people,
	value
});
const table = (homes: readonly HomeDistance[], limit = 1_000, unplaced: string[] = []) =>
	distanceTable({ areas, homes, unplaced, facilities: [], limit });

describe('the distances of an area', () => {
	it('count what lies in it and below, beyond the limit and not at it', () => {
		const { whole, own } = table(
			[
				home('rw 1', 1_000, 4),
				home('rw 1', 1_001, 3),
				home('rw 2', 200, 5),
				home('desa', 4_000, 2)
			],
			1_000,
			['rw 2', 'desa']
		);
		expect(whole.get('rw 1')).toMatchObject({
			homes: 2,
			people: 7,
			beyondHomes: 1,
			beyondPeople: 3
		});
		expect(whole.get('kecamatan')).toMatchObject({
			homes: 4,
			people: 14,
			beyondHomes: 2,
			beyondPeople: 5,
			unplaced: 2
		});
		expect(own.get('desa')).toMatchObject({ homes: 1, people: 2, beyondHomes: 1, unplaced: 1 });
		expect(whole.get('kosong')).toBeUndefined();
	});

	it('give the distance within which half and nine of ten live, as some household lives', () => {
		const homes = [100, 200, 300, 400, 500, 600, 700, 800, 900, 5_000].map((m) => home('desa', m));
		expect(table(homes).whole.get('desa')).toMatchObject({ median: 500, ninetieth: 900 });
		expect(table(homes.slice(0, 1)).whole.get('desa')).toMatchObject({
			median: 100,
			ninetieth: 100
		});
		const lost = [home('desa', 100), home('desa', Infinity)];
		expect(table(lost).whole.get('desa')).toMatchObject({
			median: 100,
			ninetieth: Infinity,
			beyondHomes: 1
		});
	});

	it('never take a household without a position for near or far', () => {
		expect(table([], 1_000, ['rw 1']).whole.get('desa')).toMatchObject({
			homes: 0,
			unplaced: 1,
			median: null,
			beyondHomes: 0
		});
	});

	it('count the facilities that stand in it', () => {
		const { whole } = distanceTable({
			areas,
			homes: [],
			unplaced: [],
			facilities: [
				{ kind: 'posyandu', areaId: 'rw 1' },
				{ kind: 'posyandu', areaId: 'elsewhere' },
				{ kind: 'pustu', areaId: 'desa' }
			],
			limit: 1_000
		});
		expect(whole.get('desa')!.facilities).toEqual({
			posyandu: 1,
			pustu: 1,
			puskesmas: 0,
			hospital: 0
		});
		expect(whole.get('rw 1')!.facilities).toMatchObject({ posyandu: 1, pustu: 0 });
	});

	it('add up: parts and what belongs to none of them are the whole', () => {
		const homes = fc.array(
			fc.record({
				areaId: fc.constantFrom('kecamatan', 'desa', 'rw 1', 'rw 2', 'unknown'),
				people: fc.integer({ min: 1, max: 9 }),
				value: fc.integer({ min: 0, max: 3_000 })
			})
		);
		fc.assert(
			fc.property(homes, fc.integer({ min: 0, max: 3_000 }), (list, limit) => {
				const { whole, own } = table(list, limit);
				for (const key of ['homes', 'people', 'beyondHomes', 'beyondPeople'] as const) {
					const parts = ['rw 1', 'rw 2'].map((id) => whole.get(id)?.[key] ?? 0);
					const sum = parts.reduce((all, one) => all + one, own.get('desa')?.[key] ?? 0);
					expect(whole.get('desa')?.[key] ?? 0).toBe(sum);
				}
			})
		);
	});

	it('are shown with most people beyond first', () => {
		const { whole } = table([home('rw 1', 2_000, 2), home('rw 2', 2_000, 5), home('desa', 5)]);
		const rows = ['kosong', 'rw 1', 'rw 2'].map((name) => ({
			name,
			figures: whole.get(name) ?? null
		}));
		expect(byBeyond(rows).map(({ name }) => name)).toEqual(['rw 2', 'rw 1', 'kosong']);
	});
});
