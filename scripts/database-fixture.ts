// Writes tests/sync/fixtures/<database>-v<n>.json: a database of the device in its present schema
// version, as it lies on a disk, for the test that every version opens and upgrades. Run once per
// version: `tsx scripts/database-fixture.ts records|tiles|device`. All data is made up.
import 'fake-indexeddb/auto';
import { writeFileSync } from 'node:fs';
import { DeviceDatabase } from '../src/lib/data/local/device-database.ts';
import { Device } from '../src/lib/data/local/device.ts';
import { stretched, wrap, wrappingKey } from '../src/lib/data/local/lock/wrapping.ts';
import { LocalPhotos } from '../src/lib/data/local/photos.ts';
import { openRecords } from '../src/lib/data/local/open-records.ts';
import { databaseName } from '../src/lib/data/local/records-database.ts';
import { TilesDatabase } from '../src/lib/data/tiles/tiles-database.ts';
import {
	fixtureConfig,
	fixtureIdentity,
	fixtureKey,
	fixtureKeys,
	fixturePin,
	fixtureSecret,
	packedDatabase
} from '../tests/support/database-fixture.ts';

const day = 24 * 60 * 60 * 1000;
const start = Date.UTC(2026, 10, 1);
let now = start;
let made = 0;
const making = { now: () => now, id: () => `made-${++made}` };

async function fillRecords(): Promise<string> {
	const opened = await openRecords(fixtureIdentity, await fixtureKeys(), { making });
	await opened.sync.applyPage(
		{
			rows: {
				household: [
					{ id: 'h1', rev: 3, area_id: 'a1', territory_id: 't1', head_name: 'Siti Contoh' },
					{ id: 'h2', rev: 1, area_id: 'a1', territory_id: 't1', head_name: 'Budi Contoh' }
				],
				area: [{ id: 'a1', rev: 1, parent_id: null, kind: 'rt', name: 'RT 001' }]
			},
			tombstones: [],
			revoked_scopes: [],
			cursor: 'cursor-1',
			scope_hash: 'hash-1',
			epoch: 'epoch-1',
			more: false,
			server_time: '2026-11-01T00:00:00.000Z'
		},
		making.now()
	);
	await opened.records.commit([
		{
			entity: 'household',
			op: 'update',
			id: 'h1',
			patch: { address: 'Gang Contoh 1' },
			baseRev: 3
		},
		{
			entity: 'visit',
			op: 'create',
			id: 'v1',
			patch: { householdId: 'h2', areaId: 'a1', outcome: 'completed', note: 'catatan contoh' },
			after: ['h2']
		}
	]);
	await opened.drafts.save('visit:h1', { note: 'setengah jadi' });
	await new LocalPhotos(opened.photoDesk).keep('h1', new Uint8Array([1, 2, 3]));
	opened.close();
	return databaseName(fixtureIdentity.membership.id);
}

/** The first tile was used again after the second was stored; the third place is empty. */
async function fillTiles(): Promise<string> {
	const tiles = new TilesDatabase(making);
	await tiles.put('demo', 14, 13635, 8170, new Uint8Array([1, 2, 3]));
	now = start + day;
	await tiles.put('demo', 14, 13636, 8170, new Uint8Array([4, 5]));
	now = start + 2 * day;
	await tiles.put('demo', 14, 13637, 8170, new Uint8Array());
	await tiles.get('demo', 14, 13635, 8170);
	await tiles.count();
	tiles.close();
	return 'jangkau-tiles';
}

/** One person uses the phone, another signed out of it. */
async function fillDevice(): Promise<string> {
	const database = new DeviceDatabase();
	const device = new Device(database, making);
	await device.remember({ ...fixtureIdentity.membership, id: 'left' }, 'tetangga');
	await device.leave('left');
	now = start + day;
	await device.remember(fixtureIdentity.membership, fixtureIdentity.account);
	await device.session.setItem('auth-token', '{"access_token":"contoh"}');
	await device.keepConfig(fixtureConfig);
	// The device makes secrets that nobody can write down.
	const secret = await fixtureSecret(true);
	const nothing = { device: null, pin: null, recovery: null, rules: null, contactAt: null };
	const { id } = fixtureIdentity.membership;
	await database.lock.put({ ...nothing, membershipId: id, secret });
	const stretch = { salt: new Uint8Array(16), iterations: 1_000 };
	const pinKey = await wrappingKey(secret, 'pin', id, await stretched(fixturePin, stretch));
	const recoveryKey = await wrappingKey(secret, 'recovery', id, new Uint8Array(32));
	const key = await fixtureKey(true);
	const pin = { ...stretch, wrapped: await wrap(key, pinKey), tries: 2 };
	await database.lock.update(id, { pin, recovery: await wrap(key, recoveryKey), contactAt: start });
	device.close();
	return 'jangkau-device';
}

const fill: Record<string, () => Promise<string>> = {
	records: fillRecords,
	tiles: fillTiles,
	device: fillDevice
};

const [asked = ''] = process.argv.slice(2);
const filling = fill[asked];
if (!filling)
	throw new Error(`usage: tsx scripts/database-fixture.ts ${Object.keys(fill).join('|')}`);
const fixture = await packedDatabase(await filling());
const file = `tests/sync/fixtures/${asked}-v${fixture.version}.json`;
// The fixture of a version stays as it was made.
writeFileSync(file, `${JSON.stringify(fixture, null, '\t')}\n`, { flag: 'wx' });
