// Every version of every database that a phone may still hold opens with the code of today.
import 'fake-indexeddb/auto';
import { readFileSync, readdirSync } from 'node:fs';
import Dexie from 'dexie';
import { afterEach, describe, expect, it } from 'vitest';
import { entityNames } from '#lib/data/local/clear-fields.ts';
import type { Live } from '#lib/data/contracts.ts';
import { openDevice } from '#lib/data/local/device.ts';
import type { KeyProvider } from '#lib/data/local/keyring.ts';
import { openRecords } from '#lib/data/local/open-records.ts';
import { LocalPhotos } from '#lib/data/local/photos.ts';
import type { MetaRow } from '#lib/data/local/records-database.ts';
import { TilesDatabase } from '#lib/data/tiles/tiles-database.ts';
import {
	fixtureConfig,
	fixtureIdentity,
	fixtureKeys,
	fixturePin,
	packedDatabase,
	restore,
	type DatabaseFixture
} from '../support/database-fixture.ts';

const folder = new URL('fixtures/', import.meta.url);
const start = Date.UTC(2026, 10, 1);
const day = 24 * 60 * 60 * 1000;
const making = { now: () => start + 2 * day, id: () => 'new' };

/** What lies in the folder for a database: `records-v1.json`, `records-v2.json`, … */
function fixturesOf(database: string): string[] {
	return readdirSync(folder).filter((name) => name.startsWith(`${database}-v`));
}

async function restored(file: string): Promise<DatabaseFixture> {
	const fixture = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as DatabaseFixture;
	await restore(fixture);
	return fixture;
}

function firstOf<T>(live: Live<T>): Promise<T> {
	return new Promise((resolve, reject) => {
		const stop = live.subscribe((value) => {
			queueMicrotask(() => stop());
			resolve(value);
		}, reject);
	});
}

async function openRestoredRecords(keys: KeyProvider) {
	return openRecords(fixtureIdentity, keys, { making });
}

afterEach(async () => {
	for (const name of await Dexie.getDatabaseNames()) await Dexie.delete(name);
});

describe('every schema version', () => {
	const openToday: Record<string, () => Promise<{ close(): void }>> = {
		records: async () => openRestoredRecords(await fixtureKeys()),
		device: () => openDevice(making),
		tiles: async () => {
			const tiles = new TilesDatabase(making);
			await tiles.count();
			return tiles;
		}
	};

	it.each(Object.keys(openToday))(
		'of the %s database has a fixture, the latest too',
		async (of) => {
			const opened = await openToday[of]!();
			opened.close();
			const [name = ''] = await Dexie.getDatabaseNames();
			const { version } = await packedDatabase(name);
			const versions = Array.from({ length: version }, (_, index) => `${of}-v${index + 1}.json`);
			expect(fixturesOf(of).sort()).toEqual(versions.sort());
		}
	);

	it.each(fixturesOf('records'))('of the records opens with its queue: %s', async (file) => {
		const fixture = await restored(file);
		const { records, sync, drafts, photoDesk, close } = await openRestoredRecords(
			await fixtureKeys()
		);
		expect(await records.get('household', 'h1')).toMatchObject({
			headName: 'Siti Contoh',
			address: 'Gang Contoh 1'
		});
		expect(await records.where('visit', 'householdId', 'h2')).toHaveLength(1);
		expect(await sync.queue()).toHaveLength(2);
		// What that app did not know yet lies before its cursor: then everything comes anew.
		const knew = fixture.tables.meta!.find((row) => (row as MetaRow).key === 'entities');
		const isAnew = knew !== undefined && (knew as MetaRow).value !== entityNames.join();
		expect(await sync.position()).toMatchObject({ cursor: isAnew ? null : 'cursor-1' });
		expect(await drafts.load('visit:h1')).toEqual({ note: 'setengah jadi' });
		const kept = await firstOf(new LocalPhotos(photoDesk).of('h1'));
		expect(kept?.jpeg).toEqual(fixture.tables.photo ? new Uint8Array([1, 2, 3]) : undefined);
		close();
	});

	it.each(fixturesOf('device'))(
		'of the device knows its people, keys and settings: %s',
		async (file) => {
			await restored(file);
			await restored('records-v1.json');
			const device = await openDevice(making);
			const { membership } = fixtureIdentity;
			const user = {
				membershipId: 'fixture',
				membership,
				account: 'contoh',
				deviceId: 'made-2',
				lastUsedAt: '2026-11-02T00:00:00.000Z',
				signedOutAt: null
			};
			const left = {
				membershipId: 'left',
				membership: { ...membership, id: 'left' },
				account: 'tetangga',
				deviceId: 'made-1',
				lastUsedAt: '2026-11-01T00:00:00.000Z',
				signedOutAt: '2026-11-01T00:00:00.000Z'
			};
			expect(await device.current()).toEqual(user);
			expect(await device.identities()).toEqual([user, left]);
			expect(await device.session.getItem('auth-token')).toBe('{"access_token":"contoh"}');
			expect(await device.config()).toEqual(fixtureConfig);
			// The key is the one that her records were sealed with; from the second version on behind a PIN.
			if ((await device.locks.facts('fixture')).kind === 'pin') {
				const asked = device.locks.openWithPin('fixture', fixturePin);
				expect(await asked).toEqual({ kind: 'opened' });
			}
			const opened = await openRestoredRecords(device.locks);
			expect(await opened.records.get('household', 'h1')).toMatchObject({
				headName: 'Siti Contoh'
			});
			opened.close();
			device.close();
		}
	);

	it.each(fixturesOf('tiles'))(
		'of the tiles draws what was seen, and drops the oldest: %s',
		async (file) => {
			await restored(file);
			const tiles = new TilesDatabase(making);
			const at = (x: number) => tiles.get('demo', 14, x, 8170);
			expect(await at(13635)).toEqual({ bytes: new Uint8Array([1, 2, 3]), storedAt: start });
			expect(await at(13636)).toEqual({ bytes: new Uint8Array([4, 5]), storedAt: start + day });
			expect(await at(13637)).toEqual({ bytes: new Uint8Array(), storedAt: start + 2 * day });
			expect(await tiles.count()).toBe(3);
			expect(await tiles.sizeBytes()).toBe(203 + 202 + 200);
			tiles.close();

			// Room for three tiles and a bit: the one that was not used for longest makes way.
			const full = new TilesDatabase({ ...making, budgetBytes: 700 });
			await full.put('demo', 14, 13638, 8170, new Uint8Array(3));
			expect(await full.get('demo', 14, 13636, 8170)).toBeUndefined();
			expect(await full.get('demo', 14, 13635, 8170)).toBeDefined();
			expect(await full.count()).toBe(3);
			full.close();
		}
	);
});
