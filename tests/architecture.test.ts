import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import {
	circlesIn,
	importTable,
	importsOf,
	problemsOf,
	type SourceFile
} from './support/architecture.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const table = importTable(readFileSync(join(root, 'docs/architecture.md'), 'utf8'));
const sources = sourcesBelow(join(root, 'src'));

function sourcesBelow(folder: string): SourceFile[] {
	return readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile() && /\.(ts|js|svelte)$/.test(entry.name))
		.map((entry) => join(entry.parentPath, entry.name))
		.map((path) => ({ path: relative(root, path), text: readFileSync(path, 'utf8') }))
		.filter(({ path }) => !path.startsWith('src/lib/paraglide/'));
}

function planted(path: string, text: string): string[] {
	return problemsOf({ path, text }, table).map((problem) => problem.rule);
}

describe('the house', () => {
	it('has the rooms of docs/architecture.md', () => {
		expect([...table.keys()].sort()).toEqual(
			'app cli data domain first-sight hooks map routes service-worker state text ui'.split(' ')
		);
	});
	it('is read: the check sees its files', () => {
		expect(sources.length).toBeGreaterThan(60);
		expect(sources.some(({ path }) => path.endsWith('.svelte'))).toBe(true);
	});
	it('is in order', () => {
		expect(sources.flatMap((file) => problemsOf(file, table))).toEqual([]);
	});
	it('has no circle of imports', () => {
		expect(circlesIn(sources)).toEqual([]);
	});
});

describe('the check bites', () => {
	it.each([
		['src/lib/domain/a.ts', "import { db } from '#lib/data/local/a.ts';"],
		['src/lib/domain/a.ts', "import type { Records } from '../data/contracts.ts';"],
		['src/lib/data/a.ts', "import { x } from '#lib/map/contracts.ts';"],
		['src/lib/map/a.ts', "import { x } from '#lib/data/tiles/a.ts';"],
		['src/lib/map/A.svelte', "<script>\n\timport { x } from '#lib/state/a.ts';\n</script>"],
		['src/lib/state/a.svelte.ts', "import Button from '#lib/ui/Button.svelte';"],
		['src/lib/ui/A.svelte', "<script>import { useApp } from '#lib/app.ts';</script>"],
		['src/lib/ui/A.svelte', "<script>import { x } from '../state/toasts.svelte.ts';</script>"],
		['src/lib/state/a.ts', "const later = () => import('#lib/map/view.ts');"],
		['src/lib/state/a.ts', "export { x } from '#lib/ui/icons.ts';\nexport const y = 1;"],
		['src/service-worker/a.ts', "import { x } from '../lib/state/a.ts';"]
	])('on a room that reaches where it may not: %s', (path, text) => {
		expect(planted(path, text)).toEqual(['room']);
	});

	it.each([
		['src/lib/data/sync/a.ts', "import Dexie from 'dexie';"],
		['src/routes/rumah/+page.svelte', "<script>import { Map } from 'maplibre-gl';</script>"],
		['src/lib/state/a.ts', "import { AuthClient } from '@supabase/auth-js';"],
		['src/lib/domain/division/a.ts', "import { area } from '@turf/turf';"],
		['src/lib/domain/geometry/a.ts', "import Delaunator from 'delaunator';"],
		['src/lib/domain/a.ts', "import { untrack } from 'svelte';"],
		['src/lib/data/local/a.ts', "import { untrack } from 'svelte';"],
		['src/lib/state/a.ts', "import { Workbox } from 'workbox-window';"],
		['src/service-worker/a.ts', "import { page } from '$app/state';"]
	])('on a library outside its room: %s', (path, text) => {
		expect(planted(path, text)).toEqual(['library']);
	});

	it.each(['svelte/store', '$app/stores', '$lib/ui/icons.ts'])('on %s', (module) => {
		expect(planted('src/lib/state/a.ts', `import { x } from '${module}';`)).toEqual(['banned']);
	});
	it('on an import without its extension', () => {
		expect(planted('src/lib/state/a.ts', "import { x } from './b';")).toEqual(['extension']);
	});
	it.each([
		'const at = Date.now();',
		'const at = new Date();',
		'const dice = Math.random();',
		"await fetch('/x');",
		'const id = crypto.randomUUID();',
		'window.scrollTo(0, 0);',
		"localStorage.getItem('x');"
	])('on a domain that reaches outside: %s', (text) => {
		expect(planted('src/lib/domain/a.ts', text)).toEqual(['impure']);
	});
	it.each([
		'// asks Date.now() of nobody',
		'/** never fetch( here */',
		"const word = 'Date.now()';"
	])('but not on words about it: %s', (text) =>
		expect(planted('src/lib/domain/a.ts', text)).toEqual([])
	);
	it('on a file of more than 300 lines, and not on one of 300', () => {
		expect(planted('src/lib/state/a.ts', 'let a;\n'.repeat(301))).toEqual(['size']);
		expect(planted('src/lib/state/a.ts', 'let a;\n'.repeat(300))).toEqual([]);
	});
	it.each(['utils', 'helpers', 'common', 'misc', 'types', 'manager'])(
		'on a file called %s',
		(name) => expect(planted(`src/lib/state/${name}.ts`, 'export const a = 1;')).toEqual(['name'])
	);
	it('on a barrel', () => {
		expect(planted('src/lib/ui/index.ts', "export { icons } from './icons.ts';")).toEqual(['name']);
		expect(planted('src/lib/ui/all.ts', "export { icons } from './icons.ts';")).toEqual(['barrel']);
	});
	it('on a file that two sides of a circle share', () => {
		const files = [
			{ path: 'src/lib/domain/a.ts', text: "import { b } from './b.ts';" },
			{ path: 'src/lib/domain/b.ts', text: "import { c } from '#lib/domain/c.ts';" },
			{ path: 'src/lib/domain/c.ts', text: "import { a } from './a.ts';" }
		];
		expect(circlesIn(files)).toEqual([
			'src/lib/domain/a.ts > src/lib/domain/b.ts > src/lib/domain/c.ts > src/lib/domain/a.ts'
		]);
	});
	it('but not on types that name each other, which are gone when the app runs', () => {
		const files = [
			{ path: 'src/lib/domain/a.ts', text: "import type { B } from './b.ts';" },
			{ path: 'src/lib/domain/b.ts', text: "import type { A } from './a.ts';" }
		];
		expect(circlesIn(files)).toEqual([]);
	});
	it('on nothing in comments', () => {
		expect(importsOf("// import x from 'dexie';\n/* import y from 'dexie' */\n")).toEqual([]);
	});
});
