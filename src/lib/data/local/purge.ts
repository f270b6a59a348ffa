// Removes rows that are no longer hers. A row with an unsent change goes to quarantine instead: out
// of every list, kept sealed until the server has answered. Never touches the outbox.
import type { EntityName } from '#lib/domain/entity.ts';
import { entityNames } from './clear-fields.ts';
import type { RecordStore } from './record-store.ts';
import { rowKey } from './records-database.ts';

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
	'coverage_cell'
] as const satisfies readonly EntityName[];

const ofHousehold = ['member', 'visit', 'visit_plan', 'finding', 'household_assignment'] as const;

/** Inside a write transaction. @param scopes ids of territories or areas */
export async function purgeScopes(store: RecordStore, scopes: readonly string[]): Promise<void> {
	const households: string[] = [];
	for (const entity of placed) {
		const gone = new Set<string>();
		for (const field of ['areaId', 'territoryId']) {
			if (!hasIndex(store, entity, field)) continue;
			const keys = await store.database.rows(entity).where(field).anyOf(scopes).primaryKeys();
			for (const id of keys) gone.add(id);
		}
		if (entity === 'household') households.push(...gone);
		for (const id of gone) await removeRow(store, entity, id);
	}
	await purgeDependants(store, households);
}

async function purgeDependants(store: RecordStore, households: readonly string[]): Promise<void> {
	for (const entity of ofHousehold) {
		const rows = store.database.rows(entity);
		const ids = await rows.where('householdId').anyOf(households).primaryKeys();
		if (entity === 'finding') {
			const followUps = await store.database
				.rows('follow_up')
				.where('findingId')
				.anyOf(ids)
				.primaryKeys();
			for (const id of followUps) await removeRow(store, 'follow_up', id);
		}
		for (const id of ids) await removeRow(store, entity, id);
	}
}

/** Inside a write transaction. */
export async function removeRow(store: RecordStore, entity: EntityName, id: string): Promise<void> {
	const row = rowKey(entity, id);
	const rows = store.database.rows(entity);
	if ((await store.database.outbox.where('row').equals(row).count()) > 0) {
		const stored = await rows.get(id);
		if (stored) await store.database.quarantine.put({ row, entity, id, sealed: stored.sealed });
	}
	await rows.delete(id);
}

/** At the end of a full pull: removes what the server no longer has, unless a change of it is unsent. */
export async function sweep(store: RecordStore): Promise<void> {
	const generation = (await store.meta('generation')) ?? 0;
	const queued = new Set((await store.database.outbox.toArray()).map(({ row }) => row));
	for (const entity of entityNames) {
		const rows = store.database.rows(entity);
		const old = rows.filter((row) => row.generation < generation);
		const ids = await old.primaryKeys();
		await rows.bulkDelete(ids.filter((id) => !queued.has(rowKey(entity, id))));
	}
}

function hasIndex(store: RecordStore, entity: EntityName, field: string): boolean {
	return store.database.rows(entity).schema.idxByName[field] !== undefined;
}
