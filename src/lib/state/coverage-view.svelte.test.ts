import { describe, expect, it, vi } from 'vitest';
import type { Records, Remote } from '#lib/data/contracts.ts';
import type { Role } from '#lib/domain/access.ts';
import { ok } from '#lib/domain/result.ts';
import { CoverageView } from './coverage-view.svelte.ts';

type Rows = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;

const area = (id: string, parentId: string | null) => ({ id, parentId, name: id, boundary: null });
const home = (id: string, areaId: string, territoryId: string | null, posyanduId: string) => ({
	...{ id, areaId, territoryId, posyanduId, status: 'active', registeredOn: '2026-01-01' },
	locationSource: 'none'
});
const visit = (householdId: string, visitedOn: string) => ({
	...{ id: `v-${householdId}`, householdId, visitedOn, areaId: 'Mawar', outcome: 'completed' },
	...{ correctsId: null, kaderId: 'siti', capturedAt: `${visitedOn}T02:00:00Z` }
});
const target = {
	...{ id: 't', areaId: 'Mawar', indicator: 'household_visited', year: 2026, percent: 80 },
	...{ denominator: 1, denominatorSource: 'official', denominatorNote: null }
};
const rows: Rows = {
	area: [area('Kecamatan', null), area('Mawar', 'Kecamatan'), area('Melati', 'Kecamatan')],
	facility: [
		{ id: 'p1', kind: 'posyandu', name: 'Posyandu 1' },
		{ id: 'p2', kind: 'posyandu', name: 'Posyandu 2' }
	],
	kader: [
		{ id: 'siti', name: 'Siti', active: true, posyanduId: 'p1', areaId: 'Mawar' },
		{ id: 'ani', name: 'Ani', active: true, posyanduId: 'p2', areaId: 'Melati' },
		{ id: 'gone', name: 'Wati', active: false, posyanduId: 'p1', areaId: 'Mawar' }
	],
	territory: [
		{ id: 't1', kaderId: 'siti', active: true, areaId: 'Mawar' },
		{ id: 't2', kaderId: 'ani', active: true, areaId: 'Melati' }
	],
	household: [
		home('a', 'Mawar', 't1', 'p1'),
		home('b', 'Mawar', 't1', 'p1'),
		home('c', 'Melati', 't2', 'p2'),
		home('d', 'Melati', null, 'p1')
	],
	visit: [visit('a', '2026-10-05'), visit('b', '2026-10-06')],
	target: [target],
	coverage_cell: []
};

function recordsOf(role: Role, more: Rows = {}) {
	const all = (entity: string) => Promise.resolve({ ...rows, ...more }[entity] ?? []);
	const where = async (entity: string, field: string, wanted: string | string[]) =>
		(await all(entity)).filter((row) => [wanted].flat().includes(String(row[field])));
	const store = { all, where, outlines: where };
	const records = {
		...store,
		live: (query: (records: unknown) => Promise<unknown>) => ({
			subscribe(onValue: (value: unknown) => void, onError: (error: unknown) => void) {
				query(store).then(onValue, onError);
				return () => undefined;
			}
		})
	} as unknown as Records;
	return new CoverageView(records, role, '2026-10');
}

/** As a page reads it, until its figures are there. */
async function shown(view: CoverageView) {
	$effect.root(() => {
		$effect(() => void [view.rows, view.kader, view.isCounting, view.targets]);
	});
	await vi.waitFor(() => expect(view.rows.length).toBeGreaterThan(0));
	return view;
}
const figures = (view: CoverageView) =>
	Object.fromEntries(
		view.rows.map(({ area: { id }, coverage }) => [
			id,
			coverage && [coverage.numerator, coverage.denominator]
		])
	);

