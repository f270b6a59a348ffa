// What the server has confirmed is kept for a while, in case it is restored from a dump: thirty days,
// but only two where she may not see the row any more. By the server's clock: a phone whose date jumps
// ahead must not forget.
import type { RecordStore } from './record-store.ts';
import type { JournalRow } from './records-database.ts';

const dayMs = 86_400_000;
/** Long enough for a nightly dump to be restored and noticed. */
const keptMs = 30 * dayMs;
/** Long enough for the next nightly dump to hold it; then it leaves the phone with the row. */
const keptWithoutRowMs = 2 * dayMs;
const hourMs = 3_600_000;

/**
 * Inside a write transaction over all entities.
 *
 * @param serverTime milliseconds since 1970
 */
export async function thinJournal(store: RecordStore, serverTime: number): Promise<void> {
	const thinnedAt = (await store.meta('thinnedAt')) ?? 0;
	if (serverTime - thinnedAt < hourMs && serverTime >= thinnedAt) return;
	await store.setMeta({ thinnedAt: serverTime });
	const { journal } = store.database;
	await journal.where('storedAt').below(daysAgo(serverTime, keptMs)).delete();
	const older = await journal
		.where('storedAt')
		.below(daysAgo(serverTime, keptWithoutRowMs))
		.toArray();
	await journal.bulkDelete(await withoutRow(store, older));
}

function daysAgo(serverTime: number, ms: number): string {
	return new Date(serverTime - ms).toISOString();
}

async function withoutRow(store: RecordStore, entries: readonly JournalRow[]): Promise<string[]> {
	const mids: string[] = [];
	for (const entity of new Set(entries.map((entry) => entry.entity))) {
		const group = entries.filter((entry) => entry.entity === entity);
		const rows = await store.database.rows(entity).bulkGet(group.map(({ id }) => id));
		mids.push(...group.filter((_, index) => !rows[index]).map(({ mid }) => mid));
	}
	return mids;
}
