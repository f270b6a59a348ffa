// The one way for a test to a database. Both backends hold exactly what the migrations make.
//
//	describeOnBoth('a visit', (db) => {
//		it('is stored once', async () => {
//			await db.rpc(userId, 'sync_push', { … });
//		});
//	});
import { afterAll, beforeAll, describe, it } from 'vitest';
import { openPglite } from './pglite.ts';
import { openPostgres } from './postgres.ts';
import { findPostgres } from './postgres-cluster.ts';
import type { AsOptions, Query, TestDatabase } from './test-database.ts';

export { openPglite, openPostgres };
export { dumpPostgres, restorePostgres } from './postgres.ts';
export type { DatabaseRow, Query, TestDatabase } from './test-database.ts';

/** The suite on real PostgreSQL and on PGlite, each with a fresh database for the whole suite. */
export function describeOnBoth(name: string, suite: (db: TestDatabase) => void): void {
	describeOnPostgres(name, suite);
	describeOnPglite(name, suite);
}

/**
 * The suite on PostgreSQL; on PGlite too where there is none, and in `npm run test:long`. For what does
 * not decide who may see what: starting PGlite costs more than most suites.
 */
export function describeOnDatabase(name: string, suite: (db: TestDatabase) => void): void {
	const both = process.env['JANGKAU_LONG'] === '1' || 'reason' in findPostgres();
	(both ? describeOnBoth : describeOnPostgres)(name, suite);
}

export function describeOnPglite(name: string, suite: (db: TestDatabase) => void): void {
	describe(`${name} (PGlite)`, () => suite(opened('pglite', openPglite)));
}

/** Skips with the reason in its name where there is no PostgreSQL; there must be one in CI. */
export function describeOnPostgres(name: string, suite: (db: TestDatabase) => void): void {
	const found = findPostgres();
	if ('bin' in found) {
		describe(`${name} (PostgreSQL)`, () => suite(opened('postgres', openPostgres)));
	} else if (process.env.CI === 'true') {
		it(`${name} (PostgreSQL)`, () => {
			throw new Error(found.reason);
		});
	} else {
		describe.skip(`${name} (PostgreSQL: skipped, ${found.reason})`, () => {
			it('needs PostgreSQL 15 or later with PostGIS', () => undefined);
		});
	}
}

/** Stands for the database from the moment the suite is collected; it opens before its tests. */
function opened(kind: TestDatabase['kind'], open: () => Promise<TestDatabase>): TestDatabase {
	let database: TestDatabase | undefined;
	const now = (): TestDatabase => {
		if (!database) throw new Error('the database opens before the first test, not at collection');
		return database;
	};
	beforeAll(async () => {
		database = await open();
	});
	afterAll(async () => {
		await database?.close();
	});
	const query: Query = (sql, params) => now().query(sql, params);
	return {
		kind,
		query,
		as: <T>(userId: string | null, fn: (sql: Query) => Promise<T>, options?: AsOptions) =>
			now().as(userId, fn, options),
		rpc: (userId, name, payload) => now().rpc(userId, name, payload),
		connect: () => now().connect(),
		get url() {
			return now().url;
		},
		close: () => now().close()
	};
}
