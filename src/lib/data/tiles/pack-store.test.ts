import { Dexie } from 'dexie';
import { afterEach, describe, expect, it } from 'vitest';
import type { MapPack } from '#lib/domain/map-pack/map-pack.ts';
import { countTiles, tilesIn, type Span } from '#lib/domain/map-pack/tile-spans.ts';
import { PackStore } from './pack-store.ts';
import { TilesDatabase } from './tiles-database.ts';

let name = 0;
const opened: TilesDatabase[] = [];

function open(budgetBytes?: number) {
	const now = () => 1_000_000;
	const database = new TilesDatabase({
		now,
		name: `packs-${String(++name)}`,
		...(budgetBytes === undefined ? {} : { budgetBytes })
	});
	opened.push(database);
	return { database, store: new PackStore(database.tables, now) };
}

afterEach(() => {
	for (const database of opened.splice(0)) database.close();
});

const packOf = (id: string, spans: readonly Span[]): MapPack => ({
	id,
	source: 's',
	name: id,
	scope: 'village',
	spans,
	state: 'loading',
	startedAt: 1,
	doneAt: null
});
const bytes = (size: number) => new Uint8Array(size).fill(3);

async function fill(store: PackStore, pack: MapPack, size = 100) {
	await store.add(pack);
	await store.write(
		pack,
		'loading',
		[...tilesIn(pack.spans)].map((place) => ({ ...place, bytes: bytes(size) }))
	);
}

const row = (y: number, from: number, to: number): Span => [14, y, from, to];

describe('a pack', () => {
	it('is never trimmed for tiles that are only seen', async () => {
		const { database, store } = open(4_000);
		await fill(store, packOf('a', [row(0, 0, 9)]), 800);
		for (let x = 0; x < 10; x++) await database.put('s', 14, x, 5, bytes(800));
		expect((await store.holdings())[0]).toMatchObject({ tiles: 10, bytes: 10_000 });
		expect(await database.count()).toBeLessThan(20);
	});

	it('leaves tiles of another pack when it is deleted, and what had been seen as seen', async () => {
		const { database, store } = open();
		await database.put('s', 14, 0, 0, bytes(50));
		await database.put('s', 14, 0, 9, bytes(50));
		const [a, b] = [packOf('a', [row(0, 0, 4)]), packOf('b', [row(0, 3, 6)])];
		await store.add(a);
		await store.adopt(a);
		await fill(store, { ...a, spans: [row(0, 1, 4)] });
		await store.add(a);
		await fill(store, b);
		await store.remove('a');
		const left = (
			await Promise.all([0, 1, 2, 3, 4, 5, 6].map((x) => database.get('s', 14, x, 0)))
		).map((tile) => tile !== undefined);
		expect(left).toEqual([true, false, false, true, true, true, true]);
		// The seen one may be dropped again, the others not.
		expect(await store.dropSeen()).toBe(true);
		expect(await database.get('s', 14, 0, 0)).toBeUndefined();
		expect((await store.holdings())[0]?.tiles).toBe(4);
		await store.remove('b');
		expect(await database.count()).toBe(0);
	});

	it('of another map with the same places is not touched', async () => {
		const { database, store } = open();
		await fill(store, packOf('a', [row(0, 0, 2)]));
		await fill(store, { ...packOf('b', [row(0, 0, 2)]), source: 'other' });
		await store.remove('a');
		expect(await database.count()).toBe(3);
		expect(await database.get('other', 14, 0, 0)).toBeDefined();
	});

	it('gets nothing more once it is paused or deleted', async () => {
		const { database, store } = open();
		const pack = packOf('a', [row(0, 0, 2)]);
		const tile = [{ z: 14, x: 0, y: 0, bytes: bytes(1) }];
		await store.add(pack);
		await store.setState('a', 'paused');
		expect(await store.write(pack, 'loading', tile)).toBe(false);
		await store.remove('a');
		expect(await store.write(pack, 'loading', tile)).toBe(false);
		expect(await database.count()).toBe(0);
	});

	it('keeps a tile that the map has fetched anew, but not an empty answer over it', async () => {
		const { database, store } = open();
		const pack = packOf('a', [row(0, 0, 0)]);
		await fill(store, pack);
		await database.put('s', 14, 0, 0, bytes(7));
		expect((await database.get('s', 14, 0, 0))?.bytes).toHaveLength(7);
		await database.put('s', 14, 0, 0, new Uint8Array());
		expect((await database.get('s', 14, 0, 0))?.bytes).toHaveLength(7);
		expect(await store.dropSeen()).toBe(false);
		expect((await store.holdings())[0]?.tiles).toBe(1);
	});

	it('takes what was seen before it, so that nothing is fetched twice, but no empty tile', async () => {
		const { database, store } = open();
		await database.put('s', 14, 0, 0, bytes(9));
		await database.put('s', 14, 1, 0, new Uint8Array());
		await database.put('other', 14, 2, 0, bytes(9));
		const pack = packOf('a', [row(0, 0, 2)]);
		await store.add(pack);
		await store.adopt(pack);
		expect([...(await store.pinned('s'))]).toEqual(['14/0/0']);
	});

	it('tells what is here of it, where, and what tiles weigh', async () => {
		const { store } = open();
		const pack = packOf('a', [row(0, 0, 9), [13, 0, 0, 4]]);
		await fill(store, { ...pack, spans: [row(0, 2, 5)] });
		await store.add(pack);
		const [holding] = await store.holdings();
		expect(holding?.spans).toEqual([[14, 0, 2, 5]]);
		expect(holding?.tiles).toBe(4);
		expect(countTiles(pack.spans)).toBe(15);
		expect(await store.weights('s')).toEqual([{ z: 14, tiles: 4, bytes: 4 * 300 }]);
	});
});

describe('the tiles of a phone with an older app', () => {
	it('are all there after the update, still as seen, and can be pinned', async () => {
		const older = new Dexie(`packs-${String(++name)}`);
		older.version(1).stores({ tile: '[source+z+x+y], [usedAt+size]' });
		const seen = { source: 's', z: 14, y: 0, storedAt: 1, usedAt: 1, size: 203 };
		await older.table('tile').bulkPut([0, 1].map((x) => ({ ...seen, x, bytes: bytes(3) })));
		older.close();
		const now = () => 2;
		const database = new TilesDatabase({ now, name: `packs-${String(name)}` });
		opened.push(database);
		const store = new PackStore(database.tables, now);
		expect((await database.get('s', 14, 1, 0))?.bytes).toEqual(bytes(3));
		expect(await database.sizeBytes()).toBe(406);
		const pack = packOf('a', [row(0, 0, 0)]);
		await store.add(pack);
		await store.adopt(pack);
		expect([...(await store.pinned('s'))]).toEqual(['14/0/0']);
	});
});

describe('when records need the room', () => {
	it('seen tiles go first, then the deepest level of the packs, and the rest only when asked again', async () => {
		const { database, store } = open();
		await database.put('s', 14, 0, 7, bytes(9));
		await fill(store, packOf('a', [[13, 0, 0, 1], row(0, 0, 3)]));
		await store.setState('a', 'done');
		expect(await database.makeRoom()).toBe(true);
		expect((await store.holdings())[0]).toMatchObject({ tiles: 6, pack: { state: 'done' } });
		expect(await database.makeRoom()).toBe(true);
		expect((await store.holdings())[0]).toMatchObject({ tiles: 2, pack: { state: 'dropped' } });
		expect(await database.makeRoom()).toBe(true);
		expect(await database.makeRoom()).toBe(false);
		expect(await database.count()).toBe(0);
	});
});
