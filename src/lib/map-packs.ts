// Joins the packs of this phone to its network, its files and its disk. Imported by the pages that need
// it and by nothing else: it is no part of a start.
import { uuidv7 } from 'uuidv7';
import type { App } from './app.ts';
import { liveQuery } from './data/local/live.ts';
import { PackStore } from './data/tiles/pack-store.ts';
import { mayDownload } from './domain/map-pack/map-pack.ts';
import { err } from './domain/result.ts';
import { tileNetwork } from './map/tile-network.ts';
import { tileSourceKey } from './map/tiles.ts';
import { MapPacks } from './state/map-packs.svelte.ts';

const opened = new WeakMap<App, MapPacks>();

/** One for the whole app, so that a download outlives the page that began it. */
export function mapPacksOf(app: App): MapPacks {
	let packs = opened.get(app);
	if (!packs) opened.set(app, (packs = open(app)));
	return packs;
}

function open({ config: { basemap }, tiles }: App): MapPacks {
	const now = () => Date.now();
	const store = new PackStore(tiles.tables, now);
	const network = tileNetwork(basemap, (url, init) => fetch(url, init));
	// Whatever a page offers: nothing is fetched from a server that forbids it.
	const isAllowed = network !== null && mayDownload(basemap) === 'allowed';
	return new MapPacks({
		store,
		source: tileSourceKey(basemap),
		network: isAllowed ? network : { fetchTile: () => Promise.resolve(err('refused')) },
		holdings: liveQuery(store.databaseName, (read) => {
			read('pack');
			return store.holdings();
		}),
		isOnline: () => navigator.onLine,
		untilOnline: (signal) => eventOf(window, 'online', signal),
		wait,
		freeBytes: async () => {
			try {
				const { quota, usage } = await navigator.storage.estimate();
				return quota === undefined || usage === undefined ? null : quota - usage;
			} catch {
				return null;
			}
		},
		alone,
		id: uuidv7,
		now
	});
}

async function alone(work: () => Promise<void>): Promise<boolean> {
	if (!('locks' in navigator)) {
		await work();
		return true;
	}
	return navigator.locks.request('jangkau-map-packs', { ifAvailable: true }, async (lock) => {
		if (lock) await work();
		return lock !== null;
	});
}

function eventOf(target: EventTarget, name: string, signal: AbortSignal): Promise<void> {
	return new Promise((resolve, reject) => {
		const stop = () => reject(new DOMException('stopped', 'AbortError'));
		if (signal.aborted) return stop();
		target.addEventListener(name, () => resolve(), { once: true, signal });
		signal.addEventListener('abort', stop, { once: true });
	});
}

/** Ends early when the network is back: then there is no reason to wait. */
function wait(ms: number, signal: AbortSignal): Promise<void> {
	const over = new AbortController();
	const both = AbortSignal.any([signal, over.signal]);
	return new Promise<void>((resolve, reject) => {
		setTimeout(resolve, ms);
		eventOf(window, 'online', both).then(resolve, reject);
	}).finally(() => over.abort());
}
