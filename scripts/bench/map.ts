// How long the map takes with 3,000 households, in a real Chromium.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright';
import type { MapLayer } from '../../src/lib/map/contracts.ts';
import type { MapPage } from '../../tests/support/map-page/main.ts';
import { startMapServer } from '../../tests/support/map-server.ts';

export interface BenchRow {
	readonly what: string;
	readonly value: number;
	readonly unit: string;
}

const centre = [119.6, -5.1] as const;
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
	await page.evaluate(async ([lng, lat]) => {
		const basemap = {
			kind: 'none',
			url: null,
			minZoom: 0,
			maxZoom: 14,
			attribution: '',
			schema: 'jangkau'
		} as const;
		const reach = 0.02;
		window.bench = await window.openMap(basemap, [
			lng - reach,
			lat - reach,
			lng + reach,
			lat + reach
		]);
	}, centre);
	const drawn: { ms: number; longest: number }[] = [];
	for (let run = 0; run < runs; run++) {
		drawn.push(
			await page.evaluate(
				(layers) => window.bench.timeDrawing(layers),
				householdLayers(households, run)
			)
		);
	}
	const frame = await page.evaluate(() => window.bench.timePanning());
	const name = `map, ${households.toLocaleString('en')} households`;
	return [
		{
			what: `${name}: setLayers to idle (p50)`,
			value: median(drawn.map(({ ms }) => ms)),
			unit: 'ms'
		},
		{
			what: `${name}: longest task (worst)`,
			value: Math.max(...drawn.map(({ longest }) => longest)),
			unit: 'ms'
		},
		{ what: `${name}: pan frame (p50)`, value: frame, unit: 'ms' }
	];
}

declare global {
	interface Window {
		bench: MapPage;
	}
}

/** Points on a fixed lattice with a little disorder: the same for each seed. */
function householdLayers(count: number, seed: number): MapLayer[] {
	const [lng, lat] = centre;
	const features = Array.from({ length: count }, (_, i) => {
		const a = ((i * 0.618_034 + seed * 0.1) % 1) - 0.5;
		const b = ((i * 0.754_877) % 1) - 0.5;
		return {
			type: 'Feature' as const,
			geometry: { type: 'Point' as const, coordinates: [lng + a * 0.04, lat + b * 0.04] },
			properties: {
				id: `h${String(i)}`,
				state: states[i % states.length],
				label: `Rumah ${String(i)}`
			}
		};
	});
	return [{ kind: 'households', id: 'h', data: { type: 'FeatureCollection', features } }];
}

function median(values: readonly number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
