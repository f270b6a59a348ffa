// A data folder with the demo filled in, made once for a day and for the sources it comes from.
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

const cacheFolder = join(repositoryRoot, 'node_modules/.cache/jangkau');

/** Made before the first spec; the workers inherit its name, whatever is edited meanwhile. */
export async function makeTemplate(): Promise<void> {
	const folder = templateFolder();
	process.env['JANGKAU_E2E_TEMPLATE'] = folder;
	if (existsSync(folder)) return;
	mkdirSync(cacheFolder, { recursive: true });
	for (const name of readdirSync(cacheFolder)) {
		if (name.startsWith('e2e-demo-')) rmSync(join(cacheFolder, name), { recursive: true });
	}
	const unfinished = `${folder}.${String(process.pid)}`;
	const server = await spawnServer({ dataDir: unfinished, port: 0, demo: true, buildDir: null });
	await server.close();
	renameSync(unfinished, folder);
}

export function copyTemplate(to: string): void {
	cpSync(process.env['JANGKAU_E2E_TEMPLATE'] ?? templateFolder(), to, { recursive: true });
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
