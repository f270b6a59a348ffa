// A throw-away PostgreSQL for tests and scripts. It never touches a server that is already there,
// and it goes away with the process that asked for it, even when that one is killed.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { applyScripts, databaseScripts } from './migrations.ts';

const oldestMajor = 15;
const superuser = 'postgres';
const templateName = 'jangkau_template';

export type PostgresFound = { readonly bin: string } | { readonly reason: string };

/** The newest PostgreSQL 15 or later with PostGIS on this machine, or why there is none. */
export function findPostgres(): PostgresFound {
	const candidates = [...pgConfigBin(), ...debianBins()].filter((bin) =>
		existsSync(join(bin, 'initdb'))
	);
	const bin = candidates.find((candidate) => majorOf(candidate) >= oldestMajor);
	if (!bin) return { reason: `PostgreSQL ${oldestMajor} or later is not installed` };
	const share = run(join(bin, 'pg_config'), ['--sharedir']);
	if (!share || !existsSync(join(share, 'extension/postgis.control'))) {
		return { reason: 'PostGIS for PostgreSQL is not installed' };
	}
	if (process.getuid?.() === 0 && !unprivilegedUser()) {
		return { reason: 'PostgreSQL refuses to run as root and there is no user postgres or nobody' };
	}
	return { bin };
}

function pgConfigBin(): string[] {
	const bin = run('pg_config', ['--bindir']);
	return bin ? [bin] : [];
}

function debianBins(): string[] {
	const root = '/usr/lib/postgresql';
	if (!existsSync(root)) return [];
	return readdirSync(root)
		.sort((a, b) => Number(b) - Number(a))
		.map((version) => join(root, version, 'bin'));
}

function majorOf(bin: string): number {
	const version = run(join(bin, 'initdb'), ['--version']) ?? '';
	return Number(/(\d+)(\.|$|\s)/.exec(version)?.[1] ?? 0);
}

function run(file: string, args: readonly string[]): string | undefined {
	try {
		return execFileSync(file, args, {
			encoding: 'utf8',
			stdio: ['ignore', 'pipe', 'ignore']
		}).trim();
	} catch {
		return undefined;
	}
}

interface Account {
	readonly uid: number;
	readonly gid: number;
}

function unprivilegedUser(): Account | undefined {
	for (const name of ['postgres', 'nobody']) {
		const uid = run('id', ['-u', name]);
		const gid = run('id', ['-g', name]);
		if (uid && gid) return { uid: Number(uid), gid: Number(gid) };
	}
	return undefined;
}

/** As whom the server runs: root may not. Undefined for the user of this process. */
const serverAccount = (): Account | undefined =>
	process.getuid?.() === 0 ? unprivilegedUser() : undefined;

function initialise(bin: string, data: string, account: Account | undefined): void {
	execFileSync(
		join(bin, 'initdb'),
		['-D', data, '-U', superuser, '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'],
		{ ...account, cwd: dirname(data), stdio: ['ignore', 'ignore', 'pipe'] }
	);
}

/** With owner and mode, without which the server refuses the folder. */
function copyData(from: string, to: string): void {
	execFileSync('cp', ['-a', from, to], { stdio: ['ignore', 'ignore', 'pipe'] });
}

function freePort(): Promise<number> {
	return new Promise((resolve, reject) => {
		const server = createServer().once('error', reject);
		server.listen(0, '127.0.0.1', () => {
			const address = server.address();
			const port = typeof address === 'object' && address ? address.port : 0;
			server.close(() => resolve(port));
		});
	});
}

/** `date` stays `YYYY-MM-DD` and `bigint` becomes a number, as with PGlite. */
const dateType = 1082;
const bigintType = 20;
pg.types.setTypeParser(dateType, (value: string) => value);
pg.types.setTypeParser(bigintType, Number);

export class PostgresCluster {
	readonly #folder: string;
	readonly #port: number;
	readonly #server: ChildProcess;
	#databases = 0;
	#template: Promise<void> | undefined;

	private constructor(folder: string, port: number, server: ChildProcess) {
		this.#folder = folder;
		this.#port = port;
		this.#server = server;
	}

