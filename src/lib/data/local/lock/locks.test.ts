import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { describe, expect, it } from 'vitest';
import { maxPinTries } from '#lib/domain/lock/pin.ts';
import { fixtureIdentity } from '../../../../../tests/support/database-fixture.ts';
import { DeviceDatabase } from '../device-database.ts';
import { openRecords } from '../open-records.ts';
import { RecordsDatabase } from '../records-database.ts';
import { RecordsLocked } from '../vault.ts';
import { Locks } from './locks.ts';

const identity = fixtureIdentity;
const owner = identity.membership.id;
const serverKey = new Uint8Array(32).fill(7);
const making = { now: () => 0, id: () => crypto.randomUUID() };

/** A phone whose disk outlives each start of the app. */
function aPhone() {
	const disk = { indexedDB: new IDBFactory(), IDBKeyRange };
	const database = new DeviceDatabase(disk);
	const phone = {
		disk,
		database,
		locks: new Locks(database, 1_000),
		restart: () => (phone.locks = new Locks(database, 1_000)),
		open: () => openRecords(identity, phone.locks, { making, database: disk })
	};
	return phone;
}

async function aLockedPhone(pin = '270890') {
	const phone = aPhone();
	await phone.locks.signedIn(owner, serverKey);
	const records = await phone.open();
	await records.records.commit([
		{ entity: 'visit', op: 'create', id: 'v1', patch: { householdId: 'h1', note: 'rahasia' } }
	]);
	await records.drafts.save('visit/h2', { note: 'setengah' });
	records.close();
	expect(await phone.locks.setPin(owner, pin)).toBe(true);
	phone.restart();
	return phone;
}

async function noteOf(phone: ReturnType<typeof aPhone>) {
	const records = await phone.open();
	const visit = await records.records.get('visit', 'v1');
	const queue = await records.sync.queue();
	const draft = await records.drafts.load('visit/h2');
	records.close();
	return { note: visit?.note, unsent: queue.length, draft };
}
const everything = { note: 'rahasia', unsent: 1, draft: { note: 'setengah' } };

