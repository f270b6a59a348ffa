import { describe, expect, it } from 'vitest';
import type { LockFacts } from '#lib/data/local/lock/locks.ts';
import type { Identity } from '#lib/data/contracts.ts';
import { defaultLockRules } from '#lib/domain/lock/lock-rules.ts';
import { PlayedPasskeys } from '../../../tests/support/played-passkeys.ts';
import { PhoneLock } from './lock.svelte.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

/** A signed-in phone with a PIN, touched at 0. */
function aPhone(given: Partial<LockFacts> = {}) {
	const phone = {
		now: 0,
		passkeys: new PlayedPasskeys(),
		facts: {
			kind: 'pin',
			recoverable: true,
			passkey: false,
			rules: defaultLockRules,
			contactAt: null,
			...given
		} as LockFacts,
		session: {
			identity: { membership: { id: 'siti' } } as Identity | null,
			locked: false,
			lock: () => Promise.resolve(void (phone.session.locked = true)),
			unlock: () => Promise.resolve(void (phone.session.locked = false)),
			seal: () => {
				phone.facts = { ...phone.facts, kind: 'sealed' };
				phone.session.locked = true;
				return Promise.resolve(true);
			}
		}
	};
	const opened = (pin: string) =>
		pin === '270890' ? ({ kind: 'opened' } as const) : ({ kind: 'wrong', left: 9 } as const);
	const lock = new PhoneLock(
		phone.session,
		{
			facts: () => Promise.resolve(phone.facts),
			maySetPin: () => Promise.resolve(false),
			openWithPin: (_, pin) => Promise.resolve(opened(pin)),
			setPin: () => Promise.resolve(true),
			changePin: (_, pin) => Promise.resolve(opened(pin)),
			removePin: (_, pin) => Promise.resolve(opened(pin)),
			openWithPasskey: async (_, passkeys) =>
				(await passkeys.ask({ credential: new Uint8Array(), salt: new Uint8Array() })) !== null,
			addPasskey: (_, pin) => Promise.resolve(opened(pin)),
			removePasskey: () => Promise.resolve(new Uint8Array([7]))
		},
		() => phone.now,
		() => Promise.resolve(phone.passkeys)
	);
	return Object.assign(phone, { lock });
}

describe('a phone that nobody touches', () => {
	it('locks after five minutes', async () => {
		const phone = aPhone();
		await phone.lock.refresh();
		phone.now = 5 * minute - 1;
		await phone.lock.look();
		expect(phone.session.locked).toBe(false);
		phone.now = 5 * minute;
		await phone.lock.look();
		expect(phone.session.locked).toBe(true);
	});
	it('stays open while somebody works', async () => {
		const phone = aPhone();
		await phone.lock.refresh();
		for (phone.now = 0; phone.now < 60 * minute; phone.now += 4 * minute) {
			phone.lock.touched();
			await phone.lock.look();
		}
		expect(phone.session.locked).toBe(false);
	});
	it('asks for the PIN at the first touch after a long rest, in which no timer ran', async () => {
		const phone = aPhone();
		await phone.lock.refresh();
		phone.now = 30 * minute;
		phone.lock.touched();
		await expect.poll(() => phone.session.locked).toBe(true);
	});
	it('stays open without a PIN, which would be a lock without a key', async () => {
		const phone = aPhone({ kind: 'open' });
		await phone.lock.refresh();
		phone.now = 60 * minute;
		await phone.lock.look();
		expect(phone.session.locked).toBe(false);
		expect(await phone.lock.lockNow()).toBe(false);
	});
	it('follows what the puskesmas has set', async () => {
		const phone = aPhone({ rules: { ...defaultLockRules, idleMinutes: 1 } });
		await phone.lock.refresh();
		phone.now = minute;
		await phone.lock.look();
		expect(phone.session.locked).toBe(true);
	});
});

it('opens with the right PIN, and counts the rest from then', async () => {
	const phone = aPhone();
	await phone.lock.lockNow();
	phone.now = 60 * minute;
	expect(await phone.lock.tryPin('000000')).toEqual({ kind: 'wrong', left: 9 });
	expect(phone.session.locked).toBe(true);
	await phone.lock.tryPin('270890');
	await phone.lock.look();
	expect(phone.session.locked).toBe(false);
});

describe('her finger', () => {
	it('opens as the PIN does, and counts the rest from then', async () => {
		const phone = aPhone();
		await phone.passkeys.create(new Uint8Array(32));
		await phone.lock.lockNow();
		phone.now = 60 * minute;
		phone.passkeys.shows = false;
		expect(await phone.lock.tryPasskey()).toBe(false);
		expect(phone.session.locked).toBe(true);
		phone.passkeys.shows = true;
		expect(await phone.lock.tryPasskey()).toBe(true);
		await phone.lock.look();
		expect(phone.session.locked).toBe(false);
	});
	it('is taken out of the phone’s own list when it is not to open any more', async () => {
		const phone = aPhone();
		await phone.lock.removePasskey();
		expect(phone.passkeys.forgotten).toEqual([new Uint8Array([7])]);
	});
});

it('seals a phone on which the app stays open when its days alone are over', async () => {
	const phone = aPhone({ kind: 'open', contactAt: 0 });
	phone.now = 44 * day;
	await phone.lock.look();
	expect(phone.lock.daysLeft).toBe(1);
	phone.now = 45 * day;
	await phone.lock.look();
	expect(phone.lock.facts?.kind).toBe('sealed');
	expect(phone.session.locked).toBe(true);
});
