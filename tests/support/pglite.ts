// PGlite behind a test: what `npm start` embeds. One connection, so nothing about concurrency.
import { PGlite } from '@electric-sql/pglite';
import { pgcrypto } from '@electric-sql/pglite/contrib/pgcrypto';
import { postgis } from '@electric-sql/pglite-postgis';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { applyScripts, databaseScripts, scriptsHash, templateFolder } from './migrations.ts';
import { asUser, callFunction } from './test-database.ts';
import type { AsOptions, DatabaseRow, Query, TestDatabase } from './test-database.ts';

const extensions = { pgcrypto, postgis };
const dateType = 1082;

/** A fresh database with all migrations, unpacked from the cached template (built when missing). */
export async function openPglite(): Promise<TestDatabase> {
	const template = new Blob([readFileSync(await pgliteTemplate())]);
	const parsers = { [dateType]: (value: string) => value };
	return new PgliteDatabase(await PGlite.create({ loadDataDir: template, extensions, parsers }));
}

/** The archive to open a migrated database from; built when missing. */
export async function pgliteTemplate(): Promise<string> {
	const scripts = databaseScripts();
	const file = join(templateFolder, `pglite-${scriptsHash(scripts)}.tar`);
	if (existsSync(file)) return file;
	mkdirSync(templateFolder, { recursive: true });
	// Journal segments of 1 MB instead of 16: two thirds less to unpack for every database.
	const database = await PGlite.create({ extensions, initDbStartParams: ['--wal-segsize=1'] });
	await applyScripts(scripts, (sql) => database.exec(sql));
	const dump = await database.dumpDataDir('none');
	await database.close();
	// Written beside and renamed, so that another process never reads half a template.
	const unfinished = `${file}.${process.pid}`;
	await writeFile(unfinished, Buffer.from(await dump.arrayBuffer()));
	for (const name of readdirSync(templateFolder)) {
		if (name.endsWith('.tar') && name.startsWith('pglite-')) rmSync(join(templateFolder, name));
	}
	renameSync(unfinished, file);
	return file;
}

class PgliteDatabase implements TestDatabase {
	readonly kind = 'pglite';
	readonly url = null;
	readonly #database: PGlite;
	/** Transactions of one test that run side by side take turns: there is one connection. */
	#lastTurn: Promise<unknown> = Promise.resolve();

	constructor(database: PGlite) {
		this.#database = database;
	}

	readonly query: Query = async <T extends DatabaseRow>(
		sql: string,
		params?: readonly unknown[]
	) => {
		if (params) return (await this.#database.query<T>(sql, [...params])).rows;
		const results = await this.#database.exec(sql);
		return (results.at(-1)?.rows ?? []) as T[];
	};

	as<T>(userId: string | null, fn: (sql: Query) => Promise<T>, options?: AsOptions): Promise<T> {
		const turn = this.#lastTurn.then(() => asUser(this.query, userId, fn, options));
		this.#lastTurn = turn.catch(() => undefined);
		return turn;
	}

	rpc<T>(userId: string | null, name: string, payload: unknown): Promise<T> {
		return this.as(userId, (sql) => callFunction<T>(sql, name, payload));
	}

	connect(): Promise<TestDatabase> {
		return Promise.reject(new Error('PGlite has one connection only'));
	}

	close(): Promise<void> {
		return this.#database.close();
	}
}
