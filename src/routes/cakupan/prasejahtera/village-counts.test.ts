import { describe, expect, it } from 'vitest';
import type { LowIncomeList } from '#lib/data/remote/low-income.ts';
import { exportLines } from '#lib/domain/coverage-export.ts';
import { aboutFamilies, familyTable, placeOfFamily } from './family-sheets.ts';
import { countLines, countWords, villageRows } from './village-counts.ts';

const areas = [
	{ id: 'a', name: 'Desa A', code: '64.08.04.2001' },
	{ id: 'b', name: 'Desa B', code: null }
];

describe('the counts per desa', () => {
	it('put the most first and what is hidden last, and never show it as none', () => {
		const rows = villageRows(
			[
				{ areaId: 'a', families: 10, uninsured: null },
				{ areaId: 'b', families: 30, uninsured: 25 }
			],
			areas
		);
		expect(rows.map(({ name }) => name)).toEqual(['Desa B', 'Desa A']);
		expect(rows.map(({ uninsured }) => countWords(uninsured))).toEqual(['25–29', 'kurang dari 5']);
		const [head, first, second] = countLines(rows, '1 Nov 2026, 08.00 WITA');
		expect(head).toHaveLength(4);
		expect(first).toEqual(['', 'Desa B', '25–29', '30–34']);
		expect(second).toEqual(['64.08.04.2001', 'Desa A', 'kurang dari 5', '10–14']);
	});
});

describe('the proposal', () => {
	const list: LowIncomeList = {
		families: [
			{
				id: 'x',
				code: 'TL-1001',
				headName: 'Ibu Contoh',
				address: 'Jl. Melati 1',
				rw: '002',
				rt: null,
				village: 'Desa A',
				posyandu: 'Melati',
				people: 4,
				uninsured: 2,
				unknown: 1
			}
		],
		known: 9,
		unclear: 1,
		asOf: '2026-11-01T00:00:00Z'
	};

	it('says whom it is of, what each column means and how fresh it is', () => {
		const lines = exportLines(familyTable(list), aboutFamilies(list, '1 Nov 2026'));
		expect(lines[0]).toHaveLength(lines[1]!.length);
		expect(lines[1]!.slice(0, 4)).toEqual(['TL-1001', 'Ibu Contoh', 'Jl. Melati 1', 'Desa A']);
		const text = lines.flat().join('\n');
		expect(text).toContain('1 Nov 2026');
		expect(text).not.toContain(list.families[0]!.id + '\n');
		expect(placeOfFamily(list.families[0]!)).toBe('Desa A, RW 002');
	});
});
