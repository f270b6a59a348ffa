import { fireEvent, render, screen, within } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import type { Kader } from '#lib/domain/kader.ts';
import type { MovePreview as Preview } from '#lib/domain/move-preview.ts';
import type { TerritoryFigures } from '#lib/domain/plan-figures.ts';
import MovePreview from './MovePreview.svelte';

const figures = (number: number, over: Partial<TerritoryFigures>): TerritoryFigures => ({
	number,
	kaderId: number === 1 ? 'ani' : null,
	households: 74,
	minutes: 1260,
	share: 1260,
	deviationPercent: 0,
	pieces: 1,
	...over
});
const preview: Preview = {
	moving: ['a', 'b'],
	touched: [
		{ before: figures(1, {}), after: figures(1, { households: 72, deviationPercent: -2.5 }) },
		{ before: figures(2, { minutes: 1200 }), after: figures(2, { households: 76, minutes: 1234 }) }
	],
	outsideBorder: 2,
	unlocated: 0
};

function show(of: Preview, openVisits: number | null | undefined = 3) {
	const on = { onkeep: vi.fn(), oncancel: vi.fn() };
	const kader = [{ id: 'ani', name: 'Bu Ani' }] as unknown as Kader[];
	render(MovePreview, { preview: of, number: 2, kader, openVisits, ...on });
	return on;
}
const rowsOf = (name: string): string[][] => {
	const group = screen.getByRole('rowheader', { name }).closest('tbody')!;
	return within(group)
		.getAllByRole('row')
		.slice(1)
		.map((row) => [...row.children].map((cell) => cell.textContent.trim()));
};

describe('a move before it is kept', () => {
	it('shows both territories now and then', () => {
		show(preview);
		expect(rowsOf('Wilayah 1 · Bu Ani')).toEqual([
			['Rumah', '74', '72'],
			['Kerja sebulan', '21 jam', '21 jam'],
			['Selisih', '0 %', '−2,5 %'],
			['Bidang tanah', '1', '1']
		]);
		expect(rowsOf('Wilayah 2').slice(0, 2)).toEqual([
			['Rumah', '74', '76'],
			['Kerja sebulan', '20 jam', '20,6 jam']
		]);
	});

	it('counts who really moves, not those who are there already', () => {
		show(preview);
		expect(screen.getByRole('table', { name: '2 rumah akan pindah ke wilayah 2' })).toBeTruthy();
	});

	it('says what the border does and how many visits move along', () => {
		show(preview);
		expect(
			screen.getByText('2 rumah di luar garis wilayah 2; garis tidak ikut berubah.')
		).toBeTruthy();
		expect(screen.getByText(/^3 kunjungan yang belum dikerjakan ikut pindah/)).toBeTruthy();
	});

	it('says so where all stay inside the border, some have no point, and no visit is planned', () => {
		show({ ...preview, outsideBorder: 0, unlocated: 1 }, 0);
		expect(screen.getByText('Tidak ada rumah di luar garis wilayah 2.')).toBeTruthy();
		expect(screen.getByText('1 rumah tidak punya titik di peta.')).toBeTruthy();
		expect(screen.getByText('Tidak ada kunjungan terjadwal yang ikut pindah.')).toBeTruthy();
	});

	it.each([
		[undefined, /^Menghitung/],
		[null, /belum bisa dihitung/]
	])('names no number of visits while it is %s', (visits, words) => {
		render(MovePreview, {
			preview,
			number: 2,
			kader: [],
			openVisits: visits,
			onkeep: vi.fn(),
			oncancel: vi.fn()
		});
		expect(screen.getByText(words)).toBeTruthy();
	});

	it('is kept or given up only at a press on that button', async () => {
		const { onkeep, oncancel } = show(preview);
		expect(onkeep).not.toHaveBeenCalled();
		await fireEvent.click(screen.getByRole('button', { name: 'Batal' }));
		expect([onkeep.mock.calls.length, oncancel.mock.calls.length]).toEqual([0, 1]);
		await fireEvent.click(screen.getByRole('button', { name: 'Pindahkan' }));
		expect([onkeep.mock.calls.length, oncancel.mock.calls.length]).toEqual([1, 1]);
	});

	it('cannot be kept where nobody would move', () => {
		show({ ...preview, moving: [] });
		expect(screen.getByText('Semua rumah ini sudah di wilayah itu.')).toBeTruthy();
		const keep = screen.getByRole<HTMLButtonElement>('button', { name: 'Pindahkan' });
		expect(keep.disabled).toBe(true);
	});
});
