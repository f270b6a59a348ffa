// How long the map takes with 3,000 households, in a real Chromium, beside one HTML marker a house.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright';
import type { Bounds, MapLayer } from '../../src/lib/map/contracts.ts';
import type { MapPage } from '../../tests/support/map-page/main.ts';
import { startMapServer } from '../../tests/support/map-server.ts';
import type { BenchRow } from './bench-row.ts';

const centre = [119.6, -5.1] as const;
const reach = 0.02;
const around: Bounds = [centre[0] - reach, centre[1] - reach, centre[0] + reach, centre[1] + reach];
const runs = 5;
const states = ['due', 'overdue', 'done', 'planned', 'missed', 'new'];

/** `executablePath`: which Chromium to use; Playwright's own when left out. */
export async function benchMap(executablePath?: string, households = 3_000): Promise<BenchRow[]> {
	const profile = await mkdtemp(join(tmpdir(), 'map-bench-'));
	const server = await startMapServer({});
	const context = await chromium.launchPersistentContext(profile, {
		viewport: { width: 412, height: 800 },
		args: ['--no-sandbox', '--disable-background-networking', '--enable-unsafe-swiftshader'],
		...(executablePath === undefined ? {} : { executablePath })
	});
	try {
		const page = await context.newPage();
		await page.goto(server.url);
		await page.waitForFunction(() => 'openMap' in window);
		return await measure(page, households);
	} finally {
		await context.close();
		await server.close();
		await rm(profile, { recursive: true, force: true });
	}
}

async function measure(page: Page, households: number): Promise<BenchRow[]> {
	await page.evaluate(async (bounds) => {
		const basemap = {
			kind: 'none',
			url: null,
			minZoom: 0,
			maxZoom: 14,
			attribution: '',
			schema: 'jangkau'
		} as const;
		window.bench = await window.openMap(basemap, bounds);
	}, around);
	const drawn: { ms: number; longest: number }[] = [];
	for (let run = 0; run < runs; run++) {
		drawn.push(
			await page.evaluate(
				(layers) => window.bench.timeDrawing(layers as unknown as readonly MapLayer[]),
				// What a layer may hold is deeper than the type of an argument reaches.
				householdLayers(households, run) as object
			)
		);
	}
	const frame = await page.evaluate(() => window.bench.timePanning());
	const markers = await page.evaluate(
		([points, bounds]) => window.bench.timeMarkers(points, bounds),
		[positions(households, 0), around] as const
	);
	const row = (what: string, goal: string, ours: number, instead: number): BenchRow => ({
		what: `map, ${households.toLocaleString('en')} households, ${what}`,
		goal,
		ours: msWords(ours),
		instead: `${msWords(instead)} (HTML markers)`
	});
	const worst = Math.max(...drawn.map(({ longest }) => longest));
	return [
		row('drawn (p50)', '≤ 1,000 ms for 10,000', median(drawn.map(({ ms }) => ms)), markers.ms),
		row('longest task (worst)', '≤ 200 ms', worst, markers.longest),
		row('frame while dragged (p50)', '–', frame, markers.frame)
	];
}

const msWords = (ms: number): string => `${ms.toFixed(ms < 10 ? 1 : 0)} ms`;

declare global {
	interface Window {
		bench: MapPage;
	}
}

/** On a fixed lattice with a little disorder: the same for each seed. [lng, lat]. */
function positions(count: number, seed: number): [number, number][] {
	const [lng, lat] = centre;
	return Array.from({ length: count }, (_, i) => {
		const a = ((i * 0.618_034 + seed * 0.1) % 1) - 0.5;
		const b = ((i * 0.754_877) % 1) - 0.5;
		return [lng + a * 0.04, lat + b * 0.04];
	});
}

function householdLayers(count: number, seed: number): MapLayer[] {
	const features = positions(count, seed).map((coordinates, i) => ({
		type: 'Feature' as const,
		geometry: { type: 'Point' as const, coordinates },
		properties: {
			id: `h${String(i)}`,
			state: states[i % states.length],
			label: `Rumah ${String(i)}`
		}
	}));
	return [{ kind: 'households', id: 'h', data: { type: 'FeatureCollection', features } }];
}

function median(values: readonly number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
