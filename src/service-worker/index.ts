// Keeps the app's own files, so that it starts with no network. Wires workbox to the rules beside it;
// never caches an answer of the API.
/// <reference types="@sveltejs/kit" />
/// <reference lib="webworker" />
import { build, files, version } from '$service-worker';
import { cleanupOutdatedCaches, PrecacheController, PrecacheRoute } from 'workbox-precaching';
import { registerRoute } from 'workbox-routing';
import { NetworkFirst } from 'workbox-strategies';
import { fetchAhead } from './fetch-ahead.ts';
import { answerFor, precacheFiles, type Answer } from './rules.ts';

const configCache = 'jangkau-config';
const worker = globalThis as unknown as ServiceWorkerGlobalScope;

function answers(wanted: Answer) {
	return ({ url, request }: { url: URL; request: Request }) =>
		answerFor({ url, method: request.method, mode: request.mode, origin: location.origin }) ===
		wanted;
}

async function keepConfig(): Promise<void> {
	const cache = await caches.open(configCache);
	await cache.add('/config.json').catch(() => undefined);
}

const shell = new PrecacheController();
shell.addToCacheList(precacheFiles(build, files, version));

async function keepShell(event: ExtendableEvent): Promise<void> {
	const cache = await caches.open(shell.strategy.cacheName);
	await fetchAhead(shell.getURLsToCacheKeys(), cache, ({ url, cache: mode }) =>
		fetch(url, { cache: mode, credentials: 'same-origin' })
	);
	// Fetches what is still missing, and fails where that cannot be had.
	await shell.install(event);
}

interface RouterEvent {
	addRoutes?: (rule: {
		condition: { urlPattern: string };
		source: { cacheName: string };
	}) => Promise<void>;
}

/**
 * A file whose name carries a hash comes out of the cache without this worker being asked, where the browser
 * can do that: some fifty files a start, each a few milliseconds sooner. Others ask, as below.
 */
function routeHashedFiles(event: ExtendableEvent & RouterEvent): Promise<void> {
	const rule = {
		condition: { urlPattern: '/_app/immutable/*' },
		source: { cacheName: shell.strategy.cacheName }
	};
	return event.addRoutes?.(rule).catch(() => undefined) ?? Promise.resolve();
}

cleanupOutdatedCaches();
registerRoute(new PrecacheRoute(shell));
registerRoute(answers('shell'), shell.createHandlerBoundToURL('/'));
registerRoute(
	answers('config'),
	new NetworkFirst({ cacheName: configCache, networkTimeoutSeconds: 3 })
);
// The first start asked for it before this worker was there to keep it.
worker.addEventListener('install', (event) => {
	event.waitUntil(routeHashedFiles(event));
	event.waitUntil(keepConfig());
	event.waitUntil(keepShell(event));
});

// A new version waits until the person says so (app.ts asks); the first one takes over at once.
worker.addEventListener('message', (event) => {
	if ((event.data as { type?: unknown } | null)?.type === 'SKIP_WAITING') {
		void worker.skipWaiting();
	}
});
worker.addEventListener('activate', (event) => {
	void shell.activate(event);
	event.waitUntil(worker.clients.claim());
});