	/** An empty cluster, or a copy of the data folder that `keepMigrated` or `keepData` wrote to `template`. */
	static async start(bin: string, template?: string): Promise<PostgresCluster> {
		const account = serverAccount();
		const folder = mkdtempSync(join(tmpdir(), 'jangkau-postgres-'));
		if (account) chownSync(folder, account.uid, account.gid);
		const data = join(folder, 'data');
		if (template) copyData(template, data);
		else initialise(bin, data, account);
		const port = await freePort();
		const settings = [
			...['-D', data, '-k', folder, '-p', String(port), '-h', '127.0.0.1'],
			...['-c', 'fsync=off', '-c', 'synchronous_commit=off', '-c', 'full_page_writes=off'],
			// As on hosted Supabase; compiling small queries takes longer than running them.
			...['-c', 'jit=off']
		];
		// The shell waits for its standard input to end, which it does however the parent ends.
		const script =
			'folder=$1; shift; "$@" >"$folder/log" 2>&1 & pid=$!; cat >/dev/null; ' +
			'kill -INT $pid; wait $pid; rm -rf "$folder"';
		const server = spawn('sh', ['-c', script, 'sh', folder, join(bin, 'postgres'), ...settings], {
			...account,
			cwd: folder,
			stdio: ['pipe', 'ignore', 'ignore'],
			detached: true
		});
		server.unref();
		(server.stdin as unknown as { unref?(): void } | null)?.unref?.();
		const cluster = new PostgresCluster(folder, port, server);
		if (template) cluster.#template = Promise.resolve();
		await cluster.#untilReady();
		return cluster;
	}

	async #untilReady(): Promise<void> {
		const deadline = performance.now() + 60_000;
		for (;;) {
			try {
				await (await this.connect('postgres')).end();
				return;
			} catch (error) {
				if (performance.now() > deadline) throw error;
				await new Promise((resolve) => setTimeout(resolve, 50));
			}
		}
	}

	/** A superuser connection through the socket. The caller ends it. */
	async connect(database: string): Promise<pg.Client> {
		const client = new pg.Client({
			host: this.#folder,
			port: this.#port,
			user: superuser,
			database
		});
		await client.connect();
		return client;
	}

	/** For programs that want an address; on loopback. */
	url(database: string): string {
		return `postgresql://${superuser}@127.0.0.1:${this.#port}/${database}`;
	}

	/** Name of a new database with all migrations, cloned from one template. */
	async createDatabase(): Promise<string> {
		this.#template ??= this.#buildTemplate();
		await this.#template;
		const name = `jangkau_${++this.#databases}`;
		await this.#administer(`create database ${name} template ${templateName}`);
		return name;
	}

	/** Shuts down and leaves the data folder, with the migrated template in it, at `to`. */
	async keepMigrated(bin: string, to: string): Promise<void> {
		this.#template ??= this.#buildTemplate();
		await this.#template;
		await this.keepData(bin, to);
	}

	/** Shuts down and leaves the data folder at `to`. */
	async keepData(bin: string, to: string): Promise<void> {
		const data = join(this.#folder, 'data');
		execFileSync(join(bin, 'pg_ctl'), ['stop', '-D', data, '-m', 'fast', '-w'], {
			...serverAccount(),
			cwd: this.#folder,
			stdio: ['ignore', 'ignore', 'pipe']
		});
		copyData(data, to);
		await this.stop();
	}

	async dropDatabase(name: string): Promise<void> {
		await this.#administer(`drop database if exists ${name} with (force)`);
	}

	async #buildTemplate(): Promise<void> {
		await this.#administer(`create database ${templateName}`);
		const client = await this.connect(templateName);
		try {
			await applyScripts(databaseScripts(), (sql) => client.query(sql));
		} finally {
			await client.end();
		}
	}

	async #administer(sql: string): Promise<void> {
		const client = await this.connect('postgres');
		try {
			await client.query(sql);
		} finally {
			await client.end();
		}
	}

	stop(): Promise<void> {
		return new Promise((resolve) => {
			this.#server.ref();
			this.#server.once('exit', () => resolve());
			this.#server.stdin?.end();
		});
	}
}
