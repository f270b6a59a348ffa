// A page with nothing but the map, for measuring and for tests that need no backend.
import '../../../src/app.css';
import { mount } from 'svelte';
import { TilesDatabase } from '../../../src/lib/data/tiles/tiles-database.ts';
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
}

declare global {
	interface Window {
		openMap(basemap: BasemapSource, bounds: Bounds): Promise<MapPage>;
	}
}

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
		timePanning
	};
};

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

async function timePanning(): Promise<number> {
	const canvas = document.querySelector('canvas');
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
