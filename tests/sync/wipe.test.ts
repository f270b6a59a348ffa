// A phone that the puskesmas has emptied holds nothing of anybody, and the server is told while the
// session that may say so is still there.
import 'fake-indexeddb/auto';
import Dexie from 'dexie';
import { afterEach, expect, it, vi } from 'vitest';
import { openDevice } from '#lib/data/local/device.ts';
import { openRecords } from '#lib/data/local/open-records.ts';
import { wipeDevice } from '#lib/data/local/wipe.ts';
import { TilesDatabase } from '#lib/data/tiles/tiles-database.ts';
import { fixtureIdentity } from '../support/database-fixture.ts';

const making = { now: () => 0, id: () => 'made' };

afterEach(async () => {
	for (const name of await Dexie.getDatabaseNames()) await Dexie.delete(name);
	vi.unstubAllGlobals();
});

/** A phone in use: records, keys, map and the app’s kept files. */
async function aPhone() {
	const device = await openDevice(making);
	await device.remember(fixtureIdentity.membership, 'contoh');
	await device.session.setItem('auth-token', 'contoh');
	const records = await openRecords(fixtureIdentity, device.locks, { making });
	await records.records.commit([
		{ entity: 'visit', op: 'create', id: 'v1', patch: { note: 'rahasia' } }
	]);
	records.close();
	const tiles = new TilesDatabase(making);
	await tiles.put('demo', 14, 1, 1, new Uint8Array(3));
	tiles.close();
	const kept = new Set(['jangkau-precache', 'jangkau-glyphs']);
	vi.stubGlobal('caches', {
		keys: () => Promise.resolve([...kept]),
		delete: (name: string) => Promise.resolve(kept.delete(name))
	});
	return { device, kept };
}

it('leaves no database and no kept file, and tells the server while it still can', async () => {
	const { device, kept } = await aPhone();
	let namesWhenTold: string[] = [];
	await wipeDevice(device, 'hp', async () => {
		expect(await device.wiping()).toBe('hp');
		expect(await device.session.getItem('auth-token')).toBe('contoh');
		namesWhenTold = await Dexie.getDatabaseNames();
	});
	expect(namesWhenTold.filter((name) => name.startsWith('jangkau'))).toEqual(['jangkau-device']);
	const left = await Dexie.getDatabaseNames();
	expect(left.filter((name) => name.startsWith('jangkau'))).toEqual([]);
	expect([...kept]).toEqual([]);
});

it('empties the phone also when the server cannot be told', async () => {
	const { device } = await aPhone();
	await wipeDevice(device, 'hp', () => Promise.reject(new Error('offline')));
	const left = await Dexie.getDatabaseNames();
	expect(left.filter((name) => name.startsWith('jangkau'))).toEqual([]);
});

it('is remembered while it is not done, so that a phone closed meanwhile goes on with it', async () => {
	const { device } = await aPhone();
	expect(await device.wiping()).toBeNull();
	vi.stubGlobal('caches', { keys: () => Promise.reject(new Error('closed')) });
	await expect(wipeDevice(device, 'hp', () => Promise.resolve())).rejects.toThrow('closed');
	device.close();
	const next = await openDevice(making);
	expect(await next.wiping()).toBe('hp');
	vi.unstubAllGlobals();
	await wipeDevice(next, 'hp', () => Promise.resolve());
	const left = await Dexie.getDatabaseNames();
	expect(left.filter((name) => name.startsWith('jangkau'))).toEqual([]);
});
