import { expect, it } from 'vitest';
import type { Live, Records } from '#lib/data/contracts.ts';
import { LokminPack } from './lokmin.svelte.ts';

const area = (id: string, parentId: string | null, kind: string) => ({
	...{
		id,
		rev: 1,
		parentId,
		kind,
		name: id,
		boundary: null,
		validFrom: '2020-01-01',
		validTo: null
	}
});
const target = (indicator: string, denominator: number) => ({
	...{ id: indicator, rev: 1, areaId: 'rw', indicator, year: 2026, percent: 0, denominator },
	...{ denominatorSource: 'estimated', denominatorNote: null }
});
const cell = (areaId: string, span: string) => ({
	...{ id: areaId + span, rev: 1, areaId, month: '2026-10', targetGroup: 'all' },
	...{ indicator: `household_visited.${span}`, numerator: 50, denominator: 80 },
	...{ suppressed: false, computedAt: '2026-11-01T00:00:00Z', revisedAt: null }
});

function pack(rows: Record<string, unknown[]>): LokminPack {
	const tables: Record<string, unknown[]> = {
		area: [area('desa', null, 'village'), area('rw', 'desa', 'rw')],
		coverage_cell: ['desa', 'rw'].flatMap((id) =>
			['month', 'quarter', 'year'].map((span) => cell(id, span))
		),
		setting: [
			{ id: 's', rev: 1, puskesmasId: 'p', key: 'pws_rules', value: { basis: 'estimated' } }
		],
		...rows
	};
	const all = (entity: string) => Promise.resolve(tables[entity] ?? []);
	const records = {
		all,
		where: all,
		live: (query: (store: Records) => Promise<unknown>): Live<unknown> => ({
			subscribe: (onValue) => {
				void query(records).then(onValue);
				return () => undefined;
			}
		})
	} as unknown as Records;
	return new LokminPack(records, '2026-11');
}

const figure = async (rows: Record<string, unknown[]>) => {
	const shown = pack(rows);
	const stop = $effect.root(() => {
		$effect(() => void shown.chart);
	});
	await expect.poll(() => shown.ready).toBe(true);
	const found = shown.chart?.rows[0]?.year;
	stop();
	return found;
};

it('reckons with the families that were counted, as the page of the status does', async () => {
	expect(await figure({ target: [target('households_counted', 100)] })).toMatchObject({
		percent: 50,
		denominator: 100
	});
});

it('says that there is no denominator where nobody counted any', async () => {
	expect(await figure({ target: [] })).toMatchObject({ state: 'no_denominator', percent: null });
});
