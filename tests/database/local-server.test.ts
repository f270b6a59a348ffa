// The embedded server from outside, over HTTP, on both databases: what it lets in, what it keeps
// back, and that nothing is lost or mixed between two starts.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPglite, openPostgres } from '../../supabase/local/database.ts';
import { FolderInUse } from '../../supabase/local/lock.ts';
import { migrate, readMigrations } from '../../supabase/local/migrations.ts';
import { startServer } from '../../supabase/local/server.ts';
import type { RunningServer, ServerOptions } from '../../supabase/local/server.ts';
import { PostgresCluster, findPostgres } from '../support/postgres-cluster.ts';

interface Answer {
	readonly status: number;
	readonly headers: Headers;
	readonly json: Record<string, unknown>;
}

let server: RunningServer;
let options: ServerOptions;
let dataDir: string;
const password = 'panjang-cukup';

async function ask(
	path: string,
	body?: unknown,
	headers: Record<string, string> = {},
	method = 'POST'
): Promise<Answer> {
	const response = await fetch(server.url + path, {
		method,
		headers: {
			apikey: server.publishableKey,
			...(body === undefined ? {} : { 'content-type': 'application/json' }),
			...headers
		},
		...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) })
	});
	const text = await response.text();
	let json: Record<string, unknown> = {};
	try {
		json = JSON.parse(text) as Record<string, unknown>;
	} catch {
		// Not every answer is JSON.
	}
	return { status: response.status, headers: response.headers, json };
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const rpc = (name: string, p: unknown, token?: string) =>
	ask(`/rest/v1/rpc/${name}`, { p: JSON.stringify(p) }, token ? bearer(token) : {});

async function signIn(email: string): Promise<string> {
	const answer = await ask('/auth/v1/token?grant_type=password', { email, password });
	return String(answer.json['access_token']);
}

/** The server as `npm start` runs it, with everything it prints. */
async function startProcess(given: ServerOptions) {
	const main = fileURLToPath(new URL('../../supabase/local/main.ts', import.meta.url));
	const child = spawn(process.execPath, ['--import', 'tsx', main], {
		stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
		env: {
			...process.env,
			PORT: '0',
			JANGKAU_DATA: given.dataDir,
			JANGKAU_DEMO: '0',
			JANGKAU_DATABASE_URL: given.databaseUrl ?? ''
		}
	});
	let printed = '';
	child.stdout?.on('data', (chunk) => (printed += String(chunk)));
	child.stderr?.on('data', (chunk) => (printed += String(chunk)));
	const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
	const url = await new Promise<string>((resolve, reject) => {
		child.once('message', (message) => resolve((message as { url: string }).url));
		void ended.then(() => reject(new Error(printed)));
	});
	const stop = async () => {
		child.kill('SIGTERM');
		return { code: await ended, printed };
	};
	return { url, stop };
}

function aFolder(): string {
	return mkdtempSync(join(tmpdir(), 'jangkau-server-'));
}

const found = findPostgres();
/** Three quarters of the time go into PGlite, which has its turn where PostgreSQL is not, and in CI. */
const both = process.env['JANGKAU_LONG'] === '1' || 'reason' in found;
const backends = both ? (['pglite', 'postgres'] as const) : (['postgres'] as const);

