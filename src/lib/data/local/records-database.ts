// The records of one membership on this device. Durability is strict: a save that was reported is on
// the disk, not in the system's buffer. Never deletes itself.
import Dexie, { type DexieOptions, type Table } from 'dexie';
import type { EntityName, Instant } from '#lib/domain/entity.ts';
import type { ChangeOp, Verdict } from '#lib/domain/sync/change.ts';
import type { PhotoRow } from './photo-rows.ts';
import type { RecordTables } from './record-tables.ts';
import { recordVersions } from './schema.ts';
import type { Sealed } from './sealing.ts';

/**
 * Generation of a row that was made here and that no pull has shown yet: where it stands is the
 * server's to say. Once stored there, it stays here only if a pull shows it; her territory may have
 * gone to somebody else meanwhile.
 */
export const neverShown = -1;
/**
 * The same, after a scope of hers was taken away while the row was still queued: once the server has
 * stored it, only a pull can bring it back.
 */
export const doubtful = -2;

/** A row at rest. Its clear fields (clear-fields.ts) lie beside `sealed`. */
export interface StoredRow {
	readonly id: string;
	readonly rev: number;
	/** Full pull in which the server last mentioned the row; the next full pull sweeps older ones. */
	readonly generation: number;
	readonly sealed: Sealed;
	/** The row as the server has it, while unsent changes lie on top. Null: the server has none. */
	readonly base?: Sealed | null;
	readonly [clear: string]: unknown;
}

/** A change that the server has not confirmed. `sealed` holds its patch in camelCase. */
export interface OutboxRow {
	readonly mid: string;
	readonly seq: number;
	readonly row: string;
	readonly entity: EntityName;
	readonly id: string;
	readonly op: ChangeOp;
	readonly baseRev: number | null;
	readonly capturedAt: Instant;
	/** Server clock minus device clock, milliseconds, as far as it was known then. */
	readonly clockOffsetMs?: number | null;
	readonly schemaV: number;
	readonly deps: readonly string[];
	readonly bytes: number;
	readonly attempts: number;
	readonly verdict: Verdict | null;
	readonly code: string | null;
	readonly sealed: Sealed;
}

/** A change that the server has confirmed; offered again if the server is restored from a dump. */
export interface JournalRow extends OutboxRow {
	readonly storedAt: Instant;
}

/** A row that left her scope while a change of it was unsent. */
export interface QuarantineRow {
	readonly row: string;
	readonly entity: EntityName;
	readonly id: string;
	readonly sealed: Sealed;
}

export interface DraftRow {
	readonly key: string;
	readonly sealed: Sealed;
}

export interface MetaRow {
	readonly key: string;
	readonly value: unknown;
}

export class RecordsDatabase extends Dexie implements RecordTables {
	declare readonly outbox: Table<OutboxRow, string>;
	declare readonly journal: Table<JournalRow, string>;
	declare readonly quarantine: Table<QuarantineRow, string>;
	declare readonly draft: Table<DraftRow, string>;
	declare readonly meta: Table<MetaRow, string>;
	declare readonly photo: Table<PhotoRow, string>;

	/** @param options tests pass their own IndexedDB */
	constructor(membershipId: string, options: DexieOptions = {}) {
		super(databaseName(membershipId), {
			chromeTransactionDurability: 'strict',
			cache: 'disabled',
			...options
		});
		for (const { version, stores, upgrade } of recordVersions) {
			const declared = this.version(version).stores({ ...stores });
			if (upgrade) declared.upgrade(upgrade);
		}
	}

	rows(entity: EntityName): Table<StoredRow, string> {
		return this.table(entity);
	}
}

export function databaseName(membershipId: string): string {
	return `jangkau-records-${membershipId}`;
}

export function rowKey(entity: EntityName, id: string): string {
	return `${entity}:${id}`;
}
