// Opens the records of one membership with everything that works on them.
import type { DexieOptions } from 'dexie';
import { someMayGo } from '#lib/domain/sync/batch.ts';
import type { Drafts, Identity, Records } from '../contracts.ts';
import type { SyncStore } from '../sync/contracts.ts';
import type { Making } from './commit.ts';
import { LocalDrafts } from './drafts.ts';
import type { KeyProvider } from './keyring.ts';
import { liveQuery } from './live.ts';
import { reseal } from './lock/reseal.ts';
import { deviceMaking } from './making.ts';
import { dropStoredPhotos, type PhotoDesk } from './photo-rows.ts';
import { RecordStore } from './record-store.ts';
import type { RecordTables } from './record-tables.ts';
import { RecordsDatabase } from './records-database.ts';
import { LocalRecords, written } from './records.ts';
import { LocalSyncStore } from './sync-store.ts';
import { RecordsLocked, Vault } from './vault.ts';
import { guardVersions } from './versions.ts';

export interface OpenRecords {
	readonly records: Records;
	readonly drafts: Drafts;
	/** For the sync engine only. */
	readonly sync: SyncStore;
	/** For the pictures of houses (photos.ts), which are loaded where somebody looks at one. */
	readonly photoDesk: PhotoDesk;
	readonly locked: boolean;
	/** Forgets the key and what was opened. Nothing is deleted. */
	lock(): void;
	/** @throws RecordsLocked while the key needs a PIN or a sign-in */
	unlock(): Promise<void>;
	/** What forms have asked to keep is on the disk: the lock may fall. */
	settled(): Promise<void>;
	/** Everything is sealed with the key of today; one of an older version is gone. */
	readonly resealed: Promise<void>;
	close(): void;
}

export interface OpeningOptions {
	readonly making?: Making;
	/** Tests pass their own IndexedDB. */
	readonly database?: DexieOptions;
	/** In place of IndexedDB. */
	readonly tables?: RecordTables;
	/** Asked when the disk is full, until it answers false; then pictures that the server has make way. */
	readonly makeRoom?: () => Promise<boolean>;
	/** A newer version of the app has taken over in another tab: reload. */
	readonly outdated?: () => void;
}

/** Locked where the key needs a PIN: nothing can be read or saved then, nothing is lost. */
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
	let resealed = Promise.resolve();
	const unlock = async () => {
		const [key, older = null] = await Promise.all([
			keys.key(membershipId),
			keys.older?.(membershipId)
		]);
		vault.unlock(key, older);
		// A failure leaves the older key: the next start goes on from there.
		if (older) resealed = renew(store, keys, membershipId).catch(() => undefined);
	};
	await unlock().catch((error: unknown) => {
		if (!(error instanceof RecordsLocked)) throw error;
	});
	const drafts = new LocalDrafts(store);
	const sync = new LocalSyncStore(store, making, onCommitted);
	const makeRoom = async () =>
		(await options.makeRoom?.()) === true || dropStoredPhotos(database.photo);
	return {
		records: new LocalRecords(store, making, committed, makeRoom),
		drafts,
		sync,
		photoDesk: {
			store,
			making,
			live: (query) =>
				liveQuery(database.name, (read) => {
					read('photo');
					return query();
				}),
			async save(write) {
				const done = await written(write, () => dropStoredPhotos(database.photo));
				if (done.ok) committed();
				return done;
			},
			arrive: (write) => written(write, () => Promise.resolve(false)),
			recordsWait: async () => someMayGo(await sync.queue())
		},
		get locked() {
			return vault.locked;
		},
		lock: () => vault.lock(),
		settled: () => drafts.settled(),
		unlock,
		get resealed() {
			return resealed;
		},
		close: () => {
			vault.lock();
			database.close();
		}
	};
}

async function renew(store: RecordStore, keys: KeyProvider, membershipId: string): Promise<void> {
	await reseal(store);
	await keys.retireOlder?.(membershipId);
}

async function openDatabase(membershipId: string, options: OpeningOptions): Promise<RecordTables> {
	const database = new RecordsDatabase(membershipId, options.database);
	guardVersions(database, options.outdated);
	await database.open();
	return database;
}
