// How much JavaScript each page loads, gzipped, read from the last build. `--check` fails when a page
// has grown past its budget: a cheap phone on a slow network pays for every kilobyte.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const client = path.join(root, '.svelte-kit/output/client');

interface Chunk {
	readonly file: string;
	readonly imports?: readonly string[];
	readonly dynamicImports?: readonly string[];
	/** Workers imported by URL are assets. */
	readonly assets?: readonly string[];
}
type Manifest = Readonly<Record<string, Chunk>>;

export interface RouteSize {
	readonly route: string;
	/** What the page needs before it can be used. */
	readonly bytes: number;
	/** With what it loads while it is used: the map, the server's library. */
	readonly withLater: number;
}

/** Budgets in KiB: the field's own for capture (150) and map pages (650 with the worker). */
const captureRoutes = ['/kunjungan/[household]', '/kirim', '/masuk', '/gabung'];
const captureBudget = 150;
const otherBudget = 650;

function readManifest(): Manifest {
	return JSON.parse(readFileSync(path.join(client, '.vite/manifest.json'), 'utf8')) as Manifest;
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
	entries.forEach(visit);
	return files;
}

const gzipped = new Map<string, number>();

function sizeOf(files: Iterable<string>): number {
	let sum = 0;
	for (const file of files) {
		if (!file.endsWith('.js') && !file.endsWith('.mjs')) continue;
		const known = gzipped.get(file) ?? gzipSync(readFileSync(path.join(client, file))).length;
		gzipped.set(file, known);
		sum += known;
	}
	return sum;
}

/** The routes of the app with the number of their page's node, as SvelteKit generated them. */
function routes(): Map<string, number[]> {
	const source = readFileSync(
		path.join(root, '.svelte-kit/generated/client-optimized/app.js'),
		'utf8'
	);
	const dictionary = /dictionary = (\{[\s\S]*?\n\t?\})/.exec(source)?.[1] ?? '{}';
	const parsed = JSON.parse(dictionary) as Record<string, number[]>;
	return new Map(Object.entries(parsed));
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
		const later = new Set([...first, ...closure(manifest, entries, true)]);
		return { route, bytes: sizeOf(first), withLater: sizeOf(later) };
	});
}

export function overBudget(sizes: readonly RouteSize[]): string[] {
	return sizes.flatMap(({ route, bytes, withLater }) => {
		const capture = captureRoutes.includes(route);
		const size = capture ? bytes : withLater;
		const budget = capture ? captureBudget : otherBudget;
		return size > budget * 1024
			? [`${route}: ${(size / 1024).toFixed(0)} KiB gz, budget ${budget}`]
			: [];
	});
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
	const sizes = routeSizes();
	console.table(
		sizes.map(({ route, bytes, withLater }) => ({
			route,
			'KiB gz first': Math.round(bytes / 1024),
			'KiB gz in all': Math.round(withLater / 1024)
		}))
	);
	const problems = overBudget(sizes);
	for (const problem of problems) console.error(problem);
	if (process.argv.includes('--check') && problems.length > 0) process.exit(1);
}
