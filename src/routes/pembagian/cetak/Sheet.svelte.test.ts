import { fireEvent, render, screen, within } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import type { Territory, TerritoryPlan } from '#lib/domain/territory.ts';
import type { PrintedPlan } from '#lib/state/printed-plan.ts';
import { aHousehold } from '../../../../tests/support/visit-world.ts';
import Sheet from './Sheet.svelte';
import { fileName, sheetSource } from './sheets.ts';
import Tools from './Tools.svelte';

const plan: TerritoryPlan = {
	id: 'p1',
	rev: 1,
	areaId: 'a1',
	version: 2,
	status: 'published',
	validFrom: '2026-12-01',
	untilOn: null,
	decreeNo: '140/7',
	parameters: {},
	metrics: {},
	publishedAt: '2026-11-22T00:00:00Z'
};

function aTerritory(number: number, west: number): Territory {
	const ring = [
		[west, 0.49],
		[west + 0.02, 0.49],
		[west + 0.02, 0.51],
		[west, 0.51],
		[west, 0.49]
	];
	return {
		id: `t${number}`,
		rev: 1,
		planId: 'p1',
		areaId: 'a1',
		number,
		kaderId: 'k1',
		boundary: { type: 'MultiPolygon', coordinates: [[ring]] },
		locked: false,
		householdCount: 2,
		workload: 90,
		active: true
	};
}

const printed: PrintedPlan = {
	plan,
	territories: [
		{
			territory: aTerritory(1, 117.49),
			kader: 'Sari',
			posyandu: 'Melati 1',
			households: [
				aHousehold({ landmark: 'dekat musala' }),
				aHousehold({ id: 'h2', code: 'TL-0002', headName: 'Rahmat', location: null })
			]
		},
		{ territory: aTerritory(2, 117.51), kader: null, posyandu: null, households: [] }
	],
	people: new Map([['h1', 4]]),
	roads: []
};

function show(index: number) {
	const one = printed.territories[index]!;
	const source = sheetSource(printed, one);
	render(Sheet, { areaPath: 'Desa Contoh', plan, one, source, today: '2026-11-23' });
}

const cells = (row: HTMLElement) =>
	within(row)
		.getAllByRole('cell')
		.map((cell) => cell.textContent.trim());

describe('a printed sheet', () => {
	it('says whose territory it is, by which decree and from when', () => {
		show(0);
		expect(screen.getByRole('heading', { name: 'Wilayah 1' })).toBeTruthy();
		for (const text of ['Sari', 'Melati 1', '140/7', '1 Desember 2026', '2 rumah, 1,5 jam sebulan'])
			expect(screen.getByText(text)).toBeTruthy();
	});

	it('lists each house under its number, with how many live there and room to write', () => {
		show(0);
		const [, first, second] = screen.getAllByRole('row');
		expect(cells(first!)).toEqual([
			'1',
			'TL-0001dekat musala',
			'Nurhayati',
			'002/001',
			'4',
			'',
			''
		]);
		expect(cells(second!)[1]).toContain('belum ada titiknya');
	});

	it('has the number of a house on the map, and says which has no place there', () => {
		show(0);
		const map = screen.getByRole('img', { name: 'Peta wilayah 1 dengan nomor rumah' });
		expect([...map.querySelectorAll('text.number')].map((text) => text.textContent)).toEqual(['1']);
		expect(screen.getByText('Belum ada titiknya di peta: nomor 2.')).toBeTruthy();
	});

	it('is a sheet too where no house and no kader is known yet', () => {
		show(1);
		expect(screen.getByText('belum ditetapkan')).toBeTruthy();
		expect(screen.getByText('Belum ada rumah di wilayah ini.')).toBeTruthy();
	});
});

describe('the tools', () => {
	const tools = () => ({
		title: 'Cetak',
		label: 'Yang dicetak',
		options: [{ value: 'all', label: 'Semua wilayah (2)' }],
		choice: 'all',
		onchoose: vi.fn(),
		isReady: true,
		words: '2 peta, 2 rumah.',
		caution: 'Simpan seperti buku KIA.',
		onprint: vi.fn(),
		ondownload: vi.fn()
	});

	it('print nothing while sheets are still being laid out', async () => {
		const props = { ...tools(), isReady: false, words: 'Menyiapkan 1 dari 2' };
		render(Tools, props);
		await fireEvent.click(screen.getByRole('button', { name: 'Cetak' }));
		expect(props.onprint).not.toHaveBeenCalled();
		expect(screen.getByRole('status').textContent).toContain('Menyiapkan 1 dari 2');
	});

	it('print, and download in the form asked for', async () => {
		const props = tools();
		render(Tools, props);
		await fireEvent.click(screen.getByRole('button', { name: 'Cetak' }));
		expect(props.onprint).toHaveBeenCalledOnce();
		await fireEvent.click(screen.getByRole('button', { name: 'Unduh KML' }));
		expect(props.ondownload).toHaveBeenCalledExactlyOnceWith('kml');
	});
});

describe('the name of a file', () => {
	it('says the area and the version in letters that every disk takes', () => {
		expect(fileName('Desa Contoh › RW 001', 2, 'kml')).toBe('jangkau-desa-contoh-rw-001-v2.kml');
		expect(fileName('???', 1, 'geojson')).toBe('jangkau-wilayah-v1.geojson');
	});
});
