// Joins tile loaders to MapLibre's `jangkau-tiles://` requests. Says "not found" for a tile that is
// neither kept nor reachable, which makes MapLibre draw the nearest ancestor instead of a hole.
import {
	addProtocol,
	AJAXError,
	type GetResourceResponse,
	type RequestParameters
} from 'maplibre-gl';
import type { BasemapSource } from './contracts.ts';
import type { TileLoader } from './tiles.ts';

const scheme = 'jangkau-tiles';

interface Registered {
	readonly loader: TileLoader;
	readonly basemap: BasemapSource;
}

const registered = new Map<string, Registered>();
let lastName = 0;

/**
 * Registers one basemap under a fresh name. Answers the URL of its TileJSON, to be used as
 * `source.url`, and a function that takes it away again.
 */
export function registerTiles(
	basemap: BasemapSource,
	loader: TileLoader
): { readonly url: string; readonly remove: () => void } {
	const name = `map${String(++lastName)}`;
	registered.set(name, { loader, basemap });
	addProtocol(scheme, (request, abort) => respond(request, abort.signal));
	return { url: `${scheme}://${name}`, remove: () => registered.delete(name) };
}

async function respond(
	request: RequestParameters,
	signal: AbortSignal
): Promise<GetResourceResponse<ArrayBuffer | object>> {
	const [name = '', ...place] = request.url.slice(`${scheme}://`.length).split('/');
	const entry = registered.get(name);
	if (!entry) throw notFound(request.url);
	if (request.type === 'json') return { data: tileJson(name, entry.basemap) };
	const [z = 0, x = 0, y = 0] = place.map(Number);
	const answer = await entry.loader.load(z, x, y, signal);
	switch (answer.kind) {
		case 'tile':
			// The worker takes the buffer over: it must not be the one that the store still holds.
			return { data: Uint8Array.from(answer.bytes).buffer };
		case 'empty':
			return { data: new ArrayBuffer(0) };
		case 'missing':
			throw notFound(request.url);
	}
}

/** MapLibre's own error class: only registered classes keep their status on the way to the worker. */
function notFound(url: string): Error {
	return new AJAXError(404, 'Not Found', url, new Blob());
}

function tileJson(name: string, basemap: BasemapSource): Readonly<Record<string, unknown>> {
	return {
		tilejson: '3.0.0',
		tiles: [`${scheme}://${name}/{z}/{x}/{y}`],
		minzoom: basemap.minZoom,
		maxzoom: basemap.maxZoom,
		// A vector tile that is not found is cut from its nearest ancestor instead of left blank.
		sparse: true
	};
}
