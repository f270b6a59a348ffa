import { inflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { readXlsx } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import type { OfficialSheet } from '#lib/domain/official-sheet.ts';
import { workbookOf } from './workbook.ts';

function aSheet(own: Partial<OfficialSheet> = {}): OfficialSheet {
	const column = (label: string, group: string | null) => ({ label, group, width: 12 });
	return {
		name: 'Rekapitulasi',
		title: 'Rekapitulasi Kunjungan Rumah',
		facts: [['Bulan', 'November 2026']],
		columns: [
			column('No', null),
			column('Ibu hamil', 'Sasaran'),
			column('Lansia', 'Sasaran'),
			column('Paraf', null)
		],
		rows: [{ id: '1', cells: [1, 2, 0, null] }],
		...own
	};
}

/** The files of a zip, by the directory at its end: read without the library that wrote it. */
function unzipped(bytes: Uint8Array): Map<string, string> {
	const data = Buffer.from(bytes);
	const files = new Map<string, string>();
	let at = data.readUInt32LE(data.lastIndexOf('PK\u0005\u0006') + 16);
	while (data.readUInt32LE(at) === 0x02014b50) {
		const [nameLength, extra, comment] = [28, 30, 32].map((field) => data.readUInt16LE(at + field));
		const start = data.readUInt32LE(at + 42);
		const name = data.toString('utf8', at + 46, at + 46 + nameLength!);
		const from = start + 30 + data.readUInt16LE(start + 26) + data.readUInt16LE(start + 28);
		const packed = data.subarray(from, from + data.readUInt32LE(at + 20));
		const isPacked = data.readUInt16LE(at + 10) === 8;
		files.set(name, (isPacked ? inflateRawSync(packed) : packed).toString('utf8'));
		at += 46 + nameLength! + extra! + comment!;
	}
	return files;
}

async function valuesOf(sheets: OfficialSheet[]) {
	const { sheets: read } = await readXlsx(await workbookOf(sheets));
	return read.map(({ name, rows }) => ({ name, rows }));
}

describe('the workbook', () => {
	it('has a tab a sheet with title, facts, both rows of headings and the rows', async () => {
		const [first, second] = await valuesOf([aSheet(), aSheet({ name: 'Jadwal', rows: [] })]);
		expect(first!.name).toBe('Rekapitulasi');
		expect(first!.rows).toEqual([
			['Rekapitulasi Kunjungan Rumah', null, null, null],
			['Bulan', 'November 2026', null, null],
			[null, null, null, null],
			['No', 'Sasaran', null, 'Paraf'],
			[null, 'Ibu hamil', 'Lansia', null],
			[1, 2, 0, null]
		]);
		expect(second!.name).toBe('Jadwal');
		expect(second!.rows).toHaveLength(5);
	});
	it('joins the cells of a heading and prints on A4 across with the headings on every page', async () => {
		const xml = unzipped(await workbookOf([aSheet()]));
		const sheet = xml.get('xl/worksheets/sheet1.xml')!;
		for (const range of ['A4:A5', 'B4:C4', 'D4:D5']) expect(sheet).toContain(`ref="${range}"`);
		expect(sheet).toMatch(/<pageSetup[^>]*paperSize="9"[^>]*orientation="landscape"/);
		expect(xml.get('xl/workbook.xml')).toContain('_xlnm.Print_Titles');
	});
	it('writes numbers as numbers and everything else as text, whatever it looks like', async () => {
		const nasty = ['=1+1', '+62812', '-3', '@SUM(A1)', '\t=2', '007', '2026-11-01', 'TRUE'];
		const sheet = aSheet({
			columns: nasty.map((label) => ({ label, group: null, width: 9 })),
			rows: [{ id: '1', cells: nasty }],
			title: '=HYPERLINK("http://example.org")',
			facts: [['=A', '=B']]
		});
		const written = unzipped(await workbookOf([sheet])).get('xl/worksheets/sheet1.xml')!;
		expect(written).not.toMatch(/<f[ >/]/);
		const cells = [...written.matchAll(/<c [^>]*?(?:\/>|>.*?<\/c>)/g)].map(([cell]) => cell);
		const filled = cells.filter((cell) => cell.includes('<v>'));
		expect(filled).toHaveLength(3 + 2 * nasty.length);
		for (const cell of filled) expect(cell).toContain('t="s"');
		expect((await valuesOf([sheet]))[0]!.rows.at(-1)).toEqual(nasty);
	});
	it('reads back as it was written, for any text', async () => {
		const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 });
		await fc.assert(
			fc.asyncProperty(fc.array(text, { minLength: 4, maxLength: 4 }), async (cells) => {
				const rows = [{ id: '1', cells }];
				const bytes = await workbookOf([aSheet({ rows })]);
				expect(unzipped(bytes).get('xl/worksheets/sheet1.xml')).not.toMatch(/<f[ >/]/);
				const read = await readXlsx(bytes);
				expect(read.sheets[0]!.rows.at(-1)).toEqual(cells);
			}),
			{ numRuns: 50 }
		);
	});
	it('takes text that no file may hold, and a long schedule', async () => {
		const rows = Array.from({ length: 4000 }, (_, at) => ({
			id: String(at),
			cells: [at, `Dusun ${at}\u0001\ud800`, 'RT 1', 'Siti']
		}));
		const read = (await valuesOf([aSheet({ rows })]))[0]!;
		expect(read.rows).toHaveLength(4005);
		expect(read.rows.at(-1)![0]).toBe(3999);
	});
});
