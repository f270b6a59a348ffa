// Real PostgreSQL behind a test: several connections, real locks, the version in production.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import { findPostgres, PostgresCluster } from './postgres-cluster.ts';
import { postgresTemplate } from './postgres-template.ts';
import { asUser, callFunction } from './test-database.ts';
import type { AsOptions, DatabaseRow, Query, TestDatabase } from './test-database.ts';

let cluster: Promise<PostgresCluster> | undefined;

/** A fresh database with all migrations; one cluster serves the whole process. */
export async function openPostgres(): Promise<TestDatabase> {
	const bin = postgresBin();
	cluster ??= postgresTemplate(bin).then((data) => PostgresCluster.start(bin, data));
	const running = await cluster;
	const name = await running.createDatabase();
	const database = new PostgresDatabase(running, name, await running.connect(name), () =>
		running.dropDatabase(name)
	);
	// A planted bug, for scripts/mutants-sql.ts.
	const patch = process.env.JANGKAU_SQL_PATCH;
	if (patch) await database.query(readFileSync(patch, 'utf8'));
	return database;
}

/** What pg_dump says of the database at `url`, in a file of pg_dump's own format. */
export function dumpPostgres(url: string, file: string): void {
	execFileSync(join(postgresBin(), 'pg_dump'), ['-Fc', '-f', file, url]);
}

/**
 * A dump in a cluster of its own, as after a disaster: with the rows and none of the transaction
 * numbers that they were written under.
 */
export async function restorePostgres(file: string): Promise<TestDatabase> {
	const bin = postgresBin();
	const fresh = await PostgresCluster.start(bin);
	const admin = await fresh.connect('postgres');
	// Roles belong to the cluster, not to the dump.
	await admin.query(`create role anon nologin noinherit; create role authenticated nologin noinherit;
		create role service_role nologin noinherit bypassrls`);
	await admin.query('create database restored');
	await admin.end();
	execFileSync(join(bin, 'pg_restore'), ['-d', fresh.url('restored'), '--exit-on-error', file]);
	return new PostgresDatabase(fresh, 'restored', await fresh.connect('restored'), () =>
		fresh.stop()
	);
}

function postgresBin(): string {
	const found = findPostgres();
	if ('reason' in found) throw new Error(found.reason);
	return found.bin;
}

class PostgresDatabase implements TestDatabase {
	readonly kind = 'postgres';
	readonly url: string;
	readonly #cluster: PostgresCluster;
	readonly #name: string;
	readonly #client: pg.Client;
	/** What goes with the connection that was opened first. */
	readonly #end: (() => Promise<void>) | undefined;

	constructor(
		cluster: PostgresCluster,
		name: string,
		client: pg.Client,
		end?: () => Promise<void>
	) {
		this.#cluster = cluster;
		this.#name = name;
		this.#client = client;
		this.#end = end;
		this.url = cluster.url(name);
	}

	readonly query: Query = async <T extends DatabaseRow>(sql: string, params?: readonly unknown[]) =>
		(await this.#client.query<T>(sql, params ? [...params] : undefined)).rows;

	as<T>(userId: string | null, fn: (sql: Query) => Promise<T>, options?: AsOptions): Promise<T> {
		return asUser(this.query, userId, fn, options);
	}

	rpc<T>(userId: string | null, name: string, payload: unknown): Promise<T> {
		return this.as(userId, (sql) => callFunction<T>(sql, name, payload));
	}

	async connect(): Promise<TestDatabase> {
		const client = await this.#cluster.connect(this.#name);
		return new PostgresDatabase(this.#cluster, this.#name, client);
	}

	async close(): Promise<void> {
		await this.#client.end();
		await this.#end?.();
	}
}
