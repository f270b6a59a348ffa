// A document that flows over pages of A4: headings, paragraphs, tables, and room for a drawing. All lengths in
// millimetres.
import { pageMm, PdfPage, textWidth, wrapText, type Ink } from './pdf.ts';

const marginMm = 12;
const footMm = 8;
const mmPerPoint = 25.4 / 72;
export const sheetWidthMm = pageMm.width - 2 * marginMm;

const body: Ink = { size: 9 };
const small: Ink = { size: 8 };

export interface PdfColumn {
	readonly title: string;
	/** Share of the width of the page between its margins. */
	readonly share: number;
	readonly isNumber?: boolean;
	readonly isBold?: boolean;
}

/** Words, or a bar of so many percent of its cell, with where 100 % is. */
export type PdfCell = string | { readonly percent: number; readonly end: number };

export class PdfSheet {
	readonly pages: PdfPage[] = [new PdfPage()];
	#y = marginMm;

	get #page(): PdfPage {
		return this.pages.at(-1)!;
	}

	/** Starts a page where so much does not fit on this one any more. */
	#room(heightMm: number): void {
		if (this.#y + heightMm <= pageMm.height - marginMm - footMm) return;
		this.pages.push(new PdfPage());
		this.#y = marginMm;
	}

	gap(heightMm: number): void {
		this.#y += heightMm;
	}

	title(left: string, right: string): void {
		const ink: Ink = { size: 16, isBold: true };
		const own: Ink = { size: 13, isBold: true };
		const isOneLine = textWidth(left, ink) + textWidth(right, own) + 6 <= sheetWidthMm;
		this.paragraph(left, ink);
		if (isOneLine) {
			const x = pageMm.width - marginMm - textWidth(right, own);
			this.#page.text(right, x, this.#y - 1.9, own);
		} else this.paragraph(right, own);
		this.#page.line(marginMm, this.#y, pageMm.width - marginMm, this.#y, 0.7, '#0b5f58');
		this.#y += 2.5;
	}

	/** @param keepMm what must follow on the same page */
	heading(words: string, keepMm = 25): void {
		this.#room(keepMm + 8);
		this.#y += 4;
		this.paragraph(words, { size: 11.5, isBold: true });
	}

	paragraph(words: string, ink: Ink = body): void {
		const lineMm = ink.size * mmPerPoint * 1.3;
		for (const line of wrapText(words, sheetWidthMm, ink)) {
			this.#room(lineMm);
			this.#y += lineMm;
			this.#page.text(line, marginMm, this.#y - lineMm * 0.25, ink);
		}
		this.#y += 0.8;
	}

	/** Hands out a page with room for a drawing, and where it begins. */
	drawing(heightMm: number, draw: (page: PdfPage, x: number, y: number) => void): void {
		this.#room(heightMm);
		draw(this.#page, marginMm, this.#y);
		this.#y += heightMm;
	}

	/** The heads of the columns stand on every page that the table goes on to. */
	table(columns: readonly PdfColumn[], rows: readonly (readonly PdfCell[])[]): void {
		const head: PdfCell[] = columns.map(({ title }) => title);
		const headInk = (): Ink => ({ ...small, isBold: true });
		const inkOf = ({ isBold = false }: PdfColumn): Ink => ({ ...body, isBold });
		this.#room(
			this.#heightOf(columns, head, headInk) + this.#heightOf(columns, rows[0] ?? [], inkOf)
		);
		this.#row(columns, head, headInk, 0.4);
		for (const row of rows) {
			const { length } = this.pages;
			this.#room(this.#heightOf(columns, row, inkOf));
			if (this.pages.length > length) this.#row(columns, head, headInk, 0.4);
			this.#row(columns, row, inkOf, 0.2);
		}
		this.#y += 1;
	}

	#linesOf(column: PdfColumn, cell: PdfCell, ink: Ink): string[] {
		return typeof cell === 'string' ? wrapText(cell, column.share * sheetWidthMm - 3, ink) : [''];
	}

	#heightOf(
		columns: readonly PdfColumn[],
		cells: readonly PdfCell[],
		inkOf: (column: PdfColumn) => Ink
	): number {
		const most = Math.max(
			1,
			...columns.map((column, at) => this.#linesOf(column, cells[at] ?? '', inkOf(column)).length)
		);
		return most * body.size * mmPerPoint * 1.25 + 2;
	}

	#row(
		columns: readonly PdfColumn[],
		cells: readonly PdfCell[],
		inkOf: (column: PdfColumn) => Ink,
		lineMm: number
	): void {
		const height = this.#heightOf(columns, cells, inkOf);
		let x = marginMm;
		for (const [at, column] of columns.entries()) {
			const cell = cells[at] ?? '';
			const width = column.share * sheetWidthMm;
			if (typeof cell !== 'string') this.#bar(x + 1.5, this.#y + 1.4, width - 3, cell);
			const ink = inkOf(column);
			for (const [line, words] of this.#linesOf(column, cell, ink).entries()) {
				const y = this.#y + 1 + (line + 0.8) * ink.size * mmPerPoint * 1.25;
				const left = column.isNumber ? x + width - 1.5 - textWidth(words, ink) : x + 1.5;
				this.#page.text(words, left, y, ink);
			}
			x += width;
		}
		this.#y += height;
		this.#page.line(marginMm, this.#y, x, this.#y, lineMm, lineMm > 0.3 ? '#000000' : '#999999');
	}

	#bar(x: number, y: number, width: number, { percent, end }: Exclude<PdfCell, string>): void {
		this.#page.rect(x, y, width, 3.4, '#e6e6e6');
		this.#page.rect(x, y + 0.5, (width * percent) / end, 2.4, '#0b5f58');
	}

	/** At the foot of every page, once all of them are there. */
	feet(left: string, wordsOf: (page: number, pages: number) => string): void {
		for (const [at, page] of this.pages.entries()) {
			const y = pageMm.height - marginMm;
			const right = wordsOf(at + 1, this.pages.length);
			page.text(left, marginMm, y, small);
			page.text(right, pageMm.width - marginMm - textWidth(right, small), y, small);
		}
	}
}
