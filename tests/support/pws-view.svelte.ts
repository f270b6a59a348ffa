// A viewer's device for the tests of the page: one kecamatan of four desa, its cube and its targets.
import { expect, vi } from 'vitest';
import type { Records } from '#lib/data/contracts.ts';
import type { Area } from '#lib/domain/area.ts';
import type { CoverageCell, Target } from '#lib/domain/coverage.ts';
import type { Month } from '#lib/domain/entity.ts';
import { PwsView } from '#lib/state/pws-view.svelte.ts';

const anArea = (id: string, parentId: string | null) =>
	({ id, parentId, name: id, kind: 'village', code: null, boundary: null, validTo: null }) as Area;
export const areas = [
	anArea('Kecamatan', null),
	anArea('Mawar', 'Kecamatan'),
	anArea('Melati', 'Kecamatan'),
	anArea('Anggrek', 'Kecamatan'),
	anArea('Dahlia', 'Kecamatan')
];

function cell(areaId: string, month: Month, span: string, n: number | null, of: number | null) {
	return {
		id: `${areaId} ${month} ${span}`,
		rev: 1,
		areaId,
		month,
		indicator: `household_visited.${span}`,
		targetGroup: 'all',
		numerator: n,
		denominator: of,
		suppressed: n === null,
		computedAt: '2026-09-30T01:00:00Z',
		revisedAt: null
	} satisfies CoverageCell;
}
const cells = [
	cell('Kecamatan', '2026-09', 'year', 260, 400),
	cell('Kecamatan', '2026-09', 'month', 50, 400),
	cell('Kecamatan', '2026-08', 'month', 40, 400),
	cell('Mawar', '2026-09', 'year', 150, 200),
	cell('Mawar', '2026-09', 'month', 30, 200),
	cell('Mawar', '2026-08', 'month', 20, 200),
	cell('Melati', '2026-09', 'year', 110, 200),
	cell('Melati', '2026-09', 'month', 20, 200),
	cell('Melati', '2026-08', 'month', 20, 200),
	cell('Anggrek', '2026-09', 'year', null, null),
	cell('Anggrek', '2026-09', 'month', null, null),
	cell('Anggrek', '2026-08', 'month', null, null)
];
export const aTarget = (own: Partial<Target>): Target => ({
	id: 't',
	rev: 1,
	areaId: 'Kecamatan',
	indicator: 'household_visited',
	year: 2026,
	percent: 80,
	denominator: null,
	denominatorSource: null,
	denominatorNote: null,
	...own
});

/** A viewer's device: the cube, areas and targets. */
export function viewOf(targets: Target[], month: Month = '2026-09') {
	const rows: Record<string, unknown[]> = { area: areas, coverage_cell: cells, target: targets };
	const all = (entity: string) => Promise.resolve(rows[entity] ?? []);
	const records = {
		all,
		live: (query: (store: unknown) => Promise<unknown>) => ({
			subscribe(onValue: (value: unknown) => void, onError: (error: unknown) => void) {
				query({ all }).then(onValue, onError);
				return () => undefined;
			}
		})
	} as unknown as Records;
	const view = new PwsView(records, 'viewer', month);
	view.month = month;
	return view;
}

/** Reads the view as a page does, until its source is there. */
export async function shown(view: PwsView) {
	const stop = $effect.root(() => {
		$effect(() => void view.chart);
	});
	await vi.waitFor(() => expect(view.chart).not.toBeNull(), { timeout: 20_000 });
	return { view, chart: view.chart!, stop };
}
