// The one way to the records database: reads open rows, writes go through `write`, which makes what
// was prepared outside the transaction (sealing is asynchronous) safe against any other writer.
import type { EntityName } from '#lib/domain/entity.ts';
import type { AppRow } from '#lib/domain/sync/overlay.ts';
import { startOver } from './epoch.ts';
import type { RecordTables } from './record-tables.ts';
import type { Pending } from './layering.ts';
import type { DraftRow, OutboxRow, QuarantineRow, StoredRow } from './records-database.ts';
import { SealBroken } from './sealing.ts';
import type { Vault } from './vault.ts';

/** What the device must remember beside rows. Absent keys have not happened yet. */
export interface Meta {
	/** Counts every write; a prepared write is valid only on the stamp it was prepared on. */
	stamp: number;
	/** `seq` of the last change. */
	seq: number;
	cursor: string | null;
	scopeHash: string | null;
	epoch: string | null;
	/** Counts full pulls. */
	generation: number;
	/** A full pull is under way: rows it did not mention are removed at its end. */
	sweep: boolean;
	complete: boolean;
	lastPushAt: string | null;
	lastPullAt: string | null;
	clockOffsetMs: number | null;
	/** The device's clock when it learnt the offset, milliseconds since 1970. */
	clockReadAt: number | null;
	/** The newest change that the server is known to have. */
	lastMid: string | null;
	/** Names of the entities that the app knew when it last pulled. */
	entities: string;
	departed: boolean;
	/** The server's time when it first ordered this phone to be emptied; null while it does not. */
	wipeHeardAt: string | null;
	/** When the journal was last gone through, by the server's clock. */
	thinnedAt: number;
	/** When the pictures of her houses were last fetched, milliseconds since 1970, the device's clock. */
	photosPulledAt: number;
	/** What the server stored before this has been looked for in a complete pull (purge.ts). */
	soughtUntil: string | null;
}

const stale = Symbol('stale');

export class RecordStore {
	readonly database: RecordTables;
	readonly vault: Vault;
	#writing: Promise<unknown> = Promise.resolve();
	#repairing = false;

	constructor(database: RecordTables, vault: Vault) {
		this.database = database;
		this.vault = vault;
	}

	async meta<K extends keyof Meta>(key: K): Promise<Meta[K] | undefined> {
		return (await this.database.meta.get(key))?.value as Meta[K] | undefined;
	}

	async setMeta(values: Partial<Meta>): Promise<void> {
		await this.database.meta.bulkPut(
			Object.entries(values).map(([key, value]) => ({ key, value }))
		);
	}

	/**
	 * Runs `prepare` outside and what it answers inside one transaction over `entities` and the
	 * book-keeping tables; again from the start when another tab wrote in between.
	 */
	write<T>(
		entities: readonly EntityName[],
		prepare: () => Promise<() => PromiseLike<T>>
	): Promise<T> {
		const own = ['outbox', 'journal', 'quarantine', 'draft', 'photo', 'meta'];
		const tables = [...own, ...new Set(entities)];
		const attempt = this.#writing.then(async () => {
			for (;;) {
				const stamp = (await this.meta('stamp')) ?? 0;
				const apply = await prepare();
				const done = await this.database.transaction('rw', tables, async () => {
					if (((await this.meta('stamp')) ?? 0) !== stamp) return stale;
					const [value] = await Promise.all([apply(), this.setMeta({ stamp: stamp + 1 })]);
					return value;
				});
				if (done !== stale) return done as T;
			}
		});
		this.#writing = attempt.catch(() => undefined);
		return attempt;
	}

	/** Unsent changes of the given rows (`entity:id`), opened, in the order they were made. */
	async pendingOf(rows: readonly string[]): Promise<Map<string, Pending[]>> {
		const wanted = new Set(rows);
		// The outbox is small; a large `anyOf` over a page of rows is not.
		const items = (await this.database.outbox.orderBy('seq').toArray()).filter((item) =>
			wanted.has(item.row)
		);
		const pending = new Map<string, Pending[]>();
		for (const item of items) {
			const list = pending.get(item.row) ?? [];
			list.push({ item, patch: await this.openPatch(item) });
			pending.set(item.row, list);
		}
		return pending;
	}

	/** Null when it is damaged: one entry must not hold up the queue. */
	async openPatch(item: OutboxRow): Promise<Record<string, unknown> | null> {
		const opened = await unlessBroken(this.vault.open(`mutation:${item.mid}`, item.sealed));
		return opened as Record<string, unknown> | null;
	}

	/** Null when it is damaged: it is passed over and fetched anew. */
	async openRow(entity: EntityName, stored: StoredRow): Promise<AppRow | null> {
		const row = await unlessBroken(this.vault.openRow(entity, stored));
		if (row === null) this.#repair();
		return row;
	}

	async openRows(entity: EntityName, stored: readonly StoredRow[]): Promise<AppRow[]> {
		const rows = await Promise.all(stored.map((row) => this.openRow(entity, row)));
		return rows.filter((row) => row !== null);
	}

	/** What the server has of the row; undefined when it has none, or when that is damaged here. */
	async openBase(entity: EntityName, stored: StoredRow): Promise<AppRow | undefined> {
		const base = await unlessBroken(this.vault.openBase(entity, stored));
		if (base === null) this.#repair();
		return base ?? undefined;
	}

	/** A row that was set apart, or null when it is damaged. */
	async openKept({ row, sealed }: QuarantineRow): Promise<Record<string, unknown> | null> {
		return (await unlessBroken(this.vault.open(row, sealed))) as Record<string, unknown> | null;
	}

	/** Undefined when it is damaged: an empty form is better than none. */
	async openDraft({ key, sealed }: DraftRow): Promise<unknown> {
		return (await unlessBroken(this.vault.open(`draft:${key}`, sealed))) ?? undefined;
	}

	/** One full pull a start: what is still damaged after that, no pull mends. */
	#repair(): void {
		if (this.#repairing) return;
		this.#repairing = true;
		void this.write([], () => Promise.resolve(() => startOver(this))).catch(() => undefined);
	}
}

async function unlessBroken<T>(opening: Promise<T>): Promise<T | null> {
	try {
		return await opening;
	} catch (error) {
		if (error instanceof SealBroken) return null;
		throw error;
	}
}
