import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { PackNetwork } from '#lib/data/tiles/pack-download.ts';
import { PackStore } from '#lib/data/tiles/pack-store.ts';
import { TilesDatabase } from '#lib/data/tiles/tiles-database.ts';
import type { Span } from '#lib/domain/map-pack/tile-spans.ts';
import { ok } from '#lib/domain/result.ts';
import { MapPacks } from './map-packs.svelte.ts';

let name = 0;
const opened: TilesDatabase[] = [];
afterEach(() => {
	for (const database of opened.splice(0)) database.close();
});

const bytes = Uint8Array.of(0x1a, 1, 7);
const row = (y: number): readonly Span[] => [[14, y, 0, 2]];

/** `held` keeps the answers of tiles back; `taken`: another window has the turn. */
function setup() {
	const now = () => 5;
	const database = new TilesDatabase({ now, name: `state-${String(++name)}` });
	opened.push(database);
	const store = new PackStore(database.tables, now);
	const world = { held: false, taken: false, asked: [] as string[] };
	const network: PackNetwork = {
		fetchTile: async (z, x, y, signal) => {
			world.asked.push(`${String(z)}/${String(x)}/${String(y)}`);
			while (world.held) {
				signal.throwIfAborted();
				await new Promise((resolve) => setTimeout(resolve, 1));
			}
			return ok(bytes);
		}
	};
	let busy = false;
	let made = 0;
	const packs = new MapPacks({
		...{ store, network, source: 's', now, id: () => `p${String(++made)}` },
		holdings: { subscribe: () => () => undefined },
		alone: async (work) => {
			if (busy || world.taken) return false;
			busy = true;
			await work().finally(() => (busy = false));
			return true;
		},
		isOnline: () => true,
		untilOnline: () => Promise.resolve(),
		wait: () => new Promise((resolve) => setTimeout(resolve, 1)),
		freeBytes: () => Promise.resolve(60_000_000)
	});
	const states = async () => (await store.list()).map(({ state }) => state);
	return { packs, store, world, states, database };
}

const file = {
	places: [{ z: 14, x: 9, y: 9 }],
	read: () => Promise.resolve(bytes)
};

describe('the maps of a phone', () => {
	it('are fetched one after the other, each to its end', async () => {
		const { packs, states, database } = setup();
		await packs.download('Wilayah 1', 'territory', row(1));
		await packs.download('Desa', 'village', row(2));
		await vi.waitFor(async () => expect(await states()).toEqual(['done', 'done']));
		expect(await database.count()).toBe(6);
		expect(packs.progress).toBeNull();
	});

	it('are paused at once, go on when asked, and an area has one pack only', async () => {
		const { packs, states, world } = setup();
		world.held = true;
		await packs.download('Desa', 'village', row(1));
		await vi.waitFor(() => expect(packs.progress).not.toBeNull());
		await packs.pause('p1');
		await vi.waitFor(() => expect(packs.progress).toBeNull());
		expect(await states()).toEqual(['paused']);
		world.held = false;
		await packs.download('Desa', 'village', row(1));
		await vi.waitFor(async () => expect(await states()).toEqual(['done']));
	});

	it('wait while another window fetches, and are not touched by it', async () => {
		const { packs, states, world } = setup();
		world.taken = true;
		await packs.download('Desa', 'village', row(1));
		await packs.work();
		expect(await states()).toEqual(['loading']);
		expect(world.asked).toEqual([]);
		expect(await packs.unpack('peta', file)).toBe('busy');
		world.taken = false;
		await packs.work();
		expect(await states()).toEqual(['done']);
	});

	it('come out of a file while downloads wait, which go on afterwards', async () => {
		const { packs, states, world, store } = setup();
		world.held = true;
		await packs.download('Wilayah 1', 'territory', row(1));
		await packs.download('Desa', 'village', row(2));
		await vi.waitFor(() => expect(packs.progress).not.toBeNull());
		expect(await packs.unpack('peta', file)).toBeNull();
		expect((await store.list()).find(({ name }) => name === 'peta')?.state).toBe('done');
		world.held = false;
		await vi.waitFor(async () => expect(await states()).toEqual(['done', 'done', 'done']));
	});

	it('leave nothing of a file that is cancelled', async () => {
		const { packs, states, database } = setup();
		const slow = {
			places: [...file.places, { z: 14, x: 8, y: 8 }],
			read: () => {
				packs.cancelUnpacking();
				return Promise.resolve(bytes);
			}
		};
		expect(await packs.unpack('peta', slow)).toBe('cancelled');
		expect([await states(), await database.count()]).toEqual([[], 0]);
	});

	it('leave room for the records', async () => {
		const { packs } = setup();
		expect(await packs.roomBytes()).toBe(10_000_000);
	});
});
