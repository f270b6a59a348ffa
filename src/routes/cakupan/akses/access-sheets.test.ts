import { describe, expect, it } from 'vitest';
import type { AccessRow, AccessView } from '#lib/state/access-view.svelte.ts';
import { classBounds, classLabels, classOf } from './access-layers.ts';
import { areaTable, lacks } from './access-sheets.ts';
import { distanceWords, limitWords, shareWords } from './words.ts';

const figures = {
	homes: 10,
	people: 40,
	unplaced: 1,
	median: 512.4,
	ninetieth: Infinity,
	beyondHomes: 3,
	beyondPeople: 12,
	facilities: { posyandu: 0, pustu: 0, puskesmas: 1, hospital: 0 }
};
const row = (kind: string, own: Partial<typeof figures> | null = {}) =>
	({
		key: kind,
		name: kind,
		area: { id: kind, kind, name: kind, code: '64.08' },
		figures: own && { ...figures, ...own }
	}) as unknown as AccessRow;

describe('what a village lacks', () => {
	it('is a posyandu, and a pustu where no puskesmas stands there either', () => {
		expect(lacks(row('village'))).toEqual(['tanpa posyandu']);
		const none = { ...figures.facilities, puskesmas: 0 };
		expect(lacks(row('village', { facilities: none }))).toEqual(['tanpa posyandu', 'tanpa pustu']);
		expect(lacks(row('village', null))).toEqual(['tanpa posyandu', 'tanpa pustu']);
	});

	it('is not asked of an RW or dusun', () => {
		expect(lacks(row('rw'))).toEqual([]);
	});
});

describe('the table in a file', () => {
	const view = (isKnown: boolean) =>
		({
			service: 'posyandu',
			measure: 'line',
			isKnown,
			parent: { id: 'k', name: 'k' },
			total: null,
			rows: [row('village')]
		}) as unknown as AccessView;

	it('has whole numbers, a share, and words instead of a number where no way is known', () => {
		const { columns, rows } = areaTable(view(true));
		expect(rows[0]!.cells).toHaveLength(columns.length);
		expect(rows[0]!.cells).toEqual([
			'64.08',
			'village',
			10,
			40,
			1,
			512,
			null,
			3,
			30,
			12,
			0,
			0,
			1,
			'tanpa posyandu, jalan tidak diketahui'
		]);
	});

	it('says nothing of distances where the service is on no map', () => {
		const [first] = areaTable(view(false)).rows;
		expect(first!.cells.slice(5, 10)).toEqual([null, null, null, null, null]);
	});
});

describe('distances in words', () => {
	it('are rounded to what the eye can use', () => {
		expect(distanceWords(47.2, 'line')).toBe('47 m');
		expect(distanceWords(612, 'line')).toBe('610 m');
		expect(distanceWords(1_649, 'road')).toBe('1,6 km');
		expect(distanceWords(12.4, 'minutes')).toBe('12 menit');
		expect(distanceWords(Infinity, 'road')).toBe('jalan tidak diketahui');
		expect(distanceWords(null, 'line')).toBe('–');
		expect(limitWords(1_234, 'line')).toBe('1,234 km');
		expect(shareWords(1, 32)).toBe('3,1 %');
		expect(shareWords(0, 0)).toBe('–');
	});
});

describe('classes of distance', () => {
	it('put the limit between the second and the third, and count every house once', () => {
		expect(classBounds(1_000)).toEqual([500, 1_000, 2_000, 4_000]);
		expect([500, 501, 1_000, 1_001, 4_000, 4_001, Infinity].map((m) => classOf(m, 1_000))).toEqual([
			0, 1, 1, 2, 3, 4, 4
		]);
		expect(classLabels([100, 999, 1_001, Infinity], 1_000, 'line')).toEqual([
			'sampai 500 m: 1 keluarga',
			'500 m–1 km: 1 keluarga',
			'1 km–2 km: 1 keluarga',
			'2 km–4 km: 0 keluarga',
			'lebih dari 4 km: 1 keluarga'
		]);
	});
});
