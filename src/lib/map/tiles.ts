// Answers a tile from the store first, then from the network, and keeps every tile seen.
// Knows neither MapLibre nor Dexie. A store that fails costs speed, never the map.
import type { BasemapSource, TileStore } from './contracts.ts';
import type { TileNetwork } from './tile-network.ts';

/** `missing`: not kept and not reachable now; the caller shows the nearest kept ancestor instead. */
export type TileAnswer =
	| { readonly kind: 'tile'; readonly bytes: Uint8Array }
	| { readonly kind: 'empty' }
	| { readonly kind: 'missing' };

export interface TileLoader {
	/** Rejects with an AbortError when `signal` aborts, and with nothing else. */
	load(z: number, x: number, y: number, signal: AbortSignal): Promise<TileAnswer>;
}

export interface TileLoaderOptions {
	readonly source: string;
	readonly store: TileStore;
	readonly network: TileNetwork | null;
	/** Milliseconds since 1970. */
	readonly now: () => number;
	/** Called when a background refresh or a late answer has brought newer bytes into the store. */
	readonly onFresh?: (z: number, x: number, y: number) => void;
}

const dayMs = 24 * 60 * 60 * 1000;
/** Roads change slowly, and a phone pays for each megabyte. */
const staleAfterMs = 30 * dayMs;
/** An empty answer may be a server's bad day: ask again sooner. */
const emptyStaleAfterMs = dayMs;
/** On one bar of signal a request may hang for minutes. After this the ancestor is shown. */
const patienceMs = 6_000;

/** One name per basemap for the store's key. Keys and tokens in the query are not part of it. */
export function tileSourceKey(basemap: BasemapSource): string {
	const address = (basemap.url ?? '').split(/[?#]/, 1)[0] ?? '';
	return `${basemap.kind}:${address}`;
}

export function createTileLoader(options: TileLoaderOptions): TileLoader {
	const { source, store, network, now, onFresh } = options;
	const underWay = new Set<string>();

	async function fetchAndKeep(z: number, x: number, y: number, signal: AbortSignal) {
		const result = network ? await network.fetchTile(z, x, y, signal) : null;
		if (!result?.ok) return null;
		const bytes = result.value ?? new Uint8Array();
		void store.put(source, z, x, y, bytes).catch(() => undefined);
		return bytes;
	}

	/** Never aborted by the map: the tile may leave the view, its newer bytes are wanted all the same. */
	async function refresh(z: number, x: number, y: number, old: Uint8Array): Promise<void> {
		const key = `${String(z)}/${String(x)}/${String(y)}`;
		if (underWay.has(key)) return;
		underWay.add(key);
		try {
			const bytes = await fetchAndKeep(z, x, y, new AbortController().signal);
			if (bytes && !sameBytes(bytes, old)) onFresh?.(z, x, y);
		} finally {
			underWay.delete(key);
		}
	}

	return {
		async load(z, x, y, signal) {
			const kept = await store.get(source, z, x, y).catch(() => undefined);
			signal.throwIfAborted();
			if (kept) {
				const limit = kept.bytes.byteLength > 0 ? staleAfterMs : emptyStaleAfterMs;
				if (now() - kept.storedAt > limit) void refresh(z, x, y, kept.bytes);
				return answer(kept.bytes);
			}
			const bytes = await withPatience(signal, (patient) => fetchAndKeep(z, x, y, patient));
			return bytes ? answer(bytes) : { kind: 'missing' };
		}
	};
}

function answer(bytes: Uint8Array): TileAnswer {
	return bytes.byteLength > 0 ? { kind: 'tile', bytes } : { kind: 'empty' };
}

/** Runs `work` with a signal that also ends after `patienceMs`, which answers null. */
async function withPatience<T>(
	signal: AbortSignal,
	work: (signal: AbortSignal) => Promise<T | null>
): Promise<T | null> {
	const patience = new AbortController();
	const timer = setTimeout(() => patience.abort(), patienceMs);
	const onAbort = () => patience.abort(signal.reason);
	signal.addEventListener('abort', onAbort, { once: true });
	try {
		return await work(patience.signal);
	} catch (error) {
		if (signal.aborted) throw error;
		return null;
	} finally {
		clearTimeout(timer);
		signal.removeEventListener('abort', onAbort);
	}
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
	return a.byteLength === b.byteLength && a.every((value, index) => value === b[index]);
}
