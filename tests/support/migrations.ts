// The database as the migrations make it, on top of the little that Supabase brings along. It
// reads files only; it never opens a database.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const repositoryRoot = fileURLToPath(new URL('../../', import.meta.url));
/** Where migrated databases wait to be copied; each is named after `scriptsHash`. */
export const templateFolder = join(repositoryRoot, 'node_modules/.cache/jangkau');
const migrationsFolder = new URL('../../supabase/migrations/', import.meta.url);

/** The part of Supabase Auth that the migrations lean on. Roles belong to the whole cluster. */
const authStub = `
	do $$
	declare wanted text;
	begin
		foreach wanted in array array['anon', 'authenticated', 'service_role'] loop
			if not exists (select from pg_roles where rolname = wanted) then
				execute format('create role %I nologin noinherit', wanted);
			end if;
		end loop;
		alter role service_role bypassrls;
	end $$;
	create schema auth;
	create table auth.users (
		id uuid primary key,
		email text,
		raw_user_meta_data jsonb not null default '{}',
		created_at timestamptz not null default now()
	);
	create function auth.uid() returns uuid language sql stable as $$
		select coalesce(
			nullif(current_setting('request.jwt.claim.sub', true), ''),
			nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub'
		)::uuid
	$$;
	grant usage on schema public to anon, authenticated, service_role;
	-- As hosted Supabase has it: a function is open to all unless a migration closes it by name.
	alter default privileges in schema public
		grant execute on functions to anon, authenticated, service_role;
`;

export interface Migration {
	readonly name: string;
	readonly sql: string;
}

/** All SQL that a fresh database needs, in order: the auth stub, then the migrations. */
export function databaseScripts(): readonly Migration[] {
	const files = readdirSync(migrationsFolder)
		.filter((name) => /^\d{14}_.+\.sql$/.test(name))
		.sort();
	return [
		{ name: 'auth stub', sql: authStub },
		...files.map((name) => ({ name, sql: readFileSync(new URL(name, migrationsFolder), 'utf8') }))
	];
}

/** Changes whenever any script does. */
export function scriptsHash(scripts: readonly Migration[]): string {
	const hash = createHash('sha256');
	for (const { name, sql } of scripts) hash.update(name).update('\0').update(sql).update('\0');
	return hash.digest('hex').slice(0, 16);
}

/** Runs the scripts; a failure names the migration it came from. */
export async function applyScripts(
	scripts: readonly Migration[],
	run: (sql: string) => Promise<unknown>
): Promise<void> {
	for (const { name, sql } of scripts) {
		try {
			await run(sql);
		} catch (error) {
			throw new Error(`migration ${name}: ${(error as Error).message}`, { cause: error });
		}
	}
}
