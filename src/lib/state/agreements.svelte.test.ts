import { describe, expect, it } from 'vitest';
import type { Membership, Role } from '#lib/domain/access.ts';
import type { ActionItem } from '#lib/domain/action-item.ts';
import type { Change } from '#lib/domain/sync/change.ts';
import type { Live, OutboxItem, Records } from '#lib/data/contracts.ts';
import { AgreementsView } from './agreements.svelte.ts';

const today = '2026-11-23';
const item = (facts: Partial<ActionItem> = {}): ActionItem => ({
	id: 'one',
	rev: 2,
	areaId: 'village',
	title: 'Tunjuk kader',
	owner: 'Lurah',
	agreedOn: '2026-10-05',
	dueOn: '2026-12-01',
	status: 'open',
	closedOn: null,
	...facts
});
const areas = [
	{ id: 'kab', parentId: null, kind: 'regency', name: 'Kab' },
	{ id: 'kec', parentId: 'kab', kind: 'district', name: 'Kec' },
	{ id: 'village', parentId: 'kec', kind: 'village', name: 'Desa' },
	{ id: 'elsewhere', parentId: 'kab', kind: 'village', name: 'Lain' }
];

/** Rows in memory: a commit changes them, as the device would. */
function opened(role: Role, rows: ActionItem[], outbox: Partial<OutboxItem>[] = []) {
	const committed: Change[] = [];
	let answer: { ok: true; value: undefined } | { ok: false; error: 'quota' } = {
		ok: true,
		value: undefined
	};
	const tables: Record<string, unknown[]> = {
		action_item: rows,
		area: areas,
		facility_area: [
			{ facilityId: 'own', areaId: 'village' },
			{ facilityId: 'other', areaId: 'elsewhere' }
		]
	};
	const once = <T>(value: () => Promise<T>): Live<T> => ({
		subscribe: (onValue) => {
			void value().then(onValue);
			return () => undefined;
		}
	});
	const records = {
		all: (entity: string) => Promise.resolve(tables[entity] ?? []),
		get: (_: string, id: string) => Promise.resolve(rows.find((row) => row.id === id)),
		live: (query: (store: Records) => Promise<unknown>) => once(() => query(records)),
		commit: (changes: readonly Change[]) => {
			if (!answer.ok) return Promise.resolve(answer);
			for (const change of changes) {
				committed.push(change);
				const at = rows.findIndex(({ id }) => id === change.id);
				if (at >= 0) rows[at] = { ...rows[at]!, ...change.patch };
			}
			return Promise.resolve(answer);
		}
	} as unknown as Records;
	const member = { role, areaId: 'kec', puskesmasId: 'own' } as unknown as Membership;
	const sync = {
		outbox: once(() => Promise.resolve(outbox as OutboxItem[])),
		resend: () => Promise.resolve(),
		discard: () => Promise.resolve()
	};
	const view = new AgreementsView({ records, sync, member, today: () => today });
	return { view, committed, fill: () => (answer = { ok: false, error: 'quota' }) };
}

/** Live queries answer while an effect reads them. */
async function watched<T>(view: AgreementsView, read: () => T): Promise<T> {
	const stop = $effect.root(() => {
		$effect(() => void [view.items, view.waiting]);
	});
	await new Promise((resolve) => setTimeout(resolve));
	const value = read();
	stop();
	return value;
}

describe('the agreements of a meeting', () => {
	it('are agreed by a camat for her own areas, and by a planner for those she serves', async () => {
		const camat = opened('viewer', []).view;
		expect(await watched(camat, () => camat.choices.map(({ id }) => id))).toEqual([
			'kec',
			'village'
		]);
		const planner = opened('planner', []).view;
		expect(await watched(planner, () => planner.choices.map(({ id }) => id))).toEqual(['village']);
	});
	it('are read, not changed, by a health worker, and never changed outside her areas', async () => {
		const worker = opened('health_worker', [item()]).view;
		expect(await watched(worker, () => [worker.mayAgree, worker.mayChange(item())])).toEqual([
			false,
			false
		]);
		const camat = opened('viewer', [item()]).view;
		expect(
			await watched(camat, () => [
				camat.mayChange(item()),
				camat.mayChange(item({ areaId: 'elsewhere' }))
			])
		).toEqual([true, false]);
	});
	it('are those of an area and of all below it', async () => {
		const rows = [
			item(),
			item({ id: 'two', areaId: 'kec' }),
			item({ id: 'far', areaId: 'elsewhere' })
		];
		const { view } = opened('viewer', rows);
		expect(await watched(view, () => view.within('kec').map(({ id }) => id))).toEqual([
			'one',
			'two'
		]);
	});
	it('are closed once by two quick taps', async () => {
		const { view, committed } = opened('viewer', [item()]);
		const [first, second] = await Promise.all([
			view.close('one', 'done'),
			view.close('one', 'done')
		]);
		expect([first.ok, second.ok]).toEqual([true, false]);
		expect(committed).toHaveLength(1);
	});
	it('say what went wrong: a full disk, an agreement that has gone', async () => {
		const { view, fill } = opened('viewer', [item()]);
		expect(await view.close('nobody', 'done')).toEqual({ ok: false, error: 'gone' });
		fill();
		expect(await view.close('one', 'done')).toEqual({ ok: false, error: 'quota' });
	});
	it('know which the server has not, and which it would not take', async () => {
		const { view } = opened(
			'viewer',
			[item()],
			[
				{ entity: 'action_item', entityId: 'one', state: 'waiting' },
				{ entity: 'action_item', entityId: 'two', state: 'needs_mending' },
				{ entity: 'action_item', entityId: 'old', state: 'sent' },
				{ entity: 'visit', entityId: 'visit', state: 'waiting' }
			]
		);
		expect(
			await watched(view, () => [[...view.waiting], view.refused.map(({ entityId }) => entityId)])
		).toEqual([['one', 'two'], ['two']]);
	});
});
