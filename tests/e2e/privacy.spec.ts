// No name where it does not belong: on a kader's phone nothing that is not hers, and nothing in the
// clear; at the API nothing for those who may not see it.
import { expect } from '@playwright/test';
import { ApiCaller } from '../support/e2e-api.ts';
import { everyPersonalText, foundIn, personalWords } from '../support/e2e-personal.ts';
import { signInAs, waitForRecords } from '../support/e2e-people.ts';
import { Phone } from '../support/e2e-phone.ts';
import type { TestServer } from '../support/e2e-server.ts';
import { dumpStorage, filesHolding, readStore } from '../support/e2e-storage.ts';
import { test } from '../support/e2e-test.ts';

const demoKader = `select kader_id from jangkau.membership m
	join auth.users u on u.id = m.user_id where u.email = 'kader@demo.jangkau.id'`;

let server: TestServer;
test.beforeAll(({ server: shared }) => {
	server = shared;
});

async function ids(query: string): Promise<string[]> {
	return (await server.sql<{ id: string }>(query)).map(({ id }) => id);
}

test("a kader's phone holds her own households, nobody else's, and no name in the clear", async () => {
	const own = await ids(`select h.id::text as id from jangkau.household h
		join jangkau.territory t on t.id = h.territory_id where t.kader_id in (${demoKader})`);
	const foreign = await ids(`select h.id::text as id from jangkau.household h
		left join jangkau.territory t on t.id = h.territory_id
		where t.kader_id is null or t.kader_id not in (${demoKader})`);
	const foreignPeople = await ids(`select m.id::text as id from jangkau.member m
		left join jangkau.territory t on t.id = m.territory_id
		where t.kader_id is null or t.kader_id not in (${demoKader})`);
	const words = await personalWords(server);
	expect(own.length).toBeGreaterThan(20);
	expect(foreign.length).toBeGreaterThan(2000);
	expect(words.length).toBeGreaterThan(2000);

	const phone = await Phone.open(server);
	await signInAs(phone, 'kader');
	await waitForRecords(phone);
	const kept = await readStore(phone.page, 'household');
	expect(kept.map(({ id }) => id).sort()).toEqual(own.sort());

	const dump = await dumpStorage(phone.page);
	expect(dump.length).toBeGreaterThan(100_000);
	expect(dump).toContain(own[0]);
	expect(foundIn(new Set([...foreign, ...foreignPeople, ...words]), dump)).toEqual([]);
	// The public half of a pair is for everybody.
	expect(dump).toContain('secret key sealed in');
	expect(dump).not.toMatch(/(secret|private) key extractable/);

	await phone.close();
	expect(filesHolding(phone.profile, words)).toEqual([]);
	await phone.discard();
});

test('a kader is answered her own households whatever she asks the API for', async () => {
	const api = await ApiCaller.signIn(server.url, 'kader@demo.jangkau.id');
	const foreign = await ids(`select h.id::text as id from jangkau.household h
		left join jangkau.territory t on t.id = h.territory_id
		where (t.kader_id is null or t.kader_id not in (${demoKader})) and not exists (
			select from jangkau.household_assignment had
			where had.household_id = h.id and had.kader_id in (${demoKader}))`);
	const answers = await api.askEverything(await tablesAndFunctions(), foreign.slice(0, 3));
	// Her own come, names and all: the search below would find what it looks for.
	expect(foundIn(new Set(await personalWords(server)), answers.all).length).toBeGreaterThan(20);
	expect(foundIn(new Set(foreign), answers.all)).toEqual([]);
	expect(answers.tables.every((status) => status === 404)).toBe(true);
});

test.describe('people who see figures only', () => {
	for (const person of ['camat', 'dinas']) {
		test(`${person} is answered no household, no member and no visit`, async () => {
			const api = await ApiCaller.signIn(server.url, `${person}@demo.jangkau.id`);
			const households = await ids('select id::text as id from jangkau.household limit 3');
			const personal = await everyPersonalText(server);
			const answers = await api.askEverything(await tablesAndFunctions(), households);
			expect(answers.functions).toContain('area');
			expect(foundIn(personal, answers.all)).toEqual([]);
			expect(answers.tables.every((status) => status === 404)).toBe(true);
		});
	}
});

async function tablesAndFunctions() {
	const tables = await server.sql<{ name: string }>(
		`select relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
		where n.nspname = 'jangkau' and c.relkind in ('r', 'v')`
	);
	const functions = await server.sql<{ name: string }>(
		`select distinct proname as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
		where n.nspname = 'public' and proname !~ '^(st_|_st|postgis|pg)'
		and pg_get_function_identity_arguments(p.oid) = 'p text'`
	);
	return { tables: tables.map(({ name }) => name), functions: functions.map(({ name }) => name) };
}
