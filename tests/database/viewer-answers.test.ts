// Whatever camat, kades and dinas ask of the API, no answer holds a family: not a name, code, phone number,
// address or note, not an id, not where a house stands.
import { beforeAll, describe, expect, it } from 'vitest';
import { demoStatements } from '../../supabase/seed/demo/demo.ts';
import { demoAccounts } from '../../supabase/seed/demo/accounts.ts';
import { describeOnPostgres } from '../support/database.ts';
import type { Query, TestDatabase } from '../support/database.ts';
import { markFamilies, type FamilyTraces } from '../support/family-traces.ts';
import { questions, type KnownRows } from '../support/viewer-questions.ts';
import { newId } from './sync-place.ts';

const people = { camat: newId(), kades: newId(), dinas: newId(), planner: newId(), kader: newId() };
const viewers = ['camat', 'kades', 'dinas'] as const;
type Person = keyof typeof people;

async function fill(db: TestDatabase): Promise<void> {
	await db.query('begin');
	for await (const { sql, params } of demoStatements('2026-11-22')) await db.query(sql, params);
	await db.query('commit');
	for (const { email, membershipId } of demoAccounts) {
		const name = email.split('@')[0]!.replace('perencana', 'planner') as Person;
		if (name in people)
			await db.query('update jangkau.membership set user_id = $2 where id = $1', [
				membershipId,
				people[name]
			]);
	}
	await db.query(
		`insert into jangkau.membership (id, user_id, role, area_id, display_name)
		select gen_random_uuid(), $1, 'viewer', id, 'Kades' from jangkau.area
		where kind = 'village' order by id limit 1`,
		[people.kades]
	);
	await addRareRows(db);
}

/** What the demo has none of: photos, a refused change, entries of the log, a remark and a mark. */
async function addRareRows(db: TestDatabase): Promise<void> {
	await db.query('set session_replication_role = replica');
	await db.query(
		`insert into jangkau.photo (id, household_id, area_id, territory_id, taken_at, jpeg)
		select gen_random_uuid(), id, area_id, territory_id, '2026-11-02T03:00:00Z', '\\xffd8'
		from jangkau.household order by id limit 20`
	);
	await db.query(
		`insert into jangkau.rejected_mutation (membership_id, mid, code, payload)
		select m.id, gen_random_uuid(), 'conflict', jsonb_build_object('entity', 'household', 'op', 'update',
			'id', h.id, 'patch', jsonb_build_object('head_name', 'Zq~household.head_name~x'))
		from (select id from jangkau.membership where user_id = $1) as m,
			(select id from jangkau.household order by id limit 3) as h`,
		[people.kader]
	);
	await db.query(
		`insert into jangkau.audit_log (membership_id, action, entity, row_id)
		select m.id, 'exported', 'household', h.id
		from (select id from jangkau.membership where user_id = $1) as m,
			(select id from jangkau.household order by id limit 3) as h`,
		[people.planner]
	);
	await db.query(
		`insert into jangkau.tombstone (entity, row_id, area_id, territory_id, reason)
		select 'household', id, area_id, territory_id, 'moved' from jangkau.household order by id limit 3`
	);
	const officeRows = `from jangkau.membership as m,
		(select id from jangkau.area where kind = 'village' order by id limit 1) as area where m.user_id = $1`;
	await db.query(
		`insert into jangkau.area_comment (id, area_id, month, span, body, membership_id, status, decided_at)
		select gen_random_uuid(), area.id, '2026-10', 'month', 'Jalan putus.', m.id, 'approved', now() ${officeRows}`,
		[people.camat]
	);
	await db.query(
		`insert into jangkau.area_mark (id, area_id, kind, label, valid_from, membership_id)
		select gen_random_uuid(), area.id, 'programme', 'Pekan gizi', '2026-11-02', m.id ${officeRows}`,
		[people.dinas]
	);
	await db.query('set session_replication_role = origin');
}

