// How large a kecamatan's map is, how quickly the phone finds a tile of it, and what a line that breaks
// all the time costs: the demo's kecamatan with its own tiles, in a real Chromium and over real sockets.
import 'fake-indexeddb/auto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MultiPolygon, Polygon } from 'geojson';
import { chromium } from 'playwright';
import { downloadPack } from '../../src/lib/data/tiles/pack-download.ts';
import { PackStore } from '../../src/lib/data/tiles/pack-store.ts';
import { TilesDatabase } from '../../src/lib/data/tiles/tiles-database.ts';
import type { MapPack } from '../../src/lib/domain/map-pack/map-pack.ts';
import { withinBudget } from '../../src/lib/domain/map-pack/pack-depth.ts';
import {
	countTiles,
	spansOver,
	tilesIn,
	type Span
} from '../../src/lib/domain/map-pack/tile-spans.ts';
import { xyzNetwork } from '../../src/lib/map/tile-network.ts';
import { buildAreas } from '../../supabase/seed/demo/areas.ts';
import { basemapTiles, basemapZooms } from '../../supabase/seed/demo/basemap.ts';
import { openCutServer } from '../../tests/support/cut-server.ts';
import { startMapServer } from '../../tests/support/map-server.ts';
import type { BenchRow } from './bench-row.ts';

/** Mean of a tile of an OpenMapTiles extract of a rural place; only for areas that have no tiles here. */
const usualTileBytes = 22_000;
/** The line breaks each time that so many bytes have gone over it. */
const brokenEveryBytes = [100_000, 30_000];

export async function benchMapPack(executablePath?: string): Promise<BenchRow[]> {
	const tiles = new Map<string, Uint8Array>();
	for await (const { z, x, y, bytes } of basemapTiles()) tiles.set(nameOf(z, x, y), bytes);
	const outline = buildAreas().district.boundary!;
	const spans = spansOver(outline, basemapZooms.min, basemapZooms.max);
	return [
		packSize(spans, tiles),
		...(await realAreas()),
		await tileTimes(spans, tiles, executablePath),
		...(await brokenLines(spans, tiles))
	];
}

const nameOf = (z: number, x: number, y: number) => [z, x, y].join('/');
const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(2)} MB`;

function packSize(spans: readonly Span[], tiles: ReadonlyMap<string, Uint8Array>): BenchRow {
	let bytes = 0;
	for (const { z, x, y } of tilesIn(spans)) bytes += tiles.get(nameOf(z, x, y))?.byteLength ?? 0;
	const count = countTiles(spans);
	return {
		what: `map pack of the demo's kecamatan, levels ${String(basemapZooms.min)}–${String(basemapZooms.max)}`,
		goal: '≤ 15 MB',
		ours: `${megabytes(bytes)}, ${String(count)} tiles, ${(bytes / count / 1000).toFixed(1)} kB a tile`,
		instead: `${String(countTiles(spansOver(buildAreas().district.boundary!, 10, 17)))} tiles down to level 17`
	};
}

/** Real kecamatan, where the folder of real maps is at hand. */
async function realAreas(): Promise<BenchRow[]> {
	const folder = process.env['JANGKAU_TEST_DATA'];
	if (!folder) return [];
	const file = join(folder, 'kalimantan/kecamatan_kutai_timur.geojson');
	const text = await readFile(file, 'utf8').catch(() => null);
	if (text === null) return [];
	const { features } = JSON.parse(text) as {
		features: { geometry: Polygon | MultiPolygon }[];
	};
	const counts = features
		.map(({ geometry }) => {
			const all = spansOver(geometry, 8, 14);
			const kept = withinBudget(all, 'district', [], 'openmaptiles');
			return {
				last: Math.max(...kept.map(([z]) => z)),
				kept: countTiles(kept),
				to14: countTiles(all),
				to17: countTiles(spansOver(geometry, 10, 17))
			};
		})
		.sort((a, b) => a.to14 - b.to14);
	const middle = counts[Math.floor(counts.length / 2)]!;
	const largest = counts.at(-1)!;
	const words = ({ last, kept, to14, to17 }: typeof middle) =>
		`${String(kept)} tiles to level ${String(last)} (± ${megabytes(kept * usualTileBytes)}; all to 14: ${String(to14)}, to 17: ${String(to17)})`;
	return [
		{
			what: `kecamatan of Kutai Timur (${String(counts.length)}), middle one`,
			goal: '≤ 15 MB',
			ours: words(middle),
			instead: `smallest ${words(counts[0]!)}`
		},
		{
			what: 'the largest of them',
			goal: '≤ 15 MB',
			ours: words(largest),
			instead: `± ${megabytes(largest.to14 * usualTileBytes)} with every level`
		}
	];
}

