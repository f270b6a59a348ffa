// Names a queued change for the person who made it: the household's head, or the thing's own name.
import type { RecordStore } from './record-store.ts';
import { rowKey, type OutboxRow } from './records-database.ts';

/** Null when nothing on this device names it. */
export async function labelOf(store: RecordStore, item: OutboxRow): Promise<string | null> {
	const patch = await store.openPatch(item);
	if (!patch) return null;
	const own = text(patch.headName) ?? text(patch.name) ?? text(patch.title);
	if (own) return own;
	const householdId = item.entity === 'household' ? item.id : await householdOf(store, item, patch);
	return householdId ? headName(store, householdId) : null;
}

async function householdOf(
	store: RecordStore,
	item: OutboxRow,
	patch: Readonly<Record<string, unknown>>
): Promise<string | null> {
	const direct = text(patch.householdId);
	if (direct) return direct;
	const stored = await store.database.rows(item.entity).get(item.id);
	const onRow = text(stored?.householdId);
	if (onRow) return onRow;
	const findingId = text(patch.findingId) ?? text(stored?.findingId);
	if (!findingId) return null;
	return text((await store.database.rows('finding').get(findingId))?.householdId);
}

async function headName(store: RecordStore, householdId: string): Promise<string | null> {
	const stored = await store.database.rows('household').get(householdId);
	if (stored) return text((await store.openRow('household', stored))?.headName);
	const kept = await store.database.quarantine.get(rowKey('household', householdId));
	return kept ? text((await store.openKept(kept))?.headName) : null;
}

function text(value: unknown): string | null {
	return typeof value === 'string' && value !== '' ? value : null;
}
