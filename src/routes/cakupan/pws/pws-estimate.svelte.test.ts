import { fireEvent, render, screen, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import type { Records } from '#lib/data/contracts.ts';
import { exportMap } from '#lib/domain/coverage-export.ts';
import type { Target } from '#lib/domain/coverage.ts';
import { healthOf } from '#lib/domain/known-family.ts';
import { FamilyHealthRun, type FamilyJudging } from '#lib/state/family-health-run.svelte.ts';
import { aTarget, shown, viewOf } from '../../../../tests/support/pws-view.svelte.ts';
import { estimateTable, exportedEstimates, withEstimates } from './estimate-sheets.ts';
import { familyHealthTables } from './family-health-words.ts';
import PwsDenominators from './PwsDenominators.svelte';
import PwsEstimate from './PwsEstimate.svelte';
import PwsFamilyHealth from './PwsFamilyHealth.svelte';
import { chartTable, factsOf } from './pws-sheets.ts';

describe('the estimate', () => {
	const count = (areaId: string, indicator: string, denominator: number) =>
		aTarget({ areaId, indicator, percent: 0, denominator, denominatorSource: 'estimated' });
	/** Mawar has 160 visited of 200 registered; it has 1,050 residents, 300 families at 3.5 each. */
	const people = count('Mawar', 'residents', 1050);
	const draw = async (targets: Target[]) => {
		const { view, chart } = await shown(viewOf(targets));
		render(PwsEstimate, { view, canSet: true });
		const of = (name: string) =>
			within(screen.getByRole('heading', { name }).closest('li') as HTMLElement);
		return { view, chart, of };
	};

	it('says coverage with its interval, who is on no list, and what it is made from', async () => {
		const { of } = await draw([people]);
		const mawar = of('Mawar');
		expect(mawar.getByText('kira-kira 50 % (antara 44 % dan 56 %)')).toBeTruthy();
		expect(mawar.getByText('Menurut yang terdaftar saja: 75 %.')).toBeTruthy();
		expect(
			mawar.getByText(/Kira-kira 100 keluarga belum terdaftar \(antara 69 dan 139\)/)
		).toBeTruthy();
		expect(mawar.getByText(/1\.050 penduduk ÷ 3,5/)).toBeTruthy();
		expect(
			mawar.getByRole('img', {
				name: '150 dikunjungi, 50 terdaftar tetapi belum dikunjungi, 100 diperkirakan belum terdaftar'
			})
		).toBeTruthy();
	});

	it('is unknown where nothing was counted, and hidden where visits are', async () => {
		const { of } = await draw([people]);
		expect(of('Melati').getByText(/Tidak diketahui\. Jumlah bangunan/)).toBeTruthy();
		expect(of('Melati').queryByRole('img')).toBeNull();
		expect(of('Anggrek').getByText(/disembunyikan/)).toBeTruthy();
		expect(of('Dahlia').getByText('Tidak ada data kunjungan untuk kurun ini.')).toBeTruthy();
	});

	it('says that a count must be wrong where more are registered, and gives no coverage', async () => {
		const { view, of } = await draw([count('Mawar', 'residents', 350)]);
		expect(of('Mawar').getByText(/^Yang terdaftar lebih banyak daripada perkiraan/)).toBeTruthy();
		expect(of('Mawar').queryByText(/kira-kira/)).toBeNull();
		expect(view.targets.denominatorFor('Mawar', 'estimated')).toBeNull();
	});

	it('is the denominator of the chart too, unless a planner set another', async () => {
		const { view, chart } = await shown(viewOf([people]));
		view.basis = 'estimated';
		const mawar = () => view.chart!.rows.find(({ area }) => area.id === 'Mawar')!;
		expect(mawar().year).toMatchObject({ denominator: 300, percent: 50 });
		render(PwsDenominators, { view, onask: () => undefined });
		const row = within(screen.getByRole('row', { name: /^Mawar/ }));
		expect(row.getByText('antara 44 % dan 56 %')).toBeTruthy();
		const typed = count('Mawar', 'household_visited.estimated', 250);
		const other = await shown(viewOf([people, typed]));
		other.view.basis = 'estimated';
		const set = other.view.estimates.find(({ area }) => area.id === 'Mawar')!;
		expect(set).toMatchObject({ typed: 250, coverage: null });
		expect(chart.total.area.id).toBe('Kecamatan');
	});

	it('is asked of visited households only', async () => {
		const { view } = await shown(viewOf([people]));
		view.indicator = 'jkn_active';
		expect(view.estimates).toEqual([]);
		expect(estimateTable(view)).toBeNull();
	});

	it('goes along in files', async () => {
		const { view, chart } = await shown(viewOf([people]));
		const cellsOf = (rows: readonly { id: string; cells: readonly unknown[] }[]) =>
			rows.find(({ id }) => id === 'Mawar')!.cells;
		expect(cellsOf(estimateTable(view)!.rows).slice(2, 11)).toEqual([
			...[150, 200, 300, 269, 339],
			...[50, 44.2, 55.8, 100]
		]);
		const table = withEstimates(chartTable(chart, 'Judul'), view.estimates);
		expect(cellsOf(table.rows).slice(-4)).toEqual([300, 50, 44.2, 55.8]);
		expect(table.rows.every(({ cells }) => cells.length === table.columns.length)).toBe(true);
		const about = factsOf(view, chart, 'x', []);
		expect(about.definitions.map(([term]) => term)).toContain('Perkiraan keluarga');
		const map = exportMap(chart, 'Judul', about, exportedEstimates(view.estimates));
		const of = (name: string) =>
			map.features.find(({ properties }) => properties.name === name)!.properties;
		expect(of('Mawar')).toMatchObject({
			estimated_households: 300,
			estimated_percent: 50,
			estimated_percent_low: 44.2
		});
		expect(of('Melati').estimated_households).toBeNull();
	});
});

const judging: FamilyJudging = {
	judge: ({ families, on }) => Promise.resolve(families.map((one) => healthOf(one, on))),
	end: () => undefined
};
const patient = { timeout: 20_000 };

describe('the healthy-family index', () => {
	const today = '2026-09-30';
	const goodHouse = {
		...{ clean_water: true, protected_water: true, latrine: true, sanitary_latrine: true },
		odgj: false
	};
	const family = (id: string, areaId: string, smoking: string) => ({
		household: {
			...{ id, areaId, status: 'active', registeredOn: '2026-01-01', facts: goodHouse }
		},
		member: {
			...{ id: `m${id}`, householdId: id, status: 'active', sex: 'male', conditions: [] },
			...{ birthDate: '1970-01-01', deliveredOn: null, jknStatus: 'active' }
		},
		visit: {
			...{ id: `v${id}`, householdId: id, correctsId: null, outcome: 'completed' },
			...{ visitedOn: '2026-09-02', capturedAt: '2026-09-02T01:00:00Z' },
			answers: {
				household: {},
				cards: [{ memberId: `m${id}`, card: 'adult', answers: { smoking } }]
			}
		}
	});
	const families = [family('1', 'Mawar', 'no'), family('2', 'Mawar', 'active')];
	const run = () =>
		new FamilyHealthRun(
			{
				where: (entity: 'household' | 'member' | 'visit', field: string, ids: string[]) =>
					Promise.resolve(
						families
							.map((one) => one[entity] as unknown as Record<string, string>)
							.filter((row) => ids.includes(row[field]!))
					)
			} as unknown as Records,
			() => judging
		);

	it('is computed when asked: classes, families known, and the weakest indicator first', async () => {
		const { view } = await shown(viewOf([]));
		const health = run();
		render(PwsFamilyHealth, { view, run: health, isKnown: true, today });
		await fireEvent.click(screen.getByRole('button', { name: 'Hitung IKS Kecamatan' }));
		await screen.findByText('IKS Kecamatan: 0,500', {}, patient);
		expect(screen.getByText(/Sehat 1, pra-sehat 1, tidak sehat 0\./)).toBeTruthy();
		expect(screen.getByText(/Semua 2 keluarga bisa dihitung/)).toBeTruthy();
		const table = within(
			screen.getByRole('table', { name: '12 indikator di Kecamatan, yang terlemah dulu' })
		);
		const [, first] = table.getAllByRole('row');
		expect(within(first!).getByText('Tidak ada yang merokok')).toBeTruthy();
		expect(within(first!).getByText('50,0 %')).toBeTruthy();
		const sheets = familyHealthTables(view, health.answer!);
		expect(sheets[0]!.rows.map(({ id, cells }) => [id, cells[2]])).toEqual([
			['Mawar', 0.5],
			['Kecamatan', 0.5]
		]);
		expect(sheets[1]!.rows).toHaveLength(12);
	});

	it('is not there for who receives sums only, and says so', async () => {
		const { view } = await shown(viewOf([]));
		render(PwsFamilyHealth, { view, run: run(), isKnown: false, today });
		expect(screen.getByText(/Akun ini hanya menerima angka gabungan/)).toBeTruthy();
		expect(screen.queryByRole('button')).toBeNull();
	});

	it('says that families could not be read, and may be asked again', async () => {
		const { view } = await shown(viewOf([]));
		const broken = new FamilyHealthRun(
			{
				where: () => Promise.reject(new Error('sealed'))
			} as unknown as Records,
			() => judging
		);
		render(PwsFamilyHealth, { view, run: broken, isKnown: true, today });
		await fireEvent.click(screen.getByRole('button', { name: 'Hitung IKS Kecamatan' }));
		await screen.findByText(/IKS tidak bisa dihitung/, {}, patient);
		expect(screen.getByRole('button', { name: 'Hitung IKS Kecamatan' })).toBeTruthy();
	});
});