describe('what the page of coverage shows', () => {
	it('are the households of a kader alone, and the areas where she has some', async () => {
		const view = await shown(recordsOf('planner'));
		expect(figures(view)).toEqual({ Mawar: [2, 2], Melati: [0, 2] });
		view.kaderId = 'ani';
		expect(figures(view)).toEqual({ Melati: [0, 1] });
		expect(view.parent?.id).toBe('Kecamatan');
		expect(view.households).toEqual(new Set(['c']));
		view.clearFilters();
		expect(view.households).toBeNull();
		expect(figures(view)).toEqual({ Mawar: [2, 2], Melati: [0, 2] });
	});

	it('are those of a posyandu, with its active kader to choose from', async () => {
		const view = await shown(recordsOf('health_worker'));
		view.kaderId = 'ani';
		view.choosePosyandu('p1');
		expect(view.kaderId).toBeNull();
		expect(view.kader.map(({ name }) => name)).toEqual(['Siti']);
		expect(figures(view)).toEqual({ Mawar: [2, 2], Melati: [0, 1] });
	});

	it('stay until another indicator has been counted', async () => {
		const view = await shown(recordsOf('planner'));
		view.indicator = 'kader_active';
		expect(view.shownIndicator).toBe('household_visited');
		await vi.waitFor(() => expect(view.shownIndicator).toBe('kader_active'));
		expect(figures(view)).toEqual({ Mawar: [1, 1], Melati: [0, 1] });
		expect(view.isCounting).toBe(false);
	});

	it('have no filters for viewers, who have the cube', async () => {
		const cell = (areaId: string, numerator: number) => ({
			...{ id: areaId, areaId, month: '2026-10', indicator: 'household_visited.month' },
			...{ targetGroup: 'all', numerator, denominator: 100, suppressed: false },
			computedAt: '2026-10-20T01:00:00Z'
		});
		const cells = [cell('Kecamatan', 60), cell('Mawar', 40), cell('Melati', 20)];
		const view = await shown(recordsOf('viewer', { coverage_cell: cells }));
		expect(view.filters).toBe(false);
		expect([view.posyandu, view.kader]).toEqual([[], []]);
		expect(figures(view)).toEqual({ Mawar: [40, 100], Melati: [20, 100] });
		view.kaderId = 'siti';
		expect(figures(view)).toMatchObject({ Mawar: [40, 100] });
	});

	it('know of how many kader something may be missing, also above what was counted', async () => {
		const synced = (areaId: string, month: string, numerator: number, denominator: number) => ({
			...{ id: `${areaId} ${month}`, areaId, month, indicator: 'kader_synced.week' },
			...{ numerator, denominator, targetGroup: 'all' }
		});
		const cells = [
			synced('Mawar', '2026-10', 3, 4),
			synced('Melati', '2026-10', 5, 5),
			synced('Mawar', '2026-09', 0, 4)
		];
		const view = await shown(recordsOf('planner', { coverage_cell: cells }));
		expect(view.source!.kaderSyncedIn.get('Mawar')).toEqual({ heard: 3, all: 4 });
		expect(view.source!.kaderSynced).toEqual({ heard: 8, all: 9 });
	});

	it('are over each denominator, never cut off at the whole', async () => {
		const view = await shown(recordsOf('planner'));
		const mawar = view.rows.find((row) => row.area.id === 'Mawar')!.area;
		await vi.waitFor(() => expect(view.figure(mawar, 'official').percent).toBe(200));
		expect(view.figure(mawar, 'registered').percent).toBe(100);
		expect(view.figure(mawar, 'estimated').state).toBe('no_denominator');
	});

	it('become exact where the server is asked for what the device does not hold', async () => {
		const view = await shown(recordsOf('planner'));
		expect(view.exact).toBeNull();
		view.span = 'year';
		expect(view.exact).toBe('wanted');
		expect(view.coverage.get('Mawar')?.partial).toBe(true);
		const figure = (area_id: string, numerator: number) => ({
			...{ area_id, month: '2026-10', indicator: 'household_visited', numerator, denominator: 2 }
		});
		const answer = {
			ok: true,
			computed_at: '2026-10-20T01:00:00Z',
			figures: [
				{ ...figure('Kecamatan', 3), denominator: 4 },
				figure('Mawar', 2),
				figure('Melati', 1)
			]
		};
		const call = vi.fn(() => Promise.resolve(ok(answer)));
		await view.askReport({ call } as unknown as Remote);
		expect(view.exact).toBe('known');
		expect(figures(view)).toEqual({ Mawar: [2, 2], Melati: [1, 2] });
		expect(view.coverage.get('Melati')?.partial).toBeUndefined();
		// A server that counts whole areas knows nothing of a filter.
		view.kaderId = 'siti';
		expect(view.exact).toBeNull();
		expect(view.coverage.get('Mawar')?.partial).toBe(true);
		view.kaderId = null;
		await view.askReport({ call } as unknown as Remote);
		expect(call).toHaveBeenCalledTimes(1);
	});
});