async function rowsFor(db: TestDatabase, who: Person): Promise<KnownRows> {
	const one = async (sql: string, params: unknown[] = []): Promise<string> =>
		String((await db.query(sql, params))[0]!.found);
	const first = (table: string, offset = 0, column = 'id') =>
		one(`select ${column} as found from jangkau.${table} order by id limit 1 offset ${offset}`);
	const village = await first(
		'area',
		0,
		`(select id from jangkau.area where kind = 'village' order by id limit 1)`
	);
	const own = `select area_id as found from jangkau.membership where user_id = $1`;
	return {
		areas: [
			...new Set([
				...(who === 'planner' ? [] : [await one(own, [people[who]])]),
				await one(`select id as found from jangkau.area where kind = 'district' limit 1`),
				village,
				await one(`select id as found from jangkau.area where parent_id = $1 order by id limit 1`, [
					village
				])
			])
		],
		household: await first('household'),
		otherHousehold: await first('household', 1),
		householdCode: await first('household', 0, 'code'),
		member: await first('member'),
		otherMember: await first('member', 1),
		finding: await first('finding'),
		photo: await first('photo'),
		comment: await first('area_comment'),
		mark: await first('area_mark'),
		memberships: [
			await one('select id as found from jangkau.membership where user_id = $1', [people[who]]),
			await one('select id as found from jangkau.membership where user_id = $1', [people.kader])
		],
		kader: await first('kader'),
		device: await first('device'),
		rejected: await one('select mid as found from jangkau.rejected_mutation limit 1')
	};
}

interface Answer {
	readonly ok?: boolean;
	readonly cursor?: string;
	readonly more?: boolean;
}

async function call(sql: Query, name: string, asked: unknown): Promise<Answer> {
	const [row] = await sql(`select public.${name}($1::text) as answer`, [JSON.stringify(asked)]);
	return row!.answer as Answer;
}

async function pullAll(db: TestDatabase, who: Person): Promise<Answer[]> {
	const pages: Answer[] = [];
	for (let cursor = ''; pages.length < 200;) {
		const page = await db.as(people[who], (sql) =>
			call(sql, 'sync_pull', { cursor, scope_hash: '', limit: 1000 })
		);
		pages.push(page);
		if (!page.more || page.cursor === undefined) return pages;
		cursor = page.cursor;
	}
	throw new Error('the pull does not end');
}

/** All that a person may select, by table and view of any schema: the columns that are hers to see. */
async function readAll(
	db: TestDatabase,
	who: Person,
	most = 1_000_000
): Promise<Map<string, unknown[]>> {
	const rows = await db.query<{ name: string; columns: string }>(
		`select format('%I.%I', n.nspname, c.relname) as name,
			string_agg(format('%I', a.attname), ', ' order by a.attnum) as columns
		from pg_class c
		join pg_namespace n on n.oid = c.relnamespace
		join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
		where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname !~ '^(pg_|information_schema)'
			and has_schema_privilege('authenticated', n.oid, 'usage')
			and has_column_privilege('authenticated', c.oid, a.attnum, 'select')
		group by 1 order by 1`
	);
	const read = new Map<string, unknown[]>();
	for (const { name, columns } of rows)
		read.set(
			name,
			await db.as(people[who], async (sql) =>
				(
					await sql(
						`select to_jsonb(t) as row from (select ${columns} from ${name} limit ${most}) as t`
					)
				).map(({ row }) => row)
			)
		);
	return read;
}

