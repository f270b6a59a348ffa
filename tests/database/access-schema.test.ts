// The house rules of the schema itself, asked of the catalogue.
import { beforeAll, describe, expect, it } from 'vitest';
import { describeOnBoth } from '../support/database.ts';
import { callableFunctions } from './access-expectations.ts';
import { userOf } from './access-rows.ts';
import { buildWorld } from './access-world.ts';

describeOnBoth('access by construction', (db) => {
	beforeAll(() => buildWorld(db.query));

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

		// But of what only pinned functions call and the planner is to see through: SQL, as the caller.
		it('pins the search path of every function', async () => {
			const loose = `select oid::regprocedure::text as name from pg_proc
				where pronamespace in ('public'::regnamespace, 'private'::regnamespace, 'jangkau'::regnamespace)
					and not coalesce(proconfig::text like '%search_path=%', false)
					and not (prolang = (select oid from pg_language where lanname = 'sql') and not prosecdef
						and pronamespace = 'private'::regnamespace
						and not has_function_privilege('authenticated', oid, 'execute'))`;
			expect(await names(loose)).toEqual([]);
		});

		// The rest of Supabase's own linters (splinter), by their names there. Not needed here:
		// rls_enabled_no_policy is about tables that the API exposes, of which there are none.
		it('passes the other rules of Supabase’s linters', async () => {
			const rules: Record<string, string> = {
				auth_rls_initplan: `select tablename || ' ' || policyname as name from pg_policies
					where schemaname in ('jangkau', 'public', 'private')
						and regexp_replace(coalesce(qual, '') || coalesce(with_check, ''),
							'\\( SELECT (auth|current_setting)[^)]*', '', 'gi') ~* 'auth\\.|current_setting'`,
				policy_exists_rls_disabled: `select c.relname::text as name from pg_policy p
					join pg_class c on c.oid = p.polrelid where not c.relrowsecurity`,
				rls_policy_always_true: `select tablename || ' ' || policyname as name from pg_policies
					where schemaname in ('jangkau', 'public', 'private') and cmd <> 'SELECT'
						and (qual = 'true' or with_check = 'true')`,
				rls_references_user_metadata: `select tablename || ' ' || policyname as name from pg_policies
					where coalesce(qual, '') || coalesce(with_check, '') ~* 'user_metadata'`,
				no_primary_key: `select c.relname::text as name from pg_class c
					where c.relkind = 'r' and c.relnamespace in ('jangkau'::regnamespace, 'private'::regnamespace)
						and not exists (select from pg_index i where i.indrelid = c.oid and i.indisprimary)`,
				duplicate_index: `select min(c.relname::text) as name from pg_index i
					join pg_class c on c.oid = i.indexrelid
					where c.relnamespace = 'jangkau'::regnamespace
					group by i.indrelid, i.indkey::text, i.indclass::text, i.indisunique,
						coalesce(pg_get_expr(i.indexprs, i.indrelid), ''),
						coalesce(pg_get_expr(i.indpred, i.indrelid), '') having count(*) > 1`,
				security_definer_view: `select c.relname::text as name from pg_class c
					where c.relkind = 'v' and c.relnamespace in ('jangkau'::regnamespace, 'public'::regnamespace)
						and not coalesce(c.reloptions::text ~* 'security_invoker=(true|on)', false)`,
				materialized_view_in_api: `select c.relname::text as name from pg_class c
					where c.relkind = 'm' and c.relnamespace = 'public'::regnamespace`,
				foreign_table_in_api: `select c.relname::text as name from pg_class c
					where c.relkind = 'f' and c.relnamespace = 'public'::regnamespace`,
				auth_users_exposed: `select c.relname::text as name from pg_class c
					join pg_depend d on d.refobjid = 'auth.users'::regclass
					join pg_rewrite r on r.oid = d.objid and r.ev_class = c.oid
					where c.relnamespace in ('jangkau'::regnamespace, 'public'::regnamespace)`,
				extension_in_public: `select extname::text as name from pg_extension
					where extnamespace = 'public'::regnamespace`,
				unsupported_reg_types: `select c.relname || '.' || a.attname as name from pg_attribute a
					join pg_class c on c.oid = a.attrelid and c.relnamespace = 'jangkau'::regnamespace
					where a.atttypid in ('regclass'::regtype, 'regproc'::regtype, 'regoper'::regtype)`
			};
			const found: Record<string, unknown[]> = {};
			for (const [rule, sql] of Object.entries(rules)) found[rule] = await names(sql);
			expect(found).toEqual(Object.fromEntries(Object.keys(rules).map((rule) => [rule, []])));
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
				...[
					'ground_area',
					'area',
					'own_district',
					'puskesmas',
					'plan_puskesmas',
					'team',
					'no such kind'
				]
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
