// The one database behind the server: embedded PGlite, or a real PostgreSQL. It knows nothing of
// HTTP, and it never prints a statement or a value.
import type { PGlite } from '@electric-sql/pglite';
import { postgis } from '@electric-sql/pglite-postgis';
import type { Connection } from '@supabase/lite';
import { createPgliteConnection } from '@supabase/lite/pglite';
import { createPostgresConnection } from '@supabase/lite/postgres';
import { Queue } from './queue.ts';

export type Row = Record<string, unknown>;
export type Query = <T extends Row = Row>(sql: string, params?: readonly unknown[]) => Promise<T[]>;

export interface Database {
	readonly kind: 'pglite' | 'postgres';
	/** What @supabase/lite talks through. Only inside `serially`. */
	readonly connection: Connection;
	/** As the owner. Without params the text may hold several statements; the last one's rows. */
	readonly query: Query;
	/** Commits when `run` resolves, rolls back and rethrows when it fails. */
	transaction<T>(run: (query: Query) => Promise<T>): Promise<T>;
	/**
	 * Runs `run` while nobody else uses the connection. PGlite has one connection, on which two
	 * requests' begin, set role and commit would otherwise mix. Never nest it, nor call `query` or
	 * `transaction` inside: they wait for the same turn.
	 */
	serially<T>(run: () => Promise<T>): Promise<T>;
	close(): Promise<void>;
}

/**
 * Longest a statement of an API call may run on PostgreSQL. Hosted Supabase allows eight seconds, and more to
 * the function that asks for it (coverage_refresh); here one limit serves all.
 */
const statementTimeoutMs = 60_000;
/** Connections to PostgreSQL: far below its default of 100, so that psql still gets in. */
const poolSize = 10;

const jsonType = {
	to: 114,
	from: [114, 3802],
	serialize: (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value)),
	parse: (text: string): unknown => JSON.parse(text)
};

/** Opens (and creates when missing) the PGlite database in a folder that only we use. */
export async function openPglite(folder: string): Promise<Database> {
	const connection = await createPgliteConnection({
		url: folder,
		pgliteOptions: { extensions: { postgis } }
	});
	const driver = connection.driver;
	await driver.waitReady;
	const queue = new Queue();
	const query = pgliteQuery(driver);
	return {
		kind: 'pglite',
		connection,
		query: (sql, params) => queue.run(() => query(sql, params)),
		transaction: (run) => queue.run(() => inTransaction(query, run)),
		serially: (run) => queue.run(run),
		close: () => queue.run(() => connection.close())
	};
}

function pgliteQuery(driver: PGlite): Query {
	return async <T extends Row>(sql: string, params?: readonly unknown[]) => {
		if (params) return (await driver.query<T>(sql, [...params])).rows;
		return ((await driver.exec(sql)).at(-1)?.rows ?? []) as T[];
	};
}

async function inTransaction<T>(query: Query, run: (query: Query) => Promise<T>): Promise<T> {
	await query('begin');
	try {
		const value = await run(query);
		await query('commit');
		return value;
	} catch (error) {
		await query('rollback');
		throw error;
	}
}

/** Connects to PostgreSQL 15 or newer with PostGIS. Rejects when nobody answers. */
export async function openPostgres(url: string): Promise<Database> {
	const connection = createPostgresConnection({
		url,
		postgresOptions: {
			max: poolSize,
			connect_timeout: 10,
			onnotice: () => undefined,
			// As PGlite does: a string meant for a json column is JSON already.
			types: { json: jsonType },
			connection: { application_name: 'jangkau', statement_timeout: statementTimeoutMs }
		}
	});
	const driver = connection.driver;
	const database: Database = {
		kind: 'postgres',
		connection,
		query: async <T extends Row>(sql: string, params?: readonly unknown[]) =>
			rowsOf<T>(await driver.unsafe(sql, params as never[] | undefined)),
		transaction: async <T>(run: (query: Query) => Promise<T>) => {
			const value = await driver.begin(async (transaction) => {
				await transaction.unsafe('set local statement_timeout = 0');
				return run(async <R extends Row>(sql: string, params?: readonly unknown[]) =>
					rowsOf<R>(await transaction.unsafe(sql, params as never[] | undefined))
				);
			});
			return value as T;
		},
		serially: (run) => run(),
		close: () => connection.close()
	};
	await database.query('select 1');
	return database;
}

/** Several statements answer with a list of row lists; the last one counts. */
function rowsOf<T>(answer: readonly unknown[]): T[] {
	const last = answer.at(-1);
	return [...(Array.isArray(last) ? (last as T[]) : (answer as T[]))];
}
