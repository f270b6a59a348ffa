import { beforeAll, describe, expect, it } from 'vitest';
import { describeOnBoth } from '../support/database.ts';
import type { Query, TestDatabase } from '../support/database.ts';
import { actors, expectations, places, verbs } from './access-expectations.ts';
import type { Actor, Place, TableExpectation, Verb } from './access-expectations.ts';
import { rowOf, userOf } from './access-rows.ts';
import { buildWorld, insertRow } from './access-world.ts';
import type { RowValues } from './access-rows.ts';

/** What the database says when it is row-level security, a missing grant or a placement rule. */
const refusals = new Set(['42501', 'JK001']);

/** Columns that find a row again. */
const keys: Readonly<Record<string, readonly string[]>> = {
	area_ancestor: ['area_id', 'ancestor_id'],
	applied_mutation: ['membership_id', 'mid'],
	rejected_mutation: ['membership_id', 'mid'],
	audit_log: ['row_id'],
	tombstone: ['row_id'],
	server_state: ['only_row']
};

function whereOf(table: string, row: RowValues): [sql: string, params: unknown[]] {
	const columns = keys[table] ?? ['id'];
	const conditions = columns.map((column, index) => `${column} = $${index + 1}`);
	return [conditions.join(' and '), columns.map((column) => row[column])];
}

/** Tries one thing inside a savepoint; true when it was done to the row where the row was meant. */
async function isAllowed(
	sql: Query,
	verb: Verb,
	table: string,
	place: Place,
	actor: Actor
): Promise<boolean> {
	const row = rowOf(table, place, verb === 'insert' ? 1 : 0, actor);
	if (!row) return place === 'self' ? false : attempt(sql, verb, table);
	const [where, params] = whereOf(table, row);
	const [key = 'id'] = keys[table] ?? [];
	switch (verb) {
		case 'select':
			return (await sql(`select 1 from jangkau.${table} where ${where}`, params)).length === 1;
		case 'insert': {
			await insertRow(sql, table, row);
			await sql('reset role');
			const [stored] = await sql(`select * from jangkau.${table} where ${where}`, params);
			return stored !== undefined && standsAt(stored, row);
		}
		case 'update': {
			const touched = `update jangkau.${table} set ${key} = ${key} where ${where} returning 1`;
			return (await sql(touched, params)).length === 1;
		}
		case 'delete':
			return (
				(await sql(`delete from jangkau.${table} where ${where} returning 1`, params)).length === 1
			);
	}
}

/** For tables that nobody may touch: no row is needed to be refused. */
async function attempt(sql: Query, verb: Verb, table: string): Promise<boolean> {
	const [column] = await sql(
		`select attname as name from pg_attribute
		 where attrelid = 'jangkau.${table}'::regclass and attnum = 1`
	);
	const name = String(column?.name);
	const statements: Record<Verb, string> = {
		select: `select 1 from jangkau.${table}`,
		insert: `insert into jangkau.${table} default values`,
		update: `update jangkau.${table} set ${name} = ${name}`,
		delete: `delete from jangkau.${table}`
	};
	await sql(statements[verb]);
	return true;
}

/**
 * A trigger may put a row where the actor belongs: it then is not where it was meant. A household
 * that staff add without a position has no territory yet.
 */
function standsAt(stored: RowValues, meant: RowValues): boolean {
	return (
		['area_id', 'membership_id'].every(
			(column) => meant[column] === undefined || stored[column] === meant[column]
		) && (stored.territory_id ?? meant.territory_id) === meant.territory_id
	);
}

const placesFor = (table: string, backend: TestDatabase['kind']): Place[] => {
	const hasSelf = rowOf(table, 'self', 0, 'kader') !== undefined;
	const wide = places.filter((place) => place !== 'self' || hasSelf);
	if (table === 'server_state' || rowOf(table, 'own', 0, 'kader') === undefined) return ['own'];
	return backend === 'postgres' ? wide : wide.filter((place) => place !== 'neighbour');
};

type Outcome = Record<string, string>;

function expected(expectation: TableExpectation, among: readonly Place[]): Outcome {
	const outcome: Outcome = {};
	for (const actor of actors) {
		for (const verb of verbs) {
			const reach = (expectation[verb]?.[actor] ?? '').split(' ');
			outcome[`${actor} ${verb}`] = among.filter((place) => reach.includes(place)).join(' ');
		}
	}
	return outcome;
}

async function observed(
	db: TestDatabase,
	table: string,
	among: readonly Place[]
): Promise<Outcome> {
	const outcome: Outcome = {};
	for (const actor of actors) {
		await db.as(userOf(actor), (sql) => observeActor(sql, table, among, actor, outcome), {
			rollback: true
		});
	}
	return outcome;
}

async function observeActor(
	sql: Query,
	table: string,
	among: readonly Place[],
	actor: Actor,
	outcome: Outcome
): Promise<void> {
	for (const verb of verbs) {
		const allowed: Place[] = [];
		for (const place of among) {
			await sql('savepoint attempt');
			try {
				if (await isAllowed(sql, verb, table, place, actor)) allowed.push(place);
			} catch (error) {
				const code = (error as { code?: string }).code ?? '';
				if (!refusals.has(code)) {
					throw new Error(`${actor} ${verb} ${table} ${place}: ${(error as Error).message}`, {
						cause: error
					});
				}
			}
			await sql('rollback to savepoint attempt');
		}
		outcome[`${actor} ${verb}`] = allowed.join(' ');
	}
}

describeOnBoth('access, by table, role and verb', (db) => {
	beforeAll(() => buildWorld(db.query));

	it('has an expectation for every table, and for no other', async () => {
		const tables = await db.query(
			`select tablename::text as name from pg_tables where schemaname = 'jangkau' order by 1`
		);
		expect(tables.map((table) => table.name)).toEqual(Object.keys(expectations).sort());
	});

	describe.each(Object.keys(expectations))('%s', (table) => {
		it('is seen and written by exactly those whom the table of expectations names', async () => {
			const among = placesFor(table, db.kind);
			const expectation = expectations[table] ?? {};
			expect(await observed(db, table, among)).toEqual(expected(expectation, among));
		});
	});
});
