// `npm run test:long`: what finds rare faults and takes too long for every day. Bad lines and rare
// troubles of a browser, every crash at every point of a call between Chromium, server and PostgreSQL,
// 1,000 areas divided, the same divisions in other engines, and ten times as many histories of the sync
// engine, from a seed that nobody has tried yet. With names of parts (`npm run test:long -- browser
// crash`) only those. Ends with the failures.
import { ensureInstalled, refuseOldNode } from './install.mjs';
import { findChromium } from './machine.mjs';
import { runStep } from './step.mjs';

refuseOldNode();
ensureInstalled();

const vitest = 'node_modules/vitest/vitest.mjs';
const playwright = 'node_modules/@playwright/test/cli.js';
const parts = [
	{
		name: 'lint',
		title: 'Lint dengan tipe (ESLint)',
		script: 'node_modules/eslint/bin/eslint.js',
		args: ['--max-warnings', '0', '.']
	},
	{
		name: 'browser',
		title: 'Peramban: jaringan buruk, kesulitan langka, peta kelurahan',
		script: playwright,
		args: ['test', '--grep-invert', '@matrix'],
		environment: { JANGKAU_LONG: '1' }
	},
	{
		name: 'crash',
		title: 'Peramban, jaringan, peladen dan PostgreSQL mati di setiap titik',
		script: playwright,
		args: ['test', '--grep', '@matrix'],
		environment: { JANGKAU_LONG: '1' }
	},
	{
		name: 'histories',
		title: '20.000 riwayat sinkronisasi',
		args: ['run', '--project', 'sync', 'tests/sync/histories'],
		environment: {
			JANGKAU_HISTORIES: process.env.JANGKAU_HISTORIES ?? '20000',
			JANGKAU_SEED: process.env.JANGKAU_SEED ?? 'random'
		}
	},
	{
		name: 'division',
		title: '1.000 wilayah acak dibagi; hasil yang sama di Node 20, Node 22, dan Chromium',
		args: [
			'run',
			...['--project', 'unit', '--project', 'division'],
			...['src/lib/domain/division/generated-areas.test.ts', 'tests/division']
		],
		environment: { JANGKAU_AREAS: process.env.JANGKAU_AREAS ?? '1000' }
	},
	{
		name: 'pglite',
		title: 'Tes basis data di PGlite juga',
		args: ['run', '--project', 'database'],
		environment: { JANGKAU_LONG: '1' }
	},
	{
		name: 'database',
		title: '1.000 riwayat dengan delapan penulis di PostgreSQL',
		args: ['run', '--project', 'database', 'tests/database/sync-histories.test.ts'],
		environment: { JANGKAU_HISTORIES: '1000' }
	}
];

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !parts.some((part) => part.name === name));
if (unknown.length > 0) {
	const known = parts.map(({ name }) => name).join(', ');
	console.error(`Tidak ada bagian "${unknown.join(', ')}". Yang ada: ${known}.`);
	process.exit(1);
}

let chromium = null;
const failures = [];
for (const { name, title, script = vitest, args, environment } of parts) {
	if (wanted.length > 0 && !wanted.includes(name)) continue;
	if (script === playwright) chromium ??= findChromium();
	if (script === playwright && chromium.missing) {
		console.log(`Dilewati · ${title}: ${chromium.missing}`);
		continue;
	}
	const passed = await runStep(title, script, args, {
		JANGKAU_TEST_TIMEOUT_MS: '7200000',
		...(chromium && { JANGKAU_CHROMIUM: chromium.path }),
		...environment
	});
	if (!passed) failures.push(title);
}
for (const failure of failures) console.log(`GAGAL · ${failure}`);
process.exit(failures.length > 0 ? 1 : 0);
