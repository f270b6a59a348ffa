// How soon the page has a plan, in Chromium with the engine in a worker: a new browser for each run, with
// an engine made ready as the page does, and without. Beside it the same work on the page's own thread,
// which then answers nobody.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Position } from 'geojson';
import { chromium } from 'playwright';
import { build, type Rollup } from 'vite';
import type { DivisionInput } from '../../src/lib/domain/division/contract.ts';
import { village } from '../../tests/support/division-questions.ts';
import { dataFolder, readData } from '../../tests/support/division-scorer.ts';
import { generatedDivision } from '../../tests/support/generated-areas.ts';
import { repositoryRoot } from '../../tests/support/migrations.ts';
import type { BenchRow } from './bench-row.ts';
import type { DivisionTimes } from './division-page.ts';

const runs = 3;

interface Asked {
	readonly what: string;
	readonly input: DivisionInput;
	readonly goalMs: number;
}

async function scriptOf(entry: string, name: string): Promise<string> {
	const built = (await build({
		...{ root: repositoryRoot, configFile: false, logLevel: 'silent' },
		resolve: { alias: { '#lib': join(repositoryRoot, 'src/lib') } },
		build: {
			write: false,
			target: 'es2022',
			lib: { entry: join(repositoryRoot, entry), name, formats: ['iife'] }
		}
	})) as Rollup.RollupOutput[];
	return built[0]!.output[0].code;
}

function instance(name: string, k: number): DivisionInput {
	const households = readData(`division/${name}/households.geojson`).features.map(
		({ geometry, properties }, i) => ({
			id: String(i),
			position: (geometry as { coordinates: Position }).coordinates,
			load: Number(properties?.['w'] ?? 1)
		})
	);
	const area = readData(`division/${name}/area.geojson`) as DivisionInput['area'];
	return { area, households, k, seed: 1 };
}

function asked(): Asked[] {
	const drawn = [{ what: 'drawn village', input: generatedDivision(village), goalMs: 1000 }];
	if (!existsSync(join(dataFolder, 'division'))) return drawn;
	return [
		...drawn,
		{ what: 'syn2k', input: instance('syn2k', 10), goalMs: 1000 },
		{ what: 'syn20k', input: instance('syn20k', 60), goalMs: 5000 }
	];
}

const middle = (values: readonly number[]): string =>
	values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!.toFixed(0);

export async function benchDivisionBrowser(executablePath: string): Promise<BenchRow[]> {
	const page = await scriptOf('scripts/bench/division-page.ts', 'page');
	const worker = await scriptOf('src/lib/domain/division/worker.ts', 'worker');
	const rows: BenchRow[] = [];
	for (const { what, input, goalMs } of asked()) {
		for (const profile of ['walk', 'tidy'] as const) {
			const asking = { ...input, profile };
			const times: DivisionTimes[] = [];
			const readyTimes: DivisionTimes[] = [];
			for (let run = 0; run < runs; run++) {
				times.push(await inPage(executablePath, page, inWorker, [asking, worker, false]));
				readyTimes.push(await inPage(executablePath, page, inWorker, [asking, worker, true]));
			}
			const blockedMs = await inPage(executablePath, page, onPage, asking);
			const of = (which: keyof DivisionTimes): string =>
				[readyTimes, times].map((some) => middle(some.map((one) => one[which]))).join(' / ');
			const size = `${String(input.households.length)} × ${String(input.k)}`;
			rows.push({
				what: `division in a worker, new browser, ${what} ${size}, ${profile}: first plan; done; page's thread busy at most (engine ready / cold)`,
				goal: `300 ms; ${String(goalMs)} ms; 50 ms`,
				ours: `${of('firstMs')} ms; ${of('doneMs')} ms; ${of('busyMs')} ms`,
				instead: `${blockedMs.toFixed(0)} ms of a page that answers nothing, without a worker (one run)`
			});
		}
	}
	return rows;
}

type Asking = readonly [input: DivisionInput, workerCode: string, isReady: boolean];

const inWorker = ([input, code, isReady]: Asking): Promise<DivisionTimes> => {
	const { measureDivision } = globalThis as unknown as {
		measureDivision(input: DivisionInput, code: string, isReady: boolean): Promise<DivisionTimes>;
	};
	return measureDivision(input, code, isReady);
};
const onPage = (input: DivisionInput): number => {
	const { measureOnPage } = globalThis as unknown as {
		measureOnPage(input: DivisionInput): number;
	};
	return measureOnPage(input);
};

/** Both functions above run in the page, which knows no more than what they are given. */
async function inPage<Given, Found>(
	executablePath: string,
	pageCode: string,
	measure: (given: Given) => Found | Promise<Found>,
	given: Given
): Promise<Found> {
	const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
	try {
		const page = await browser.newPage();
		await page.addScriptTag({ content: pageCode });
		return await page.evaluate(measure as (given: unknown) => Found, given);
	} finally {
		await browser.close();
	}
}
