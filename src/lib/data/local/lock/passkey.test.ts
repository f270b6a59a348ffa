// Her finger or face beside the PIN: what it opens, what takes it away, and what it never costs.
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { describe, expect, it } from 'vitest';
import { maxPinTries } from '#lib/domain/lock/pin.ts';
import { PlayedPasskeys } from '../../../../../tests/support/played-passkeys.ts';
import { DeviceDatabase } from '../device-database.ts';
import { Device } from '../device.ts';
import { seal, unseal } from '../sealing.ts';
import { RecordsLocked } from '../vault.ts';
import { Locks } from './locks.ts';

const owner = 'siti';
const pin = '270890';
const serverKey = new Uint8Array(32).fill(7);

/** A phone with a PIN and her finger, started anew: closed. */
async function aPhone() {
	const database = new DeviceDatabase({ indexedDB: new IDBFactory(), IDBKeyRange });
	const finger = new PlayedPasskeys();
	const first = new Locks(database, 1_000);
	await first.signedIn(owner, serverKey);
	await first.setPin(owner, pin);
	const written = await seal(await first.key(owner), 'note', 'rahasia');
	expect(await first.addPasskey(owner, pin, finger)).toEqual({ kind: 'opened' });
	const phone = {
		database,
		finger,
		locks: new Locks(database, 1_000),
		restart: () => (phone.locks = new Locks(database, 1_000)),
		byFinger: () => phone.locks.openWithPasskey(owner, finger),
		read: async () => unseal(await phone.locks.key(owner), 'note', written),
		tries: async () => (await database.lock.get(owner))?.pin?.tries
	};
	return phone;
}

describe('her finger', () => {
	it('opens what was written before it was set up, after a restart', async () => {
		const phone = await aPhone();
		await expect(phone.read()).rejects.toBeInstanceOf(RecordsLocked);
		expect(await phone.byFinger()).toBe(true);
		expect(await phone.read()).toBe('rahasia');
		expect((await phone.locks.key(owner)).extractable).toBe(false);
	});

	it('that is not shown costs no try, and the PIN opens as ever', async () => {
		const phone = await aPhone();
		phone.finger.shows = false;
		for (let n = 0; n <= maxPinTries; n++) expect(await phone.byFinger()).toBe(false);
		expect(await phone.tries()).toBe(0);
		expect(await phone.locks.openWithPin(owner, pin)).toEqual({ kind: 'opened' });
	});

	it('opens nothing beside another browser’s secret', async () => {
		const phone = await aPhone();
		const stolen = (await phone.database.lock.get(owner))!;
		const other = await aPhone();
		const { secret } = (await other.database.lock.get(owner))!;
		await other.database.lock.put({ ...stolen, secret });
		expect(await other.locks.openWithPasskey(owner, phone.finger)).toBe(false);
	});

	it('of another setting up opens nothing', async () => {
		const phone = await aPhone();
		const now = (await phone.database.lock.get(owner))!;
		await phone.database.lock.put({
			...now,
			passkey: { ...now.passkey!, credential: new Uint8Array([9]) }
		});
		expect(await phone.byFinger()).toBe(false);
	});

	it('lets her count her wrong PINs anew', async () => {
		const phone = await aPhone();
		await phone.locks.openWithPin(owner, '111222');
		expect(await phone.tries()).toBe(1);
		await phone.byFinger();
		expect(await phone.tries()).toBe(0);
	});

	it('is asked for under a name that says nothing of her, and the same one each time', async () => {
		const phone = await aPhone();
		await phone.locks.addPasskey(owner, pin, phone.finger);
		const [first, second] = phone.finger.handles.map((handle) => handle.toString());
		expect(second).toBe(first);
		expect(new TextDecoder().decode(phone.finger.handles[0])).not.toContain(owner);
	});
});

describe('setting it up', () => {
	it('needs the PIN: who holds an open phone cannot add a finger', async () => {
		const phone = await aPhone();
		await phone.locks.removePasskey(owner);
		await phone.locks.openWithPin(owner, pin);
		const asked = phone.finger.handles.length;
		expect(await phone.locks.addPasskey(owner, '111222', phone.finger)).toEqual({
			kind: 'wrong',
			left: maxPinTries - 1
		});
		expect(phone.finger.handles).toHaveLength(asked);
		expect((await phone.locks.facts(owner)).passkey).toBe(false);
	});

	it.each([
		['cancelled', { shows: false }],
		['unsupported', { hasPrf: false }]
	] as const)('says when it was %s, and the PIN stays', async (kind, played) => {
		const phone = await aPhone();
		await phone.locks.removePasskey(owner);
		Object.assign(phone.finger, played);
		expect(await phone.locks.addPasskey(owner, pin, phone.finger)).toEqual({ kind });
		expect((await phone.locks.facts(owner)).passkey).toBe(false);
		phone.restart();
		expect(await phone.locks.openWithPin(owner, pin)).toEqual({ kind: 'opened' });
	});

	it('does nothing without a PIN, which is the way back', async () => {
		const phone = await aPhone();
		await phone.locks.removePin(owner, pin);
		await phone.locks.addPasskey(owner, pin, phone.finger);
		expect((await phone.database.lock.get(owner))?.passkey).toBeNull();
	});
});

describe('it opens as before', () => {
	it('after the PIN was changed by who knew it', async () => {
		const phone = await aPhone();
		await phone.locks.changePin(owner, pin, '907856');
		phone.restart();
		expect(await phone.byFinger()).toBe(true);
		expect(await phone.read()).toBe('rahasia');
	});

	it('after signing in anew, with a password or a new code', async () => {
		const phone = await aPhone();
		await phone.locks.signedIn(owner, serverKey);
		phone.restart();
		expect(await phone.byFinger()).toBe(true);
		expect(await phone.read()).toBe('rahasia');
	});
});

describe('it opens nothing any more', () => {
	type Phone = Awaited<ReturnType<typeof aPhone>>;
	const takenAwayBy: Record<string, (phone: Phone) => Promise<unknown>> = {
		'she removed it': ({ locks }) => locks.removePasskey(owner),
		'the PIN was removed': ({ locks }) => locks.removePin(owner, pin),
		'a PIN was set after a sign-in': async ({ locks }) => {
			await locks.signedIn(owner, serverKey);
			expect(await locks.setPin(owner, '907856')).toBe(true);
		},
		'ten wrong PINs sealed the phone': async ({ locks }) => {
			for (let n = 0; n < maxPinTries; n++) await locks.openWithPin(owner, '111222');
		},
		'the phone sealed itself': ({ locks }) => locks.seal(owner),
		'she signed out': ({ database }) =>
			new Device(database, { now: () => 0, id: () => 'made' }).leave(owner)
	};
	it.each(Object.keys(takenAwayBy))('after %s', async (what) => {
		const phone = await aPhone();
		await takenAwayBy[what]!(phone);
		phone.restart();
		expect((await phone.locks.facts(owner)).passkey).toBe(false);
		expect((await phone.database.lock.get(owner))?.passkey).toBeNull();
		expect(await phone.byFinger()).toBe(false);
	});

	it('when the phone was sealed while it asked for the finger', async () => {
		const phone = await aPhone();
		const ask = phone.finger.ask.bind(phone.finger);
		phone.finger.ask = async (kept) => {
			await new Locks(phone.database).seal(owner);
			return ask(kept);
		};
		expect(await phone.byFinger()).toBe(false);
		await expect(phone.read()).rejects.toBeInstanceOf(RecordsLocked);
	});
});