describeOnPostgres('what viewers are answered', (db) => {
	let traces: FamilyTraces;
	let names: string[];

	beforeAll(async () => {
		await fill(db);
		await db.rpc(people.camat, 'coverage_refresh', {});
		traces = await markFamilies(db);
		names = (
			await db.query<{ name: string }>(
				`select p.proname::text as name
				from pg_proc p join pg_namespace n on n.oid = p.pronamespace
				where n.nspname in ('public', 'jangkau') and has_function_privilege('authenticated', p.oid, 'execute')
				order by 1`
			)
		).map(({ name }) => name);
	}, 120_000);

	it('is asked of every function there is', () => {
		expect(Object.keys(questions).sort()).toEqual(names);
	});

	describe.each(viewers)('a %s', (who) => {
		it('finds no family in the answer of any function', async () => {
			const rows = await rowsFor(db, who);
			const found: Record<string, string[]> = {};
			const answered: string[] = [];
			for (const name of names)
				for (const asked of questions[name]!(rows)) {
					const answer = await db.as(people[who], (sql) => call(sql, name, asked), {
						rollback: true
					});
					if (answer.ok !== false) answered.push(name);
					const here = [...traces.in(answer)];
					if (here.length > 0) found[`${name} ${JSON.stringify(asked)}`] = here;
				}
			expect(found).toEqual({});
			// She was not refused everywhere: these are hers to ask.
			expect(answered).toEqual(
				expect.arrayContaining([
					'coverage_grid',
					'list_comments',
					'list_marks',
					'low_income_counts'
				])
			);
		}, 60_000);

		it('pulls no family', async () => {
			const pages = await pullAll(db, who);
			expect([...traces.in(pages)]).toEqual([]);
			expect(JSON.stringify(pages)).toContain('household_visited');
		});

		it('reads no family in any table or view', async () => {
			const read = await readAll(db, who);
			expect(
				[...read].map(([name, rows]) => [name, ...traces.in(rows)]).filter((one) => one.length > 1)
			).toEqual([]);
			expect(read.get('jangkau.coverage_cell')!.length).toBeGreaterThan(100);
			expect(read.get('jangkau.household')).toEqual([]);
		});
	});

	it('would be found: a planner is answered with all of it', async () => {
		const ofFamilies = [
			...['household.head_name', 'household.code', 'household.phone', 'household.address'],
			...['household.landmark', 'member.name', 'visit.note', 'follow_up.note', 'position'],
			...['id of household', 'id of member', 'id of visit', 'id of finding', 'id of visit_plan']
		];
		expect([...traces.in(await pullAll(db, 'planner'))]).toEqual(
			expect.arrayContaining(ofFamilies)
		);
		const read = [...traces.in([...(await readAll(db, 'planner', 1_000)).values()])];
		expect(read).toEqual(
			expect.arrayContaining([...ofFamilies, 'key nik_last4', 'id of attendance'])
		);
		const told = async (name: string, asked: unknown = {}) =>
			traces.in(await db.as(people.planner, (sql) => call(sql, name, asked), { rollback: true }));
		expect(await told('list_rejected')).toContain('id of household');
		expect(await told('low_income_list')).toContain('household.code');
		expect(await told('read_audit')).toContain('id of household');
		const { household } = await rowsFor(db, 'planner');
		expect(await told('photo_pull', { household_id: household, held: [] })).toContain(
			'id of photo'
		);
	}, 60_000);

	it('would be found however it is written', async () => {
		const [row] = await db.query<{ id: string; lng: number; lat: number; hex: string }>(
			`select id::text, extensions.st_x(location) as lng, extensions.st_y(location) as lat,
				location::text as hex from jangkau.household where location is not null limit 1`
		);
		const { id, lng, lat, hex } = row!;
		for (const value of [
			{ a: [{ b: `x ${id.toUpperCase()}` }] },
			JSON.stringify({ id: id.replaceAll('-', '') }),
			{ [id]: 1 }
		])
			expect([...traces.in(value)], JSON.stringify(value)).toEqual(['id of household']);
		for (const value of [
			{ lng, lat },
			{ place: { type: 'Point', coordinates: [lng, lat] } },
			[Number(lng.toFixed(5)), Number(lat.toFixed(5)), 3],
			`POINT(${lng} ${lat})`,
			hex
		])
			expect([...traces.in(value)], JSON.stringify(value)).toEqual(['position']);
		expect([...traces.in({ nik_last4: '1234' })]).toEqual(['key nik_last4']);
	});
});
