// The pictures of houses at rest: a table of their own that is also their queue. What is here is what every
// start needs; showing, keeping and sending them (photos.ts) is loaded by the pages of a house.
import type { Instant } from '#lib/domain/entity.ts';
import type { Result } from '#lib/domain/result.ts';
import type { Live } from '../contracts.ts';
import type { Making } from './commit.ts';
import type { RecordStore } from './record-store.ts';
import type { RowTable } from './record-tables.ts';
import type { Sealed } from './sealing.ts';

/**
 * What photos.ts works with. Handed over, not imported: what a lazy file shares with the first ones would
 * be cut out of them, and every page would load more pieces.
 */
export interface PhotoDesk {
	readonly store: RecordStore;
	readonly making: Making;
	/** A query that reruns when pictures come or go. */
	live<T>(query: () => Promise<T>): Live<T>;
	/** Runs a write of hers until it is stored; pictures that the server has make way for it. */
	save(write: () => Promise<void>): Promise<Result<void, 'quota' | 'locked'>>;
	/** The same for what arrived, for which nothing makes way. */
	arrive(write: () => Promise<void>): Promise<Result<void, 'quota' | 'locked'>>;
	/** A record waits that may still go: it goes first. */
	recordsWait(): Promise<boolean>;
}

export interface PhotoRow {
	readonly id: string;
	readonly householdId: string;
	/** `leaving`: taken away here, and the server has to hear of it; the picture is gone already. */
	readonly state: 'waiting' | 'stored' | 'refused' | 'leaving';
	/** By the clock of the phone that took it; from the server, by the server's. */
	readonly takenAt: Instant;
	/** Server clock minus device clock when it was taken, milliseconds. */
	readonly clockOffsetMs: number | null;
	/** Taken on this phone. */
	readonly own: boolean;
	readonly code: string | null;
	/** `{ jpeg: base64 }`, or null while it is leaving. */
	readonly sealed: Sealed;
}

export function photoPurpose(id: string): string {
	return `photo:${id}`;
}

/** With its house. What the server does not have yet waits until it has, shown to nobody. */
export async function removePhotosOf(
	photos: RowTable<PhotoRow>,
	householdId: string
): Promise<void> {
	const rows = await photos.where('householdId').equals(householdId).toArray();
	const gone = rows.filter(({ state }) => state === 'stored' || state === 'refused');
	await photos.bulkDelete(gone.map(({ id }) => id));
}

/**
 * A record finds no room: pictures that the server has make way, those of others first.
 *
 * @returns false when there is none left
 */
export async function dropStoredPhotos(photos: RowTable<PhotoRow>): Promise<boolean> {
	const stored = await photos.where('state').equals('stored').toArray();
	const others = stored.filter(({ own }) => !own);
	const going = others.length > 0 ? others : stored;
	await photos.bulkDelete(going.map(({ id }) => id));
	return going.length > 0;
}

/** After the server was restored from a dump: what was sent from here is offered again. */
export async function offerPhotosAgain(photos: RowTable<PhotoRow>): Promise<void> {
	const stored = await photos.where('state').equals('stored').toArray();
	const own = stored.filter((row) => row.own);
	await photos.bulkPut(own.map((row): PhotoRow => ({ ...row, state: 'waiting' })));
}
