// Brings the database to the newest supabase/migrations, each once, in order. The record is kept
// where the Supabase CLI keeps it, so that the same database can be taken over by it.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import type { Database } from './database.ts';

export interface Migration {
	/** 14 digits. */
	readonly version: string;
	readonly name: string;
	readonly sql: string;
}

export const migrationsFolder = fileURLToPath(new URL('../migrations', import.meta.url));

export function readMigrations(folder = migrationsFolder): Migration[] {
	return readdirSync(folder)
		.filter((file) => file.endsWith('.sql'))
		.sort()
		.map((file) => {
			const [, version, name] = /^(\d{14})_(.+)\.sql$/.exec(file) ?? [];
			if (!version || !name) throw new Error(`Nama migrasi tidak sah: ${file}`);
			// A checkout on Windows must not look like a changed migration.
			const sql = readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n');
			return { version, name, sql };
		});
}

/** What the migrations lean on and hosted Supabase brings along: the API's roles. */
const groundSql = `
	do $$
	declare wanted text;
	begin
		foreach wanted in array array['anon', 'authenticated', 'service_role'] loop
			if not exists (select from pg_roles where rolname = wanted) then
				execute format('create role %I nologin noinherit', wanted);
			end if;
			execute format('grant %I to current_user', wanted);
		end loop;
		alter role service_role bypassrls;
	end $$;
	grant usage on schema public to anon, authenticated, service_role;
	grant usage on schema auth to anon, authenticated, service_role;
	revoke all on all tables in schema auth from anon, authenticated, service_role;
	create schema if not exists supabase_migrations;
	create table if not exists supabase_migrations.schema_migrations (
		version text primary key,
		statements text[],
		name text
	);
`;

/**
 * Applies what is missing and answers its names. Needs schema auth to be there.
 * @throws with one clear line when a migration that was already applied reads differently now,
 * when an applied one is unknown here (an older app on a newer database), or when one fails.
 */
export async function migrate(
	database: Database,
	migrations: readonly Migration[]
): Promise<string[]> {
	await database.query(groundSql);
	const rows = await database.query<{ version: string; name: string; statement: string | null }>(
		`select version, name, statements[1] as statement
		 from supabase_migrations.schema_migrations order by version`
	);
	refuseSurprises(rows, migrations);
	const done = new Set(rows.map((row) => row.version));
	const applied: string[] = [];
	for (const migration of migrations) {
		if (done.has(migration.version)) continue;
		await applyMigration(database, migration);
		applied.push(`${migration.version}_${migration.name}`);
	}
	return applied;
}

function refuseSurprises(
	rows: readonly { version: string; name: string; statement: string | null }[],
	migrations: readonly Migration[]
): void {
	const known = new Map(migrations.map((migration) => [migration.version, migration]));
	for (const row of rows) {
		const migration = known.get(row.version);
		const label = `${row.version}_${row.name}`;
		if (!migration) {
			throw new Error(
				`Basis data ini dibuat versi yang lebih baru (migrasi ${label} tidak dikenal). Perbarui aplikasi.`
			);
		}
		if (row.statement !== migration.sql) {
			throw new Error(
				`Migrasi ${label} sudah dipakai lalu berubah isinya. ` +
					'Kembalikan berkasnya dan tulis perubahan sebagai migrasi baru; data contoh boleh dihapus foldernya.'
			);
		}
	}
}

async function applyMigration(database: Database, migration: Migration): Promise<void> {
	try {
		await database.transaction(async (query) => {
			await query(migration.sql);
			await query(
				`insert into supabase_migrations.schema_migrations (version, statements, name)
				 values ($1, array[$2::text], $3)`,
				[migration.version, migration.sql, migration.name]
			);
		});
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		throw new Error(`Migrasi ${migration.version}_${migration.name} gagal: ${reason}`, {
			cause: error
		});
	}
}
