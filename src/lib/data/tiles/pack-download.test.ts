import { afterEach, describe, expect, it, vi } from 'vitest';
import type { MapPack } from '#lib/domain/map-pack/map-pack.ts';
import { countTiles, tilesIn, type Span } from '#lib/domain/map-pack/tile-spans.ts';
import { err, ok } from '#lib/domain/result.ts';
import { xyzNetwork } from '#lib/map/tile-network.ts';
import { openCutServer, type CutServer } from '../../../../tests/support/cut-server.ts';
import {
	downloadPack,
	type PackNetwork,
	type PackProgress,
	type PackWorld
} from './pack-download.ts';
import { PackStore } from './pack-store.ts';
import { TilesDatabase } from './tiles-database.ts';

let name = 0;
const opened: TilesDatabase[] = [];
const servers: CutServer[] = [];

function open(shared?: string) {
	const now = () => 1_000;
	const database = new TilesDatabase({ now, name: shared ?? `download-${String(++name)}` });
	opened.push(database);
	return { database, store: new PackStore(database.tables, now) };
}

afterEach(async () => {
	for (const database of opened.splice(0)) database.close();
	for (const server of servers.splice(0)) await server.close();
});

const spans: readonly Span[] = [
	[13, 0, 0, 0],
	[14, 0, 0, 1]
];
const packOf = (id: string, over: readonly Span[] = spans): MapPack => ({
	id,
	source: 's',
	name: id,
	scope: 'territory',
	spans: over,
	state: 'loading',
	startedAt: 1,
	doneAt: null
});

/** A vector tile of one layer, another one for each place. */
const tileAt = (z: number, x: number, y: number) => {
	const content = new Uint8Array(z - 8 + x).fill(z * 16 + x * 4 + y);
	return Uint8Array.of(0x1a, content.length, ...content);
};

interface Rests {
	readonly waited: number[];
	offline: number;
}

function worldOf(store: PackStore, network: PackNetwork, changes: Partial<PackWorld> = {}) {
	const rests: Rests = { waited: [], offline: 0 };
	const world: PackWorld = {
		store,
		network,
		isOnline: () => true,
		untilOnline: () => {
			rests.offline += 1;
			return Promise.resolve();
		},
		wait: (ms) => {
			rests.waited.push(ms);
			return Promise.resolve();
		},
		freeBytes: () => Promise.resolve(null),
		...changes
	};
	return { world, rests };
}

const go = () => new AbortController().signal;
const quiet = () => undefined;

/** What a network gives without one. */
const given = (answer: PackNetwork['fetchTile']): PackNetwork => ({ fetchTile: answer });
const all = given((z, x, y) => Promise.resolve(ok(tileAt(z, x, y))));

async function bytesOf(database: TilesDatabase, over: readonly Span[] = spans) {
	return Promise.all(
		[...tilesIn(over)].map(async ({ z, x, y }) => (await database.get('s', z, x, y))?.bytes ?? null)
	);
}
const whole = (over: readonly Span[] = spans) =>
	[...tilesIn(over)].map(({ z, x, y }) => tileAt(z, x, y));

