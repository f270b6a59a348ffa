// Fetches one tile of a basemap from the network, whatever kind of source it is.
// Keeps nothing and retries nothing: tiles.ts decides what is kept and what is shown meanwhile.
import { FetchSource, PMTiles } from 'pmtiles';
import { tileFormat } from '#lib/domain/map-pack/tile-check.ts';
import { err, ok, type Result } from '#lib/domain/result.ts';
import type { BasemapSource } from './contracts.ts';

export type TileFailure =
	/** No answer: no network, a dead server, or no patience left. */
	| 'unreachable'
	/** The server has too much to do, or asked for a rest. */
	| 'busy'
	/** What came is no whole tile: cut off, or the login page of a hotspot. */
	| 'broken'
	/** The server answered with another error. */
	| 'refused';

/**
 * Answers the bytes of a tile, unpacked; null when the source says that nothing is there.
 * Rejects with an AbortError when `signal` aborts, and with nothing else.
 */
export interface TileNetwork {
	fetchTile(
		z: number,
		x: number,
		y: number,
		signal: AbortSignal
	): Promise<Result<Uint8Array | null, TileFailure>>;
	/** How long the server asked to be left alone when it last was `busy`; 0 when it did not say. */
	retryAfterMs?(): number;
}

export type Fetch = (url: string, init: { readonly signal: AbortSignal }) => Promise<Response>;

/** `url` is a template with {z}, {x} and {y}. 204, 404 and 410 mean that nothing is there. */
export function xyzNetwork(url: string, fetch: Fetch): TileNetwork {
	let retryAfterMs = 0;
	return {
		retryAfterMs: () => retryAfterMs,
		async fetchTile(z, x, y, signal) {
			const address = url
				.replaceAll('{z}', String(z))
				.replaceAll('{x}', String(x))
				.replaceAll('{y}', String(y));
			try {
				const response = await fetch(address, { signal });
				if ([204, 404, 410].includes(response.status)) return ok(null);
				if (isBusy(response.status)) {
					retryAfterMs = secondsOf(response.headers.get('retry-after')) * 1000;
					return err('busy');
				}
				if (!response.ok) return err('refused');
				const bytes = new Uint8Array(await response.arrayBuffer());
				// A line that breaks right after the head looks like an empty tile, unless that was announced.
				const isNothing = bytes.byteLength === 0 && response.headers.get('content-length') !== '0';
				return isNothing ? err('broken') : await whole(bytes);
			} catch (error) {
				if (signal.aborted) throw error;
				return err('unreachable');
			}
		}
	};
}

/** Reads single tiles of a `.pmtiles` archive by range requests. */
export function pmtilesNetwork(
	url: string,
	open: () => Pick<PMTiles, 'getZxy'> = () => new PMTiles(new FetchSource(url))
): TileNetwork {
	let archive = open();
	return {
		async fetchTile(z, x, y, signal) {
			const asked = archive;
			try {
				const tile = await asked.getZxy(z, x, y, signal);
				return tile ? await whole(new Uint8Array(tile.data)) : ok(null);
			} catch (error) {
				// The library keeps the rejected promise of a header or directory for ever: without a
				// fresh archive the map would stay empty after the network is back.
				if (archive === asked) archive = open();
				if (signal.aborted) throw error;
				return err('unreachable');
			}
		}
	};
}

export function tileNetwork(basemap: BasemapSource, fetch: Fetch): TileNetwork | null {
	if (basemap.url === null) return null;
	switch (basemap.kind) {
		case 'xyz':
			return xyzNetwork(basemap.url, fetch);
		case 'pmtiles':
			return pmtilesNetwork(basemap.url);
		case 'none':
			return null;
	}
}

function isBusy(status: number): boolean {
	return status === 408 || status === 429 || status >= 500;
}

/** Only the form in seconds: a date would need the server's clock. At most an hour. */
function secondsOf(header: string | null): number {
	const seconds = Number(header ?? 0);
	return seconds > 0 ? Math.min(seconds, 3600) : 0;
}

/** Some servers hand out gzipped vector tiles without saying so in a header. */
async function whole(bytes: Uint8Array<ArrayBuffer>): Promise<Result<Uint8Array, 'broken'>> {
	if (bytes.byteLength === 0) return ok(bytes);
	let tile = bytes;
	if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
		try {
			const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
			tile = new Uint8Array(await new Response(stream).arrayBuffer());
		} catch {
			return err('broken');
		}
	}
	return tileFormat(tile) === null ? err('broken') : ok(tile);
}
