// The rules of the house as functions over source text. The table of rooms comes from
// docs/architecture.md; where a library lives stands here.
import { posix } from 'node:path';

export interface SourceFile {
	/** From the top of the project, with slashes. */
	readonly path: string;
	readonly text: string;
}

export interface Problem {
	readonly path: string;
	readonly rule:
		'room' | 'library' | 'banned' | 'extension' | 'impure' | 'size' | 'name' | 'barrel';
	readonly detail: string;
}

interface Import {
	readonly module: string;
	readonly typeOnly: boolean;
}

/** Data as code: long by nature. */
const dataTables = [
	/^src\/lib\/domain\/checklist\/forms\//,
	/\.generated\.ts$/,
	/database\.types\.ts$/,
	/^src\/lib\/map\/style\//
];
const longest = 300;

const banned = [/^svelte\/store$/, /^\$app\/stores$/, /^\$lib(\/|$)/];

/** Where a library may be named. */
const libraryRooms: readonly (readonly [module: RegExp, paths: RegExp])[] = [
	[/^dexie/, /^src\/lib\/data\/(local|tiles)\//],
	[/^@supabase\//, /^src\/lib\/data\/remote\//],
	[/^(maplibre-gl|pmtiles|terra-draw)/, /^src\/lib\/map\//],
	[/^(pbf|@mapbox\/vector-tile)/, /^src\/lib\/data\/tiles\//],
	[/^@turf\//, /^src\/lib\/domain\/geometry\//],
	[/^(delaunator|@kninnug\/constrainautor|polyclip-ts)/, /^src\/lib\/domain\/division\//],
	[/^qr(\/|$)/, /^src\/lib\/data\/transfer\//],
	[/^hucre(\/|$)/, /^src\/lib\/data\/(export|import)\//],
	[/^workbox-window/, /^src\/lib\/[^/]+\.ts$/],
	[/^workbox-(?!window)/, /^src\/service-worker\//],
	[/^svelte(\/|$)/, /^src\/(lib\/(map|state|ui|[^/]+\.ts$)|routes)/],
	[/^\$app\//, /^src\/(lib\/(state|[^/]+\.ts$)|routes)/],
	[/^node:/, /^src\/cli\//]
];

const impure =
	/\b(?:Date\.now|Math\.random|performance\.now|crypto\.(?:randomUUID|getRandomValues)|fetch)\s*\(|\bnew Date\(\s*\)|\b(?:window|document|navigator|localStorage|indexedDB)\s*[.[]/;

/** Room → rooms it may import, from the table under "Rooms". */
export function importTable(markdown: string): Map<string, ReadonlySet<string>> {
	const rows = [...markdown.matchAll(/^\| `src\/([^`]+)`\s*\|[^|]*\|([^|]*)\|$/gm)];
	return new Map(
		rows.map(([, folder = '', allowed = '']) => [
			roomNamed(folder),
			new Set(allowed.split(',').map((room) => room.trim()))
		])
	);
}

function roomNamed(folder: string): string {
	if (folder === 'hooks.client.ts') return 'hooks';
	const room = folder.replace('lib/', '');
	return room === 'paraglide' ? 'text' : room;
}

export function roomOf(path: string): string | null {
	const parts = path.split('/');
	if (parts[0] !== 'src') return null;
	if (parts.length === 2) return 'hooks';
	if (parts[1] !== 'lib') return parts[1] ?? null;
	if (parts.length === 3) return 'app';
	return parts[2] === 'paraglide' ? 'text' : (parts[2] ?? null);
}

export function importsOf(text: string): Import[] {
	const code = withoutComments(text);
	const named = code.matchAll(
		/(?:^|[\s;>}])(import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s+)?['"]([^'"]+)['"]/g
	);
	const dynamic = code.matchAll(/\bimport\(\s*['"]([^'"]+)['"]/g);
	return [
		...[...named].map(([, , type, module = '']) => ({ module, typeOnly: type !== undefined })),
		...[...dynamic].map(([, module = '']) => ({ module, typeOnly: false }))
	];
}

function withoutComments(text: string): string {
	return text
		.replace(/<!--[\s\S]*?-->/g, '')
		.replace(/\/\*[\s\S]*?\*\//g, '')
		.replace(/(^|[\s;{}(,])\/\/[^\n]*/g, '$1');
}

function withoutStrings(code: string): string {
	return code.replace(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g, "''");
}

/** The file a module names, or null when it is a package. */
function fileNamed(module: string, from: string): string | null {
	const bare = module.split('?')[0] ?? module;
	if (bare.startsWith('#lib/')) return `src/lib/${bare.slice(5)}`;
	if (bare.startsWith('.')) return posix.normalize(posix.join(posix.dirname(from), bare));
	return null;
}

export function problemsOf(file: SourceFile, table: ReturnType<typeof importTable>): Problem[] {
	const isTest = /\.test\.ts$/.test(file.path);
	const problem = (rule: Problem['rule'], detail: string) => ({ path: file.path, rule, detail });
	const problems = importsOf(file.text).flatMap(({ module, typeOnly }) =>
		importProblem(file.path, module, typeOnly, isTest, table).map(([rule, detail]) =>
			problem(rule, detail)
		)
	);
	const lines = file.text.replace(/\n$/, '').split('\n').length;
	if (lines > longest && !dataTables.some((pattern) => pattern.test(file.path))) {
		problems.push(problem('size', `${lines} lines`));
	}
	const name = posix.basename(file.path);
	if (
		/^(utils?|helpers?|common|misc|types|manager)\.(svelte\.)?ts$/.test(name) ||
		(name === 'index.ts' && file.path !== 'src/service-worker/index.ts')
	) {
		problems.push(problem('name', name));
	} else if (isBarrel(file.text)) {
		problems.push(problem('barrel', 'only hands on what others export'));
	}
	const hit = impure.exec(withoutStrings(withoutComments(file.text)));
	if (hit && !isTest && roomOf(file.path) === 'domain') problems.push(problem('impure', hit[0]));
	return problems;
}

function importProblem(
	path: string,
	module: string,
	typeOnly: boolean,
	isTest: boolean,
	table: ReturnType<typeof importTable>
): [Problem['rule'], string][] {
	if (banned.some((pattern) => pattern.test(module))) return [['banned', module]];
	const target = fileNamed(module, path);
	if (target === null) {
		const rule = libraryRooms.find(([name]) => name.test(module));
		const outside = rule !== undefined && !rule[1].test(path);
		// A test may use what it needs to look from outside.
		return outside && !isTest && !typeOnly ? [['library', module]] : [];
	}
	if (!/\.(ts|js|mjs|svelte|css|json|d)$|^\.\/\$types/.test(target) && !module.includes('$types')) {
		return [['extension', module]];
	}
	const from = roomOf(path);
	const to = roomOf(target);
	if (isTest || from === null || to === null || from === to || target.endsWith('.css')) return [];
	return table.get(from)?.has(to) ? [] : [['room', `${from} imports ${target}`]];
}

function isBarrel(text: string): boolean {
	const code = withoutComments(text).trim();
	return (
		code !== '' &&
		code
			.replace(
				/export\s+(?:type\s+)?(?:\*(?:\s+as\s+\w+)?|\{[^}]*\})\s+from\s+['"][.#][^'"]*['"];?/g,
				''
			)
			.trim() === ''
	);
}

/** Circles of imports that exist when the app runs, each written once from its first file on. */
export function circlesIn(files: readonly SourceFile[]): string[] {
	const known = new Set(files.map(({ path }) => path));
	const arrows = new Map(
		files.map(({ path, text }) => [
			path,
			importsOf(text)
				.filter(({ typeOnly }) => !typeOnly)
				.map(({ module }) => fileNamed(module, path))
				.filter((target): target is string => target !== null && known.has(target))
		])
	);
	const circles = new Set<string>();
	const done = new Set<string>();
	const walk = (path: string, trail: readonly string[]): void => {
		const at = trail.indexOf(path);
		if (at >= 0) {
			circles.add(written(trail.slice(at)));
			return;
		}
		if (done.has(path)) return;
		for (const next of arrows.get(path) ?? []) walk(next, [...trail, path]);
		done.add(path);
	};
	for (const path of [...arrows.keys()].sort()) walk(path, []);
	return [...circles];
}

function written(circle: readonly string[]): string {
	const first = [...circle].sort()[0] ?? '';
	const at = circle.indexOf(first);
	const turned = [...circle.slice(at), ...circle.slice(0, at), first];
	return turned.join(' > ');
}