describe('the download of a pack', () => {
	it('is done when all its tiles are here, counts them, and fetches none a second time', async () => {
		const { database, store } = open();
		const pack = packOf('a');
		await store.add(pack);
		const seen: PackProgress[] = [];
		expect(await downloadPack(pack, worldOf(store, all).world, go(), (now) => seen.push(now))).toBe(
			'done'
		);
		expect(await bytesOf(database)).toEqual(whole());
		expect(seen.at(-1)).toMatchObject({ tiles: 3, wanted: 3, resting: null });
		const never = given(() => Promise.reject(new Error('asked again')));
		expect(await downloadPack(pack, worldOf(store, never).world, go(), quiet)).toBe('done');
	});

	it.each(['length', 'chunked'] as const)(
		'survives a line that breaks at any byte, and stores no part of a tile (%s)',
		async (framing) => {
			const server = await openCutServer((path) => {
				const [z = 0, x = 0, y = 0] = path.slice(1).split('/').map(Number);
				return tileAt(z, x, y);
			}, framing);
			servers.push(server);
			const network = () =>
				xyzNetwork(`${server.url}/{z}/{x}/{y}`, (url, init) => fetch(url, init));
			const { database, store } = open();
			const pack = packOf('a');
			await store.add(pack);
			server.cutAfter(Infinity);
			await downloadPack(pack, worldOf(store, network()).world, go(), quiet);
			const needed = server.sent;
			expect(needed).toBeGreaterThan(150);
			for (let at = 0; at < needed; at++) {
				await database.clear();
				await store.add(pack);
				server.cutAfter(at);
				const { world, rests } = worldOf(store, network());
				expect(await downloadPack(pack, world, go(), quiet)).toBe('done');
				expect(await bytesOf(database)).toEqual(whole());
				// The very last bytes of a chunked answer say only that it has ended.
				if (framing === 'length') expect(rests.waited.length).toBeGreaterThan(0);
				// The broken answer is all that is paid twice, and nobody asks more than once more.
				expect(server.asked.length).toBeLessThanOrEqual(countTiles(spans) + 1);
				expect(server.sent).toBeLessThan(needed + 150);
			}
		},
		120_000
	);

	it('goes on after a kill with what is missing, and only with that', async () => {
		const shared = `killed-${String(++name)}`;
		const first = open(shared);
		const pack = packOf('a');
		await first.store.add(pack);
		const stuck = given((z, x, y) =>
			z === 13 ? Promise.resolve(ok(tileAt(z, x, y))) : new Promise(() => undefined)
		);
		void downloadPack(pack, worldOf(first.store, stuck).world, go(), quiet).catch(quiet);
		await vi.waitFor(async () => expect((await first.store.holdings())[0]?.tiles).toBe(1));
		first.database.close();
		const second = open(shared);
		expect((await second.store.list())[0]?.state).toBe('loading');
		const asked: string[] = [];
		const rest = given((...at) => {
			asked.push(at.slice(0, 3).join('/'));
			return all.fetchTile(...at);
		});
		expect(await downloadPack(pack, worldOf(second.store, rest).world, go(), quiet)).toBe('done');
		expect(asked.sort()).toEqual(['14/0/0', '14/1/0']);
	});

	it('waits without a network until there is one, and goes on by itself', async () => {
		const { store } = open();
		const pack = packOf('a');
		await store.add(pack);
		let online = false;
		const network = given((...at) =>
			online ? all.fetchTile(...at) : Promise.resolve(err('unreachable' as const))
		);
		const seen: PackProgress[] = [];
		const { world, rests } = worldOf(store, network, {
			isOnline: () => online,
			untilOnline: () => {
				online = true;
				return Promise.resolve();
			}
		});
		expect(await downloadPack(pack, world, go(), (now) => seen.push(now))).toBe('done');
		expect(seen.some(({ resting }) => resting === 'offline')).toBe(true);
		expect(rests.waited).toEqual([]);
	});

	it('leaves a busy server alone, longer each time and as long as it asks', async () => {
		const { store } = open();
		const pack = packOf('a', [[14, 0, 0, 0]]);
		await store.add(pack);
		let left = 4;
		const network: PackNetwork = {
			...given((...at) =>
				left-- > 0 ? Promise.resolve(err('busy' as const)) : all.fetchTile(...at)
			),
			retryAfterMs: () => (left === 0 ? 30_000 : 0)
		};
		const { world, rests } = worldOf(store, network);
		expect(await downloadPack(pack, world, go(), quiet)).toBe('done');
		expect(rests.waited).toEqual([1_000, 2_000, 4_000, 30_000]);
	});

	it('takes a no for a no, and the login page of a hotspot for something that passes', async () => {
		const { database, store } = open();
		const pack = packOf('a');
		await store.add(pack);
		const no = worldOf(
			store,
			given(() => Promise.resolve(err('refused' as const)))
		);
		expect(await downloadPack(pack, no.world, go(), quiet)).toBe('refused');
		expect(no.rests.waited.length).toBeLessThan(6);
		let left = 5;
		const portal = worldOf(
			store,
			given((...at) =>
				left-- > 0 ? Promise.resolve(err('broken' as const)) : all.fetchTile(...at)
			)
		);
		expect(await downloadPack(pack, portal.world, go(), quiet)).toBe('done');
		expect(await bytesOf(database)).toEqual(whole());
	});

	it('keeps what comes when the server has one tile that it cannot give', async () => {
		const { database, store } = open();
		const over: readonly Span[] = [[14, 0, 0, 59]];
		const pack = packOf('a', over);
		await store.add(pack);
		const network = given((z, x, y) =>
			Promise.resolve(x === 30 ? err('broken' as const) : ok(tileAt(z, x, y)))
		);
		expect(await downloadPack(pack, worldOf(store, network).world, go(), quiet)).toBe('refused');
		expect((await bytesOf(database, over)).filter((tile) => tile === null)).toHaveLength(1);
	});

	it('stops at once when it is paused, and stores nothing afterwards', async () => {
		const { store } = open();
		const pack = packOf('a');
		await store.add(pack);
		const abort = new AbortController();
		const network = given((z, x, y, signal) =>
			z === 13
				? Promise.resolve(ok(tileAt(z, x, y)))
				: new Promise((_, reject) => {
						signal.addEventListener('abort', () => reject(new DOMException('', 'AbortError')));
					})
		);
		const running = downloadPack(pack, worldOf(store, network).world, abort.signal, ({ tiles }) => {
			if (tiles === 1) abort.abort();
		});
		await expect(running).rejects.toMatchObject({ name: 'AbortError' });
		expect((await store.holdings())[0]?.tiles).toBe(1);
	});

	it('stops when it is deleted in another tab', async () => {
		const { database, store } = open();
		const pack = packOf('a');
		await store.add(pack);
		const network = given(async (z, x, y) => {
			await store.remove('a');
			return ok(tileAt(z, x, y));
		});
		expect(await downloadPack(pack, worldOf(store, network).world, go(), quiet)).toBe('stopped');
		expect(await database.count()).toBe(0);
	});

	it('takes the room of seen tiles on a full disk, and says so when there is none', async () => {
		const { database, store } = open();
		await database.put('s', 5, 0, 0, new Uint8Array(10));
		const pack = packOf('a');
		await store.add(pack);
		const full = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
			throw Object.assign(new Error('disk'), { name: 'QuotaExceededError' });
		});
		expect(await downloadPack(pack, worldOf(store, all).world, go(), quiet)).toBe('full');
		full.mockRestore();
		expect(await database.count()).toBe(0);
		expect(await downloadPack(pack, worldOf(store, all).world, go(), quiet)).toBe('done');
	});

	it('leaves the last of the disk to the records', async () => {
		const { store } = open();
		const pack = packOf('a', [[14, 0, 0, 199]]);
		await store.add(pack);
		const { world } = worldOf(store, all, { freeBytes: () => Promise.resolve(1_000_000) });
		expect(await downloadPack(pack, world, go(), quiet)).toBe('full');
		expect((await store.holdings())[0]!.tiles).toBeLessThan(60);
	});
});
