// How long the embedded server takes: the first start with an empty data folder, and the second.
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import type { BenchRow } from './bench-row.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

function freePort(): Promise<number> {
	return new Promise((resolve, reject) => {
		const probe = createServer();
		probe.on('error', reject);
		probe.listen(0, '127.0.0.1', () => {
			const address = probe.address();
			probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
		});
	});
}

/** From the command to the first page served, then stops the server. Seconds. */
async function startOnce(dataDir: string): Promise<number> {
	const port = await freePort();
	const began = performance.now();
	const child = spawn(process.execPath, ['scripts/start.mjs'], {
		cwd: root,
		env: { ...process.env, PORT: String(port), JANGKAU_DATA: dataDir },
		stdio: ['ignore', 'pipe', 'inherit']
	});
	await new Promise<void>((resolve, reject) => {
		let said = '';
		child.stdout.on('data', (chunk: Buffer) => {
			said += chunk.toString();
			if (said.includes(`:${port}`)) resolve();
		});
		child.on('exit', () => reject(new Error('the server ended before it was ready')));
	});
	const response = await fetch(`http://127.0.0.1:${port}/`);
	if (!response.ok) throw new Error(`the first page answered ${response.status}`);
	const seconds = (performance.now() - began) / 1000;
	const ended = new Promise((resolve) => child.on('exit', resolve));
	child.kill('SIGTERM');
	await ended;
	return seconds;
}

export async function benchStartUp(): Promise<BenchRow[]> {
	const dataDir = await mkdtemp(path.join(tmpdir(), 'jangkau-bench-'));
	try {
		const first = await startOnce(dataDir);
		const second = await startOnce(dataDir);
		return [
			{
				what: 'first start, demo filled',
				goal: '–',
				ours: `${first.toFixed(1)} s`,
				instead: 'Supabase in Docker (not measured)'
			},
			{
				what: 'second start',
				goal: 'seconds',
				ours: `${second.toFixed(1)} s`,
				instead: `${first.toFixed(1)} s filled anew`
			}
		];
	} finally {
		await rm(dataDir, { recursive: true, force: true });
	}
}
