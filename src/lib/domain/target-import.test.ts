import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Area } from './area.ts';
import type { Target } from './coverage.ts';
import {
	mostTargetRows,
	readTargets,
	type TableCell,
	type TargetReading
} from './target-import.ts';

const anArea = (id: string, name: string, code: string | null) =>
	({ id, name, code, parentId: 'kec' }) as Area;
const areas = [
	anArea('saw', 'Sawahan', '62.02.06.1007'),
	anArea('bar', 'Baru', '62.02.06.1008'),
	anArea('bar2', 'Baru', '62.02.07.2001'),
	anArea('rt', 'RT 01', null)
];
const indicators = new Map([
	['household_visited', 'household_visited'],
	['Kunjungan rumah', 'household_visited']
]);
const head: TableCell[] = [
	'Kode wilayah',
	'Wilayah',
	'Indikator',
	'Tahun',
	'Persen',
	'Penyebut',
	'Sumber',
	'Catatan'
];
const good: TableCell[] = [
	'62.02.06.1007',
	'',
	'Kunjungan rumah',
	2026,
	80,
	1250,
	'resmi',
	'SK 12'
];
const change = (own: Record<number, TableCell>) => good.map((cell, at) => own[at] ?? cell);
function read(rows: TableCell[][], existing: Target[] = []): TargetReading {
	const reading = readTargets([head, ...rows], areas, indicators, existing);
	if ('code' in reading) throw new Error(reading.code);
	return reading;
}
const faultOf = (row: TableCell[]) => {
	const { taken, refused } = read([row]);
	expect(taken).toEqual([]);
	return [refused[0]!.fault, refused[0]!.cell];
};

describe('a row of targets', () => {
	it('is taken with all that it says', () => {
		expect(read([good]).taken).toEqual([
			{
				row: 2,
				areaName: 'Sawahan',
				kind: 'new',
				wasShare: false,
				entry: {
					areaId: 'saw',
					indicator: 'household_visited',
					year: 2026,
					percent: 80,
					denominator: 1250,
					denominatorSource: 'official',
					denominatorNote: 'SK 12'
				}
			}
		]);
	});
	it('is read as Indonesians and spreadsheets write numbers', () => {
		const entryOf = (percent: TableCell, denominator: TableCell) =>
			read([change({ 4: percent, 5: denominator })]).taken[0]!.entry;
		expect(entryOf('82,5', '1.250')).toMatchObject({ percent: 82.5, denominator: 1250 });
		expect(entryOf('82.5 %', '1,250')).toMatchObject({ percent: 82.5, denominator: 1250 });
		expect(entryOf(' 80% ', ' 1250 ')).toMatchObject({ percent: 80, denominator: 1250 });
	});
	it('is a percent where the spreadsheet stored a share, and says so', () => {
		const [taken] = read([change({ 4: 0.825 })]).taken;
		expect(taken).toMatchObject({ wasShare: true, entry: { percent: 82.5 } });
	});
	it('finds the area by its name where there is no code, if only one has it', () => {
		expect(read([change({ 0: '', 1: ' sawahan ' })]).taken[0]!.entry.areaId).toBe('saw');
		expect(read([change({ 0: '', 1: 'RT 01' })]).taken[0]!.entry.areaId).toBe('rt');
		expect(faultOf(change({ 0: '', 1: 'Baru' }))).toEqual(['ambiguous_area', 'Baru']);
		expect(read([change({ 0: '6202071007', 1: 'Baru' })]).refused[0]!.fault).toBe('unknown_area');
		expect(read([change({ 0: 6202061007 })]).taken).toHaveLength(1);
	});
	it('keeps an estimate beside the official target', () => {
		const { taken } = read([good, change({ 4: ' ', 5: 1400, 6: 'Perkiraan' })]);
		expect(taken.map(({ entry }) => [entry.indicator, entry.denominatorSource])).toEqual([
			['household_visited', 'official'],
			['household_visited.estimated', 'estimated']
		]);
	});
	it.each([
		['unknown_area', { 0: '99.99.99.9999' }, '99.99.99.9999'],
		['unknown_indicator', { 2: 'K9' }, 'K9'],
		['bad_year', { 3: 'dua ribu' }, 'dua ribu'],
		['bad_year', { 3: 1899 }, '1899'],
		['bad_year', { 3: ' ' }, ''],
		['bad_percent', { 4: -5 }, '-5'],
		['bad_percent', { 4: '-5 %' }, '-5 %'],
		['bad_percent', { 4: 'delapan puluh' }, 'delapan puluh'],
		['bad_percent', { 4: 120 }, '120'],
		['bad_percent', { 4: ' ' }, ''],
		['bad_denominator', { 5: 'banyak' }, 'banyak'],
		['bad_denominator', { 5: '12,5' }, '12,5'],
		['bad_denominator', { 5: -3 }, '-3'],
		['source_without_denominator', { 5: ' ' }, ''],
		['unknown_source', { 6: 'kata tetangga' }, 'kata tetangga'],
		['unknown_source', { 6: 'terdaftar' }, 'terdaftar']
	] as const)('is refused as %s, with the cell', (fault, own, cell) => {
		expect(faultOf(change(own as Record<number, TableCell>))).toEqual([fault, cell]);
	});
	it('is refused where it repeats another, naming the first', () => {
		const { taken, refused } = read([good, change({ 4: 90 })]);
		expect(taken.map(({ entry }) => entry.percent)).toEqual([80]);
		expect(refused).toEqual([{ row: 3, fault: 'repeated', cell: '', first: 2 }]);
	});
	it('is said to be new, changed, or the same', () => {
		const stored = { ...read([good]).taken[0]!.entry, id: 'x', rev: 1 };
		expect(read([good], [stored]).taken[0]!.kind).toBe('same');
		expect(read([change({ 4: 90 })], [stored]).taken[0]!.kind).toBe('changed');
	});
});