async function tileTimes(
	spans: readonly Span[],
	tiles: ReadonlyMap<string, Uint8Array>,
	executablePath?: string
): Promise<BenchRow> {
	const profile = await mkdtemp(join(tmpdir(), 'map-pack-bench-'));
	const server = await startMapServer({ tile: (z, x, y) => tiles.get(nameOf(z, x, y)) ?? null });
	const context = await chromium.launchPersistentContext(profile, {
		args: ['--no-sandbox', '--disable-background-networking', '--enable-unsafe-swiftshader'],
		...(executablePath === undefined ? {} : { executablePath })
	});
	try {
		const page = await context.newPage();
		// The first time the page's libraries are bundled.
		await page.goto(server.url, { timeout: 120_000 });
		await page.waitForFunction(() => 'timeTiles' in window, undefined, { timeout: 120_000 });
		const { database, server: fetched } = await page.evaluate(
			(all) => window.timeTiles(all),
			spans
		);
		return {
			what: `a tile from the phone's database, ${String(database.length)} tiles in it`,
			goal: '≤ 30 ms',
			ours: timeWords(database),
			instead: `${timeWords(fetched)} from a server on this very machine`
		};
	} finally {
		await context.close();
		await server.close();
		await rm(profile, { recursive: true, force: true });
	}
}

function timeWords(ms: readonly number[]): string {
	const sorted = ms.toSorted((a, b) => a - b);
	const at = (share: number) => (sorted[Math.floor(sorted.length * share)] ?? NaN).toFixed(1);
	return `median ${at(0.5)} ms, p95 ${at(0.95)} ms`;
}

async function brokenLines(
	spans: readonly Span[],
	tiles: ReadonlyMap<string, Uint8Array>
): Promise<BenchRow[]> {
	const server = await openCutServer((path) => tiles.get(path.slice(1)) ?? null);
	const network = xyzNetwork(`${server.url}/{z}/{x}/{y}`, (url, init) => fetch(url, init));
	const run = async (everyBytes: number) => {
		const now = () => 0;
		const database = new TilesDatabase({ now, name: `broken-${String(everyBytes)}` });
		const store = new PackStore(database.tables, now);
		const pack: MapPack = {
			id: 'p',
			source: 's',
			name: 'p',
			scope: 'district',
			spans,
			state: 'loading',
			startedAt: 0,
			doneAt: null
		};
		await store.add(pack);
		let [cuts, sent] = [0, 0];
		server.cutAfter(everyBytes);
		const end = await downloadPack(
			pack,
			{
				...{ store, network, isOnline: () => true },
				untilOnline: () => Promise.resolve(),
				freeBytes: () => Promise.resolve(null),
				// A rest follows each break: the line holds for so many bytes more.
				wait: () => {
					cuts += 1;
					sent += server.sent;
					server.cutAfter(everyBytes);
					return Promise.resolve();
				}
			},
			new AbortController().signal,
			() => undefined
		);
		const [holding] = await store.holdings();
		database.close();
		return { end, cuts, sent: sent + server.sent, tiles: holding?.tiles ?? 0 };
	};
	try {
		const whole = await run(Infinity);
		const rows: BenchRow[] = [];
		for (const everyBytes of brokenEveryBytes) {
			const broken = await run(everyBytes);
			const more = ((broken.sent / whole.sent - 1) * 100).toFixed(1);
			rows.push({
				what: `the same pack over a line that breaks every ${String(everyBytes / 1000)} kB`,
				goal: 'survives',
				ours: `${broken.end}, ${String(broken.tiles)} of ${String(whole.tiles)} tiles, ${String(broken.cuts)} breaks, ${megabytes(broken.sent)} for ${megabytes(whole.sent)} (${more} % more)`,
				instead: 'one file from its start each time: never ends'
			});
		}
		return rows;
	} finally {
		await server.close();
	}
}
