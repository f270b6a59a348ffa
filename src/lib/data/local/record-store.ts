// The one way to the records database: reads open rows, writes go through `write`, which makes what
// was prepared outside the transaction (sealing is asynchronous) safe against any other writer.
import type { EntityName } from '#lib/domain/entity.ts';
import type { AppRow } from '#lib/domain/sync/overlay.ts';
import type { RecordTables } from './record-tables.ts';
import type { OutboxRow } from './records-database.ts';
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
}

const stale = Symbol('stale');

export class RecordStore {
	readonly database: RecordTables;
	readonly vault: Vault;
	#writing: Promise<unknown> = Promise.resolve();

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
		const tables = ['outbox', 'journal', 'quarantine', 'meta', ...new Set(entities)];
		const attempt = this.#writing.then(async () => {
			for (;;) {
				const stamp = (await this.meta('stamp')) ?? 0;
				const apply = await prepare();
				const done = await this.database.transaction('rw', tables, async () => {
					if (((await this.meta('stamp')) ?? 0) !== stamp) return stale;
					const value = await apply();
					await this.setMeta({ stamp: stamp + 1 });
					return value;
				});
				if (done !== stale) return done as T;
			}
		});
		this.#writing = attempt.catch(() => undefined);
		return attempt;
	}

	/** Unsent changes of the given rows (`entity:id`), opened, in the order they were made. */
	async pendingOf(
		rows: readonly string[]
	): Promise<Map<string, { item: OutboxRow; patch: Record<string, unknown> }[]>> {
		const wanted = new Set(rows);
		// The outbox is small; a large `anyOf` over a page of rows is not.
		const items = (await this.database.outbox.orderBy('seq').toArray()).filter((item) =>
			wanted.has(item.row)
		);
		const pending = new Map<string, { item: OutboxRow; patch: Record<string, unknown> }[]>();
		for (const item of items) {
			const list = pending.get(item.row) ?? [];
			list.push({ item, patch: await this.openPatch(item) });
			pending.set(item.row, list);
		}
		return pending;
	}

	async openPatch(item: OutboxRow): Promise<Record<string, unknown>> {
		return (await this.vault.open(`mutation:${item.mid}`, item.sealed)) as Record<string, unknown>;
	}

	async openRows(entity: EntityName, ids: readonly string[]): Promise<AppRow[]> {
		const stored = await this.database.rows(entity).bulkGet([...ids]);
		return Promise.all(
			stored.filter((row) => row !== undefined).map((row) => this.vault.openRow(entity, row))
		);
	}
}
