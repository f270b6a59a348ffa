// A spreadsheet or a CSV file as rows of cells. The reader of workbooks is loaded when somebody brings a file.
import { err, ok, type Result } from '#lib/domain/result.ts';
import type { TableCell } from '#lib/domain/target-import.ts';

/** A thousand times what a list of targets takes; what is larger is some other file. */
export const maxTableBytes = 2 * 1024 * 1024;
/** More rows are not read; who counts them says that they are too many. */
const mostRows = 20_000;

export type TableReadFailure = 'too_large' | 'not_a_table';

/** A zip archive, as every .xlsx is. */
const isWorkbook = (bytes: Uint8Array) => bytes[0] === 0x50 && bytes[1] === 0x4b;
/** The old .xls, and anything else with a zero byte, is no text. */
const isText = (bytes: Uint8Array) => !bytes.subarray(0, 4096).includes(0);

/** Excel writes either; a file that is not UTF-8 is taken for the code of western Windows. */
function textOf(bytes: Uint8Array): string {
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch {
		return new TextDecoder('windows-1252').decode(bytes);
	}
}

function cellOf(value: unknown): TableCell {
	if (typeof value === 'number' || typeof value === 'string') return value;
	if (value instanceof Date) return value.toISOString().slice(0, 10);
	return value === null || value === undefined ? null : String(value as boolean);
}

/** The first sheet of a workbook, or a CSV file with any of the usual separators. */
export async function readTable(
	bytes: Uint8Array<ArrayBuffer>
): Promise<Result<TableCell[][], TableReadFailure>> {
	if (bytes.length > maxTableBytes) return err('too_large');
	try {
		if (isWorkbook(bytes)) {
			const { readXlsx } = await import('hucre/xlsx');
			const { sheets } = await readXlsx(bytes, { sheets: [0], maxRows: mostRows });
			return ok((sheets[0]?.rows ?? []).map((row) => row.map(cellOf)));
		}
		if (!isText(bytes)) return err('not_a_table');
		const { parseCsv } = await import('hucre/csv');
		const rows = parseCsv(textOf(bytes), { maxRows: mostRows });
		return ok(rows.map((row) => row.map(cellOf)));
	} catch {
		return err('not_a_table');
	}
}
