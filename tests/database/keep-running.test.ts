// What `npm start` does when its server ends: with a real server on a PostgreSQL that is killed, and
// with processes that only end.
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { keepRunning } from '../../scripts/keep-running.mjs';
import { MortalPostgres } from '../support/e2e-mortal-postgres.ts';
import { findPostgres } from '../support/postgres-cluster.ts';

const main = fileURLToPath(new URL('../../supabase/local/main.ts', import.meta.url));

/** Starts whatever the test says, and keeps what is said and done. */
function kept(spawnOne: (environment: Record<string, string>) => ChildProcess) {
	const said: string[] = [];
	const children: ChildProcess[] = [];
	const urls: string[] = [];
	let end = (_code: number) => {};
	const ended = new Promise<number>((resolve) => (end = resolve));
	const start = (environment: Record<string, string>) => {
		const child = spawnOne(environment);
		children.push(child);
		const ready = new Promise<string>((resolve) => {
			child.once('message', (message) => {
				const { url } = message as { url: string };
				urls.push(url);
				resolve(url);
			});
		});
		return { child, ready };
	};
	const running = keepRunning(start, end, (line) => void said.push(line), 20);
	return { ...running, ended, said, children, urls };
}

/** A process that says it is ready, if it does, and then ends with a code. */
const script = (code: number, ready = true) =>
	spawn(
		process.execPath,
		[
			'-e',
			ready
				? `process.send({ url: 'http://127.0.0.1:4199' }, () => process.exit(${String(code)}))`
				: `process.exit(${String(code)})`
		],
		{ stdio: ['ignore', 'ignore', 'inherit', 'ipc'] }
	);

describe('a server that ends', () => {
	it('is not started again when its first start fails: a setting is wrong', async () => {
		const server = kept(() => script(1, false));
		expect(await server.ended).toBe(1);
		expect(server.children).toHaveLength(1);
		expect(server.said).toEqual([]);
	});

	it('is started again at the same port, with longer and longer pauses, until it ends well', async () => {
		const ports: (string | undefined)[] = [];
		const server = kept((environment) => {
			ports.push(environment['PORT']);
			return script(ports.length < 4 ? 1 : 0);
		});
		expect(await server.ended).toBe(0);
		expect(ports).toEqual([undefined, '4199', '4199', '4199']);
		expect(server.said).toHaveLength(3);
	});

	it('is left alone when another process has taken its data folder', async () => {
		let starts = 0;
		const server = kept(() => script(++starts === 1 ? 1 : 3));
		expect(await server.ended).toBe(3);
		expect(starts).toBe(2);
	});
});

describe.runIf('bin' in findPostgres())('a server whose PostgreSQL dies', () => {
	it('is back at its address when PostgreSQL is, says so in a line, and stops when it is told', async () => {
		const postgres = await MortalPostgres.start();
		const dataDir = mkdtempSync(join(tmpdir(), 'jangkau-kept-'));
		const server = kept((environment) =>
			spawn(process.execPath, ['--import', 'tsx', main], {
				stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
				env: {
					...process.env,
					PORT: '0',
					JANGKAU_API_ONLY: '1',
					JANGKAU_DEMO: '0',
					JANGKAU_DATA: dataDir,
					JANGKAU_DATABASE_URL: postgres.url,
					...environment
				}
			})
		);
		await expect.poll(() => server.urls.length, { timeout: 60_000 }).toBe(1);
		const url = server.urls[0]!;
		const { publishableKey } = (await (await fetch(`${url}/config.json`)).json()) as {
			publishableKey: string;
		};
		const ask = async (): Promise<number> => {
			const answer = await fetch(`${url}/rest/v1/rpc/check_invitation`, {
				method: 'POST',
				headers: { apikey: publishableKey, 'content-type': 'application/json' },
				body: JSON.stringify({ p: JSON.stringify({ code: 'AAAAA-AAAAA' }) }),
				// As a phone does: a call that a dead database keeps open is given up.
				signal: AbortSignal.timeout(20_000)
			}).catch(() => null);
			return answer?.status ?? 0;
		};
		expect(await ask()).toBe(200);

		const [first] = server.children;
		const busy = Promise.all(Array.from({ length: 20 }, ask));
		await postgres.crash();
		// With no request the driver may not notice; a server that is killed must come back all the same.
		await busy;
		first?.kill('SIGKILL');
		await expect.poll(() => server.said.length, { timeout: 60_000 }).toBeGreaterThan(0);
		await postgres.revive();
		await expect.poll(ask, { timeout: 60_000 }).toBe(200);
		expect(server.said[0]).toMatch(
			/^Peladen berhenti tanpa diminta\. Dijalankan lagi dalam \d+ detik\.$/
		);
		expect(new Set(server.urls)).toEqual(new Set([url]));

		server.stop('SIGTERM');
		expect(await server.ended).toBe(0);
		expect(await ask()).toBe(0);
		await postgres.close();
		rmSync(dataDir, { recursive: true, force: true });
	}, 180_000);
});