describe.each(backends)('the server on %s', (backend) => {
	if (backend === 'postgres' && !('bin' in found)) {
		it.skip(`needs PostgreSQL: ${found.reason}`, () => undefined);
		return;
	}
	let cluster: PostgresCluster | null = null;

	beforeAll(async () => {
		if (backend === 'postgres' && 'bin' in found) cluster = await PostgresCluster.start(found.bin);
		dataDir = aFolder();
		options = {
			dataDir,
			port: 0,
			demo: false,
			databaseUrl: cluster?.url('postgres') ?? null,
			rateLimit: { failures: 25, windowMs: 60_000 },
			firstPlanner: { puskesmas: 'Puskesmas Uji', district: 'Uji', timeZone: 'Asia/Makassar' }
		};
		server = await startServer(options);
	});

	afterAll(async () => {
		await server.close();
		await cluster?.stop();
		rmSync(dataDir, { recursive: true, force: true });
	});

	describe('without the right key', () => {
		it('answers nothing', async () => {
			for (const apikey of ['', 'sb_publishable_wrong', 'service_role']) {
				expect((await ask('/rest/v1/rpc/my_membership', {}, { apikey })).status).toBe(401);
				const person = { email: 'x@akun.example', password };
				const token = await ask('/auth/v1/token?grant_type=password', person, { apikey });
				expect(token.status).toBe(401);
			}
		});

		it('is not let in for coming from this machine', async () => {
			const headers = { apikey: '', origin: server.url, 'sec-fetch-site': 'same-origin' };
			expect((await ask('/rest/v1/rpc/after_restore', {}, headers)).status).toBe(401);
		});
	});

	describe('tables', () => {
		it('are unreachable, whatever schema is asked for', async () => {
			const tables = await server.sql<{ schema: string; name: string }>(
				`select table_schema as schema, table_name as name from information_schema.tables
				 where table_schema in ('jangkau', 'auth', 'supabase_migrations')`
			);
			expect(tables.length).toBeGreaterThan(30);
			for (const { schema, name } of tables) {
				for (const method of ['GET', 'POST', 'PATCH', 'DELETE']) {
					const profile = { 'accept-profile': schema, 'content-profile': schema };
					const body = method === 'GET' ? undefined : {};
					const answer = await ask(`/rest/v1/${name}`, body, profile, method);
					expect(answer.status).toBe(404);
				}
			}
		});

		it('are closed to the API’s roles in the database too', async () => {
			const open = await server.sql(
				`select grantee, table_schema, table_name, privilege_type
				 from information_schema.role_table_grants
				 where grantee in ('anon', 'PUBLIC') and table_schema in ('jangkau', 'auth')`
			);
			expect(open).toEqual([]);
		});

		it('are not described anywhere', async () => {
			const key = { apikey: server.publishableKey };
			for (const path of ['/rest/v1/', '/_system/introspect', '/_system/config', '/_system/info']) {
				expect((await ask(path, undefined, key, 'GET')).status).toBe(404);
			}
		});
	});

	describe('a sign-up', () => {
		it('without a valid invitation makes no account', async () => {
			const person = { email: 'tamu@akun.example', password };
			const forged = { ...person, data: { invitation: 'AAAAA-AAAAA' } };
			expect((await ask('/auth/v1/signup', person)).status).toBe(403);
			expect((await ask('/auth/v1/signup', forged)).status).toBe(403);
			expect(await server.sql('select 1 from auth.users')).toEqual([]);
		});

		it('with the first planner’s code leads into the puskesmas, once', async () => {
			const invitation = String(server.firstPlannerCode);
			const signUp = (email: string) =>
				ask('/auth/v1/signup', { email, password, data: { invitation } });
			const joined = await signUp('perencana@akun.example');
			expect(joined.status).toBe(200);
			const token = String(joined.json['access_token']);
			const redeemed = await rpc('redeem_invitation', { code: invitation }, token);
			expect(redeemed.json).toMatchObject({
				ok: true,
				membership: { role: 'planner', time_zone: 'Asia/Makassar' }
			});
			expect((await signUp('kedua@akun.example')).status).toBe(403);
		});
	});

	describe('two people at the same time', () => {
		it('never see each other’s answer', async () => {
			await server.createAccount('orang@akun.example', password);
			const planner = await signIn('perencana@akun.example');
			const stranger = await signIn('orang@akun.example');
			const answers = await Promise.all(
				Array.from({ length: 40 }, (_, index) =>
					rpc('my_membership', {}, index % 2 === 0 ? planner : stranger)
				)
			);
			expect(answers.map(({ json }) => json['ok'])).toEqual(
				answers.map((_, index) => index % 2 === 0)
			);
		});

		it('a call with a forged or no session is nobody’s', async () => {
			const parts = (await signIn('perencana@akun.example')).split('.');
			const forged = `${parts[0]}.${parts[1]}.${'A'.repeat(43)}`;
			expect((await rpc('my_membership', {}, forged)).status).toBe(401);
			expect((await rpc('my_membership', {})).status).toBeGreaterThanOrEqual(401);
		});
	});

	describe('an answer of the API', () => {
		it('is kept by no cache and read by no other origin', async () => {
			const { headers } = await rpc('check_invitation', { code: 'x' });
			expect(headers.get('cache-control')).toBe('no-store');
			expect(headers.get('access-control-allow-origin')).toBeNull();
			expect(headers.get('x-content-type-options')).toBe('nosniff');
		});

		it('is refused with the size when the question is over a megabyte', async () => {
			const big = await rpc('sync_push', { junk: 'x'.repeat(1_100_000) });
			expect(big.status).toBe(413);
		});

		it('is refused when the question is not JSON', async () => {
			expect((await ask('/rest/v1/rpc/sync_push', '{"p":')).status).toBe(400);
			expect((await ask('/rest/v1/rpc/check_invitation', { p: 'a\0b' })).status).toBe(400);
		});
	});

	it('tells the app where it is, at the address the browser used', async () => {
		const config = await ask('/config.json', undefined, {}, 'GET');
		expect(config.headers.get('cache-control')).toBe('no-store');
		expect(config.json).toMatchObject({
			supabaseUrl: server.url,
			publishableKey: server.publishableKey,
			demo: false
		});
		expect(JSON.stringify(config.json)).not.toMatch(/secret|jwt/i);
	});

	it('refuses a second server on the same folder and stays whole', async () => {
		await expect(startServer(options)).rejects.toBeInstanceOf(FolderInUse);
		expect((await rpc('check_invitation', { code: 'x' })).status).toBe(200);
	});

	it('slows down guessing', async () => {
		const guess = () =>
			ask('/auth/v1/token?grant_type=password', { email: 'perencana@akun.example', password: 'x' });
		let answer = await guess();
		for (let round = 0; round < 60 && answer.status !== 429; round += 1) answer = await guess();
		expect(answer.status).toBe(429);
		expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
	});

	it('as a process prints nothing of what people send, and closes when asked', async () => {
		// @supabase/lite prints failed statements with their values; a function that fails shows it.
		await server.sql(
			`create function public.fail(p text) returns jsonb language plpgsql
			 as $$ begin raise exception 'no %', p; end $$`
		);
		await server.close();
		const { url, stop } = await startProcess(options);
		const answer = await fetch(`${url}/rest/v1/rpc/fail`, {
			method: 'POST',
			headers: { apikey: server.publishableKey, 'content-type': 'application/json' },
			body: JSON.stringify({ p: 'Siti Rahasia' })
		});
		expect(answer.status).toBe(500);
		const { code, printed } = await stop();
		expect(printed).toContain('Jangkau siap di');
		expect(printed).not.toMatch(/rahasia/i);
		expect(code).toBe(0);
		server = await startServer(options);
		await server.sql('drop function public.fail(text)');
	});

	it('starts again on the same data: no migration twice, same people, same key', async () => {
		const versions = () =>
			server.sql(`select version from supabase_migrations.schema_migrations order by version`);
		const before = await versions();
		const { publishableKey } = server;
		await server.close();
		const lines: string[] = [];
		server = await startServer({ ...options, demo: true, log: (line) => lines.push(line) });
		expect(await versions()).toEqual(before);
		expect(before).toHaveLength(readMigrations().length);
		expect(server.publishableKey).toBe(publishableKey);
		expect(server.firstPlannerCode).toBeNull();
		// The database was not empty: the demo stays out.
		expect(server.demo).toBe(false);
		expect(lines).toEqual([]);
		expect(
			(await rpc('my_membership', {}, await signIn('perencana@akun.example'))).json
		).toMatchObject({ ok: true });
	});
});

