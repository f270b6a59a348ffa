// The records tables in memory, so that thousands of histories fit into a test run. Rows are copies
// that nobody can change, and a transaction that throws leaves nothing behind. Unlike IndexedDB, a
// read from outside sees a transaction that is under way; the store's stamp covers for that, and
// tests/sync/disks.test.ts holds both disks against each other.
import type { ChosenRows, RecordTables, RowTable } from '#lib/data/local/record-tables.ts';
import type { EntityName } from '#lib/domain/entity.ts';
import { recordVersions } from '#lib/data/local/schema.ts';

type AnyRow = Readonly<Record<string, unknown>>;

interface Choice<T> {
	readonly test: (row: T) => boolean;
	readonly index?: string;
	readonly reversed?: boolean;
	readonly count?: number;
}

class MemoryChoice<T> implements ChosenRows<T> {
	readonly #table: MemoryTable<T>;
	readonly #choice: Choice<T>;

	constructor(table: MemoryTable<T>, choice: Choice<T>) {
		this.#table = table;
		this.#choice = choice;
	}

	#rows(): T[] {
		const { test, index, reversed, count } = this.#choice;
		const rows = this.#table.inOrder().filter(test);
		if (index) rows.sort((a, b) => compare(valueOf(a, index), valueOf(b, index)));
		if (reversed) rows.reverse();
		return count === undefined ? rows : rows.slice(0, count);
	}

	toArray = () => Promise.resolve(this.#rows());
	primaryKeys = () => Promise.resolve(this.#rows().map((row) => this.#table.keyOf(row)));
	keys = () => Promise.resolve(this.#rows().map((row) => valueOf(row, this.#choice.index ?? '')));
	count = () => Promise.resolve(this.#rows().length);
	delete = async () => this.#table.bulkDelete(await this.primaryKeys());
	reverse = () => new MemoryChoice(this.#table, { ...this.#choice, reversed: true });
	limit = (count: number) => new MemoryChoice(this.#table, { ...this.#choice, count });
}

class MemoryTable<T> implements RowTable<T> {
	readonly name: string;
	readonly schema: { readonly idxByName: Readonly<Record<string, unknown>> };
	readonly #key: string;
	content = new Map<string, T>();
	/** What a running transaction found; null outside one or while it has written nothing. */
	#before: Map<string, T> | null = null;
	#inTransaction = false;

	/** @param spec as Dexie reads it: the key, then the indexes */
	constructor(name: string, spec: string) {
		const [key = '', ...indexes] = spec.split(',').map((part) => part.trim().replace(/^&/, ''));
		this.name = name;
		this.#key = key;
		this.schema = { idxByName: Object.fromEntries(indexes.map((index) => [index, true])) };
	}

	begin(): void {
		this.#inTransaction = true;
	}

	end(keep: boolean): void {
		if (!keep && this.#before) this.content = this.#before;
		this.#before = null;
		this.#inTransaction = false;
	}

	/** By key, as a cursor of IndexedDB walks. */
	inOrder(): T[] {
		return [...this.content.values()].sort((a, b) => compare(this.keyOf(a), this.keyOf(b)));
	}

	keyOf(row: T): string {
		return valueOf(row, this.#key) as string;
	}

	#writable(): Map<string, T> {
		if (this.#inTransaction && !this.#before) {
			this.#before = this.content;
			this.content = new Map(this.content);
		}
		return this.content;
	}

	#set(row: T): void {
		this.#writable().set(this.keyOf(row), Object.freeze({ ...row }));
	}

	get = (key: string) => Promise.resolve(this.content.get(key));
	bulkGet = (keys: string[]) => Promise.resolve(keys.map((key) => this.content.get(key)));
	put = (row: T) => Promise.resolve(this.#set(row));
	bulkPut = (rows: readonly T[]) => Promise.resolve(rows.forEach((row) => this.#set(row)));
	delete = (key: string) => Promise.resolve(void this.#writable().delete(key));
	clear = () => Promise.resolve(this.#writable().clear());
	toArray = () => Promise.resolve(this.inOrder());
	count = () => Promise.resolve(this.content.size);
	toCollection = () => new MemoryChoice<T>(this, { test: () => true });
	filter = (test: (row: T) => boolean) => new MemoryChoice(this, { test });
	orderBy = (index: string) =>
		new MemoryChoice<T>(this, { test: (row) => valueOf(row, index) !== undefined, index });

	add(row: T): Promise<void> {
		if (this.content.has(this.keyOf(row))) return Promise.reject(new Error('ConstraintError'));
		return this.put(row);
	}

	update(key: string, changes: object): Promise<void> {
		const row = this.content.get(key);
		return Promise.resolve(row ? this.#set({ ...row, ...changes }) : undefined);
	}

	bulkDelete(keys: string[]): Promise<void> {
		const content = this.#writable();
		for (const key of keys) content.delete(key);
		return Promise.resolve();
	}

	where(index: string) {
		const choose = (test: (value: unknown) => boolean) =>
			new MemoryChoice<T>(this, { test: (row) => test(valueOf(row, index)), index });
		return {
			equals: (wanted: string) => choose((value) => value === wanted),
			anyOf: (wanted: readonly string[]) => {
				const set = new Set<unknown>(wanted);
				return choose((value) => set.has(value));
			},
			below: (limit: string) => choose((value) => compare(value, limit) < 0),
			aboveOrEqual: (limit: string) => choose((value) => compare(value, limit) >= 0)
		};
	}
}

/** One disk: it outlives the app that writes to it. */
export class MemoryRecords implements RecordTables {
	readonly name = 'memory';
	readonly #tables = new Map<string, MemoryTable<AnyRow>>();
	#last: Promise<unknown> = Promise.resolve();

	constructor() {
		for (const { stores } of recordVersions) {
			for (const [name, spec] of Object.entries(stores)) {
				if (!this.#tables.has(name)) this.#tables.set(name, new MemoryTable(name, spec));
			}
		}
	}

	get outbox() {
		return this.#table<RecordTables['outbox']>('outbox');
	}

	get journal() {
		return this.#table<RecordTables['journal']>('journal');
	}

	get quarantine() {
		return this.#table<RecordTables['quarantine']>('quarantine');
	}

	get draft() {
		return this.#table<RecordTables['draft']>('draft');
	}

	get meta() {
		return this.#table<RecordTables['meta']>('meta');
	}

	get photo() {
		return this.#table<RecordTables['photo']>('photo');
	}

	rows(entity: EntityName) {
		return this.#table<ReturnType<RecordTables['rows']>>(entity);
	}

	#table<T>(name: string): T {
		const table = this.#tables.get(name);
		if (!table) throw new Error(`no table ${name}`);
		return table as unknown as T;
	}

	/** One after the other, as IndexedDB does with transactions that share a table. */
	transaction<T>(_mode: 'rw', names: string[], work: () => PromiseLike<T>): Promise<T> {
		const tables = names.map((name) => this.#table<MemoryTable<AnyRow>>(name));
		const run = async () => {
			for (const table of tables) table.begin();
			let done = false;
			try {
				const value = await work();
				done = true;
				return value;
			} finally {
				for (const table of tables) table.end(done);
			}
		};
		const result = this.#last.then(run);
		this.#last = result.catch(() => undefined);
		return result;
	}

	close(): void {}
}

function valueOf(row: unknown, field: string): unknown {
	return (row as AnyRow)[field];
}

function compare(a: unknown, b: unknown): number {
	return (a as string) < (b as string) ? -1 : (a as string) > (b as string) ? 1 : 0;
}
