// A PostgreSQL that dies in the middle of whatever it does and comes back from its log, as after a
// power cut. It writes to the disk as in production; nothing is switched off for speed.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { chownSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { findPostgres } from './postgres-cluster.ts';
import { postgresTemplate } from './postgres-template.ts';

export class MortalPostgres {
	readonly #bin: string;
	readonly #folder: string;
	readonly #port: number;
	#server: ChildProcess;

	private constructor(bin: string, folder: string, port: number) {
		this.#bin = bin;
		this.#folder = folder;
		this.#port = port;
		this.#server = this.#spawn();
	}

	/** @throws where this machine has no PostgreSQL with PostGIS */
	static async start(): Promise<MortalPostgres> {
		const found = findPostgres();
		if ('reason' in found) throw new Error(found.reason);
		const template = await postgresTemplate(found.bin);
		const folder = mkdtempSync(join(tmpdir(), 'jangkau-mortal-'));
		const { uid, gid } = statSync(template);
		chownSync(folder, uid, gid);
		// With owner and mode, without which PostgreSQL refuses the folder.
		execFileSync('cp', ['-a', template, join(folder, 'data')]);
		const postgres = new MortalPostgres(found.bin, folder, await freePort());
		await postgres.#untilReady();
		return postgres;
	}

	/** An empty database, to be migrated by whoever opens it. */
	get url(): string {
		return `postgresql://postgres@127.0.0.1:${String(this.#port)}/postgres`;
	}

	/** As `pg_ctl stop -m immediate`: no goodbye to clients, nothing flushed. */
	async crash(): Promise<void> {
		await this.#end('SIGQUIT');
	}

	async revive(): Promise<void> {
		this.#server = this.#spawn();
		await this.#untilReady();
	}

	async close(): Promise<void> {
		await this.#end('SIGINT');
		rmSync(this.#folder, { recursive: true, force: true });
	}

	#spawn(): ChildProcess {
		const data = join(this.#folder, 'data');
		const owner = process.getuid?.() === 0 ? statSync(data) : null;
		const place = ['-D', data, '-k', this.#folder, '-p', String(this.#port), '-h', '127.0.0.1'];
		return spawn(join(this.#bin, 'postgres'), place, {
			...(owner && { uid: owner.uid, gid: owner.gid }),
			cwd: this.#folder,
			stdio: 'ignore'
		});
	}

	#end(signal: NodeJS.Signals): Promise<void> {
		const gone = new Promise<void>((resolve) => this.#server.once('exit', () => resolve()));
		this.#server.kill(signal);
		return gone;
	}

	async #untilReady(): Promise<void> {
		const deadline = performance.now() + 60_000;
		for (;;) {
			const client = new pg.Client({ connectionString: this.url });
			// A connection that breaks while the server still starts is no news.
			client.on('error', () => undefined);
			try {
				await client.connect();
				await client.end();
				return;
			} catch (error) {
				if (performance.now() > deadline) throw error;
				await new Promise((resolve) => setTimeout(resolve, 100));
			}
		}
	}
}

/** Below those that the system gives away: it must be free again when PostgreSQL comes back. */
function freePort(): Promise<number> {
	const port = 20_000 + Math.floor(Math.random() * 10_000);
	return new Promise((resolve) => {
		const probe = createServer().once('error', () => resolve(freePort()));
		probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(port)));
	});
}
