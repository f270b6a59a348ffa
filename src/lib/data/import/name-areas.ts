// Names for imported areas, from one column of the file. Run again by the page when the planner
// chooses another column, so it never looks at a geometry.
import type { Repair } from './contracts.ts';
import { areaNameColumns, textOf } from './properties.ts';

export interface NamedRow {
	readonly row: number;
	readonly properties: Readonly<Record<string, unknown>>;
}

/** The server takes no longer one. */
const longestName = 120;

/**
 * One name a row, in order: a missing one becomes "Tanpa nama 1", a repeated one gets a number, both
 * reported. @param column null to find it among the usual ones
 */
export function nameAreas(
	rows: readonly NamedRow[],
	column: string | null
): { names: string[]; repairs: Repair[] } {
	const columns = column === null ? areaNameColumns : [column.toLowerCase()];
	const repairs: Repair[] = [];
	const used = new Map<string, number>();
	let nameless = 0;
	const names = rows.map(({ row, properties }) => {
		let name = textOf(properties, columns)?.slice(0, longestName) ?? null;
		if (name === null) {
			name = `Tanpa nama ${++nameless}`;
			repairs.push({ row, what: 'name_missing' });
		}
		const key = name.toLowerCase();
		const times = (used.get(key) ?? 0) + 1;
		used.set(key, times);
		if (times === 1) return name;
		repairs.push({ row, what: 'name_repeated' });
		return `${name} (${times})`;
	});
	return { names, repairs };
}

/** Columns that have a text or number in some row, in the order of the file: what may hold a name. */
export function columnsOf(rows: readonly NamedRow[]): string[] {
	const filled = new Set<string>();
	for (const { properties } of rows)
		for (const key of Object.keys(properties))
			if (textOf(properties, [key.toLowerCase()]) !== null) filled.add(key);
	return [...filled];
}

/** The column that names the areas when nobody chose one: the usual one that most rows fill. */
export function likelyColumn(rows: readonly NamedRow[]): string | null {
	const columns = columnsOf(rows);
	for (const usual of areaNameColumns) {
		const column = columns.find((entry) => entry.toLowerCase() === usual);
		if (column !== undefined) return column;
	}
	return null;
}