describe('a phone with a PIN', () => {
	it('opens nothing without it, and everything with it: visits, queue and drafts', async () => {
		const phone = await aLockedPhone();
		await expect(phone.locks.key(owner)).rejects.toBeInstanceOf(RecordsLocked);
		const closed = await phone.open();
		expect(closed.locked).toBe(true);
		expect(await closed.sync.queue()).toHaveLength(1);
		await expect(closed.records.get('visit', 'v1')).rejects.toBeInstanceOf(RecordsLocked);
		expect(await closed.records.commit([])).toEqual({ ok: false, error: 'locked' });
		closed.close();

		expect(await phone.locks.openWithPin(owner, '270890')).toEqual({ kind: 'opened' });
		expect(await noteOf(phone)).toEqual(everything);
	});

	it('hands out no key that could be exported, before and after', async () => {
		const phone = await aLockedPhone();
		await phone.locks.openWithPin(owner, '270890');
		expect((await phone.locks.key(owner)).extractable).toBe(false);
		const row = await phone.database.lock.get(owner);
		expect(row?.secret.extractable).toBe(false);
		expect(row?.device).toBeNull();
	});

	it('does not open with the right PIN beside another browser’s secret', async () => {
		const phone = await aLockedPhone();
		const other = aPhone();
		await other.locks.facts(owner);
		const stolen = (await phone.database.lock.get(owner))!;
		const { secret } = (await other.database.lock.get(owner))!;
		await other.database.lock.put({ ...stolen, secret });
		expect(await other.locks.openWithPin(owner, '270890')).toEqual({ kind: 'wrong', left: 9 });
	});

	it('counts a wrong try before it looks, so that closing the app gives none back', async () => {
		const phone = await aLockedPhone();
		void phone.locks.openWithPin(owner, '111222').catch(() => undefined);
		await expect.poll(async () => (await phone.database.lock.get(owner))?.pin?.tries).toBe(1);
		phone.restart();
		expect(await phone.locks.openWithPin(owner, '111222')).toEqual({ kind: 'wrong', left: 8 });
	});

	it('begins to count anew after the right PIN', async () => {
		const phone = await aLockedPhone();
		for (let n = 0; n < maxPinTries - 1; n++) await phone.locks.openWithPin(owner, '111222');
		expect(await phone.locks.openWithPin(owner, '270890')).toEqual({ kind: 'opened' });
		phone.restart();
		expect(await phone.locks.openWithPin(owner, '111222')).toEqual({ kind: 'wrong', left: 9 });
	});

	it('is sealed by the tenth wrong try: the right PIN is too late, her sign-in opens all', async () => {
		const phone = await aLockedPhone();
		for (let n = 1; n < maxPinTries; n++) {
			expect(await phone.locks.openWithPin(owner, '111222')).toEqual({
				kind: 'wrong',
				left: maxPinTries - n
			});
		}
		expect(await phone.locks.openWithPin(owner, '111222')).toEqual({ kind: 'sealed' });
		expect(await phone.locks.openWithPin(owner, '270890')).toEqual({ kind: 'sealed' });
		expect((await phone.locks.facts(owner)).kind).toBe('sealed');
		phone.restart();

		expect(await phone.locks.signedIn(owner, new Uint8Array(32))).toBe(false);
		await expect(phone.locks.key(owner)).rejects.toBeInstanceOf(RecordsLocked);
		expect(await phone.locks.signedIn(owner, serverKey)).toBe(true);
		expect(await noteOf(phone)).toEqual(everything);
		// She has no PIN now, and the phone is not sealed at the next start.
		phone.restart();
		expect((await phone.locks.facts(owner)).kind).toBe('open');
		expect(await noteOf(phone)).toEqual(everything);
	});

	it('takes another PIN from who knows the present one', async () => {
		const phone = await aLockedPhone();
		expect(await phone.locks.changePin(owner, '111222', '907856')).toMatchObject({ kind: 'wrong' });
		expect(await phone.locks.changePin(owner, '270890', '907856')).toEqual({ kind: 'opened' });
		phone.restart();
		expect(await phone.locks.openWithPin(owner, '270890')).toMatchObject({ kind: 'wrong' });
		expect(await phone.locks.openWithPin(owner, '907856')).toEqual({ kind: 'opened' });
		expect(await noteOf(phone)).toEqual(everything);
	});

	it('takes another PIN from who has just signed in, and only until the lock falls', async () => {
		const phone = await aLockedPhone();
		expect(await phone.locks.setPin(owner, '907856')).toBe(false);
		await phone.locks.signedIn(owner, serverKey);
		expect(await phone.locks.maySetPin(owner)).toBe(true);
		phone.locks.forget(owner);
		expect(await phone.locks.setPin(owner, '907856')).toBe(false);
		await phone.locks.signedIn(owner, serverKey);
		expect(await phone.locks.setPin(owner, '907856')).toBe(true);
		phone.restart();
		expect(await phone.locks.openWithPin(owner, '907856')).toEqual({ kind: 'opened' });
	});

	it('asks a closed tab for nothing any more when another tab took the PIN away', async () => {
		const phone = await aLockedPhone();
		const other = new Locks(phone.database, 1_000);
		expect(await other.removePin(owner, '270890')).toEqual({ kind: 'opened' });
		expect(await phone.locks.openWithPin(owner, '270890')).toEqual({ kind: 'opened' });
		expect(await noteOf(phone)).toEqual(everything);
	});

	it('can be used without a PIN again', async () => {
		const phone = await aLockedPhone();
		expect(await phone.locks.removePin(owner, '111222')).toMatchObject({ kind: 'wrong' });
		expect(await phone.locks.removePin(owner, '270890')).toEqual({ kind: 'opened' });
		phone.restart();
		expect(await noteOf(phone)).toEqual(everything);
	});
});