describe('a table of targets', () => {
	const faultOfTable = (table: TableCell[][]) => readTargets(table, areas, indicators, []);
	it('needs its columns, in any order and among others', () => {
		expect(faultOfTable([['a', 'b']])).toEqual({
			code: 'columns',
			missing: ['area', 'indicator', 'year', 'percent']
		});
		const rows = [[], ['Target (%)', 'x', 'TAHUN', 'Indikator', 'Desa/Kelurahan']];
		const reading = faultOfTable([...rows, [75, 'y', '2026', 'household_visited', 'Sawahan']]);
		expect(reading).toMatchObject({
			taken: [{ row: 3, entry: { percent: 75, denominator: null } }]
		});
	});
	it('may not be empty, nor without end', () => {
		expect(faultOfTable([])).toEqual({ code: 'empty' });
		expect(faultOfTable([[null, ' '], head])).toEqual({ code: 'empty' });
		const many = Array.from({ length: mostTargetRows + 1 }, () => good);
		expect(faultOfTable([head, ...many])).toEqual({ code: 'too_many', rows: mostTargetRows + 1 });
	});
	it('of 500 rows is read whole; empty rows between count as rows of the file', () => {
		const villages = Array.from({ length: 500 }, (_, at) => anArea(`a${at}`, `Desa ${at}`, null));
		const rows = villages.map(({ name }) => change({ 0: '', 1: name }));
		const reading = readTargets([head, [], ...rows], villages, indicators, []) as TargetReading;
		expect(reading.taken).toHaveLength(500);
		expect(reading.taken[0]!.row).toBe(3);
	});
	it('takes or refuses every row that says anything, whatever it says', () => {
		const cell = fc.oneof(fc.string(), fc.double(), fc.constant(null));
		fc.assert(
			fc.property(fc.array(fc.array(cell, { maxLength: 9 }), { maxLength: 20 }), (rows) => {
				const reading = readTargets([head, ...rows], areas, indicators, []);
				const said = rows.filter((row) => row.some((one) => String(one ?? '').trim() !== ''));
				if ('code' in reading) expect(said).toEqual([]);
				else expect(reading.taken.length + reading.refused.length).toBe(said.length);
			})
		);
	});
});

describe('a row that says what was counted of an area', () => {
	const names = new Map([...indicators, ['bangunan', 'buildings']]);
	const readOne = (row: TableCell[]) => {
		const reading = readTargets([head, row], areas, names, []);
		if ('code' in reading) throw new Error(reading.code);
		return reading;
	};
	it('needs no percent, and is no estimate of its own', () => {
		const row = ['62.02.06.1007', '', 'Bangunan', 2026, '', 1240, 'perkiraan', 'citra'];
		expect(readOne(row).taken[0]!.entry).toMatchObject({
			...{ indicator: 'buildings', percent: 0, denominator: 1240, denominatorNote: 'citra' }
		});
		const bare = ['62.02.06.1007', '', 'bangunan', 2026, '', 1240, '', ''];
		expect(readOne(bare).taken[0]!.entry).toMatchObject({ indicator: 'buildings', percent: 0 });
	});
});
