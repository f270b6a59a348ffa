import { inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PdfPage, pdfOf, textWidth, wrapText } from './pdf.ts';

const small = { size: 10 };

async function written(pages: readonly PdfPage[], title = 'Bahan lokmin'): Promise<Buffer> {
	return Buffer.from(await (await pdfOf(pages, title)).arrayBuffer());
}

/** The commands of each page, unpacked. */
function contents(file: Buffer): string[] {
	return [
		...file.toString('latin1').matchAll(/\/Length (\d+) \/Filter \/FlateDecode >>\nstream\n/g)
	].map((match) => {
		const from = match.index + match[0].length;
		return inflateSync(file.subarray(from, from + Number(match[1]))).toString('latin1');
	});
}

describe('a PDF file', () => {
	it('names the place of every object, so that no reader has to repair it', async () => {
		const file = await written([new PdfPage(), new PdfPage()]);
		const text = file.toString('latin1');
		const start = Number(/startxref\n(\d+)/.exec(text)![1]);
		expect(text.slice(start, start + 5)).toBe('xref\n');
		const places = [...text.slice(start).matchAll(/^(\d{10}) 00000 n $/gm)].map(([, at]) =>
			Number(at)
		);
		expect(places).toHaveLength(9);
		places.forEach((place, index) =>
			expect(text.slice(place, place + 8)).toBe(`${index + 1} 0 obj\n`.slice(0, 8))
		);
		expect(text).toContain('/Count 2');
		expect(text.match(/MediaBox \[0 0 595\.28 841\.89\]/g)).toHaveLength(2);
	});
	it('writes letters of the form, and keeps signs that mean something in a PDF', async () => {
		const page = new PdfPage();
		page.text('Desa (A\\B) – 84 % é', 12, 20, small);
		const [content] = contents(await written([page]));
		expect(content).toContain('(Desa \\(A\\\\B\\) \x96 84 % \xe9) Tj');
		expect(content).toContain('34.02 785.2 Td');
	});
	it('has a question mark for what its letters do not have', async () => {
		const page = new PdfPage();
		page.text('naik ▲', 0, 0, small);
		expect(contents(await written([page]))[0]).toContain('(naik ?) Tj');
	});
	it('fills a shape with its hole, and hatches inside of it only', async () => {
		const page = new PdfPage();
		page.shape('M0 0L10 0L10 10ZM2 2L4 2L4 4Z', 12, 0, '#ff0000', '#000000');
		const [content = ''] = contents(await written([page]));
		expect(content).toContain('1.000 0.000 0.000 rg');
		expect(content.match(/ m\n/g)!.length).toBeGreaterThanOrEqual(2);
		expect(content.indexOf('W* n')).toBeLessThan(content.lastIndexOf('Q'));
	});
});

describe('lines of text', () => {
	it('are as wide as the letters are', () => {
		// 722 + 556 + 278 thousandths of ten points.
		expect(textWidth('Da ', small)).toBeCloseTo((15.56 * 25.4) / 72, 6);
		expect(textWidth('Da', { size: 10, isBold: true })).toBeGreaterThanOrEqual(
			textWidth('Da', small)
		);
	});
	it('hold every word in its order and stay inside, but for a word that is too long itself', () => {
		const words = fc.array(fc.stringMatching(/^[a-z]{1,20}$/), { minLength: 1, maxLength: 30 });
		fc.assert(
			fc.property(words, fc.integer({ min: 20, max: 100 }), (given, width) => {
				const lines = wrapText(given.join(' '), width, small);
				expect(lines.join(' ')).toBe(given.join(' '));
				for (const line of lines)
					if (line.includes(' ')) expect(textWidth(line, small)).toBeLessThanOrEqual(width);
			})
		);
	});
	it('are one, and empty, where there is nothing', () => {
		expect(wrapText('  ', 50, small)).toEqual(['']);
	});
});
