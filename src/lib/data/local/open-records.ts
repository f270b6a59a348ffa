// Opens the records of one membership with everything that works on them.
import type { DexieOptions } from 'dexie';
import type { Drafts, Identity, Records } from '../contracts.ts';
import type { SyncStore } from '../sync/contracts.ts';
import type { Making } from './commit.ts';
import { LocalDrafts } from './drafts.ts';
import type { KeyProvider } from './keyring.ts';
import { deviceMaking } from './making.ts';
import { RecordStore } from './record-store.ts';
import type { RecordTables } from './record-tables.ts';
import { RecordsDatabase } from './records-database.ts';
import { LocalRecords } from './records.ts';
import { LocalSyncStore } from './sync-store.ts';
import { Vault } from './vault.ts';
import { guardVersions } from './versions.ts';

export interface OpenRecords {
	readonly records: Records;
	readonly drafts: Drafts;
	/** For the sync engine only. */
	readonly sync: SyncStore;
	readonly locked: boolean;
	/** Forgets the key and what was opened. Nothing is deleted. */
	lock(): void;
	unlock(): Promise<void>;
	close(): void;
}

export interface OpeningOptions {
	readonly making?: Making;
	/** Tests pass their own IndexedDB. */
	readonly database?: DexieOptions;
	/** In place of IndexedDB. */
	readonly tables?: RecordTables;
	/** A newer version of the app has taken over in another tab: reload. */
	readonly outdated?: () => void;
}

export async function openRecords(
	identity: Identity,
	keys: KeyProvider,
	options: OpeningOptions = {}
): Promise<OpenRecords> {
	const making = options.making ?? deviceMaking;
	const membershipId = identity.membership.id;
	const database = options.tables ?? (await openDatabase(membershipId, options));
	const vault = new Vault();
	const store = new RecordStore(database, vault);
	const listeners = new Set<() => void>();
	const onCommitted = (callback: () => void) => {
		listeners.add(callback);
		return () => void listeners.delete(callback);
	};
	const committed = () => listeners.forEach((listener) => listener());
	const unlock = async () => vault.unlock(await keys.key(membershipId));
	await unlock();
	return {
		records: new LocalRecords(store, making, committed),
		drafts: new LocalDrafts(store),
		sync: new LocalSyncStore(store, making, onCommitted),
		get locked() {
			return vault.locked;
		},
		lock: () => vault.lock(),
		unlock,
		close: () => {
			vault.lock();
			database.close();
		}
	};
}

async function openDatabase(membershipId: string, options: OpeningOptions): Promise<RecordTables> {
	const database = new RecordsDatabase(membershipId, options.database);
	guardVersions(database, options.outdated);
	await database.open();
	return database;
}
