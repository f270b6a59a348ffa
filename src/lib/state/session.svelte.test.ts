import { describe, expect, it } from 'vitest';
import type { Identity, OutboxItem, Remote, SyncState } from '#lib/data/contracts.ts';
import type { LockKind } from '#lib/data/local/lock/locks.ts';
import type { Membership } from '#lib/domain/access.ts';
import { defaultLockRules } from '#lib/domain/lock/lock-rules.ts';
import { err, ok } from '#lib/domain/result.ts';
import { Session, type SessionLocks, type Workspace } from './session.svelte.ts';
import { idleSync, pillOf } from './sync-pill.ts';

const day = 24 * 60 * 60 * 1000;

function membership(id: string): Membership {
	return {
		id,
		role: 'kader',
		displayName: id,
		puskesmasId: null,
		facilityId: null,
		areaId: null,
		kaderId: null,
		timeZone: 'Asia/Makassar'
	};
}

/** A phone and a server that only remember what was asked of them. */
function aPhone(
	options: {
		current?: string;
		session?: boolean | 'hangs';
		broken?: string;
		kind?: LockKind;
		contactAt?: number;
	} = {}
) {
	const log: string[] = [];
	/** Whose key is at hand without a PIN. */
	const keys = new Set((options.kind ?? 'open') === 'open' ? ['siti', 'ani'] : ['ani']);
	let kind = options.kind ?? 'open';
	let keyOnServer = true;
	const known = new Map<string, Identity>();
	let current: string | null = options.current ?? null;
	let online = true;
	let emit: (state: SyncState) => void = () => {};
	const identityOf = (id: string): Identity =>
		known.get(id) ?? { membership: membership(id), account: id, deviceId: `phone-${id}` };
	if (current) known.set(current, identityOf(current));

	const remote: Remote = {
		retryAfterMs: () => 0,
		signIn: (account, password) => {
			log.push(`ask ${account}`);
			if (!online) return Promise.resolve(err('offline'));
			return Promise.resolve(
				password === 'right' ? ok(membership(account)) : err('wrong_password')
			);
		},
		join: () => Promise.resolve(err('invitation_used')),
		signOut: () => Promise.resolve(void log.push('server sign-out')),
		hasSession: () =>
			options.session === 'hangs'
				? new Promise<boolean>(() => {})
				: Promise.resolve(options.session ?? true),
		call: <T>(name: string) => {
			if (name !== 'recovery_key' || !keyOnServer) return Promise.resolve(err('offline'));
			return Promise.resolve(ok({ ok: true, key: btoa('k'.repeat(32)) } as T));
		}
	};
	const locks: SessionLocks = {
		facts: (id) =>
			Promise.resolve({
				kind: id === 'siti' ? kind : 'open',
				recoverable: true,
				rules: defaultLockRules,
				contactAt: options.contactAt ?? null
			}),
		signedIn: (id, material) => {
			log.push(`recover ${id} ${String(material.length)}`);
			keys.add(id);
			if (kind === 'sealed') kind = 'open';
			return Promise.resolve(true);
		},
		seal: (id) => {
			log.push(`seal ${id}`);
			keys.delete(id);
			kind = 'sealed';
			return Promise.resolve(true);
		},
		heard: (id, at) => Promise.resolve(void log.push(`heard ${id} ${String(at)}`)),
		forget: (id) => void log.push(`forget ${id}`)
	};
	const open = (identity: Identity): Promise<Workspace> => {
		const id = identity.membership.id;
		if (options.broken === id) return Promise.reject(new Error('disk'));
		log.push(`open ${id}`);
		const opened = new Set(keys);
		const item = { state: 'waiting' } as OutboxItem;
		return Promise.resolve({
			identity,
			records: {} as Workspace['records'],
			drafts: {} as Workspace['drafts'],
			sync: {
				state: {
					subscribe: (onValue) => {
						emit = onValue;
						return () => {};
					}
				},
				outbox: {
					subscribe: (onValue) => {
						onValue([item, { ...item, state: 'sent' }, item]);
						return () => {};
					}
				},
				start: () => void log.push(`start ${id}`),
				stop: () => void log.push(`stop ${id}`),
				request: () => void log.push(`request ${id}`),
				refused: () => Promise.resolve(null),
				resend: () => Promise.resolve(),
				discard: () => Promise.resolve()
			},
			get locked() {
				return !opened.has(id);
			},
			lock: () => {
				opened.delete(id);
				return Promise.resolve(void log.push(`lock ${id}`));
			},
			unlock: () => {
				if (!keys.has(id)) return Promise.reject(new Error('locked'));
				return Promise.resolve(void opened.add(id));
			},
			close: () => void log.push(`close ${id}`)
		});
	};
	const device = {
		current: () => Promise.resolve(current ? identityOf(current) : null),
		identities: () => Promise.resolve([...known.values()]),
		remember: (member: Membership, account: string) => {
			current = member.id;
			const identity = { ...identityOf(member.id), membership: member, account };
			known.set(member.id, identity);
			return Promise.resolve(identity);
		},
		leave: () => {
			current = null;
			return Promise.resolve();
		}
	};
	const session = new Session({ device, locks, remote, open, now: () => day * 400 });
	return {
		session,
		log,
		known,
		keys,
		goOffline: () => (online = false),
		losesKeys: () => (keyOnServer = false),
		engineSays: (state: SyncState) => emit(state)
	};
}

