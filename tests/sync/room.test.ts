// A full disk: maps give way, and the visit is stored.
import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import { openRecords } from '#lib/data/local/open-records.ts';
import { PackStore } from '#lib/data/tiles/pack-store.ts';
import { TilesDatabase } from '#lib/data/tiles/tiles-database.ts';
import type { MapPack } from '#lib/domain/map-pack/map-pack.ts';
import type { Change } from '#lib/domain/sync/change.ts';
import { MemoryRecords } from '../support/memory-records.ts';
import { fixtureIdentity, fixtureKeys } from '../support/database-fixture.ts';
import { fullable } from '../support/full-disk.ts';

const pack: MapPack = {
	id: 'p',
	source: 's',
	name: 'Desa',
	scope: 'village',
	state: 'done',
	startedAt: 1,
	doneAt: 1,
	spans: [[14, 0, 0, 1]]
};
const change: Change = {
	entity: 'household',
	op: 'create',
	id: 'h',
	patch: { areaId: 'a', status: 'active' }
};

let name = 0;

/** A disk on which nothing more fits while more than `fits` tiles are on it. */
async function open(fits: number) {
	const now = () => 1_000;
	const tiles = new TilesDatabase({ now, name: `room-${String(++name)}` });
	const store = new PackStore(tiles.tables, now);
	await tiles.put('s', 14, 5, 5, new Uint8Array(9));
	await store.add({ ...pack, state: 'loading' });
	const places = [0, 1].map((x) => ({ z: 14, x, y: 0, bytes: new Uint8Array(9) }));
	await store.write(pack, 'loading', places);
	await store.add(pack);
	let count = await tiles.count();
	const tables = fullable(new MemoryRecords(), () => count > fits);
	const opened = await openRecords(fixtureIdentity, await fixtureKeys(), {
		tables,
		makeRoom: async () => {
			const made = await tiles.makeRoom();
			count = await tiles.count();
			return made;
		}
	});
	return { tiles, store, records: opened.records };
}

it('takes seen tiles first, and leaves a pack alone when that is enough', async () => {
	const { tiles, store, records } = await open(2);
	expect(await records.commit([change])).toEqual({ ok: true, value: undefined });
	expect(await records.get('household', 'h')).toBeDefined();
	expect(await tiles.count()).toBe(2);
	expect((await store.list())[0]?.state).toBe('done');
});

it('takes packs when seen tiles are not enough, and the pack says so', async () => {
	const { store, records } = await open(0);
	expect((await records.commit([change])).ok).toBe(true);
	expect((await store.list())[0]?.state).toBe('dropped');
});

it('says that the phone is full when no map is left to give', async () => {
	const { records } = await open(-1);
	expect(await records.commit([change])).toEqual({ ok: false, error: 'quota' });
});