describe('migrations', () => {
	it('that were applied and then changed, or are unknown, or fail, stop the start', async () => {
		// Quicker on PostgreSQL, where there is one; the code is the same.
		const folder = aFolder();
		const cluster = 'bin' in found ? await PostgresCluster.start(found.bin) : null;
		const database = cluster
			? await openPostgres(cluster.url('postgres'))
			: await openPglite(join(folder, 'database'));
		await database.query('create schema auth');
		const first = { version: '20260101000000', name: 'first', sql: 'create table a (x int);' };
		const bad = {
			version: '20260102000000',
			name: 'bad',
			sql: 'create table b (x int); select 1 / 0;'
		};
		expect(await migrate(database, [first])).toEqual(['20260101000000_first']);
		expect(await migrate(database, [first])).toEqual([]);
		await expect(migrate(database, [{ ...first, sql: 'create table c ();' }])).rejects.toThrow(
			'20260101000000_first sudah dipakai lalu berubah'
		);
		await expect(migrate(database, [])).rejects.toThrow('tidak dikenal');
		await expect(migrate(database, [first, bad])).rejects.toThrow('20260102000000_bad gagal');
		const left = await database.query(`select to_regclass('public.b') as b`);
		expect(left).toEqual([{ b: null }]);
		expect(await migrate(database, [first])).toEqual([]);
		await database.close();
		await cluster?.stop();
		rmSync(folder, { recursive: true, force: true });
	});
});
