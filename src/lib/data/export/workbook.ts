// Sheets of the official form as an .xlsx file, A4 across. Every cell is typed text or a number, never
// a formula: a name that begins with = stays a name, also when somebody edits the cell. Loaded only
// when the file is asked for.
import { writeXlsx, type Cell, type CellStyle, type WriteSheet } from 'hucre/xlsx';
import { headingsOf, type OfficialSheet, type SheetColumn } from '#lib/domain/official-sheet.ts';

export const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const line = { style: 'thin' } as const;
const border = { top: line, right: line, bottom: line, left: line };
const heading: CellStyle = {
	font: { bold: true },
	border,
	alignment: { horizontal: 'center', vertical: 'center', wrapText: true }
};
const body: CellStyle = { border, alignment: { vertical: 'top', wrapText: true } };
/** The format of text: what is typed over it is text again. */
const asText = '@';

type Merge = NonNullable<WriteSheet['merges']>[number];

/** One heading row, or two where columns are grouped, with the cells that are joined. */
function headings(columns: readonly SheetColumn[], top: number) {
	const [upper, lower] = headingsOf(columns);
	const rows: (string | null)[][] = [[]];
	const merges: Merge[] = [];
	if (lower.length > 0) rows.push([]);
	const below = [...lower];
	let at = 0;
	for (const one of upper) {
		const isGroup = one.rows === 1 && lower.length > 0;
		for (let column = 0; column < one.columns; column += 1) {
			rows[0]!.push(column === 0 ? one.label : null);
			rows[1]?.push(isGroup ? (below.shift()?.label ?? null) : null);
		}
		const [endRow, endCol] = [top + one.rows - 1, at + one.columns - 1];
		if (endRow > top || endCol > at) merges.push({ startRow: top, startCol: at, endRow, endCol });
		at += one.columns;
	}
	return { rows, merges };
}

function written({ name, title, facts, columns, rows }: OfficialSheet): WriteSheet {
	const about: (string | null)[][] = [[title], ...facts.map(([fact, value]) => [fact, value])];
	const top = about.length + 1;
	const head = headings(columns, top);
	const from = top + head.rows.length;
	const all = [...about, [], ...head.rows, ...rows.map(({ cells }) => [...cells])];
	const cells = new Map<string, Partial<Cell>>([
		['0,0', { value: title, style: { font: { bold: true, size: 14 }, numFmt: asText } }]
	]);
	all.forEach((row, at) => {
		if (at < top) return;
		for (const column of columns.keys()) {
			const value = row[column] ?? null;
			const style = at < from ? heading : body;
			const numFmt = typeof value === 'number' ? {} : { numFmt: asText };
			cells.set(`${at},${column}`, { value, style: { ...style, ...numFmt } });
		}
	});
	return {
		name,
		rows: all,
		cells,
		merges: head.merges,
		columns: columns.map(({ width }) => ({ width })),
		freezePane: { rows: from },
		pageSetup: {
			paperSize: 'a4',
			orientation: 'landscape',
			fitToPage: true,
			fitToWidth: 1,
			fitToHeight: 0,
			printTitlesRow: `$${top + 1}:$${from}`
		}
	};
}

/** @returns the bytes of the file */
export async function workbookOf(
	sheets: readonly OfficialSheet[]
): Promise<Uint8Array<ArrayBuffer>> {
	return new Uint8Array(await writeXlsx({ sheets: sheets.map(written) }));
}
