// `npm run bench [name …]`: every figure that we quote, printed beside what a user would do otherwise.
// Reports, not gates: a busy machine must not fail anything. Sizes are gated by bundle-size.ts.
import { cpus, loadavg } from 'node:os';
import { findChromium } from './machine.mjs';
import type { BenchRow } from './bench/bench-row.ts';
import { budgetWords, routeSizes, wholeAppSize } from './bundle-size.ts';

function bundles(): BenchRow[] {
	const kib = (bytes: number) => `${String(Math.round(bytes / 1024))} KiB`;
	const whole = kib(wholeAppSize());
	return routeSizes().map(({ route, first, open }) => ({
		what: `page ${route}, JavaScript gzipped`,
		goal: budgetWords(route),
		ours: `${kib(first)} first, ${kib(open)} in all`,
		instead: `${whole} not split by page`
	}));
}

const benches: Record<string, () => Promise<BenchRow[]>> = {
	bundle: () => Promise.resolve(bundles()),
	start: async () => (await import('./bench/start-up.ts')).benchStartUp(),
	division: async () => (await import('./bench/division.ts')).benchDivision(),
	'division-browser': () =>
		inChromium('division-browser', async (path) =>
			(await import('./bench/division-browser.ts')).benchDivisionBrowser(path)
		),
	hours: async () => (await import('./bench/hours.ts')).benchHours(),
	routing: async () => (await import('./bench/routing.ts')).benchRouting(),
	schedule: async () => (await import('./bench/schedule.ts')).benchSchedule(),
	coverage: async () => (await import('./bench/coverage.ts')).benchCoverage(),
	'coverage-kabupaten': async () =>
		(await import('./bench/coverage-kabupaten.ts')).benchCoverageKabupaten(),
	'estimated-coverage': async () =>
		(await import('./bench/estimated-coverage.ts')).benchEstimatedCoverage(),
	'ratio-map': async () => (await import('./bench/ratio-map.ts')).benchRatioMap(),
	sync: async () => (await import('./bench/sync.ts')).benchSync(),
	'slow-push': async () => (await import('./bench/slow-push.ts')).benchSlowPush(),
	map: () => inChromium('map', async (path) => (await import('./bench/map.ts')).benchMap(path)),
	'map-pack': () =>
		inChromium('map-pack', async (path) =>
			(await import('./bench/map-pack.ts')).benchMapPack(path)
		),
	'cold-start': () =>
		inChromium('cold-start', async (path) => {
			process.env['JANGKAU_CHROMIUM'] = path;
			return (await import('./bench/cold-start.ts')).benchColdStart();
		}),
	'save-visit': () =>
		inChromium('save-visit', async (path) => {
			process.env['JANGKAU_CHROMIUM'] = path;
			return (await import('./bench/save-visit.ts')).benchSaveVisit();
		}),
	install: () =>
		inChromium('install', async (path) => {
			process.env['JANGKAU_CHROMIUM'] = path;
			return (await import('./bench/install.ts')).benchInstall();
		}),
	unlock: () =>
		inChromium('unlock', async (path) => {
			process.env['JANGKAU_CHROMIUM'] = path;
			return (await import('./bench/unlock.ts')).benchUnlock();
		}),
	'first-sync': () =>
		inChromium('first-sync', async (path) => {
			process.env['JANGKAU_CHROMIUM'] = path;
			return (await import('./bench/first-sync.ts')).benchFirstSync();
		})
};

async function inChromium(
	what: string,
	bench: (path: string) => Promise<BenchRow[]>
): Promise<BenchRow[]> {
	const { path, missing } = findChromium();
	return path ? bench(path) : [{ what, goal: '–', ours: missing ?? '', instead: '–' }];
}

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in benches));
if (unknown.length > 0) {
	console.error(
		`Tidak dikenal: ${unknown.join(', ')}. Pilihan: ${Object.keys(benches).join(', ')}.`
	);
	process.exit(1);
}
const rows: BenchRow[] = [];
for (const name of asked.length > 0 ? asked : Object.keys(benches))
	rows.push(...(await benches[name]!()));
console.log(`Node ${process.version}, ${cpus().length} cores, load ${loadavg()[0]!.toFixed(1)}`);
console.table(rows);
// PostgreSQL and Chromium are stopped by now; whatever timer is left must not hold the terminal.
process.exit(0);
