// Opens a change that waits for a person, with what the server has in its place: she must see both
// before she mends, sends again or lets go.
import type { RefusedChange } from '../contracts.ts';
import type { RecordStore } from './record-store.ts';

/** Null when it no longer waits for a person: mended in another tab, or taken after all. */
export async function refusedChange(
	store: RecordStore,
	mid: string
): Promise<RefusedChange | null> {
	const item = await store.database.outbox.get(mid);
	if (!item || item.verdict === null) return null;
	const stored = await store.database.rows(item.entity).get(item.id);
	const theirs = stored && (await store.openBase(item.entity, stored));
	// An entry that does not open has nothing to show; it can only be carried off or let go.
	return { patch: (await store.openPatch(item)) ?? {}, theirs: theirs ?? null };
}
