// What the service worker keeps and how it answers, as pure functions. People's data never passes
// through its caches: every request it does not name goes to the network untouched.

export interface PrecacheFile {
	readonly url: string;
	/** null where the name itself carries a hash of the content. */
	readonly revision: string | null;
}

/** Served by other hands, never part of the shell: map tiles live in IndexedDB, `_headers` is for the host. */
const notInTheShell = /^\/(?:basemap\/|config\.json$|_headers$|_redirects$)/;

/**
 * @param build files of the build, named by their hash
 * @param files what lies in static/
 * @param version of this build
 */
export function precacheFiles(
	build: readonly string[],
	files: readonly string[],
	version: string
): PrecacheFile[] {
	const hashed = build.map((url) => ({
		url,
		revision: url.includes('/immutable/') ? null : version
	}));
	const plain = files
		.filter((url) => !notInTheShell.test(url))
		.map((url) => ({ url, revision: version }));
	// SvelteKit lists the page itself in neither, nor the script that vite.config.ts adds.
	const unlisted = ['/', '/sekilas.js'].map((url) => ({ url, revision: version }));
	return [...unlisted, ...hashed, ...plain];
}

export interface WorkerRequest {
	readonly url: URL;
	readonly method: string;
	readonly mode: RequestMode;
	/** Origin of the app. */
	readonly origin: string;
}

/** `shell`: the precached page; `config`: network first, kept for offline; `network`: hands off. */
export type Answer = 'shell' | 'config' | 'network';

/** Paths of the API, of map tiles and of the worker's own machinery: never answered from a cache. */
const neverOurs = /^\/(?:auth|rest|storage|realtime|functions|basemap|api)(?:\/|$)/;

export function answerFor({ url, method, mode, origin }: WorkerRequest): Answer {
	if (method !== 'GET' || url.origin !== origin || neverOurs.test(url.pathname)) return 'network';
	if (url.pathname === '/config.json') return 'config';
	// A path with a file name in it is a file, even when someone types it into the address bar.
	if (mode === 'navigate' && !/\.[a-z0-9]+$/i.test(url.pathname)) return 'shell';
	return 'network';
}
