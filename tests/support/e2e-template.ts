// Data folders with the demo filled in, made once for a day and for the sources it comes from: one with
// the embedded database, and where there is a PostgreSQL one beside a cluster of it.
import { createHash } from 'node:crypto';
import {
	cpSync,
	existsSync,
	mkdirSync,
	readFileSync,
	readdirSync,
	renameSync,
	rmSync
} from 'node:fs';
import { join, relative } from 'node:path';
import { spawnServer } from './e2e-server-child.ts';
import { repositoryRoot } from './migrations.ts';
import { findPostgres, PostgresCluster } from './postgres-cluster.ts';

const cacheFolder = join(repositoryRoot, 'node_modules/.cache/jangkau');

const embedded = 'embedded';
const besideCluster = 'postgres/server';
const cluster = 'postgres/cluster';

/**
 * Made before the first spec; the workers inherit its name, whatever is edited meanwhile.
 *
 * @param wanted embedded: also where there is PostgreSQL and no long part, for whoever measures it
 */
export async function makeTemplate(wanted: { readonly embedded?: boolean } = {}): Promise<void> {
	const folder = templateFolder();
	process.env['JANGKAU_E2E_TEMPLATE'] = folder;
	mkdirSync(folder, { recursive: true });
	for (const name of readdirSync(cacheFolder)) {
		const old = name.startsWith('e2e-demo-') && join(cacheFolder, name) !== folder;
		if (old) rmSync(join(cacheFolder, name), { recursive: true });
	}
	const found = findPostgres();
	const bin = 'bin' in found ? found.bin : null;
	const both = wanted.embedded === true || process.env['JANGKAU_LONG'] === '1' || bin === null;
	await Promise.all([
		both && once(join(folder, embedded), (to) => fillDemo(to)),
		bin !== null && once(join(folder, 'postgres'), (to) => fillCluster(bin, to))
	]);
}

/** Written beside and renamed, so that nobody copies half of it. */
async function once(folder: string, fill: (to: string) => Promise<void>): Promise<void> {
	if (existsSync(folder)) return;
	const unfinished = `${folder}.${String(process.pid)}`;
	mkdirSync(unfinished);
	await fill(unfinished);
	renameSync(unfinished, folder);
}

async function fillDemo(dataDir: string, databaseUrl: string | null = null): Promise<void> {
	const server = await spawnServer({ dataDir, databaseUrl, port: 0, demo: true, buildDir: null });
	await server.close();
}

async function fillCluster(bin: string, folder: string): Promise<void> {
	const running = await PostgresCluster.start(bin);
	await fillDemo(join(folder, 'server'), running.url('postgres'));
	await running.keepData(bin, join(folder, 'cluster'));
}

/**
 * A server's folder with the demo.
 *
 * @param postgres on a cluster of its own where there is one: it answers several times faster
 * @returns address of the database, null for the embedded one, and how to end it
 */
export async function copyTemplate(
	to: string,
	postgres: boolean
): Promise<{ readonly databaseUrl: string | null; stop(): Promise<void> }> {
	const folder = process.env['JANGKAU_E2E_TEMPLATE'] ?? templateFolder();
	const found = findPostgres();
	if (!postgres || 'reason' in found) {
		cpSync(join(folder, embedded), to, { recursive: true });
		return { databaseUrl: null, stop: () => Promise.resolve() };
	}
	cpSync(join(folder, besideCluster), to, { recursive: true });
	const running = await PostgresCluster.start(found.bin, join(folder, cluster));
	return { databaseUrl: running.url('postgres'), stop: () => running.stop() };
}

/** The demo is told as of today in its own zone. */
function templateFolder(): string {
	const day = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Makassar' }).format(new Date());
	const hash = createHash('sha256').update(day);
	for (const root of ['supabase/migrations', 'supabase/seed', 'supabase/local', 'src/lib/domain']) {
		const folder = join(repositoryRoot, root);
		const files = readdirSync(folder, { recursive: true, withFileTypes: true })
			.filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
			.map((entry) => join(entry.parentPath, entry.name))
			.sort();
		for (const file of files)
			hash.update(relative(repositoryRoot, file)).update(readFileSync(file));
	}
	return join(cacheFolder, `e2e-demo-${hash.digest('hex').slice(0, 16)}`);
}
