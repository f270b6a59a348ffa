// How much JavaScript each page loads, gzipped, read from the last build. `--check` fails when a page
// has grown past its budget: a cheap phone on a slow network pays for every kilobyte.
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
/** What the build wrote about itself, and the files that people load. */
const manifestFile = path.join(root, '.svelte-kit/output/client/.vite/manifest.json');
const appFile = path.join(root, '.svelte-kit/generated/client-optimized/app.js');
const build = path.join(root, 'build');

interface Chunk {
	readonly file: string;
	readonly imports?: readonly string[];
	readonly dynamicImports?: readonly string[];
	/** Workers are assets. */
	readonly assets?: readonly string[];
}
type Manifest = Readonly<Record<string, Chunk>>;

/** Bytes as they are sent: gzipped by the build at its best. */
export interface RouteSize {
	readonly route: string;
	/** What the page needs before it can be used. */
	readonly first: number;
	/** With what it loads while it is open: the map and MapLibre's worker, the server's library. */
	readonly open: number;
	/** The planner's own workers, which load when a division or an import is asked for. */
	readonly workers: number;
}

/** Budgets in KiB. Visits are recorded on the cheapest phones and the slowest networks. */
const captureRoutes = [
	'/masuk',
	'/gabung',
	'/hari-ini',
	'/kunjungan/[household]',
	'/rumah/baru',
	'/kirim'
];
const captureFirstBudget = 150;
const openBudget = 650;
const workersBudget = 66;

function readManifest(): Manifest {
	return JSON.parse(readFileSync(manifestFile, 'utf8')) as Manifest;
}

function closure(manifest: Manifest, entries: readonly string[], later: boolean): Set<string> {
	const files = new Set<string>();
	const seen = new Set<string>();
	const visit = (key: string): void => {
		const chunk = manifest[key];
		if (!chunk || seen.has(key)) return;
		seen.add(key);
		files.add(chunk.file);
		for (const asset of chunk.assets ?? []) files.add(asset);
		for (const next of chunk.imports ?? []) visit(next);
		if (later) for (const next of chunk.dynamicImports ?? []) visit(next);
	};
	for (const entry of entries) {
		if (!manifest[entry]) throw new Error(`the build has no ${entry}`);
		visit(entry);
	}
	return files;
}

const gzipped = new Map<string, number>();

function sizeOf(files: Iterable<string>): number {
	let sum = 0;
	for (const file of files) {
		if (!file.endsWith('.js') && !file.endsWith('.mjs')) continue;
		const known = gzipped.get(file) ?? statSync(path.join(build, `${file}.gz`)).size;
		gzipped.set(file, known);
		sum += known;
	}
	return sum;
}

/** The routes of the app with the number of their page's node, as SvelteKit generated them. */
function routes(): Map<string, number[]> {
	const dictionary = /dictionary = (\{[\s\S]*?\n\t?\})/.exec(readFileSync(appFile, 'utf8'))?.[1];
	if (!dictionary) throw new Error('the build names no routes');
	return new Map(Object.entries(JSON.parse(dictionary) as Record<string, number[]>));
}

export function routeSizes(): RouteSize[] {
	const manifest = readManifest();
	const nodeOf = (n: number) => `.svelte-kit/generated/client-optimized/nodes/${n}.js`;
	const shell = Object.keys(manifest).filter(
		(key) => key.endsWith('/client/entry.js') || key.endsWith('client-optimized/app.js')
	);
	return [...routes()].map(([route, nodes]) => {
		const entries = [nodeOf(0), ...nodes.map(nodeOf)];
		const first = new Set([
			...closure(manifest, shell, false),
			...closure(manifest, entries, false)
		]);
		const all = [...new Set([...first, ...closure(manifest, entries, true)])];
		return {
			route,
			first: sizeOf([...first].filter((file) => !isOwnWorker(file))),
			open: sizeOf(all.filter((file) => !isOwnWorker(file))),
			workers: sizeOf(all.filter(isOwnWorker))
		};
	});
}

/** All code of the app, as a page would load it that did not split it. */
export function wholeAppSize(): number {
	const manifest = readManifest();
	return sizeOf(closure(manifest, Object.keys(manifest), true));
}

export function budgetWords(route: string): string {
	const open = `≤ ${String(openBudget)} KiB in all`;
	return captureRoutes.includes(route)
		? `≤ ${String(captureFirstBudget)} KiB first, ${open}`
		: open;
}

/** MapLibre's worker is not among them: it comes as a file, with the map. */
const isOwnWorker = (file: string): boolean => file.includes('/immutable/workers/');

/** One line for each budget that is broken, and for each budgeted route that the build does not have. */
function overBudget(sizes: readonly RouteSize[]): string[] {
	const missing = captureRoutes.filter((name) => !sizes.some(({ route }) => route === name));
	const broken = sizes.flatMap(({ route, first, open, workers }) => [
		...(captureRoutes.includes(route) ? over(`${route} first`, first, captureFirstBudget) : []),
		...over(`${route} open`, open, openBudget),
		...over(`${route} workers`, workers, workersBudget)
	]);
	return [...missing.map((route) => `${route}: no such page`), ...broken];
}

function over(what: string, bytes: number, budget: number): string[] {
	const kib = bytes / 1024;
	return kib > budget ? [`${what}: ${kib.toFixed(1)} KiB gz, budget ${String(budget)}`] : [];
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
	const sizes = routeSizes();
	const kib = (bytes: number) => Math.round(bytes / 1024);
	console.table(
		sizes.map(({ route, first, open, workers }) => ({
			route,
			'KiB gz first': kib(first),
			'KiB gz open': kib(open),
			'KiB gz own workers': kib(workers)
		}))
	);
	const problems = overBudget(sizes);
	for (const problem of problems) console.error(problem);
	if (process.argv.includes('--check') && problems.length > 0) process.exit(1);
}
