// Every tile that was seen is kept and draws again with no network. Needs no backend: the map stands
// alone on a page of its own, over vector tiles generated here.
import { expect, test } from '@playwright/test';
import { GeoJSONVT } from '@maplibre/geojson-vt';
import { fromGeojsonVt } from '@maplibre/vt-pbf';
import type { BasemapSource, Bounds } from '../../src/lib/map/contracts.ts';
import type { MapPage } from '../support/map-page/main.ts';
import { settled } from '../support/e2e-settled.ts';
import { startMapServer, type MapServer } from '../support/map-server.ts';

const basemap: BasemapSource = {
	kind: 'xyz',
	url: '/tiles/{z}/{x}/{y}',
	minZoom: 8,
	maxZoom: 14,
	attribution: 'buatan',
	schema: 'jangkau'
};
const here: Bounds = [119.6, -5.12, 119.62, -5.1];
const beside: Bounds = [119.64, -5.12, 119.66, -5.1];
const around: Bounds = [119.55, -5.17, 119.71, -5.05];

declare global {
	interface Window {
		opened: MapPage;
	}
}

/** A grid of roads over the whole area, so that no view is empty. */
function roadTiles() {
	const lines = Array.from({ length: 80 }, (_, i) => {
		const at = i * 0.005;
		return [
			[
				[119.4 + at, -5.3],
				[119.4 + at, -4.9]
			],
			[
				[119.4, -5.3 + at],
				[119.8, -5.3 + at]
			]
		];
	}).flat();
	const index = new GeoJSONVT(
		{
			type: 'FeatureCollection',
			features: lines.map((coordinates, i) => ({
				type: 'Feature',
				geometry: { type: 'LineString', coordinates },
				properties: { class: i % 6 < 2 ? 'main' : 'local' }
			}))
		},
		{ maxZoom: 14, indexMaxZoom: 10 }
	);
	return (z: number, x: number, y: number): Uint8Array | null => {
		const tile = index.getTile(z, x, y);
		return tile ? fromGeojsonVt({ road: tile }) : null;
	};
}

let server: MapServer;
test.beforeAll(async () => {
	server = await startMapServer({ tile: roadTiles() });
});
test.afterAll(() => server.close());

test('tiles seen online are kept, and the same view draws with the network cut', async ({
	page
}) => {
	const open = async (bounds: Bounds) => {
		await page.goto(server.url);
		await page.waitForFunction(() => 'openMap' in window);
		await page.evaluate(
			async ([source, at]) => {
				window.opened = await window.openMap(source, at);
			},
			[basemap, bounds] as const
		);
	};
	const fit = (bounds: Bounds) => page.evaluate((at) => window.opened.fit(at), bounds);
	const tiles = () => settled(() => page.evaluate(() => window.opened.tiles()));
	const picture = () => settled(() => page.screenshot());

	await open(around);
	await fit(here);
	const before = await tiles();
	const seenHere = await picture();
	await fit(beside);
	const after = await tiles();
	expect(after).toBeGreaterThan(before);
	const seenBeside = await picture();

	const asked: string[] = [];
	await page.route(/\/tiles\/\d+\//, (route) => {
		asked.push(route.request().url());
		return route.abort();
	});
	await open(here);
	expect((await picture()).equals(seenHere)).toBe(true);
	await fit(beside);
	expect((await picture()).equals(seenBeside)).toBe(true);
	expect(asked).toEqual([]);
	expect(await tiles()).toBe(after);
});
