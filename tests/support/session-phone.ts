// A phone and a server under a session, which only remember what was asked of them.
import type { Identity, OutboxItem, Remote, SyncState } from '#lib/data/contracts.ts';
import type { LockKind } from '#lib/data/local/lock/locks.ts';
import type { Membership } from '#lib/domain/access.ts';
import { defaultLockRules } from '#lib/domain/lock/lock-rules.ts';
import { err, ok } from '#lib/domain/result.ts';
import { Session, type SessionLocks, type Workspace } from '#lib/state/session.svelte.ts';

export const day = 24 * 60 * 60 * 1000;

export function membership(id: string): Membership {
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

export function aPhone(
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
		metPortal: () => false,
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
				passkey: false,
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
			photoDesk: {} as Workspace['photoDesk'],
			carry: () => Promise.resolve(err('nothing')),
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
