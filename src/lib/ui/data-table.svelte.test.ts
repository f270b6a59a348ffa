import { fireEvent, render, screen, within } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import { sortRows, type Column } from './data-table.ts';
import DataTable from './DataTable.svelte';
import NavTabs from './NavTabs.svelte';

interface Load {
	name: string;
	minutes: number | null;
}
const rows: Load[] = [
	{ name: 'Wilayah 10', minutes: 5 },
	{ name: 'Wilayah 2', minutes: null },
	{ name: 'Wilayah 1', minutes: 40 }
];
const columns: Column<Load>[] = [
	{ key: 'name', label: 'Wilayah', value: (row) => row.name, sortable: true },
	{ key: 'minutes', label: 'Menit', value: (row) => row.minutes, sortable: true }
];
const table = { caption: 'Beban', columns, rows, rowKey: (row: Load) => row.name };
const names = (sorted: readonly Load[]) => sorted.map((row) => row.name);

describe('sorting', () => {
	it('reads numbers in names as numbers', () => {
		const sorted = sortRows(rows, columns, { key: 'name', descending: false }, 'id');
		expect(names(sorted)).toEqual(['Wilayah 1', 'Wilayah 2', 'Wilayah 10']);
	});
	it.each([false, true])('puts what is unknown last, descending or not', (descending) => {
		const sorted = sortRows(rows, columns, { key: 'minutes', descending }, 'id');
		expect(names(sorted).at(-1)).toBe('Wilayah 2');
	});
	it('leaves the rows alone without a column to sort by', () => {
		expect(sortRows(rows, columns, { key: 'gone', descending: false }, 'id')).toBe(rows);
	});
});

describe('a table', () => {
	const shown = () =>
		screen
			.getAllByRole('row')
			.slice(1)
			.map((row) => within(row).getByRole('rowheader').textContent.trim());

	it('sorts by a press on the heading, and turns round on the second', async () => {
		render(DataTable<Load>, table);
		const heading = screen.getByRole('columnheader', { name: 'Menit' });
		await fireEvent.click(within(heading).getByRole('button'));
		expect(shown()).toEqual(['Wilayah 10', 'Wilayah 1', 'Wilayah 2']);
		expect(heading.getAttribute('aria-sort')).toBe('ascending');
		await fireEvent.click(within(heading).getByRole('button'));
		expect(shown()).toEqual(['Wilayah 1', 'Wilayah 10', 'Wilayah 2']);
	});
	it('opens a row from the keyboard: its first cell is a button', async () => {
		const onrow = vi.fn();
		render(DataTable<Load>, { ...table, onrow });
		await fireEvent.click(screen.getByRole('button', { name: 'Wilayah 2' }));
		expect(onrow).toHaveBeenCalledExactlyOnceWith(rows[1]);
	});
	it('says that it is empty, and that it is loading', async () => {
		const { rerender, container } = render(DataTable<Load>, { ...table, rows: [] });
		expect(container.textContent.trim()).not.toBe('');
		expect(screen.queryByRole('table')).toBeNull();
		await rerender({ ...table, rows: [], loading: true });
		expect(screen.getByRole('status')).toBeTruthy();
	});
});

describe('the tabs of a phone', () => {
	const items = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => ({
		href: `/${name}`,
		label: name.toUpperCase(),
		icon: 'home' as const
	}));
	it('shows five places as they are', () => {
		render(NavTabs, { items: items.slice(0, 5), current: '/a' });
		expect(screen.getAllByRole('link')).toHaveLength(5);
		expect(screen.queryByRole('button')).toBeNull();
	});
	it('keeps the rest behind one button, and marks it when the page is among them', async () => {
		render(NavTabs, { items, current: '/f/1' });
		expect(screen.getAllByRole('link')).toHaveLength(4);
		const more = screen.getByRole('button');
		expect(more.className).toContain('chosen');
		await fireEvent.click(more);
		expect(screen.getByRole('link', { name: 'F' }).getAttribute('aria-current')).toBe('page');
	});
});
