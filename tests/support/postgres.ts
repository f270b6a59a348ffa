// Real PostgreSQL behind a test: several connections, real locks, the version in production.
import type pg from 'pg';
import { findPostgres, PostgresCluster } from './postgres-cluster.ts';
import { postgresTemplate } from './postgres-template.ts';
import { asUser, callFunction } from './test-database.ts';
import type { AsOptions, DatabaseRow, Query, TestDatabase } from './test-database.ts';

let cluster: Promise<PostgresCluster> | undefined;

/** A fresh database with all migrations; one cluster serves the whole process. */
export async function openPostgres(): Promise<TestDatabase> {
	const found = findPostgres();
	if ('reason' in found) throw new Error(found.reason);
	cluster ??= postgresTemplate(found.bin).then((data) => PostgresCluster.start(found.bin, data));
	const running = await cluster;
	const name = await running.createDatabase();
	return new PostgresDatabase(running, name, await running.connect(name), true);
}

class PostgresDatabase implements TestDatabase {
	readonly kind = 'postgres';
	readonly url: string;
	readonly #cluster: PostgresCluster;
	readonly #name: string;
	readonly #client: pg.Client;
	readonly #owned: boolean;

	constructor(cluster: PostgresCluster, name: string, client: pg.Client, owned: boolean) {
		this.#cluster = cluster;
		this.#name = name;
		this.#client = client;
		this.#owned = owned;
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
		return new PostgresDatabase(this.#cluster, this.#name, client, false);
	}

	async close(): Promise<void> {
		await this.#client.end();
		if (this.#owned) await this.#cluster.dropDatabase(this.#name);
	}
}
