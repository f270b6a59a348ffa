// Fetches one tile of a basemap from the network, whatever kind of source it is.
// Keeps nothing and retries nothing: tiles.ts decides what is kept and what is shown meanwhile.
import { FetchSource, PMTiles } from 'pmtiles';
import { err, ok, type Result } from '#lib/domain/result.ts';
import type { BasemapSource } from './contracts.ts';

export type TileFailure =
	/** No answer: no network, a dead server, or no patience left. */
	| 'unreachable'
	/** The server answered with an error. */
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
}

export type Fetch = (url: string, init: { readonly signal: AbortSignal }) => Promise<Response>;

/** `url` is a template with {z}, {x} and {y}. 204, 404 and 410 mean that nothing is there. */
export function xyzNetwork(url: string, fetch: Fetch): TileNetwork {
	return {
		async fetchTile(z, x, y, signal) {
			const address = url
				.replaceAll('{z}', String(z))
				.replaceAll('{x}', String(x))
				.replaceAll('{y}', String(y));
			try {
				const response = await fetch(address, { signal });
				if ([204, 404, 410].includes(response.status)) return ok(null);
				if (!response.ok) return err('refused');
				return ok(await unpacked(new Uint8Array(await response.arrayBuffer())));
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
				return ok(tile ? new Uint8Array(tile.data) : null);
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

/** Some servers hand out gzipped vector tiles without saying so in a header. */
async function unpacked(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
	if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
	const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
	return new Uint8Array(await new Response(stream).arrayBuffer());
}
