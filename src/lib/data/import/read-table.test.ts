import { describe, expect, it } from 'vitest';
import { workbookOf } from '../export/workbook.ts';
import { maxTableBytes, readTable } from './read-table.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
async function rowsOf(bytes: Uint8Array<ArrayBuffer>) {
	const read = await readTable(bytes);
	if (!read.ok) throw new Error(read.error);
	return read.value;
}

describe('a table that somebody brings', () => {
	it.each([',', ';', '\t'])(
		'is read with the separator %j, quotes and a byte order mark',
		async (by) => {
			const text = `\uFEFFWilayah${by}Tahun${by}Persen\r\n"Desa ""A""${by} utara"${by}2026${by}80\r\n`;
			expect(await rowsOf(bytesOf(text))).toEqual([
				['Wilayah', 'Tahun', 'Persen'],
				[`Desa "A"${by} utara`, '2026', '80']
			]);
		}
	);
	it('keeps codes with a leading zero and decimal commas as they are written', async () => {
		const rows = await rowsOf(bytesOf('Kode;Persen\n0102;82,5\n'));
		expect(rows[1]).toEqual(['0102', '82,5']);
	});
	it('may come from old Windows', async () => {
		const latin = new Uint8Array([...bytesOf('Wilayah,Caf'), 0xe9, ...bytesOf('\n1,2\n')]);
		expect((await rowsOf(latin))[0]).toEqual(['Wilayah', 'Café']);
	});
	it('may be a workbook', async () => {
		const column = (label: string) => ({ label, group: null, width: 9 });
		const bytes = await workbookOf([
			{
				name: 'Target',
				title: 'Target',
				facts: [],
				columns: ['Wilayah', 'Tahun', 'Persen'].map(column),
				rows: [{ id: '1', cells: ['Sawahan', 2026, 82.5] }]
			}
		]);
		const rows = await rowsOf(bytes);
		expect(rows.at(-1)).toEqual(['Sawahan', 2026, 82.5]);
	});
	it('is refused where it is none', async () => {
		const failure = async (bytes: Uint8Array<ArrayBuffer>) => {
			const read = await readTable(bytes);
			return read.ok ? read.value : read.error;
		};
		expect(await failure(new Uint8Array([0x50, 0x4b, 3, 4, 9, 9]))).toBe('not_a_table');
		expect(await failure(new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0, 0]))).toBe('not_a_table');
		expect(await failure(new Uint8Array(maxTableBytes + 1))).toBe('too_large');
		expect(await failure(new Uint8Array())).toEqual([]);
	});
});
