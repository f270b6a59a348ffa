// An old and a new version of the app over one database, and what the disk is asked for.
import Dexie from 'dexie';
import { IDBDatabase, IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import { openRecords } from '#lib/data/local/open-records.ts';
import { databaseName, RecordsDatabase } from '#lib/data/local/records-database.ts';
import { recordVersions } from '#lib/data/local/schema.ts';
import { NewerOnDisk } from '#lib/data/local/versions.ts';
import { Device } from '../support/device.ts';
import { fixtureIdentity, fixtureKeys } from '../support/database-fixture.ts';
import { FakeServer } from '../support/fake-server.ts';
import { visit } from '../support/kader-work.ts';

const membershipId = fixtureIdentity.membership.id;
const making = { now: () => Date.UTC(2026, 10, 2), id: () => crypto.randomUUID() };
let disk: { indexedDB: IDBFactory; IDBKeyRange: typeof IDBKeyRange };

beforeEach(() => {
	disk = { indexedDB: new IDBFactory(), IDBKeyRange };
});

async function openOld(outdated: () => void = () => {}) {
	return openRecords(fixtureIdentity, await fixtureKeys(), { making, database: disk, outdated });
}

/** The app of some later release. */
function newer(version: number): Dexie {
	const database = new Dexie(databaseName(membershipId), disk);
	for (const known of recordVersions) database.version(known.version).stores({ ...known.stores });
	return database.version(version).stores({ letter: 'id' }) && database;
}

const household = {
	entity: 'household',
	op: 'create',
	id: 'h',
	patch: { headName: 'Siti', status: 'active' }
} as const;

describe('a tab of an older version', () => {
	it('steps aside when a newer one opens, and is told to reload; its unsent work is there', async () => {
		let told = 0;
		const old = await openOld(() => (told += 1));
		await old.records.commit([household]);
		const database = await newer(99).open();
		expect(told).toBe(1);
		expect(await database.table('outbox').count()).toBe(1);
		await expect(old.records.all('household')).rejects.toThrow();
		database.close();
	});
});

describe('an app older than its database', () => {
	it('refuses to open, is told to update, and neither writes nor deletes', async () => {
		const before = await openOld();
		await before.records.commit([household]);
		before.close();
		const ahead = await newer(99).open();
		ahead.close();
		let told = 0;
		await expect(openOld(() => (told += 1))).rejects.toThrow(NewerOnDisk);
		expect(told).toBe(1);
		const again = await newer(99).open();
		expect(again.backendDB().version).toBe(990);
		expect(await again.table('outbox').count()).toBe(1);
		again.close();
	});
});

describe('durability', () => {
	it('is strict for every write of a save and of an acknowledgement', async () => {
		const asked: string[] = [];
		const { transaction } = IDBDatabase.prototype;
		IDBDatabase.prototype.transaction = function (names, mode, options?: IDBTransactionOptions) {
			if (mode === 'readwrite') asked.push(options?.durability ?? 'default');
			return transaction.call(this, names, mode, options);
		};
		try {
			const server = new FakeServer({ t1: 'ani' });
			server.seedHousehold('house-1', 't1');
			const phone = new Device('phone', 'ani', server, { disk: 'indexeddb' });
			await phone.start();
			await phone.sync();
			asked.length = 0;
			await visit(phone, 'house-1');
			expect(asked).toEqual(['strict']);
			await phone.sync();
			expect(asked.length).toBeGreaterThan(2);
			expect(new Set(asked)).toEqual(new Set(['strict']));
		} finally {
			IDBDatabase.prototype.transaction = transaction;
		}
	});
});

describe('a database of today', () => {
	it('opens again and again', async () => {
		for (let start = 0; start < 3; start++) (await openOld()).close();
		const database = await new RecordsDatabase(membershipId, disk).open();
		expect(database.verno).toBe(recordVersions.at(-1)!.version);
		database.close();
	});
});
