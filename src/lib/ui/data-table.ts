import type { Snippet } from 'svelte';

/** One column. `value` is what is shown and what is sorted by. */
export interface Column<T> {
	readonly key: string;
	readonly label: string;
	readonly value: (row: T) => string | number | null;
	/** How the value reads; without it, as it is. A cell snippet wins over it. */
	readonly format?: (value: string | number | null) => string;
	readonly cell?: Snippet<[T]>;
	readonly align?: 'start' | 'end';
	readonly sortable?: boolean;
}

export interface Sort {
	readonly key: string;
	readonly descending: boolean;
}

/** Rows in the order of one column; empty values last either way; equal rows keep their order. */
export function sortRows<T>(
	rows: readonly T[],
	columns: readonly Column<T>[],
	sort: Sort | null,
	locale: string
): readonly T[] {
	const column = columns.find((candidate) => candidate.key === sort?.key);
	if (!sort || !column) return rows;
	const collator = new Intl.Collator(locale, { numeric: true });
	const direction = sort.descending ? -1 : 1;
	return [...rows].sort((a, b) => {
		const [left, right] = [column.value(a), column.value(b)];
		if (left === null || right === null) return Number(left === null) - Number(right === null);
		if (typeof left === 'number' && typeof right === 'number') return direction * (left - right);
		return direction * collator.compare(String(left), String(right));
	});
}
