import { describe, expect, it } from 'vitest';
import { PdfSheet, type PdfColumn } from './pdf-sheet.ts';

const columns: PdfColumn[] = [
	{ title: 'Wilayah', share: 0.7 },
	{ title: 'Rumah', share: 0.3, isNumber: true }
];
const rows = (count: number) =>
	Array.from({ length: count }, (_, at) => [`Desa ${at + 1} selesai`, String(at)]);
const said = (sheet: PdfSheet) => sheet.pages.map(({ content }) => content);
/** How far above the foot of the page the lowest text stands, in points. */
const lowest = (content: string) =>
	Math.min(...[...content.matchAll(/ ([\d.]+) Td/g)].map(([, y]) => Number(y)));

describe('a document of pages', () => {
	it('goes on to the next page with the heads of its table, and loses no row', () => {
		const sheet = new PdfSheet();
		sheet.table(columns, rows(120));
		expect(sheet.pages.length).toBeGreaterThan(1);
		for (const content of said(sheet)) {
			expect(content.match(/\(Wilayah\)/g)).toHaveLength(1);
			// 12 mm margin and 8 mm for the foot.
			expect(lowest(content)).toBeGreaterThan((20 / 25.4) * 72);
		}
		const all = said(sheet).join('');
		for (const [name] of rows(120)) expect(all).toContain(`(${name})`);
	});
	it('keeps a heading with what it is the heading of', () => {
		const sheet = new PdfSheet();
		sheet.gap(240);
		sheet.heading('Tindak lanjut');
		sheet.table(columns, rows(2));
		expect(sheet.pages).toHaveLength(2);
		expect(sheet.pages[0]!.content).toBe('');
	});
	it('numbers its pages at the foot when all of them are there', () => {
		const sheet = new PdfSheet();
		sheet.table(columns, rows(120));
		sheet.feet('Lokmin', (page, pages) => `${page} dari ${pages}`);
		const { length } = sheet.pages;
		said(sheet).forEach((content, at) => expect(content).toContain(`(${at + 1} dari ${length})`));
	});
	it('draws a bar over 100 % on its own scale, inside of its cell', () => {
		const sheet = new PdfSheet();
		sheet.table(columns, [['Desa', { percent: 120, end: 120 }]]);
		const [ground, bar] = [...sheet.pages[0]!.content.matchAll(/ ([\d.]+) [\d.]+ re f/g)];
		expect(Number(bar![1])).toBeCloseTo(Number(ground![1]), 2);
	});
});
