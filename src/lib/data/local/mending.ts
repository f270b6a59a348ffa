// What a person may do with a change that the server refused: send it again or let it go. Changes
// that are still on their way are never touched.
import { layered, type Pending } from './layering.ts';
import { wireBytes, type Making } from './commit.ts';
import type { RecordStore } from './record-store.ts';

/**
 * Queues a refused change again. After a conflict under a new id, since the ledger keeps the verdict
 * of the old one; a rejected one never entered the ledger and keeps its id, so that the server can
 * close its entry among the rejected. Does nothing unless it needs mending.
 *
 * @param mended fields that replace those of the refused change
 */
export async function resend(
	store: RecordStore,
	making: Making,
	mid: string,
	mended: Readonly<Record<string, unknown>> = {}
): Promise<void> {
	await rework(store, mid, async ({ item, patch }, rev) => {
		// Nothing to send; it stays for an export and for the day it opens again.
		if (patch === null) return { item, patch };
		const next = { ...patch, ...mended };
		const id = item.verdict === 'conflict' ? making.id() : item.mid;
		return {
			patch: next,
			item: {
				...item,
				mid: id,
				// She has seen the server's value by now.
				baseRev: item.baseRev === null ? null : rev,
				bytes: wireBytes(next),
				attempts: 0,
				verdict: null,
				code: null,
				sealed: await store.vault.seal(`mutation:${id}`, next)
			}
		};
	});
}

/** Takes a refused change out of the queue; the row becomes what the server has. */
export function discard(store: RecordStore, mid: string): Promise<void> {
	return rework(store, mid, () => Promise.resolve(null));
}

async function rework(
	store: RecordStore,
	mid: string,
	change: (refused: Pending, rev: number) => Promise<Pending | null>
): Promise<void> {
	const { outbox, quarantine } = store.database;
	const target = await outbox.get(mid);
	if (!target) return;
	const { entity, id, row: key } = target;
	await store.write([entity], async () => {
		const pending = (await store.pendingOf([key])).get(key) ?? [];
		const refused = pending.find(({ item }) => item.mid === mid && item.verdict !== null);
		if (!refused) return async () => {};
		const stored = await store.database.rows(entity).get(id);
		const base = stored && (await store.openBase(entity, stored));
		const again = await change(refused, stored?.rev ?? 0);
		const others = pending.filter((other) => other !== refused);
		const rest = again ? [...others, again] : others;
		const row = stored && (await layered(store, entity, id, base, rest, stored.generation));
		return async () => {
			await outbox.delete(mid);
			// With its old seq: later changes of the row still come after it.
			if (again) await outbox.add(again.item);
			else if (others.length === 0) await quarantine.delete(key);
			if (row) await store.database.rows(entity).put(row);
			else if (row === null) await store.database.rows(entity).delete(id);
		};
	});
}
