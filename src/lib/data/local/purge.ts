// Removes rows that are no longer hers. A row with an unsent change goes to quarantine instead: out
// of every list, kept sealed until the server has answered. Never touches the outbox.
import type { EntityName } from '#lib/domain/entity.ts';
import { entityNames } from './clear-fields.ts';
import { removePhotosOf } from './photo-rows.ts';
import type { RecordStore } from './record-store.ts';
import { doubtful, neverShown, rowKey, type StoredRow } from './records-database.ts';

/** Rows that stand or fall with a territory or an area. */
const placed = [
	'household',
	'member',
	'visit',
	'visit_plan',
	'finding',
	'follow_up',
	'household_assignment',
	'territory_plan',
	'territory',
	'target',
	'action_item',
	'coverage_cell',
	'posyandu_session',
	'attendance'
] as const satisfies readonly EntityName[];

/** What leaves with a row: entity and the field that points at it. */
const dependants: Readonly<Partial<Record<EntityName, readonly [EntityName, string][]>>> = {
	household: [
		['member', 'householdId'],
		['visit', 'householdId'],
		['visit_plan', 'householdId'],
		['finding', 'householdId'],
		['household_assignment', 'householdId']
	],
	member: [['attendance', 'memberId']],
	finding: [['follow_up', 'findingId']]
};

/** Inside a write transaction. @param scopes ids of territories or areas */
export async function purgeScopes(store: RecordStore, scopes: readonly string[]): Promise<void> {
	for (const entity of placed) {
		const gone = new Set<string>();
		for (const field of ['areaId', 'territoryId']) {
			if (!hasIndex(store, entity, field)) continue;
			const keys = await store.database.rows(entity).where(field).anyOf(scopes).primaryKeys();
			for (const id of keys) gone.add(id);
		}
		for (const id of gone) await removeRow(store, entity, id);
		// Where these stand is unknown; what is still hers comes with this pull or the next.
		await removeWhere(store, entity, (row) => row.generation === neverShown);
	}
}

/**
 * Inside a write transaction over the row's table and, for a household, those of its dependants: the
 * server sends one tombstone for a household and all that hangs on it.
 */
export async function removeRow(store: RecordStore, entity: EntityName, id: string): Promise<void> {
	const row = rowKey(entity, id);
	const rows = store.database.rows(entity);
	if ((await store.database.outbox.where('row').equals(row).count()) > 0) {
		const stored = await rows.get(id);
		if (stored) await store.database.quarantine.put({ row, entity, id, sealed: stored.sealed });
	}
	await rows.delete(id);
	if (entity === 'household') {
		await store.database.draft.filter(({ key }) => key.endsWith(`/${id}`)).delete();
		await removePhotosOf(store.database.photo, id);
	}
	for (const [dependant, field] of dependants[entity] ?? []) {
		const ids = await store.database.rows(dependant).where(field).equals(id).primaryKeys();
		for (const dependantId of ids) await removeRow(store, dependant, dependantId);
	}
}

/** Nothing is hers any more. What is unsent stays queued, its rows set apart. */
export async function removeAll(store: RecordStore): Promise<void> {
	for (const entity of entityNames) await removeWhere(store, entity, () => true);
	await store.database.draft.clear();
}

/** At the end of a full pull: removes what the server did not mention. */
export async function sweep(store: RecordStore): Promise<void> {
	const generation = (await store.meta('generation')) ?? 0;
	for (const entity of entityNames) {
		await removeWhere(store, entity, (row) => row.generation < generation);
	}
}

/** Longer than a transaction of the server takes to be seen after it was answered. */
const visibleAfterMs = 60_000;

/**
 * At the end of any pull: removes what was made here and is stored there, but that no pull has shown.
 * It was placed in a territory that was hers for so short a time that no page ever named it.
 *
 * @param serverTime of the page, milliseconds since 1970
 * @param lagMs how long the oldest transaction on the server has been open: what is younger may not
 *   have been shown yet
 */
export async function removeNeverShown(
	store: RecordStore,
	serverTime: number,
	lagMs: number
): Promise<void> {
	const since = (await store.meta('soughtUntil')) ?? '';
	const until = new Date(serverTime - lagMs - visibleAfterMs).toISOString();
	if (until <= since) return;
	const { journal, outbox } = store.database;
	const stored = await journal.where('storedAt').aboveOrEqual(since).toArray();
	for (const { entity, id, row, storedAt } of stored) {
		if (storedAt >= until) continue;
		const here = await store.database.rows(entity).get(id);
		if (!here || here.generation > neverShown) continue;
		if ((await outbox.where('row').equals(row).count()) === 0) await removeRow(store, entity, id);
	}
	await store.setMeta({ soughtUntil: until });
}

/** A row that was made here and is still queued stays: nobody has said yet where it belongs. */
async function removeWhere(
	store: RecordStore,
	entity: EntityName,
	matches: (row: StoredRow) => boolean
): Promise<void> {
	const found = await store.database.rows(entity).filter(matches).toArray();
	if (found.length === 0) return;
	const queued = new Set<unknown>(await store.database.outbox.orderBy('row').keys());
	const plain: string[] = [];
	for (const { id, generation } of found) {
		const waits = queued.has(rowKey(entity, id));
		if (waits && generation <= neverShown) {
			await store.database.rows(entity).update(id, { generation: doubtful });
		} else if (waits || dependants[entity]) {
			await removeRow(store, entity, id);
		} else {
			plain.push(id);
		}
	}
	await store.database.rows(entity).bulkDelete(plain);
}

function hasIndex(store: RecordStore, entity: EntityName, field: string): boolean {
	return store.database.rows(entity).schema.idxByName[field] !== undefined;
}