describe('a start', () => {
	it('ends signed out on a phone that nobody uses', async () => {
		const { session } = aPhone();
		expect(session.phase).toBe('unknown');
		await session.boot();
		expect(session.phase).toBe('signed_out');
	});
	it('is ready before the server has said anything', async () => {
		const phone = aPhone({ current: 'siti', session: 'hangs' });
		void phone.session.boot();
		await expect.poll(() => phone.session.phase).toBe('ready');
		expect(phone.session.serverSession).toBe('unknown');
	});
	it('is ready with an expired sign-in too: only sending waits for the password', async () => {
		const phone = aPhone({ current: 'siti', session: false });
		await phone.session.boot();
		expect(phone.session.phase).toBe('ready');
		expect(phone.session.serverSession).toBe('expired');
	});
	it('says so when her records cannot be opened, and deletes nothing', async () => {
		const phone = aPhone({ current: 'siti', broken: 'siti' });
		await phone.session.boot();
		expect(phone.session.phase).toBe('failed');
		expect(phone.known.has('siti')).toBe(true);
	});
});

describe('signing in', () => {
	it('opens her database and starts sending', async () => {
		const phone = aPhone();
		await phone.session.boot();
		expect((await phone.session.signIn('siti', 'right')).ok).toBe(true);
		expect(phone.session.identity?.membership.id).toBe('siti');
		expect(phone.log).toEqual([
			'ask siti',
			'recover siti 32',
			'open siti',
			'start siti',
			'request siti'
		]);
	});
	it('holds the sending of the one before, whose work must not go out under another name', async () => {
		const phone = aPhone({ current: 'siti' });
		await phone.session.boot();
		phone.log.length = 0;
		await phone.session.signIn('ani', 'right');
		expect(phone.log.filter((line) => !line.startsWith('recover')).slice(0, 4)).toEqual([
			'stop siti',
			'ask ani',
			'close siti',
			'open ani'
		]);
		expect(phone.session.identities.map((identity) => identity.account).sort()).toEqual([
			'ani',
			'siti'
		]);
	});
	it('with a wrong password changes nothing here, and sending goes on', async () => {
		const phone = aPhone({ current: 'siti' });
		await phone.session.boot();
		expect(await phone.session.signIn('ani', 'wrong')).toEqual(err('wrong_password'));
		expect(phone.session.identity?.membership.id).toBe('siti');
		expect(phone.log.at(-1)).toBe('start siti');
	});
	it('without a network says so', async () => {
		const phone = aPhone();
		await phone.session.boot();
		phone.goOffline();
		expect(await phone.session.signIn('siti', 'right')).toEqual(err('offline'));
		expect(phone.session.phase).toBe('signed_out');
	});
	it('ends the sign-in again when the phone cannot open a database for her', async () => {
		const phone = aPhone({ broken: 'siti' });
		await phone.session.boot();
		expect(await phone.session.signIn('siti', 'right')).toEqual(err('storage'));
		expect(phone.log).toContain('server sign-out');
	});
});

describe('signing out', () => {
	it('closes and keeps: the phone still knows her', async () => {
		const phone = aPhone({ current: 'siti' });
		await phone.session.boot();
		expect(await phone.session.countUnsent()).toBe(2);
		await phone.session.signOut();
		expect(phone.session.phase).toBe('signed_out');
		expect(phone.session.workspace).toBeNull();
		expect(phone.log).toContain('close siti');
		expect(phone.known.has('siti')).toBe(true);
	});
});

it('asks for the password again when the engine finds the sign-in refused', async () => {
	const phone = aPhone({ current: 'siti' });
	await phone.session.boot();
	phone.engineSays({ ...idleSync, phase: 'signed_out', unsent: 3 });
	expect(phone.session.serverSession).toBe('expired');
	expect(phone.session.phase).toBe('ready');
	expect(pillOf(phone.session.syncState, phone.session.serverSession)).toEqual({
		state: 'signed_out',
		count: 3
	});
});

