import { afterEach, describe, expect, it, vi } from 'vitest';
import { err, ok, type Result } from '#lib/domain/result.ts';
import type { BasemapSource, StoredTile, TileStore } from './contracts.ts';
import { pmtilesNetwork, xyzNetwork, type TileFailure, type TileNetwork } from './tile-network.ts';
import { createTileLoader, tileSourceKey } from './tiles.ts';

const day = 24 * 60 * 60 * 1000;

class MemoryStore implements TileStore {
	readonly rows = new Map<string, StoredTile>();
	now = 100 * day;
	broken = false;
	get(...key: [string, number, number, number]) {
		if (this.broken) return Promise.reject(new Error('store'));
		return Promise.resolve(this.rows.get(key.join('/')));
	}
	put(source: string, z: number, x: number, y: number, bytes: Uint8Array) {
		if (this.broken) return Promise.reject(new Error('store'));
		this.rows.set([source, z, x, y].join('/'), { bytes, storedAt: this.now });
		return Promise.resolve();
	}
	count() {
		return Promise.resolve(this.rows.size);
	}
}

/** A network whose answers the test gives by hand. */
class ControllableNetwork implements TileNetwork {
	readonly asked: string[] = [];
	#answers: ((result: Result<Uint8Array | null, TileFailure>) => void)[] = [];
	fetchTile(z: number, x: number, y: number, signal: AbortSignal) {
		this.asked.push([z, x, y].join('/'));
		return new Promise<Result<Uint8Array | null, TileFailure>>((resolve, reject) => {
			this.#answers.push(resolve);
			signal.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
		});
	}
	async answer(result: Result<Uint8Array | null, TileFailure>) {
		await vi.waitFor(() => expect(this.#answers.length).toBeGreaterThan(0));
		this.#answers.shift()?.(result);
	}
}

function setup() {
	const store = new MemoryStore();
	const network = new ControllableNetwork();
	const fresh: string[] = [];
	const loader = createTileLoader({
		source: 's',
		store,
		network,
		now: () => store.now,
		onFresh: (...at) => fresh.push(at.join('/'))
	});
	return { store, network, loader, fresh };
}

const open = () => new AbortController().signal;
/** A vector tile of one layer with these bytes. */
const tileOf = (...content: number[]) => Uint8Array.of(0x1a, content.length, ...content);

afterEach(() => vi.useRealTimers());

describe('the tile loader', () => {
	it('keeps a tile from the network and answers it from the store from then on', async () => {
		const { store, network, loader } = setup();
		const first = loader.load(14, 3, 5, open());
		await network.answer(ok(Uint8Array.of(1, 2)));
		expect(await first).toEqual({ kind: 'tile', bytes: Uint8Array.of(1, 2) });
		expect(await store.count()).toBe(1);
		expect(await loader.load(14, 3, 5, open())).toEqual({
			kind: 'tile',
			bytes: Uint8Array.of(1, 2)
		});
		expect(network.asked).toEqual(['14/3/5']);
	});

	it('remembers that nothing is there, and does not ask again the same day', async () => {
		const { network, loader } = setup();
		const first = loader.load(14, 3, 5, open());
		await network.answer(ok(null));
		expect(await first).toEqual({ kind: 'empty' });
		expect(await loader.load(14, 3, 5, open())).toEqual({ kind: 'empty' });
		expect(network.asked).toHaveLength(1);
	});

	it('says missing without a network and stores nothing, so that the tile is asked for later', async () => {
		const { store, network, loader } = setup();
		const first = loader.load(14, 3, 5, open());
		await network.answer(err('unreachable'));
		expect(await first).toEqual({ kind: 'missing' });
		expect(await store.count()).toBe(0);
		const second = loader.load(14, 3, 5, open());
		await network.answer(ok(Uint8Array.of(9)));
		expect((await second).kind).toBe('tile');
	});

	it('answers a stale tile at once and refreshes it behind', async () => {
		const { store, network, loader, fresh } = setup();
		await store.put('s', 1, 0, 0, Uint8Array.of(1));
		store.now += 31 * day;
		expect(await loader.load(1, 0, 0, open())).toEqual({ kind: 'tile', bytes: Uint8Array.of(1) });
		await loader.load(1, 0, 0, open());
		expect(network.asked).toHaveLength(1);
		await network.answer(ok(Uint8Array.of(2)));
		await vi.waitFor(() => expect(fresh).toEqual(['1/0/0']));
		expect((await store.get('s', 1, 0, 0))?.bytes).toEqual(Uint8Array.of(2));
	});

	it('keeps a stale tile when the refresh finds no network', async () => {
		const { store, network, loader, fresh } = setup();
		await store.put('s', 1, 0, 0, Uint8Array.of(1));
		store.now += 31 * day;
		await loader.load(1, 0, 0, open());
		await network.answer(err('unreachable'));
		expect((await loader.load(1, 0, 0, open())).kind).toBe('tile');
		expect(fresh).toEqual([]);
	});

	it('gives the abort on to the network and rejects', async () => {
		const { loader, network, store } = setup();
		const abort = new AbortController();
		const loading = loader.load(1, 0, 0, abort.signal);
		await vi.waitFor(() => expect(network.asked).toHaveLength(1));
		abort.abort();
		await expect(loading).rejects.toMatchObject({ name: 'AbortError' });
		expect(await store.count()).toBe(0);
	});

	it('gives up a hanging request, so that the ancestor is shown', async () => {
		vi.useFakeTimers();
		const { loader } = setup();
		const loading = loader.load(1, 0, 0, open());
		await vi.advanceTimersByTimeAsync(6_000);
		expect(await loading).toEqual({ kind: 'missing' });
	});

	it('draws from the network when the store is broken', async () => {
		const { store, network, loader } = setup();
		store.broken = true;
		const loading = loader.load(1, 0, 0, open());
		await network.answer(ok(Uint8Array.of(4)));
		expect((await loading).kind).toBe('tile');
	});
});

describe('the network of a tile source', () => {
	it('fills the template, and tells nothing there from an error and from no answer', async () => {
		const urls: string[] = [];
		const answers: (Response | Error)[] = [
			new Response(tileOf(1)),
			new Response(null, { status: 404 }),
			new Response('', { status: 403 }),
			new Response('', { status: 503, headers: { 'retry-after': '7' } }),
			new Response('<!doctype html><p>Masuk untuk memakai internet.'),
			new Response(tileOf(1, 2, 3).subarray(0, 4)),
			new TypeError('Failed to fetch')
		];
		const network = xyzNetwork('https://t/{z}/{x}/{y}', (url) => {
			urls.push(url);
			const next = answers.shift();
			return next instanceof Response ? Promise.resolve(next) : Promise.reject(next ?? new Error());
		});
		const next = () => network.fetchTile(3, 1, 2, open());
		expect(await next()).toEqual(ok(tileOf(1)));
		expect(await next()).toEqual(ok(null));
		expect(await next()).toEqual(err('refused'));
		expect(await next()).toEqual(err('busy'));
		expect(network.retryAfterMs?.()).toBe(7_000);
		expect(await next()).toEqual(err('broken'));
		expect(await next()).toEqual(err('broken'));
		expect(await next()).toEqual(err('unreachable'));
		expect(urls[0]).toBe('https://t/3/1/2');
	});

	it('unpacks a gzipped tile that no header announced, and takes no part of one', async () => {
		const packed = await new Response(
			new Blob([tileOf(5, 6)]).stream().pipeThrough(new CompressionStream('gzip'))
		).arrayBuffer();
		const answers = [packed, packed.slice(0, -3)];
		const network = xyzNetwork('https://t', () => Promise.resolve(new Response(answers.shift())));
		expect(await network.fetchTile(0, 0, 0, open())).toEqual(ok(tileOf(5, 6)));
		expect(await network.fetchTile(0, 0, 0, open())).toEqual(err('broken'));
	});

	it('opens an archive anew after a failure, so that it works when the network is back', async () => {
		let opened = 0;
		const network = pmtilesNetwork('x', () => {
			const works = ++opened > 1;
			return {
				getZxy: () =>
					works ? Promise.resolve({ data: tileOf(8).buffer }) : Promise.reject(new Error('network'))
			};
		});
		expect(await network.fetchTile(1, 0, 0, open())).toEqual(err('unreachable'));
		expect(await network.fetchTile(1, 0, 0, open())).toEqual(ok(tileOf(8)));
	});

	it('keeps a token in the address out of the store', () => {
		const basemap = { kind: 'xyz', url: 'https://t/{z}/{x}/{y}?key=rahasia' } as BasemapSource;
		expect(tileSourceKey(basemap)).toBe('xyz:https://t/{z}/{x}/{y}');
	});
});
