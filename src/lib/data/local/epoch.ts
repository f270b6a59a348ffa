// A server that was restored from a dump has forgotten what came after it. The device then offers
// again what it had seen confirmed, and reads everything anew. Never drops a queued change.
import { offerPhotosAgain } from './photo-rows.ts';
import type { OutboxRow } from './records-database.ts';
import type { RecordStore } from './record-store.ts';

/** Inside a write transaction. @returns whether the server's history is another than before */
export async function enterEpoch(store: RecordStore, epoch: string): Promise<boolean> {
	const known = await store.meta('epoch');
	if (known === epoch) return false;
	await store.setMeta({ epoch });
	if (!known) return false;
	await offerAgain(store);
	return true;
}

/** Inside a write transaction: all that was confirmed is queued again; the ledger sorts it out. */
export async function offerAgain(store: RecordStore): Promise<void> {
	const { journal, outbox } = store.database;
	const confirmed = await journal.toArray();
	await outbox.bulkPut(
		confirmed.map(({ storedAt: _, ...item }): OutboxRow => {
			return { ...item, attempts: 0, verdict: null, code: null };
		})
	);
	await journal.clear();
	await offerPhotosAgain(store.database.photo);
	await store.setMeta({ lastMid: null });
	await startOver(store);
}

/** The next pull is a full one; rows that it does not mention are removed at its end. */
export async function startOver(store: RecordStore): Promise<void> {
	const generation = ((await store.meta('generation')) ?? 0) + 1;
	await store.setMeta({
		cursor: null,
		scopeHash: null,
		complete: false,
		sweep: true,
		generation,
		soughtUntil: null
	});
}
