// A page with nothing but the map, for measuring and for tests that need no backend.
import '../../../src/app.css';
import { Map as LibraryMap, Marker } from 'maplibre-gl';
import { mount } from 'svelte';
import { PackStore } from '../../../src/lib/data/tiles/pack-store.ts';
import { TilesDatabase } from '../../../src/lib/data/tiles/tiles-database.ts';
import type { TilePlace } from '../../../src/lib/domain/geometry/tiles-over.ts';
import type { MapPack } from '../../../src/lib/domain/map-pack/map-pack.ts';
import { tilesInOrder, type Span } from '../../../src/lib/domain/map-pack/tile-spans.ts';
import type { BasemapSource, Bounds, MapLayer, MapView } from '../../../src/lib/map/contracts.ts';
import MapBench from './MapBench.svelte';

export interface MapPage {
	show(layers: readonly MapLayer[]): Promise<void>;
	fit(bounds: Bounds): Promise<void>;
	/** Tiles kept in IndexedDB. */
	tiles(): Promise<number>;
	/** Milliseconds from an empty map to all of `layers` drawn, and the longest task meanwhile. */
	timeDrawing(layers: readonly MapLayer[]): Promise<{ ms: number; longest: number }>;
	/** Median milliseconds between frames while the map is dragged. */
	timePanning(): Promise<number>;
	/** Both of these for one HTML marker a point, as most web maps draw them. Points are [lng, lat]. */
	timeMarkers(
		points: readonly (readonly [number, number])[],
		bounds: Bounds
	): Promise<{ ms: number; longest: number; frame: number }>;
}

/** Milliseconds to read each of the tiles. */
export interface TileTimes {
	readonly database: readonly number[];
	readonly server: readonly number[];
}

declare global {
	interface Window {
		openMap(basemap: BasemapSource, bounds: Bounds): Promise<MapPage>;
		/** Downloads the tiles into a database of this page, then reads each from it and from the server. */
		timeTiles(spans: readonly Span[]): Promise<TileTimes>;
	}
}

window.timeTiles = async (spans) => {
	const tiles = new TilesDatabase({ now: Date.now, name: 'bench-tiles' });
	const store = new PackStore(tiles.tables, Date.now);
	const url = (z: number, x: number, y: number) => `/tiles/${String(z)}/${String(x)}/${String(y)}`;
	const read = async ({ z, x, y }: TilePlace) =>
		new Uint8Array(await (await fetch(url(z, x, y), { cache: 'no-store' })).arrayBuffer());
	const pack: MapPack = {
		id: 'bench',
		source: 's',
		name: 'bench',
		scope: 'district',
		spans,
		state: 'loading',
		startedAt: 0,
		doneAt: null
	};
	await store.add(pack);
	const places = tilesInOrder(spans);
	for (const place of places) {
		await store.write(pack, 'loading', [{ ...place, bytes: await read(place) }]);
	}
	// Opened anew: what was just written is not in any hand any more.
	tiles.close();
	const again = new TilesDatabase({ now: Date.now, name: 'bench-tiles' });
	const times = { database: [] as number[], server: [] as number[] };
	for (const place of places) {
		const start = performance.now();
		await again.get('s', place.z, place.x, place.y);
		const middle = performance.now();
		await read(place);
		times.database.push(middle - start);
		times.server.push(performance.now() - middle);
	}
	again.close();
	return times;
};

window.openMap = async (basemap, bounds) => {
	const tileStore = new TilesDatabase({ now: Date.now });
	const target = document.querySelector('#app') ?? document.body;
	let show: (layers: readonly MapLayer[]) => void = () => undefined;
	const view = await new Promise<MapView>((resolve, reject) => {
		mount(MapBench, {
			target,
			props: {
				basemap,
				tileStore,
				bounds,
				onopen: (opened: MapView, set: typeof show) => {
					show = set;
					resolve(opened);
				},
				onfailure: (failure: string) => reject(new Error(failure))
			}
		});
	});
	await view.idle();
	async function draw(layers: readonly MapLayer[]): Promise<void> {
		show(layers);
		// The props reach the view in the next turn.
		await new Promise(requestAnimationFrame);
		await view.idle();
	}
	return {
		show: draw,
		async fit(to) {
			view.fit(to, { animate: false });
			await new Promise(requestAnimationFrame);
			await view.idle();
		},
		tiles: () => tileStore.count(),
		async timeDrawing(layers) {
			await draw([]);
			return await timed(() => draw(layers));
		},
		timePanning: () => timePanning(document.querySelector('canvas')),
		timeMarkers
	};
};

async function timeMarkers(
	points: readonly (readonly [number, number])[],
	[west, south, east, north]: Bounds
): Promise<{ ms: number; longest: number; frame: number }> {
	const container = document.createElement('div');
	container.style.cssText = 'position: fixed; inset: 0';
	document.body.append(container);
	const style = { version: 8 as const, sources: {}, layers: [] };
	const map = new LibraryMap({ container, style, bounds: [west, south, east, north] });
	await map.once('load');
	const drawing = await timed(async () => {
		for (const [lng, lat] of points) new Marker().setLngLat([lng, lat]).addTo(map);
		// In the second frame the first one is on the screen.
		await new Promise(requestAnimationFrame);
		await new Promise(requestAnimationFrame);
	});
	const frame = await timePanning(map.getCanvas());
	map.remove();
	container.remove();
	return { ...drawing, frame };
}

async function timed(work: () => Promise<void>): Promise<{ ms: number; longest: number }> {
	let longest = 0;
	const note = (entries: PerformanceEntryList) => {
		for (const { duration } of entries) longest = Math.max(longest, duration);
	};
	const observer = new PerformanceObserver((list) => note(list.getEntries()));
	observer.observe({ type: 'longtask' });
	const start = performance.now();
	await work();
	const ms = performance.now() - start;
	note(observer.takeRecords());
	observer.disconnect();
	return { ms, longest };
}

async function timePanning(canvas: HTMLCanvasElement | null): Promise<number> {
	if (!canvas) throw new Error('No map on the page.');
	const send = (type: string, clientX: number, target: EventTarget) =>
		target.dispatchEvent(
			new MouseEvent(type, { bubbles: true, clientX, clientY: 400, button: 0, buttons: 1 })
		);
	const frames: number[] = [];
	let last = performance.now();
	send('mousedown', 300, canvas);
	for (let step = 0; step < 40; step++) {
		send('mousemove', 300 - step * 6, document);
		await new Promise(requestAnimationFrame);
		const now = performance.now();
		frames.push(now - last);
		last = now;
	}
	send('mouseup', 60, document);
	frames.sort((a, b) => a - b);
	return frames[Math.floor(frames.length / 2)] ?? 0;
}
