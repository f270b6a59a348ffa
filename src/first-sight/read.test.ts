import { IDBFactory } from 'fake-indexeddb';
import { describe, expect, it } from 'vitest';
import { defaultLockRules } from '#lib/domain/lock/lock-rules.ts';
import { DeviceDatabase } from '#lib/data/local/device-database.ts';
import { keepSights } from '#lib/data/local/keep-sights.ts';
import { Locks } from '#lib/data/local/lock/locks.ts';
import { Sights, type Sight } from '#lib/data/local/sights.ts';
import { readDevice, sightOf } from './read.ts';

const owner = 'm1';
const dayMs = 86_400_000;
const from = Date.UTC(2026, 10, 22, 16);
const today: Sight = {
	from,
	until: from + dayMs,
	title: 'Kunjungan hari ini',
	note: '',
	kicker: 'Rumah berikutnya',
	houses: [{ name: 'Siti Aminah', lines: ['RT 3'], href: '/kunjungan/h1', go: 'Kunjungi' }]
};
const tomorrow: Sight = { ...today, from: from + dayMs, until: from + 2 * dayMs, houses: [] };

/** A phone that a kader uses without a PIN, with her day kept. */
async function aPhone() {
	const indexedDB = new IDBFactory();
	const database = new DeviceDatabase({ indexedDB, IDBKeyRange });
	await database.open();
	const sights = new Sights(database);
	const locks = new Locks(database, 10);
	await locks.key(owner);
	await database.identity.put({
		membershipId: owner,
		lastUsedAt: '2026-11-22T20:00:00Z',
		signedOutAt: null
	} as never);
	await keepSights(sights, owner, [today, tomorrow], sights.changes);
	const shown = async (now = from + 1000) => {
		const rows = await readDevice(indexedDB);
		return rows && sightOf(rows, now);
	};
	return { indexedDB, database, sights, locks, shown };
}

describe('what is shown before the app is there', () => {
	it('is the day that it is, as it was kept', async () => {
		const { shown } = await aPhone();
		expect(await shown()).toEqual(today);
		expect(await shown(from + dayMs)).toEqual(tomorrow);
	});

	it('is nothing before its day and after it', async () => {
		const { shown } = await aPhone();
		expect(await shown(from - 1)).toBeNull();
		expect(await shown(from + 2 * dayMs)).toBeNull();
	});

	it('lies on the disk unreadable', async () => {
		const { indexedDB } = await aPhone();
		const rows = await readDevice(indexedDB);
		const letters = rows!.sights[0]!.days.map(({ sealed }) =>
			new TextDecoder().decode(sealed.data)
		);
		expect(letters.join()).not.toContain('Siti');
		expect(rows!.sights[0]!.key.extractable).toBe(false);
	});

	it('is nothing once something was saved, and what was read before that is not kept', async () => {
		const { sights, shown } = await aPhone();
		const seen = sights.changes;
		await sights.forget(owner);
		expect(await shown()).toBeNull();
		await keepSights(sights, owner, [today], seen);
		expect(await shown()).toBeNull();
	});

	it('is nothing behind a PIN, neither kept before nor after it was set', async () => {
		const { sights, locks, shown } = await aPhone();
		await locks.signedIn(owner, crypto.getRandomValues(new Uint8Array(32)));
		expect(await locks.setPin(owner, '274913')).toBe(true);
		expect(await shown()).toBeNull();
		await keepSights(sights, owner, [today], sights.changes);
		expect(await shown()).toBeNull();
	});

	it('is nothing of somebody who signed out, of a sealed phone, or of one being emptied', async () => {
		const out = await aPhone();
		await out.database.identity.update(owner, { signedOutAt: '2026-11-22T21:00:00Z' });
		expect(await out.shown()).toBeNull();

		const sealed = await aPhone();
		await sealed.database.lock.update(owner, { contactAt: from - 46 * dayMs });
		expect(defaultLockRules.sealAfterDays).toBe(45);
		expect(await sealed.shown()).toBeNull();

		const emptied = await aPhone();
		await emptied.database.setting.put({ key: 'wiping', value: 'd1' });
		expect(await emptied.shown()).toBeNull();
	});

	it('is never another person’s', async () => {
		const { database, shown } = await aPhone();
		await database.identity.put({
			membershipId: 'm2',
			lastUsedAt: '2026-11-22T22:00:00Z',
			signedOutAt: null
		} as never);
		expect(await shown()).toBeNull();
	});

	it('makes no database where the app has not been', async () => {
		const indexedDB = new IDBFactory();
		expect(await readDevice(indexedDB)).toBeNull();
		expect(await indexedDB.databases()).toEqual([]);
	});
});
