import { Compression, TileType } from 'pmtiles';
import { afterEach, describe, expect, it } from 'vitest';
import type { Bbox } from '#lib/domain/map-pack/map-pack.ts';
import { tilesIn, type Span } from '#lib/domain/map-pack/tile-spans.ts';
import { openArchive } from '#lib/map/tile-archive.ts';
import { pmtilesFile, type ArchiveOptions } from '../../../../tests/support/pmtiles-file.ts';
import { discardHalf, importFile } from './pack-import.ts';
import { PackStore } from './pack-store.ts';
import { TilesDatabase } from './tiles-database.ts';

let name = 0;
const opened: TilesDatabase[] = [];

function open() {
	const now = () => 1_000;
	const database = new TilesDatabase({ now, name: `import-${String(++name)}` });
	opened.push(database);
	return { database, store: new PackStore(database.tables, now) };
}

afterEach(() => {
	for (const database of opened.splice(0)) database.close();
});

/** Around 117.3 E on the equator. */
const spans: readonly Span[] = [
	[13, 4095, 6764, 6766],
	[14, 8190, 13528, 13532],
	[14, 8191, 13528, 13532]
];
const bounds: Bbox = [117.2, 0, 117.4, 0.1];
const tileAt = (z: number, x: number, y: number) => {
	const content = new Uint8Array(20).map((_, at) => z + x + y + at);
	return Uint8Array.of(0x1a, content.length, ...content);
};
const tiles = [...tilesIn(spans)].map(({ z, x, y }) => ({ z, x, y, bytes: tileAt(z, x, y) }));
const bytesOf = (options: Partial<ArchiveOptions> = {}) =>
	pmtilesFile(tiles, { bounds, layers: ['road'], ...options });
const fileOf = (bytes: Uint8Array) => new File([new Uint8Array(bytes)], 'peta.pmtiles');
const pack = { id: 'f', source: 's', name: 'peta', scope: 'file', startedAt: 1 } as const;
const go = () => new AbortController().signal;
const quiet = () => undefined;

/** Opens and unpacks; the failure of either in words. */
async function take(store: PackStore, bytes: Uint8Array, home: Bbox | null = null) {
	const archive = await openArchive(fileOf(bytes), home);
	if (!archive.ok) return archive.error;
	const taken = await importFile(archive.value, pack, store, go(), quiet);
	return taken.ok ? 'done' : taken.error;
}

describe('a map file', () => {
	it.each([{}, { leafTiles: 4 }, { tileCompression: Compression.None }])(
		'is unpacked tile by tile into the table, as a pack (%o)',
		async (options) => {
			const { database, store } = open();
			expect(await take(store, bytesOf(options))).toBe('done');
			for (const { z, x, y, bytes } of tiles) {
				expect((await database.get('s', z, x, y))?.bytes).toEqual(bytes);
			}
			const [holding] = await store.holdings();
			expect(holding).toMatchObject({ tiles: tiles.length, pack: { state: 'done' } });
			expect(holding?.pack.spans).toEqual(spans);
		}
	);

	it('tells what it is', async () => {
		const opened = await openArchive(fileOf(bytesOf()), null);
		expect(opened).toMatchObject({
			ok: true,
			value: { facts: { format: 'vector', layers: ['road'], bounds, tiles: tiles.length } }
		});
		const pictures = await openArchive(fileOf(bytesOf({ tileType: TileType.Png })), null);
		expect(pictures).toMatchObject({ value: { facts: { format: 'raster' } } });
		const other = await openArchive(fileOf(bytesOf({ tileType: TileType.Mlt })), null);
		expect(other).toMatchObject({ value: { facts: { format: 'unknown' } } });
		const zstd = await openArchive(fileOf(bytesOf({ tileCompression: Compression.Zstd })), null);
		expect(zstd).toMatchObject({ ok: false, error: 'unreadable' });
	});

	it('that is larger than the working area gives only what lies over it', async () => {
		const { store } = open();
		expect(await take(store, bytesOf(), [117.26, 0.001, 117.28, 0.002])).toBe('done');
		const [holding] = await store.holdings();
		expect(holding!.tiles).toBeGreaterThan(1);
		expect(holding!.tiles).toBeLessThan(tiles.length);
	});

	it('that was cut off anywhere is refused, and leaves nothing', async () => {
		const bytes = bytesOf({ leafTiles: 4 });
		const { database, store } = open();
		for (let end = 0; end < bytes.length; end += end < 130 ? 1 : 7) {
			expect([end, await take(store, bytes.slice(0, end))]).toEqual([end, 'broken']);
		}
		expect(await database.count()).toBe(0);
		expect(await store.list()).toEqual([]);
	});

	it('with a damaged byte is refused and leaves nothing, or every tile of it is whole', async () => {
		const bytes = bytesOf({ leafTiles: 4 });
		const { database, store } = open();
		let refused = 0;
		for (let at = 0; at < bytes.length; at += 13) {
			const damaged = bytes.slice();
			damaged[at] = damaged[at]! ^ (1 << (at % 8));
			const end = await take(store, damaged);
			if (end === 'done') {
				const known = new Set(tiles.map((tile) => tile.bytes.join()));
				for (const { pack } of await store.holdings())
					for (const { z, x, y } of tilesIn(pack.spans))
						expect(known.has((await database.get('s', z, x, y))!.bytes.join())).toBe(true);
				await store.remove(pack.id);
			} else refused += 1;
			expect(await database.count()).toBe(0);
		}
		expect(refused).toBeGreaterThan(20);
	});

	it('that is something else is refused', async () => {
		const { store } = open();
		for (const bytes of [
			new Uint8Array(),
			new TextEncoder().encode('{"type":"FeatureCollection"}')
		])
			expect(await take(store, bytes)).toBe('broken');
	});

	it('leaves what was here as it was, whether it is taken or fails', async () => {
		const { database, store } = open();
		const [first, second] = [tiles[0]!, tiles[1]!];
		const older = Uint8Array.of(0x1a, 1, 9);
		await database.put('s', first.z, first.x, first.y, older);
		const bytes = bytesOf();
		const damaged = bytes.slice();
		damaged[bytes.length - 5]! ^= 255;
		expect(await take(store, damaged)).toBe('broken');
		expect((await database.get('s', first.z, first.x, first.y))?.bytes).toEqual(older);
		expect(await database.count()).toBe(1);
		expect(await take(store, bytes)).toBe('done');
		expect((await database.get('s', first.z, first.x, first.y))?.bytes).toEqual(older);
		expect((await database.get('s', second.z, second.x, second.y))?.bytes).toEqual(second.bytes);
	});

	it('leaves nothing when it is cancelled, nor after a kill', async () => {
		const { database, store } = open();
		const archive = await openArchive(fileOf(bytesOf()), null);
		if (!archive.ok) throw new Error('not opened');
		const abort = new AbortController();
		const { places, read } = archive.value;
		const slow = {
			places,
			read: (place: (typeof places)[number]) => {
				if (place === places[6]) abort.abort();
				return read(place);
			}
		};
		await expect(importFile(slow, pack, store, abort.signal, quiet)).rejects.toMatchObject({
			name: 'AbortError'
		});
		expect([await database.count(), await store.list()]).toEqual([0, []]);

		const half = { ...pack, spans, state: 'importing', doneAt: null } as const;
		await store.add(half);
		await store.write(half, 'importing', tiles.slice(0, 3));
		await discardHalf(store);
		expect([await database.count(), await store.list()]).toEqual([0, []]);
	});
});
