import { fireEvent, render, screen, within } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import FigureDialog from '../FigureDialog.svelte';
import PwsChart from './PwsChart.svelte';
import PwsDenominators from './PwsDenominators.svelte';
import PwsMonths from './PwsMonths.svelte';
import PwsStatus from './PwsStatus.svelte';
import { areas, aTarget, shown, viewOf } from '../../../../tests/support/pws-view.svelte.ts';
import { chartTable, factsOf } from './pws-sheets.ts';

const bars = () => screen.getAllByRole('listitem');

describe('the page of the status of areas', () => {
	it('ranks the areas and ends with the whole; what is hidden or unknown is said, not zero', async () => {
		const { view, chart } = await shown(viewOf([aTarget({})]));
		render(PwsChart, { view, chart, title: 'Rumah dikunjungi', onask: () => undefined });
		expect(bars().map((bar) => within(bar).getByRole('heading').textContent?.trim())).toEqual([
			'Mawar',
			'Melati',
			'Anggrek',
			'Dahlia',
			'Kecamatan (semua)'
		]);
		const [mawar, , anggrek, dahlia] = bars();
		expect(within(mawar!).getByText('75,0 %')).toBeTruthy();
		expect(within(mawar!).getByText('Baik')).toBeTruthy();
		expect(within(mawar!).getByText('Target s.d. bulan ini: 60,0 %')).toBeTruthy();
		expect(within(anggrek!).getAllByText('disembunyikan').length).toBeGreaterThan(0);
		expect(within(dahlia!).getAllByText('tidak ada data').length).toBeGreaterThan(0);
		expect(screen.queryByText('0,0 %')).toBeNull();
	});
	it('calls an unchanged month by its own word until the puskesmas decides otherwise', async () => {
		const { view } = await shown(viewOf([aTarget({})]));
		const status = () => view.chart!.rows.find(({ area }) => area.id === 'Melati')!.status;
		expect(status()).toBe('flat');
		view.flat = 'up';
		expect(status()).toBe('enough');
		view.flat = 'down';
		expect(status()).toBe('bad');
		render(PwsStatus, { chart: view.chart!, rules: view.rules });
		expect(screen.getByText('Jelek')).toBeTruthy();
		expect(screen.getByText(/dihitung turun/)).toBeTruthy();
	});
	it('opens where a figure comes from', async () => {
		const { view, chart } = await shown(viewOf([aTarget({})]));
		const onask = vi.fn();
		render(PwsChart, { view, chart, title: 'x', onask });
		await fireEvent.click(
			screen.getByRole('button', { name: 'Mawar, S.d. bulan ini: 75,0 %. Lihat asal angka' })
		);
		const ask = onask.mock.calls[0]![0];
		// jsdom knows the element, not how to open it.
		HTMLDialogElement.prototype.showModal = function (this: HTMLDialogElement) {
			this.open = true;
		};
		render(FigureDialog, {
			...{ ask, targets: view.targets, areas, freshness: 'Dihitung 30 Sep' },
			onclose: () => undefined
		});
		const dialog = within(screen.getByRole('dialog', { name: 'Mawar: S.d. bulan ini' }));
		for (const text of ['150', '200', '80,0 %, ditetapkan untuk Kecamatan', 'Dihitung 30 Sep'])
			expect(dialog.getByText(text)).toBeTruthy();
		expect(dialog.getByText(/Yang terdaftar di aplikasi/)).toBeTruthy();
	});
	it('stands the same numerator over three denominators; over 100 is flagged, unknown is not zero', async () => {
		const official = aTarget({ areaId: 'Mawar', denominator: 120, denominatorSource: 'official' });
		const { view } = await shown(viewOf([aTarget({}), official]));
		render(PwsDenominators, { view, onask: () => undefined });
		const row = within(screen.getByRole('row', { name: /^Mawar/ }));
		expect(row.getByText('75,0 %')).toBeTruthy();
		expect(row.getByText('125,0 %')).toBeTruthy();
		expect(row.getByText('periksa penyebut')).toBeTruthy();
		expect(row.getByText('penyebut belum ada')).toBeTruthy();
		view.basis = 'official';
		expect(view.chart!.rows[0]!.year.percent).toBe(125);
	});
	it('says which months have no data and which are yet to come', async () => {
		const { view } = await shown(viewOf([]));
		render(PwsMonths, { view, onask: () => undefined });
		const texts = within(screen.getByRole('row', { name: /^Mawar/ }))
			.getAllByRole('cell')
			.map((one) => one.textContent?.trim());
		expect(texts).toEqual([
			...Array.from({ length: 7 }, () => 'tidak ada data'),
			'10,0 %',
			'15,0 %',
			'belum',
			'belum',
			'belum'
		]);
	});
	it('has no line and no status without a target', async () => {
		const { chart } = await shown(viewOf([]));
		expect(chart.total.toDate).toBeNull();
		render(PwsStatus, { chart, rules: { flat: 'own', basis: 'registered' } });
		expect(screen.getAllByText('target belum ada')).toHaveLength(3);
	});
	it('is empty where nothing is known', async () => {
		const view = viewOf([], '2027-02');
		const { chart } = await shown(view);
		// September is known, so there is an area to look at; February of another year has nothing.
		expect(chart.rows.every(({ year }) => year.state === 'no_data')).toBe(true);
	});
	it('leaves as a table with what it means and how fresh it is', async () => {
		const { view, chart } = await shown(viewOf([aTarget({})]));
		const table = chartTable(chart, 'Judul');
		const about = factsOf(view, chart, 'Dihitung 30 Sep', ['Belum lengkap']);
		const anggrek = table.rows.find(({ id }) => id === 'Anggrek')!;
		expect(anggrek.cells.slice(2, 7)).toEqual([
			null,
			null,
			'disembunyikan',
			'disembunyikan',
			'disembunyikan'
		]);
		expect(about.facts).toContainEqual(['Kesegaran data', 'Dihitung 30 Sep']);
		expect(about.facts).toContainEqual(['Perhatian', 'Belum lengkap']);
		expect(about.definitions.length).toBeGreaterThan(5);
	});
});
