// What a matrix of verbs cannot say: moves between scopes, late visits, and the house rules of the
// schema itself, asked of the catalogue.
import { beforeAll, describe, expect, it } from 'vitest';
import { describeOnBoth } from '../support/database.ts';
import { callableFunctions } from './access-expectations.ts';
import type { Actor } from './access-expectations.ts';
import {
	areaOf,
	buildWorld,
	districtOf,
	idOf,
	insertRow,
	kaderOf,
	puskesmasOf,
	rowOf,
	userOf,
	villageOf
} from './access-world.ts';
import type { RowPlace } from './access-world.ts';

describeOnBoth('access across borders', (db) => {
	beforeAll(() => buildWorld(db.query));

	const attempt = (actor: Actor, sql: string, params: unknown[]): Promise<'refused' | number> =>
		db
			.as(userOf(actor), async (query) => (await query(`${sql} returning 1`, params)).length, {
				rollback: true
			})
			.catch((error: { code?: string }) => {
				if (error.code === '42501' || error.code === 'JK001') return 'refused' as const;
				throw error;
			});

	describe('moving a row', () => {
		const household = (place: RowPlace): string => idOf('household', place, 0);

		it('lets a planner move a household between her villages', async () => {
			const sql = 'update jangkau.household set area_id = $2 where id = $1';
			expect(await attempt('planner', sql, [household('own'), areaOf('sibling')])).toBe(1);
		});

		it.each([
			['planner', 'foreign'],
			['health_worker', 'sibling'],
			['health_worker', 'foreign']
		] as const)('stops a %s from moving a household to %s', async (actor, place) => {
			const sql = 'update jangkau.household set area_id = $2 where id = $1';
			expect(await attempt(actor, sql, [household('own'), areaOf(place)])).toBe('refused');
		});

		it.each(['sibling', 'foreign'] as const)(
			'stops a health worker from taking a household of %s into her own area',
			async (place) => {
				const sql = 'update jangkau.household set area_id = $2 where id = $1';
				expect(await attempt('health_worker', sql, [household(place), areaOf('own')])).toBe(0);
			}
		);

		it('leaves a household in its place when a kader writes another territory', async () => {
			const territory = await db.as(
				userOf('kader'),
				async (query) => {
					await query(
						'update jangkau.household set territory_id = $2, area_id = $3 where id = $1',
						[household('own'), idOf('territory', 'neighbour', 0), areaOf('sibling')]
					);
					return query('select area_id, territory_id from jangkau.household where id = $1', [
						household('own')
					]);
				},
				{ rollback: true }
			);
			expect(territory).toEqual([
				{ area_id: areaOf('own'), territory_id: idOf('territory', 'own', 0) }
			]);
		});

		it('keeps a member with the household that she was recorded in', async () => {
			const sql = 'update jangkau.member set household_id = $2 where id = $1';
			const params = [idOf('member', 'own', 0), household('foreign')];
			expect(await attempt('planner', sql, params)).toBe('refused');
		});

		it.each(['facility', 'road', 'target'])(
			'stops a planner from moving a row of %s to another puskesmas',
			async (table) => {
				const sql = `update jangkau.${table} set area_id = $2 where id = $1`;
				const params = [idOf(table, 'own', 0), areaOf('foreign')];
				expect(await attempt('planner', sql, params)).toBe('refused');
			}
		);

		it('stops a planner from handing a kader to another puskesmas', async () => {
			const sql = 'update jangkau.kader set puskesmas_id = $2 where id = $1';
			expect(await attempt('planner', sql, [kaderOf('own'), puskesmasOf('foreign')])).toBe(
				'refused'
			);
		});

		it('lets a planner rearrange and rename her areas, but not hang them elsewhere', async () => {
			const move = 'update jangkau.area set parent_id = $2 where id = $1';
			expect(await attempt('planner', move, [areaOf('own'), villageOf('sibling')])).toBe(1);
			expect(await attempt('planner', move, [villageOf('own'), districtOf('foreign')])).toBe(
				'refused'
			);
			expect(await attempt('planner', move, [districtOf('own'), idOf('area', 'regency 2')])).toBe(
				'refused'
			);
			const rename = 'update jangkau.area set name = $2 where id = $1';
			expect(await attempt('planner', rename, [districtOf('own'), 'Kecamatan'])).toBe(1);
		});

		it('stops a planner from making a puskesmas', async () => {
			const sql = `insert into jangkau.facility (id, kind, name, area_id, time_zone)
				values ($1, 'puskesmas', 'Lain', $2, 'Asia/Makassar')`;
			expect(await attempt('planner', sql, [idOf('new'), areaOf('own')])).toBe('refused');
		});
	});

	describe('the tree of areas', () => {
		const ancestors = async (id: string): Promise<unknown[]> =>
			(
				await db.query(
					'select ancestor_id from jangkau.area_ancestor where area_id = $1 order by depth',
					[id]
				)
			).map((row) => row.ancestor_id);

		it('follows a village with everything in it', async () => {
			await db.query('begin');
			await db.query('update jangkau.area set parent_id = $2 where id = $1', [
				villageOf('own'),
				districtOf('foreign')
			]);
			expect(await ancestors(idOf('area', 'own', 'spare'))).toEqual([
				idOf('area', 'own', 'spare'),
				areaOf('own'),
				villageOf('own'),
				districtOf('foreign'),
				idOf('area', 'regency 2')
			]);
			await db.query('rollback');
		});

		it('takes a child before its parent in one statement', async () => {
			const [parent, child] = [idOf('early', 'parent'), idOf('early', 'child')];
			await db.query(
				`insert into jangkau.area (id, kind, name, parent_id)
				 values ($1, 'rt', 'RT', $2), ($2, 'rw', 'RW', $3)`,
				[child, parent, villageOf('own')]
			);
			expect((await ancestors(child)).slice(0, 3)).toEqual([child, parent, villageOf('own')]);
		});

		it('refuses a circle', async () => {
			const sql = 'update jangkau.area set parent_id = $2 where id = $1';
			await expect(db.query(sql, [villageOf('own'), areaOf('own')])).rejects.toThrow('area_circle');
			await expect(db.query(sql, [villageOf('own'), villageOf('own')])).rejects.toThrow(
				'area_circle'
			);
		});
	});

	describe('a household that changed hands', () => {
		const handedOver = async (daysAgo: number): Promise<void> => {
			await db.query('delete from jangkau.household_assignment where id = $1', [idOf('held')]);
			await insertRow(db.query, 'household_assignment', {
				...rowOf('household_assignment', 'neighbour', 0, 'kader'),
				id: idOf('held'),
				kader_id: kaderOf('own')
			});
			await db.query(
				`update jangkau.household_assignment
				 set valid_from = current_date - 400, valid_to = current_date - $2::integer where id = $1`,
				[idOf('held'), daysAgo]
			);
		};
		const lateInsert = (table: string): Promise<'refused' | 'stored'> =>
			db
				.as(
					userOf('kader'),
					(sql) => insertRow(sql, table, rowOf(table, 'neighbour', 1, 'kader') ?? {}),
					{ rollback: true }
				)
				.then(
					() => 'stored' as const,
					(error: { code?: string }) => {
						if (error.code === '42501') return 'refused' as const;
						throw error;
					}
				);

		it('still takes the visits of who held it within 90 days, and nothing else', async () => {
			await handedOver(80);
			expect(await lateInsert('visit')).toBe('stored');
			expect(await lateInsert('finding')).toBe('stored');
			expect(await lateInsert('member')).toBe('refused');
			expect(await lateInsert('consent')).toBe('refused');
			const seen = await db.as(userOf('kader'), (sql) =>
				sql('select 1 from jangkau.household where id = $1', [idOf('household', 'neighbour', 0)])
			);
			expect(seen).toEqual([]);
		});

		it('takes none after that', async () => {
			await handedOver(100);
			expect(await lateInsert('visit')).toBe('refused');
		});

		it('takes no visit in the name of somebody else', async () => {
			const row = {
				...rowOf('visit', 'own', 1, 'kader'),
				membership_id: idOf('membership', 'kader neighbour')
			};
			const forged = db.as(userOf('kader'), (sql) => insertRow(sql, 'visit', row));
			await expect(forged).rejects.toMatchObject({ code: '42501' });
		});
	});

	it('counts every change of a row, and stamps it with its transaction', async () => {
		const [before] = await db.query('select rev from jangkau.road where id = $1', [
			idOf('road', 'own', 0)
		]);
		const [after] = await db.query(
			`update jangkau.road set name = 'Jalan', rev = 99 where id = $1
			 returning rev, xid = pg_current_xact_id() as stamped`,
			[idOf('road', 'own', 0)]
		);
		expect(after).toEqual({ rev: Number(before?.rev) + 1, stamped: true });
	});

	describe('the schema', () => {
		const names = async (sql: string): Promise<unknown[]> =>
			(await db.query(`select name from (${sql}) found order by 1`)).map((row) => row.name);

		it('has row-level security on every table', async () => {
			const open = `select relname::text as name from pg_class
				where relnamespace = 'jangkau'::regnamespace and relkind = 'r' and not relrowsecurity`;
			expect(await names(open)).toEqual([]);
		});

		it('grants a verb only where there is a policy for it', async () => {
			const idle = `select c.relname || ' ' || g.verb as name
				from pg_class c, (values ('select', 'r'), ('insert', 'a'), ('update', 'w'), ('delete', 'd')) g (verb, command)
				where c.relnamespace = 'jangkau'::regnamespace and c.relkind = 'r'
					and has_table_privilege('authenticated', c.oid, g.verb) <> exists (
						select from pg_policy p where p.polrelid = c.oid and p.polcmd in (g.command::"char", '*'))`;
			expect(await names(idle)).toEqual([]);
		});

		it('has one permissive policy a table and verb, for signed-in people only', async () => {
			const many = `select tablename || ' ' || cmd as name from pg_policies
				where schemaname = 'jangkau' group by tablename, cmd having count(*) > 1`;
			expect(await names(many)).toEqual([]);
			const others = `select tablename || ' ' || policyname as name from pg_policies
				where schemaname = 'jangkau' and (roles <> '{authenticated}' or permissive <> 'PERMISSIVE')`;
			expect(await names(others)).toEqual([]);
		});

		it('asks for a scope once a statement, never a row at a time', async () => {
			const slow = `select tablename || ' ' || policyname as name from pg_policies
				where schemaname = 'jangkau'
					and regexp_replace(coalesce(qual, '') || coalesce(with_check, ''),
						'\\( SELECT private\\.scope_ids\\(', '', 'g') like '%scope_ids(%'`;
			expect(await names(slow)).toEqual([]);
		});

		it('keeps geometry and token metadata out of policies', async () => {
			const wrong = `select tablename || ' ' || policyname as name from pg_policies
				where schemaname = 'jangkau'
					and coalesce(qual, '') || coalesce(with_check, '') ~* 'st_|jwt|metadata'`;
			expect(await names(wrong)).toEqual([]);
		});

		it('has an index for every foreign key', async () => {
			const slow = `select conrelid::regclass || ' ' || conname as name from pg_constraint c
				where contype = 'f' and connamespace = 'jangkau'::regnamespace and not exists (
					select from pg_index i where i.indrelid = c.conrelid
						and (i.indkey::int2[])[0:cardinality(c.conkey) - 1] @> c.conkey)`;
			expect(await names(slow)).toEqual([]);
		});

		it('pins the search path of every function', async () => {
			const loose = `select oid::regprocedure::text as name from pg_proc
				where pronamespace in ('public'::regnamespace, 'private'::regnamespace, 'jangkau'::regnamespace)
					and not coalesce(proconfig::text like '%search_path=%', false)`;
			expect(await names(loose)).toEqual([]);
		});

		it('exposes functions only, and no table to people who have not signed in', async () => {
			const relations = `select relname::text as name from pg_class
				where relnamespace = 'public'::regnamespace`;
			expect(await names(relations)).toEqual([]);
			const granted = `select c.relname || ' ' || v as name
				from pg_class c, unnest(array['select', 'insert', 'update', 'delete']) v
				where c.relnamespace in ('jangkau'::regnamespace, 'private'::regnamespace) and c.relkind = 'r'
					and has_table_privilege('anon', c.oid, v)`;
			expect(await names(granted)).toEqual([]);
		});

		it.each(['anon', 'authenticated'] as const)(
			'lets %s call the functions of the list, and no other',
			async (role) => {
				const callable = `select p.proname::text as name from pg_proc p
					where p.pronamespace = 'public'::regnamespace
						and has_function_privilege('${role}', p.oid, 'execute')`;
				expect(await names(callable)).toEqual(callableFunctions[role]);
			}
		);

		it('keeps the inner functions from people who have not signed in', async () => {
			const call = db.as(null, (sql) => sql(`select private.scope_ids('area')`));
			await expect(call).rejects.toMatchObject({ code: '42501' });
		});

		it.each(['stranger', 'inactive'] as const)('gives a %s no scope of any kind', async (actor) => {
			const kinds = [
				...['membership', 'recorder', 'kader', 'territory', 'held_household', 'posyandu'],
				...['person_area', 'plan_area', 'aggregate_area', 'meeting_area', 'agree_area'],
				...['ground_area', 'area', 'puskesmas', 'plan_puskesmas', 'team', 'no such kind']
			];
			const scopes = await db.as(userOf(actor), (sql) =>
				sql(
					'select kind from unnest($1::text[]) kind where cardinality(private.scope_ids(kind)) > 0',
					[kinds]
				)
			);
			expect(scopes).toEqual([]);
		});
	});
});
