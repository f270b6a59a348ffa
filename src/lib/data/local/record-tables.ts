// What the records of one membership need of a disk: tables by key and index, and a transaction over
// several of them. `RecordsDatabase` is the one on a phone; the histories of the tests run thousands of
// times on one in memory.
import type { EntityName } from '#lib/domain/entity.ts';
import type { PhotoRow } from './photo-rows.ts';
import type {
	DraftRow,
	JournalRow,
	MetaRow,
	OutboxRow,
	QuarantineRow,
	StoredRow
} from './records-database.ts';

/** Rows chosen by an index or a test, in the order of the index. */
export interface ChosenRows<T> {
	toArray(): PromiseLike<T[]>;
	primaryKeys(): PromiseLike<string[]>;
	/** Values of the index that chose them. */
	keys(): PromiseLike<unknown[]>;
	count(): PromiseLike<number>;
	delete(): PromiseLike<unknown>;
	reverse(): ChosenRows<T>;
	limit(count: number): ChosenRows<T>;
}

export interface RowTable<T> {
	readonly name: string;
	readonly schema: { readonly idxByName: Readonly<Record<string, unknown>> };
	get(key: string): PromiseLike<T | undefined>;
	bulkGet(keys: string[]): PromiseLike<(T | undefined)[]>;
	put(row: T): PromiseLike<unknown>;
	/** Fails when the key is taken. */
	add(row: T): PromiseLike<unknown>;
	bulkPut(rows: readonly T[]): PromiseLike<unknown>;
	update(key: string, changes: object): PromiseLike<unknown>;
	delete(key: string): PromiseLike<void>;
	bulkDelete(keys: string[]): PromiseLike<void>;
	clear(): PromiseLike<void>;
	toArray(): PromiseLike<T[]>;
	count(): PromiseLike<number>;
	toCollection(): ChosenRows<T>;
	orderBy(index: string): ChosenRows<T>;
	filter(test: (row: T) => boolean): ChosenRows<T>;
	where(index: string): {
		equals(value: string): ChosenRows<T>;
		anyOf(values: readonly string[]): ChosenRows<T>;
		below(value: string): ChosenRows<T>;
		aboveOrEqual(value: string): ChosenRows<T>;
	};
}

export interface RecordTables {
	readonly name: string;
	readonly outbox: RowTable<OutboxRow>;
	readonly journal: RowTable<JournalRow>;
	readonly quarantine: RowTable<QuarantineRow>;
	readonly draft: RowTable<DraftRow>;
	readonly meta: RowTable<MetaRow>;
	readonly photo: RowTable<PhotoRow>;
	rows(entity: EntityName): RowTable<StoredRow>;
	/** All of `work` or nothing of it. Nothing in `work` may wait for anything but these tables. */
	transaction<T>(mode: 'rw', tables: string[], work: () => PromiseLike<T>): PromiseLike<T>;
	close(): void;
}
