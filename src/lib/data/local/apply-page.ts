// Stores one page of a pull together with its cursor, in one transaction. Unsent changes stay on top
// of what arrives, and a row that leaves her scope takes none of them with it.
import type { EntityName } from '#lib/domain/entity.ts';
import type { PullResponse } from '#lib/domain/sync/change.ts';
import type { AppRow } from '#lib/domain/sync/overlay.ts';
import { fromWire } from '#lib/domain/sync/wire.ts';
import { entityNames } from './clear-fields.ts';
import { enterEpoch, startOver } from './epoch.ts';
import { thinJournal } from './journal.ts';
import { layered } from './layering.ts';
import { purgeScopes, removeAll, removeNeverShown, removeRow, sweep } from './purge.ts';
import type { RecordStore } from './record-store.ts';
import { rowKey, type StoredRow } from './records-database.ts';

interface Arrived {
	readonly entity: EntityName;
	readonly row: StoredRow;
}

/**
 * @param now the device's clock, milliseconds since 1970
 * @returns `restarted` when the server's history has changed: nothing was stored of the page, push
 *   what was confirmed before and pull from the start
 */
export async function applyPage(
	store: RecordStore,
	page: PullResponse,
	now: number
): Promise<'applied' | 'restarted'> {
	const removing = page.revoked_scopes.length > 0 || page.tombstones.length > 0 || !page.more;
	const entities = removing ? entityNames : entityNames.filter((entity) => page.rows[entity]);
	return store.write<'applied' | 'restarted'>(entities, async () => {
		const known = await store.meta('epoch');
		if (known && known !== page.epoch) {
			return async () => {
				await enterEpoch(store, page.epoch);
				return 'restarted';
			};
		}
		const arrived = await sealedRows(store, page);
		return async () => {
			await enterEpoch(store, page.epoch);
			const serverTime = Date.parse(page.server_time);
			if (page.departed) return leave(store, serverTime);
			for (const { entity, id } of page.tombstones) {
				if (entity === 'photo') await store.database.photo.delete(id);
				else if (entityNames.includes(entity)) await removeRow(store, entity, id);
			}
			if (page.revoked_scopes.length > 0) await purgeScopes(store, page.revoked_scopes);
			await putArrived(store, arrived);
			// Absent before the first pull has come to its end.
			if (!page.more && (await store.meta('sweep')) !== false) await sweep(store);
			if (!page.more && !Number.isNaN(serverTime)) {
				await removeNeverShown(store, serverTime, page.horizon_lag_ms ?? 0);
				await thinJournal(store, serverTime);
			}
			await store.setMeta(position(page, await store.meta('scopeHash'), now));
			return 'applied';
		};
	});
}

/** Her access has ended. Should it be given back, everything comes anew. */
async function leave(store: RecordStore, serverTime: number): Promise<'applied'> {
	await removeAll(store);
	if (!(await store.meta('departed'))) await startOver(store);
	await store.setMeta({ departed: true });
	if (!Number.isNaN(serverTime)) await thinJournal(store, serverTime);
	return 'applied';
}

function position(page: PullResponse, scopeBefore: string | null | undefined, now: number) {
	const serverTime = Date.parse(page.server_time);
	const clock = { clockOffsetMs: serverTime - now, clockReadAt: now };
	// Something became hers that is not here yet.
	const grew = page.more && page.scope_hash !== scopeBefore;
	const end = { complete: true, sweep: false, lastPullAt: new Date(now).toISOString() };
	return {
		cursor: page.cursor,
		scopeHash: page.scope_hash,
		entities: entityNames.join(),
		departed: false,
		// A page is stored only while there is no order, or once it was taken back.
		wipeHeardAt: null,
		...(Number.isNaN(serverTime) ? {} : clock),
		...(grew ? { complete: false } : {}),
		...(page.more ? {} : end)
	};
}

async function sealedRows(store: RecordStore, page: PullResponse): Promise<Arrived[]> {
	const generation = (await store.meta('generation')) ?? 0;
	const arrived: Arrived[] = [];
	for (const entity of entityNames) {
		const rows = (page.rows[entity] ?? []).map((row) => fromWire(row) as AppRow);
		if (rows.length === 0) continue;
		const known = await store.database.rows(entity).bulkGet(rows.map(({ id }) => id));
		const pending = await store.pendingOf(rows.map(({ id }) => rowKey(entity, id)));
		const sealed = await Promise.all(
			rows.map(async (row, index) => {
				const before = known[index];
				// An answer that was overtaken by a push must not turn a row back.
				if (before && before.generation === generation && before.rev > row.rev) return null;
				const changes = pending.get(rowKey(entity, row.id)) ?? [];
				return layered(store, entity, row.id, row, changes, generation);
			})
		);
		for (const row of sealed) if (row) arrived.push({ entity, row });
	}
	return arrived;
}

async function putArrived(store: RecordStore, arrived: readonly Arrived[]): Promise<void> {
	const byEntity = new Map<EntityName, StoredRow[]>();
	for (const { entity, row } of arrived) {
		const rows = byEntity.get(entity) ?? [];
		rows.push(row);
		byEntity.set(entity, rows);
	}
	const quarantined = new Set<string>(await store.database.quarantine.toCollection().primaryKeys());
	for (const [entity, rows] of byEntity) {
		await store.database.rows(entity).bulkPut(rows);
		const back = rows.map(({ id }) => rowKey(entity, id)).filter((row) => quarantined.has(row));
		if (back.length > 0) await store.database.quarantine.bulkDelete(back);
	}
}