describe('a phone with a PIN', () => {
	it('starts closed and sends nothing before the PIN', async () => {
		const phone = aPhone({ current: 'siti', kind: 'pin' });
		await phone.session.boot();
		expect(phone.session.phase).toBe('ready');
		expect(phone.session.locked).toBe(true);
		expect(phone.log).not.toContain('start siti');
		await expect(phone.session.unlock()).rejects.toThrow();
		expect(phone.session.locked).toBe(true);
		phone.keys.add('siti');
		await phone.session.unlock();
		expect(phone.session.locked).toBe(false);
		expect(phone.log.at(-1)).toBe('start siti');
	});
	it('stays closed, and sends nothing, after a sign-in that failed', async () => {
		const phone = aPhone({ current: 'siti', kind: 'pin' });
		await phone.session.boot();
		await phone.session.signIn('siti', 'wrong');
		expect(phone.session.locked).toBe(true);
		expect(phone.log).not.toContain('start siti');
	});
	it('opens by signing in, for one who forgot it', async () => {
		const phone = aPhone({ current: 'siti', kind: 'pin' });
		await phone.session.boot();
		expect((await phone.session.signIn('siti', 'right')).ok).toBe(true);
		expect(phone.session.locked).toBe(false);
		expect(phone.log.at(-1)).toBe('request siti');
	});
	it('stops sending, keeps what was typed and only then forgets the key', async () => {
		const phone = aPhone({ current: 'siti' });
		await phone.session.boot();
		phone.log.length = 0;
		await phone.session.lock();
		expect(phone.session.locked).toBe(true);
		expect(phone.log).toEqual(['stop siti', 'lock siti', 'forget siti']);
		expect(phone.session.workspace).not.toBeNull();
		await phone.session.unlock();
		expect(phone.session.locked).toBe(false);
		expect(phone.log.at(-1)).toBe('start siti');
	});
});

describe('a phone that the server did not hear of', () => {
	it('seals itself at the start after 45 days, and opens by signing in', async () => {
		const phone = aPhone({ current: 'siti', contactAt: day * 350 });
		await phone.session.boot();
		expect(phone.log).toContain('seal siti');
		expect(phone.session.locked).toBe(true);
		expect((await phone.session.signIn('siti', 'right')).ok).toBe(true);
		expect(phone.session.locked).toBe(false);
	});
	it('is as ever after thirty days', async () => {
		const phone = aPhone({ current: 'siti', contactAt: day * 370 });
		await phone.session.boot();
		expect(phone.log).not.toContain('seal siti');
		expect(phone.session.locked).toBe(false);
	});
	it('says so when the server does not give the key to sealed records, and keeps them', async () => {
		const phone = aPhone({ current: 'siti', kind: 'sealed' });
		await phone.session.boot();
		phone.losesKeys();
		expect(await phone.session.signIn('siti', 'right')).toEqual(err('no_key'));
		expect(phone.log).toContain('server sign-out');
		expect(phone.known.has('siti')).toBe(true);
	});
	it('counts from the last answer of the server', async () => {
		const phone = aPhone({ current: 'siti' });
		await phone.session.boot();
		phone.engineSays({ ...idleSync, lastPullAt: '2026-11-01T00:00:00.000Z' });
		phone.engineSays({ ...idleSync, lastPullAt: '2026-11-01T00:00:00.000Z', unsent: 1 });
		const heard = phone.log.filter((line) => line.startsWith('heard'));
		expect(heard).toEqual([`heard siti ${String(Date.UTC(2026, 10, 1))}`]);
	});
});

describe('an order of the puskesmas', () => {
	it('changes her role and area on the phone while she works', async () => {
		const phone = aPhone({ current: 'siti' });
		await phone.session.boot();
		phone.log.length = 0;
		await phone.session.follow({ ...membership('siti'), role: 'viewer' });
		await phone.session.follow({ ...membership('ani'), role: 'planner' });
		expect(phone.session.identity?.membership).toMatchObject({ id: 'siti', role: 'viewer' });
		expect(phone.log).toEqual([]);
	});
	it('empties the phone: closed first, then deleted', async () => {
		const phone = aPhone({ current: 'siti' });
		await phone.session.boot();
		await phone.session.wipe(() => {
			phone.log.push('empty');
			return Promise.resolve();
		});
		expect(phone.log.slice(-2)).toEqual(['close siti', 'empty']);
		expect(phone.session.phase).toBe('wiped');
		expect(phone.session.identity).toBeNull();
	});
});
