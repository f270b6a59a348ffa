import { describe, expect, it } from 'vitest';
import type { Identity, OutboxItem, Remote, SyncState } from '#lib/data/contracts.ts';
import type { Membership } from '#lib/domain/access.ts';
import { err, ok } from '#lib/domain/result.ts';
import { Session, type Workspace } from './session.svelte.ts';
import { idleSync, pillOf } from './sync-pill.ts';

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
function aPhone(options: { current?: string; session?: boolean | 'hangs'; broken?: string } = {}) {
	const log: string[] = [];
	const known = new Map<string, Identity>();
	let current: string | null = options.current ?? null;
	let online = true;
	let emit: (state: SyncState) => void = () => {};
	const identityOf = (id: string): Identity =>
		known.get(id) ?? { membership: membership(id), account: id, deviceId: `phone-${id}` };
	if (current) known.set(current, identityOf(current));

	const remote: Remote = {
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
		call: () => Promise.resolve(err('offline'))
	};
	const open = (identity: Identity): Promise<Workspace> => {
		const id = identity.membership.id;
		if (options.broken === id) return Promise.reject(new Error('disk'));
		log.push(`open ${id}`);
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
			close: () => void log.push(`close ${id}`)
		});
	};
	const device = {
		current: () => Promise.resolve(current ? identityOf(current) : null),
		identities: () => Promise.resolve([...known.values()]),
		remember: (member: Membership, account: string) => {
			current = member.id;
			const identity = { ...identityOf(member.id), account };
			known.set(member.id, identity);
			return Promise.resolve(identity);
		},
		leave: () => {
			current = null;
			return Promise.resolve();
		}
	};
	const session = new Session({ device, remote, open });
	return {
		session,
		log,
		known,
		goOffline: () => (online = false),
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
		expect(phone.log).toEqual(['ask siti', 'open siti', 'start siti', 'request siti']);
	});
	it('holds the sending of the one before, whose work must not go out under another name', async () => {
		const phone = aPhone({ current: 'siti' });
		await phone.session.boot();
		phone.log.length = 0;
		await phone.session.signIn('ani', 'right');
		expect(phone.log.slice(0, 4)).toEqual(['stop siti', 'ask ani', 'close siti', 'open ani']);
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
