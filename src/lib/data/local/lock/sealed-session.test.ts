// The server's session on the disk: sealed from the first moment, closed with her records, and never
// lost to a lock that falls in the middle of something.
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { describe, expect, it } from 'vitest';
import { joiningKey, memberKey, sessionKey } from '../../remote/session-store.ts';
import { DeviceDatabase } from '../device-database.ts';
import { Locks } from './locks.ts';
import { SealedSession } from './sealed-session.ts';

const owner = 'siti';
const pin = '270890';
const token = 'kanari-refresh-token';
const serverKey = new Uint8Array(32).fill(7);

function aPhone() {
	const database = new DeviceDatabase({ indexedDB: new IDBFactory(), IDBKeyRange });
	const aTab = () => {
		const locks = new Locks(database, 1_000);
		return { locks, session: new SealedSession(database, locks) };
	};
	const onDisk = async () => {
		const rows = await database.session.toArray();
		return rows.map(({ sealed, ...row }) => ({
			...row,
			bytes: sealed && new TextDecoder('latin1').decode(sealed.data)
		}));
	};
	return { database, aTab, onDisk, ...aTab() };
}

/** Signed in, with a PIN. */
async function aPhoneInUse() {
	const phone = aPhone();
	await phone.session.setItem(sessionKey, token);
	await phone.session.setItem(memberKey, owner);
	await phone.locks.signedIn(owner, serverKey);
	await phone.locks.setPin(owner, pin);
	return phone;
}

describe('a token', () => {
	it('never stands on the disk in the clear, not even before there is a PIN', async () => {
		const phone = aPhone();
		await phone.session.setItem(sessionKey, token);
		expect(await phone.onDisk()).toEqual([]);
		expect(await phone.session.getItem(sessionKey)).toBe(token);
		await phone.session.setItem(memberKey, owner);
		expect(await phone.onDisk()).toHaveLength(2);
		expect(JSON.stringify(await phone.onDisk())).not.toContain(token);
		expect(await phone.aTab().session.getItem(sessionKey)).toBe(token);
	});

	it('cannot be read on a locked phone, which still knows that there is one', async () => {
		const phone = await aPhoneInUse();
		const { locks, session } = phone.aTab();
		expect(await session.getItem(sessionKey)).toBeNull();
		expect(await session.has(sessionKey)).toBe(true);
		expect(await session.getItem(memberKey)).toBe(owner);
		await locks.openWithPin(owner, pin);
		expect(await session.getItem(sessionKey)).toBe(token);
		locks.forget(owner);
		expect(await session.getItem(sessionKey)).toBeNull();
	});

	it('that is renewed while the lock falls waits, and is kept when it opens', async () => {
		const phone = await aPhoneInUse();
		phone.locks.forget(owner);
		await phone.session.setItem(sessionKey, 'renewed');
		expect(await phone.aTab().session.getItem(sessionKey)).toBeNull();
		await phone.locks.openWithPin(owner, pin);
		expect(await phone.session.getItem(sessionKey)).toBe('renewed');
		const { locks, session } = phone.aTab();
		await locks.openWithPin(owner, pin);
		expect(await session.getItem(sessionKey)).toBe('renewed');
	});

	it('that waited does not replace the newer one of another tab', async () => {
		const phone = await aPhoneInUse();
		phone.locks.forget(owner);
		await phone.session.setItem(sessionKey, 'waited');
		const other = phone.aTab();
		await other.locks.openWithPin(owner, pin);
		await other.session.setItem(sessionKey, 'newer');
		await phone.locks.openWithPin(owner, pin);
		expect(await phone.session.getItem(sessionKey)).toBe('newer');
	});

	it('of a sign-in on a sealed phone is kept as soon as her records open', async () => {
		const phone = await aPhoneInUse();
		await phone.locks.seal(owner);
		const { locks, session } = phone.aTab();
		await session.removeItem(memberKey);
		await session.removeItem(sessionKey);
		await session.setItem(sessionKey, 'by password');
		await session.setItem(memberKey, owner);
		expect(await session.getItem(sessionKey)).toBe('by password');
		expect(await phone.onDisk()).toEqual([{ key: memberKey, value: owner, bytes: undefined }]);
		await locks.signedIn(owner, serverKey);
		await session.getItem(sessionKey);
		expect(await phone.onDisk()).toHaveLength(2);
	});

	it('is never read for somebody else, and makes way for hers', async () => {
		const phone = await aPhoneInUse();
		await phone.session.setItem(memberKey, 'ani');
		expect(await phone.session.getItem(sessionKey)).toBeNull();
		expect(await phone.session.has(sessionKey)).toBe(false);
		await phone.session.setItem(sessionKey, 'of ani');
		expect(await phone.aTab().session.getItem(sessionKey)).toBe('of ani');
	});

	it('is gone after signing out, also one that waited', async () => {
		const phone = await aPhoneInUse();
		phone.locks.forget(owner);
		await phone.session.setItem(sessionKey, 'waited');
		await phone.session.removeItem(sessionKey);
		await phone.locks.openWithPin(owner, pin);
		expect(await phone.session.getItem(sessionKey)).toBeNull();
		expect(await phone.session.has(sessionKey)).toBe(false);
	});

	it('is gone when she signs out while it is being sealed', async () => {
		const phone = await aPhoneInUse();
		const writing = phone.session.setItem(sessionKey, 'late');
		await phone.session.removeItem(sessionKey);
		await writing;
		await phone.session.getItem(sessionKey);
		expect(await phone.session.has(sessionKey)).toBe(false);
	});

	it('that nobody can open any more is no session: her password makes another', async () => {
		const phone = await aPhoneInUse();
		const row = (await phone.database.session.get(sessionKey))!;
		const sealed = { ...row.sealed!, data: new Uint8Array(40) };
		await phone.database.session.put({ ...row, sealed });
		expect(await phone.session.getItem(sessionKey)).toBeNull();
		expect(await phone.session.has(sessionKey)).toBe(false);
	});
});

describe('a phone whose session an earlier version kept in the clear', () => {
	async function anOldPhone() {
		const phone = await aPhoneInUse();
		await phone.database.session.put({ key: sessionKey, value: token });
		return phone;
	}

	it('seals it at the first reading', async () => {
		const phone = await anOldPhone();
		expect(await phone.session.getItem(sessionKey)).toBe(token);
		expect(JSON.stringify(await phone.onDisk())).not.toContain(token);
		expect(await phone.session.getItem(sessionKey)).toBe(token);
	});

	it('reads it only when it is open', async () => {
		const phone = await anOldPhone();
		const { locks, session } = phone.aTab();
		expect(await session.getItem(sessionKey)).toBeNull();
		expect(await session.has(sessionKey)).toBe(true);
		await locks.openWithPin(owner, pin);
		expect(await session.getItem(sessionKey)).toBe(token);
	});
});

it('keeps at once, and reads without any key, the account that is being made', async () => {
	const phone = aPhone();
	await phone.session.setItem(joiningKey, '{"codeHash":"ab","account":"contoh"}');
	expect(await phone.aTab().session.getItem(joiningKey)).toContain('contoh');
});
