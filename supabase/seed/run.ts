// Fills an empty database with the demo puskesmas and its five accounts. It touches nothing that
// holds a row already.
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Day } from '../../src/lib/domain/entity.ts';
import type { Api } from '../local/api.ts';
import type { Database, Query } from '../local/database.ts';
import { demoAccounts, demoPassword } from './accounts.ts';

export interface FillOptions {
	readonly database: Database;
	readonly api: Api;
	readonly basemapFolder: string;
	readonly log: (line: string) => void;
}

/** The demo's own zone: its days and months are counted there. */
const demoTimeZone = 'Asia/Makassar';

/** A database in which the demo was filled has its planner's account. */
export async function hasDemo(database: Database): Promise<boolean> {
	const rows = await database.query('select 1 from auth.users where email = $1', [
		demoAccounts[0]?.email
	]);
	return rows.length > 0;
}

/**
 * Safe to repeat after a crash at any point: the accounts are found again, and rows, bindings and
 * all, come in one transaction.
 */
export async function fillDemo(options: FillOptions): Promise<void> {
	const { database, log } = options;
	if (!(await isEmpty(database))) return;
	const startedAt = Date.now();
	log('Mengisi data contoh (sekali saja)…');
	await writeBasemap(options.basemapFolder);
	// Loaded only when needed: a later start is quicker without it.
	const demo = await import('./demo/demo.ts');
	const userIds = new Map<string, string>();
	for (const { email } of demo.demoAccounts) userIds.set(email, await accountId(options, email));
	await database.transaction(async (query) => {
		for await (const { sql, params } of demo.demoStatements(today())) await query(sql, params);
		for (const { email, membershipId } of demo.demoAccounts) {
			await bindAccount(query, membershipId, userIds.get(email));
		}
	});
	await database.query('analyze');
	log(`Data contoh terisi dalam ${Math.round((Date.now() - startedAt) / 1000)} detik.`);
}

async function isEmpty(database: Database): Promise<boolean> {
	const [row] = await database.query<{ filled: boolean }>(
		`select exists (select from jangkau.area) or exists (select from jangkau.membership) as filled`
	);
	return row?.filled === false;
}

async function accountId({ database, api }: FillOptions, email: string): Promise<string> {
	const [row] = await database.query<{ id: string }>(
		'select id::text as id from auth.users where email = $1',
		[email]
	);
	return row?.id ?? (await api.createAccount(email, demoPassword));
}

async function bindAccount(query: Query, membershipId: string, userId?: string): Promise<void> {
	const bound = await query(
		'update jangkau.membership set user_id = $1::uuid where id = $2::uuid returning id',
		[userId, membershipId]
	);
	if (bound.length !== 1) throw new Error('Data contoh tidak memuat salah satu akunnya.');
}

/** One file a tile; `complete` is written last, so that half a basemap is never shown. */
async function writeBasemap(folder: string): Promise<void> {
	if (existsSync(join(folder, 'complete'))) return;
	const basemap = await import('./demo/basemap.ts');
	for await (const { z, x, y, bytes } of basemap.basemapTiles()) {
		const path = join(folder, String(z), String(x), `${y}.mvt`);
		await mkdir(dirname(path), { recursive: true });
		await writeFile(path, bytes);
	}
	await writeFile(join(folder, 'complete'), '');
}

function today(): Day {
	return new Intl.DateTimeFormat('sv-SE', { timeZone: demoTimeZone }).format(new Date());
}
