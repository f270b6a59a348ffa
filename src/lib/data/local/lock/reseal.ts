// Seals anew what still opens with the key of the first version, which nobody could wrap under a PIN.
// Row by row and from the disk, so a killed tab goes on where it was; another writer always wins, for
// what it writes is sealed with the new key.
import { entityNames } from '../clear-fields.ts';
import { photoPurpose } from '../photo-rows.ts';
import type { RecordStore } from '../record-store.ts';
import { rowKey } from '../records-database.ts';
import type { RowTable } from '../record-tables.ts';
import { sameSeal, type Sealed } from '../sealing.ts';

/** Small enough that a page beside it stays quick. */
const batch = 200;

interface SealedRow {
	readonly sealed: Sealed;
	readonly base?: Sealed | null;
}

/** @throws RecordsLocked when the records are locked meanwhile; what was done stays done */
export async function reseal(store: RecordStore): Promise<void> {
	// A row may have moved to a table that was already done: until there is nothing left to do.
	while ((await pass(store)) > 0);
}

/** @returns how many rows were still sealed with the older key */
async function pass(store: RecordStore): Promise<number> {
	const { database } = store;
	let found = 0;
	for (const entity of entityNames) {
		const purpose = (id: string) => rowKey(entity, id);
		found += await resealTable(store, database.rows(entity), ({ id }) => id, purpose);
	}
	const mutation = (mid: string) => `mutation:${mid}`;
	found += await resealTable(store, database.outbox, ({ mid }) => mid, mutation);
	found += await resealTable(store, database.journal, ({ mid }) => mid, mutation);
	found += await resealTable(
		store,
		database.quarantine,
		({ row }) => row,
		(row) => row
	);
	found += await resealTable(
		store,
		database.draft,
		({ key }) => key,
		(key) => `draft:${key}`
	);
	found += await resealTable(store, database.photo, ({ id }) => id, photoPurpose);
	return found;
}

async function resealTable<T extends SealedRow>(
	store: RecordStore,
	table: RowTable<T>,
	keyOf: (row: T) => string,
	purposeOf: (key: string) => string
): Promise<number> {
	let count = 0;
	const keys = await table.toCollection().primaryKeys();
	for (let from = 0; from < keys.length; from += batch) {
		const found = await table.bulkGet(keys.slice(from, from + batch));
		const rows = found.filter((row) => row !== undefined);
		const renewed = await Promise.all(
			rows.map(async (row) => renewedRow(store, row, purposeOf(keyOf(row))))
		);
		await store.database.transaction('rw', [table.name], async () => {
			for (const [index, row] of rows.entries()) {
				const next = renewed[index];
				if (!next) continue;
				// Also when it is gone: it may lie in another table now.
				count += 1;
				const now = await table.get(keyOf(row));
				if (!now || !sameSeal(now.sealed, row.sealed)) continue;
				if (!sameSeal(now.base ?? undefined, row.base ?? undefined)) continue;
				await table.put({ ...now, ...next });
			}
		});
	}
	return count;
}

/** @returns null when the row needs nothing */
async function renewedRow(
	{ vault }: RecordStore,
	row: SealedRow,
	purpose: string
): Promise<Partial<SealedRow> | null> {
	const sealed = await vault.renewed(purpose, row.sealed);
	const base = row.base && (await vault.renewed(`base:${purpose}`, row.base));
	if (!sealed && !base) return null;
	return { ...(sealed && { sealed }), ...(base && { base }) };
}
