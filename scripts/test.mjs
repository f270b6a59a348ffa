// `npm test`: every check and every suite, from a fresh clone on. It says what it skips and why,
// goes on after a failure, and ends with one line of counts. Nothing reads from the terminal.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { ensureInstalled, refuseOldNode, root } from './install.mjs';
import { findChromium, findPostgres, findScorer } from './machine.mjs';
import { runStep } from './step.mjs';

refuseOldNode();
ensureInstalled();

const reports = mkdtempSync(join(tmpdir(), 'jangkau-test-'));
const counts = { passed: 0, failed: 0, skipped: 0 };
const failures = [];
/** By name, for the last lines: what a suite printed may be pages above. */
const failedTests = [];
const notes = [];

/** A check without tests of its own counts as one. */
function count(title, result) {
	counts.passed += result.passed;
	counts.failed += result.failed;
	counts.skipped += result.skipped;
	if (result.failed > 0) failures.push(title);
	if (result.skipped > 0) notes.push(`${title}: ${result.skipped} tes dilewati (lihat di atas)`);
}

async function check(title, script, args = [], environment = {}) {
	const passed = await runStep(title, script, args, environment);
	count(title, { passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0 });
	return passed;
}

async function vitest(title, projects, environment = {}) {
	const file = join(reports, `${projects.join('-')}.json`);
	const passed = await runStep(
		title,
		'node_modules/vitest/vitest.mjs',
		[
			'run',
			...projects.flatMap((name) => ['--project', name]),
			'--reporter=default',
			'--reporter=json',
			`--outputFile.json=${file}`
		],
		environment
	);
	const report = read(file);
	for (const { name: path, assertionResults } of report?.testResults ?? [])
		for (const { status, fullName } of assertionResults)
			if (status === 'failed') failedTests.push(`${relative(root, path)}: ${fullName}`);
	// A file that does not even load has no test to count.
	const unloaded = (report?.testResults ?? []).filter(
		(result) => result.status === 'failed' && result.assertionResults.length === 0
	).length;
	count(
		title,
		atLeastOneFailure(passed, {
			passed: report?.numPassedTests ?? 0,
			failed: (report?.numFailedTests ?? 0) + unloaded,
			skipped: (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0)
		})
	);
}

async function playwright(title, chromium) {
	const file = join(reports, 'e2e.json');
	const passed = await runStep(
		title,
		'node_modules/@playwright/test/cli.js',
		['test', '--reporter=list,json'],
		{ JANGKAU_CHROMIUM: chromium, PLAYWRIGHT_JSON_OUTPUT_FILE: file, JANGKAU_BUILT: '1' }
	);
	const report = read(file);
	const stats = report?.stats;
	for (const { title: name, status } of browserTests(report?.suites ?? [])) {
		if (status === 'unexpected') failedTests.push(name);
		if (status === 'flaky') notes.push(`GOYAH, lulus pada percobaan kedua: ${name}`);
	}
	count(
		title,
		atLeastOneFailure(passed, {
			passed: (stats?.expected ?? 0) + (stats?.flaky ?? 0),
			failed: stats?.unexpected ?? 0,
			skipped: stats?.skipped ?? 0
		})
	);
}

/** Every test of a Playwright report with how it ended. */
function browserTests(suites) {
	return suites.flatMap((suite) => [
		...browserTests(suite.suites ?? []),
		...(suite.specs ?? []).flatMap((spec) =>
			spec.tests.map(({ status }) => ({ title: `${spec.file}: ${spec.title}`, status }))
		)
	]);
}

function atLeastOneFailure(passed, result) {
	return passed || result.failed > 0 ? result : { ...result, failed: 1 };
}

function skip(title, reason) {
	counts.skipped += 1;
	notes.push(`${title}: ${reason}`);
}

function read(file) {
	try {
		return JSON.parse(readFileSync(file, 'utf8'));
	} catch {
		return null;
	}
}

/** Runs the jobs, as many at a time as there are lanes, in their order: the longest should stand first. */
async function inLanes(lanes, jobs) {
	const waiting = [...jobs];
	const lane = async () => {
		for (let job = waiting.shift(); job !== undefined; job = waiting.shift()) await job();
	};
	await Promise.all(Array.from({ length: lanes }, lane));
}

const bin = (path) => `node_modules/${path}`;

const startedAt = Date.now();
const chromium = findChromium();
const postgres = findPostgres();
const scorer = findScorer();
if (scorer.missing) notes.push(`Penilai wilayah: ${scorer.missing}`);
if (postgres.missing) notes.push(`Tes PostgreSQL: ${postgres.missing}`);

// Once, with what `npm run messages` says; then the steps that read them may run side by side.
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const [, ...howToCompile] = scripts.messages.split(' ');
await check('Teks (Paraglide)', bin('@inlang/paraglide-js/bin/run.js'), howToCompile);
await check('SvelteKit sync', bin('@sveltejs/kit/svelte-kit.js'), ['sync']);
const style = [
	() => check('Format (Prettier)', bin('prettier/bin/prettier.cjs'), ['--check', '.']),
	() =>
		check('Lint (ESLint)', bin('eslint/bin/eslint.js'), ['--max-warnings', '0', '.'], {
			JANGKAU_LINT: 'quick'
		})
];
const types = [
	() =>
		check('Tipe (svelte-check)', bin('svelte-check/bin/svelte-check'), [
			'--tsconfig',
			'./tsconfig.json',
			'--fail-on-warnings'
		]),
	() => check('Tipe (tsc)', bin('typescript/bin/tsc'), ['-p', 'tsconfig.node.json', '--noEmit'])
];
let built = false;
async function build() {
	built = await check('Bangun aplikasi', 'scripts/build.mjs', [], { JANGKAU_TEXTS: 'compiled' });
	if (built) await check('Ukuran halaman', 'scripts/bundle-size.ts', ['--check']);
}
const lanes = availableParallelism();
const workers = { JANGKAU_TEST_WORKERS: String(Math.max(1, Math.floor(lanes / 2))) };
await inLanes(lanes, [
	() => vitest('Sinkronisasi', ['sync'], workers),
	...style.toReversed(),
	() => check('Data contoh untuk peramban', 'tests/support/e2e-make-template.ts'),
	() => vitest('Unit dan tampilan', ['unit', 'ui'], workers),
	build,
	...types
]);
await vitest('Basis data', ['database']);
if (chromium.missing) skip('Peramban (Playwright)', chromium.missing);
else if (!built) skip('Peramban (Playwright)', 'aplikasi tidak terbangun');
else await playwright('Peramban (Playwright)', chromium.path);

rmSync(reports, { recursive: true, force: true });
console.log(`\n== Selesai dalam ${Math.round((Date.now() - startedAt) / 1000)} detik`);
for (const note of notes) console.log(`Catatan · ${note}`);
for (const name of failedTests) console.log(`Gagal · ${name}`);
for (const failure of failures) console.log(`GAGAL · ${failure}`);
console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exit(counts.failed > 0 ? 1 : 0);
