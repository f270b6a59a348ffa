// `npm run test:long`: what finds rare faults and takes too long for every day. Ten times as many
// histories of the sync engine, from a seed that nobody has tried yet, and every crash at every point of
// a call between Chromium, server and PostgreSQL. Ends with the failures.
import { ensureInstalled, refuseOldNode } from './install.mjs';
import { runStep } from './step.mjs';

refuseOldNode();
ensureInstalled();

const vitest = 'node_modules/vitest/vitest.mjs';
const steps = [
	{
		title: 'Peramban, jaringan, peladen dan PostgreSQL mati di setiap titik',
		script: 'node_modules/@playwright/test/cli.js',
		args: ['test', 'crash'],
		environment: { JANGKAU_LONG: '1' }
	},
	{
		title: '20.000 riwayat sinkronisasi',
		args: ['run', '--project', 'sync', 'tests/sync/histories'],
		environment: {
			JANGKAU_HISTORIES: process.env.JANGKAU_HISTORIES ?? '20000',
			JANGKAU_SEED: process.env.JANGKAU_SEED ?? 'random'
		}
	},
	{
		title: '1.000 riwayat dengan delapan penulis di PostgreSQL',
		args: ['run', '--project', 'database', 'tests/database/sync-histories.test.ts'],
		environment: { JANGKAU_HISTORIES: '1000' }
	}
];

const failures = [];
for (const { title, script = vitest, args, environment } of steps) {
	const passed = await runStep(title, script, args, {
		JANGKAU_TEST_TIMEOUT_MS: '7200000',
		...environment
	});
	if (!passed) failures.push(title);
}
for (const failure of failures) console.log(`GAGAL · ${failure}`);
process.exit(failures.length > 0 ? 1 : 0);
