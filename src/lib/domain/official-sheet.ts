// A sheet of the official form as words and numbers: what a table on the screen, on paper and in a
// workbook have in common.

export interface SheetColumn {
	readonly label: string;
	/** Neighbours with the same group share a heading above their own. */
	readonly group: string | null;
	/** Characters that fit on a line in a workbook. */
	readonly width: number;
	/** To be written in by hand: not on a screen. */
	readonly onPaper?: true;
}

export interface OfficialSheet {
	/** On the tab of a workbook: at most 31 characters, none of \ / ? * [ ] : */
	readonly name: string;
	readonly title: string;
	/** What the sheet is of: month, kader, posyandu. */
	readonly facts: readonly (readonly [name: string, value: string])[];
	readonly columns: readonly SheetColumn[];
	/** As many cells as columns. */
	readonly rows: readonly {
		readonly id: string;
		readonly cells: readonly (string | number | null)[];
	}[];
}

export interface Heading {
	readonly label: string;
	readonly columns: number;
	/** 2 where it has nothing below it. */
	readonly rows: 1 | 2;
	readonly onPaper: boolean;
}

/** The two rows of headings; the second is empty where no column has a group. */
export function headingsOf(columns: readonly SheetColumn[]): [Heading[], Heading[]] {
	const hasGroups = columns.some(({ group }) => group !== null);
	const upper: (Omit<Heading, 'columns'> & { columns: number })[] = [];
	const lower: Heading[] = [];
	let open: string | null = null;
	for (const { label, group, onPaper = false } of columns) {
		const one = { columns: 1, onPaper };
		if (group === null) upper.push({ ...one, label, rows: hasGroups ? 2 : 1 });
		else if (group === open) upper.at(-1)!.columns += 1;
		else upper.push({ ...one, label: group, rows: 1 });
		if (group !== null) lower.push({ ...one, label, rows: 1 });
		open = group;
	}
	return [upper, lower];
}