describe('a phone without a PIN', () => {
	it('takes none before her sign-in is a way back to the records', async () => {
		const phone = aPhone();
		expect(await phone.locks.setPin(owner, '270890')).toBe(false);
		expect((await phone.locks.facts(owner)).kind).toBe('open');
	});
	it('is never sealed before her sign-in is a way back to the records', async () => {
		const phone = aPhone();
		const key = await phone.locks.key(owner);
		expect(await phone.locks.seal(owner)).toBe(false);
		phone.restart();
		expect((await phone.locks.key(owner)).type).toBe(key.type);
	});
	it('keeps one key when two tabs make the first one at once', async () => {
		const phone = aPhone();
		const other = new Locks(phone.database, 1_000);
		await Promise.all([phone.locks.key(owner), other.key(owner)]);
		const first = await phone.open();
		await first.drafts.save('a', 1);
		first.close();
		const second = await openRecords(identity, other, { making, database: phone.disk });
		expect(await second.drafts.load('a')).toBe(1);
		second.close();
	});
});

describe('a phone of the first version, with a key that cannot be wrapped', () => {
	async function anOldPhone(visits: number) {
		const phone = aPhone();
		const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
			'encrypt',
			'decrypt'
		]);
		const old = await openRecords(
			identity,
			{ key: () => Promise.resolve(key), forget: () => undefined },
			{ making, database: phone.disk }
		);
		const changes = Array.from({ length: visits }, (_, n) => ({
			entity: 'visit' as const,
			op: 'create' as const,
			id: `v${String(n)}`,
			patch: { note: `catatan ${String(n)}` }
		}));
		await old.records.commit(changes);
		await old.drafts.save('visit/h2', { note: 'setengah' });
		old.close();
		await phone.database.key.put({ membershipId: owner, key });
		return phone;
	}
	/** How many rows and queue entries open, read by a phone that knows today's key only. */
	async function readable(phone: ReturnType<typeof aPhone>) {
		const records = await phone.open();
		const queue = (await records.sync.queue()).sort((a, b) => a.seq - b.seq);
		const mutations = await records.sync.mutations(queue.map(({ mid }) => mid));
		const notes = (await records.records.all('visit')).map(({ note }) => note);
		const draft = await records.drafts.load('visit/h2');
		await records.resealed;
		records.close();
		return { notes: notes.length, sent: mutations.map(({ patch }) => patch.note), draft };
	}
	const notes = Array.from({ length: 450 }, (_, n) => `catatan ${String(n)}`);

	it('shows everything at once, seals it anew, and forgets the old key', async () => {
		const phone = await anOldPhone(450);
		const all = { notes: 450, sent: notes, draft: { note: 'setengah' } };
		expect(await readable(phone)).toEqual(all);
		expect(await phone.database.key.count()).toBe(0);
		phone.restart();
		expect(await readable(phone)).toEqual(all);
	});

	it('goes on where it was when the lock fell or the app was killed in the middle', async () => {
		const phone = await anOldPhone(450);
		const disk = new RecordsDatabase(owner, phone.disk);
		const seals = async () => {
			const rows = [...(await disk.rows('visit').toArray()), ...(await disk.outbox.toArray())];
			return rows.map(({ sealed }) => sealed.iv.toString());
		};
		const before = new Set(await seals());
		const renewed = async () => (await seals()).filter((seal) => !before.has(seal)).length;
		const first = await phone.open();
		await expect.poll(renewed, { interval: 1 }).toBeGreaterThan(0);
		first.lock();
		await first.resealed;
		first.close();
		expect(await renewed()).toBeLessThan(before.size);
		expect(await phone.database.key.count()).toBe(1);
		expect(await readable(phone)).toMatchObject({ notes: 450, sent: notes });
		expect(await phone.database.key.count()).toBe(0);
		disk.close();
	});

	it('keeps what is saved while it seals', async () => {
		const phone = await anOldPhone(200);
		const records = await phone.open();
		await records.records.commit([
			{ entity: 'visit', op: 'create', id: 'baru', patch: { note: 'selagi disegel' } },
			{ entity: 'visit', op: 'update', id: 'v3', patch: { note: 'diubah' } }
		]);
		await records.resealed;
		records.close();
		phone.restart();
		const again = await phone.open();
		expect((await again.records.get('visit', 'baru'))?.note).toBe('selagi disegel');
		expect((await again.records.get('visit', 'v3'))?.note).toBe('diubah');
		expect(await again.sync.queue()).toHaveLength(202);
		again.close();
	});
});
