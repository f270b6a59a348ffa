// The records of one membership, as pages see them: opened on reading, sealed on writing. Every
// change writes its row and its place in the queue in one transaction, or nothing.
import type { EntityMap, EntityName } from '#lib/domain/entity.ts';
import { err, ok, type Result } from '#lib/domain/result.ts';
import type { Change } from '#lib/domain/sync/change.ts';
import type { Live, Outline, Records } from '../contracts.ts';
import type { ClearField } from './clear-fields.ts';
import { commitChanges, type Making } from './commit.ts';
import { liveQuery } from './live.ts';
import type { RecordStore } from './record-store.ts';
import type { StoredRow } from './records-database.ts';
import { RecordsLocked } from './vault.ts';

/** One value is read in one piece; of many, each row is a call of a cursor: 0.6 s for 4,000 rows. */
const manyValues = 20;

export class LocalRecords implements Records {
	readonly #store: RecordStore;
	readonly #making: Making;
	readonly #committed: () => void;
	readonly #makeRoom: () => Promise<boolean>;
	readonly #read: (table: string) => void;

	/**
	 * @param committed called after each commit: the engine's trigger
	 * @param makeRoom asked when the disk is full, until it answers false: maps go before records
	 * @param read told each table that is read; live queries listen
	 */
	constructor(
		store: RecordStore,
		making: Making,
		committed: () => void = () => {},
		makeRoom: () => Promise<boolean> = () => Promise.resolve(false),
		read: (table: string) => void = () => {}
	) {
		this.#store = store;
		this.#making = making;
		this.#committed = committed;
		this.#makeRoom = makeRoom;
		this.#read = read;
	}

	async get<E extends EntityName>(entity: E, id: string): Promise<EntityMap[E] | undefined> {
		this.#ensureOpen(entity);
		const stored = await this.#store.database.rows(entity).get(id);
		const row = stored && (await this.#store.openRow(entity, stored));
		return (row ?? undefined) as unknown as EntityMap[E] | undefined;
	}

	async all<E extends EntityName>(entity: E): Promise<EntityMap[E][]> {
		this.#ensureOpen(entity);
		const stored = await this.#store.database.rows(entity).toArray();
		const rows = await this.#store.openRows(entity, stored);
		return rows as unknown as EntityMap[E][];
	}

	async where<E extends EntityName>(
		entity: E,
		field: Extract<keyof EntityMap[E], string>,
		value: string | readonly string[]
	): Promise<EntityMap[E][]> {
		const stored = await this.#stored(entity, field, value);
		const rows = await this.#store.openRows(entity, stored);
		return rows as unknown as EntityMap[E][];
	}

	async outlines<E extends EntityName>(
		entity: E,
		field: ClearField<E>,
		value: string | readonly string[]
	): Promise<Outline<E>[]> {
		const stored = await this.#stored(entity, field, value);
		return stored.map(
			({ generation: _, sealed: __, base: ___, ...outline }) => outline
		) as unknown[] as Outline<E>[];
	}

	async count(entity: EntityName): Promise<number> {
		this.#read(entity);
		return this.#store.database.rows(entity).count();
	}

	live<T>(query: (records: Records) => Promise<T>): Live<T> {
		return liveQuery(this.#store.database.name, (read) =>
			query(new LocalRecords(this.#store, this.#making, this.#committed, this.#makeRoom, read))
		);
	}

	async commit(changes: readonly Change[]): Promise<Result<void, 'quota' | 'locked'>> {
		if (this.#store.vault.locked) return err('locked');
		const write = () => commitChanges(this.#store, this.#making, changes);
		const done = await written(write, this.#makeRoom);
		if (done.ok) this.#committed();
		return done;
	}

	async #stored(
		entity: EntityName,
		field: string,
		value: string | readonly string[]
	): Promise<StoredRow[]> {
		this.#ensureOpen(entity);
		const table = this.#store.database.rows(entity);
		const values = [...new Set(typeof value === 'string' ? [value] : value)];
		if (values.length > manyValues) return table.where(field).anyOf(values).toArray();
		const found = values.map((one) => table.where(field).equals(one).toArray());
		return (await Promise.all(found)).flat();
	}

	#ensureOpen(entity: EntityName): void {
		this.#read(entity);
		if (this.#store.vault.locked) throw new RecordsLocked();
	}
}

/**
 * Runs a write until it is stored. Nothing of a refused one is, so that it may be tried again as it was.
 *
 * @param makeRoom asked when the disk is full, until it answers false
 */
export async function written(
	write: () => Promise<void>,
	makeRoom: () => Promise<boolean>
): Promise<Result<void, 'quota' | 'locked'>> {
	for (;;) {
		try {
			await write();
			return ok(undefined);
		} catch (error) {
			if (error instanceof RecordsLocked) return err('locked');
			if (!isQuotaExceeded(error)) throw error;
			if (!(await makeRoom())) return err('quota');
		}
	}
}

/** Dexie wraps the browser's error, sometimes inside an AbortError. */
export function isQuotaExceeded(error: unknown): boolean {
	if (typeof error !== 'object' || error === null) return false;
	const { name, inner } = error as { name?: unknown; inner?: unknown };
	return name === 'QuotaExceededError' || (inner !== error && isQuotaExceeded(inner));
}
