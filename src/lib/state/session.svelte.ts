// Who uses this device, apart from whether the server knows her today. Boot reads the device only:
// it never waits for sign-in or the network, and signing out deletes nothing.
import type {
	Drafts,
	Identity,
	JoinFailure,
	Live,
	Records,
	Remote,
	SignInFailure,
	SyncEngine,
	SyncState
} from '#lib/data/contracts.ts';
import type { exportQueue } from '#lib/data/transfer/export-queue.ts';
import type { PhotoDesk } from '#lib/data/local/photo-rows.ts';
import type { LockFacts } from '#lib/data/local/lock/locks.ts';
import type { Membership } from '#lib/domain/access.ts';
import { daysUntilSeal } from '#lib/domain/lock/lock-rules.ts';
import { err, ok, type Result } from '#lib/domain/result.ts';
import { idleSync } from './sync-pill.ts';

/** What one identity works with: her own database, opened with her own key. */
export interface Workspace {
	readonly identity: Identity;
	readonly records: Records;
	readonly drafts: Drafts;
	readonly sync: SyncEngine;
	/** The unsent queue, or a part of it, as a file: data/transfer/export-queue.ts. */
	carry(wanted?: ReadonlySet<string>): ReturnType<typeof exportQueue>;
	/** For the pictures of houses, which are loaded where somebody looks at one. */
	readonly photoDesk: PhotoDesk;
	/** Her PIN or a sign-in is needed: nothing can be read or saved. */
	readonly locked: boolean;
	/** What was typed is on the disk; then the key is forgotten. Deletes nothing. */
	lock(): Promise<void>;
	/** @throws RecordsLocked while the key is not there */
	unlock(): Promise<void>;
	close(): void;
}

/** What the session asks of the locks of this device: data/local/lock/locks.ts. */
export interface SessionLocks {
	facts(membershipId: string): Promise<LockFacts>;
	signedIn(membershipId: string, material: Uint8Array): Promise<boolean>;
	seal(membershipId: string): Promise<boolean>;
	heard(membershipId: string, contactAt: number | null, rules: null): Promise<void>;
	forget(membershipId: string): void;
}

/** What the device itself remembers, outside every identity's sealed database. */
export interface IdentityStore {
	current(): Promise<Identity | null>;
	/** Most recent first. */
	identities(): Promise<readonly Identity[]>;
	/** Remembers her and makes her the current one. */
	remember(membership: Membership, account: string): Promise<Identity>;
	/** She is not current any more. Database and key stay. */
	leave(membershipId: string): Promise<void>;
}

export interface SessionParts {
	readonly device: IdentityStore;
	readonly locks: SessionLocks;
	readonly remote: Remote;
	readonly open: (identity: Identity) => Promise<Workspace>;
	/** Milliseconds since 1970. */
	readonly now: () => number;
}

/** `wiped`: the puskesmas had this phone emptied; nothing is left to work with. */
export type Phase = 'unknown' | 'signed_out' | 'ready' | 'failed' | 'wiping' | 'wiped';
/** `no_key`: her records here are sealed, and the server did not give the key to them. */
export type EnterFailure = 'storage' | 'no_key';
type RecoveryAnswer = { readonly ok: true; readonly key: string } | { readonly ok: false };
type Entered = { readonly membership: Membership; readonly account: string };

export class Session {
	phase = $state<Phase>('unknown');
	workspace = $state.raw<Workspace | null>(null);
	identity = $state.raw<Identity | null>(null);
	/** Somebody is signed in here, and her records are closed. */
	locked = $state(false);
	/** Everyone who has used this device; their unsent work stays sealed here. */
	identities = $state.raw<readonly Identity[]>([]);
	/** Whether the server still accepts us; `expired` asks for a password, not for a wipe. */
	serverSession = $state<'unknown' | 'good' | 'expired'>('unknown');
	syncState = $state.raw<SyncState>(idleSync);
	#stopWatching: () => void = () => {};
	readonly #parts: SessionParts;

	constructor(parts: SessionParts) {
		this.#parts = parts;
	}

	async boot(): Promise<void> {
		try {
			const { device } = this.#parts;
			const [identities, identity] = await Promise.all([device.identities(), device.current()]);
			this.identities = identities;
			if (identity) await this.#start(identity);
			else this.phase = 'signed_out';
		} catch {
			this.phase = 'failed';
			return;
		}
		if (this.workspace) await this.#checkServer();
	}

	signIn(
		account: string,
		password: string
	): Promise<Result<Entered, SignInFailure | EnterFailure>> {
		return this.#withSyncHeld(async () => {
			const answer = await this.#parts.remote.signIn(account, password);
			return answer.ok ? ok({ membership: answer.value, account }) : answer;
		});
	}

	join(code: string, password: string): Promise<Result<Entered, JoinFailure | EnterFailure>> {
		return this.#withSyncHeld(() => this.#parts.remote.join(code, password));
	}

	/** Locks. Unsent work stays on the device, sealed, and goes out when she signs in again. */
	async signOut(): Promise<void> {
		const membershipId = this.identity?.membership.id;
		this.#leave();
		this.phase = 'signed_out';
		this.serverSession = 'unknown';
		// First, while the key is there that opens the token: the server is told with it.
		await this.#parts.remote.signOut();
		if (membershipId) await this.#parts.device.leave(membershipId);
	}

	/** Closes her records until the PIN is typed. What is on the screen must be kept before. */
	async lock(): Promise<void> {
		const { workspace } = this;
		if (!workspace || this.locked) return;
		this.locked = true;
		workspace.sync.stop();
		await workspace.lock();
		this.#parts.locks.forget(workspace.identity.membership.id);
	}

	/** After the key has been opened. @throws RecordsLocked when it has not */
	async unlock(): Promise<void> {
		const { workspace } = this;
		if (!workspace) return;
		await workspace.unlock();
		this.locked = false;
		workspace.sync.start();
	}

	/** From here only her sign-in opens the records. @returns false when that would lose them */
	async seal(): Promise<boolean> {
		const membershipId = this.identity?.membership.id;
		if (!membershipId || !(await this.#parts.locks.seal(membershipId))) return false;
		await this.lock();
		return true;
	}

	/** Her role, area or name changed at the puskesmas: pages follow. */
	async follow(membership: Membership): Promise<void> {
		const { identity } = this;
		if (identity?.membership.id !== membership.id) return;
		if (JSON.stringify(identity.membership) === JSON.stringify(membership)) return;
		this.identity = await this.#parts.device.remember(membership, identity.account);
	}

	/** @param empty deletes everything on this device; what it could not end, the next start goes on with */
	async wipe(empty: () => Promise<void>): Promise<void> {
		this.#leave();
		this.phase = 'wiping';
		try {
			await empty();
			this.phase = 'wiped';
		} catch {
			this.phase = 'failed';
		}
	}

	/** Changes of hers that the server has not confirmed, read from the disk. */
	async countUnsent(): Promise<number> {
		if (!this.workspace) return 0;
		const items = await firstOf(this.workspace.sync.outbox);
		return items.filter((item) => item.state !== 'sent').length;
	}

	/** From here to `#adopt` the sign-in may be another person's: nothing may be sent in between. */
	async #withSyncHeld<E>(
		signIn: () => Promise<Result<Entered, E>>
	): Promise<Result<Entered, E | EnterFailure>> {
		this.workspace?.sync.stop();
		const answer = await signIn();
		if (!answer.ok) {
			// The attempt ended the session that was there before it.
			if (this.workspace) await this.#checkServer();
			if (!this.locked) this.workspace?.sync.start();
			return answer;
		}
		try {
			if (await this.#adopt(answer.value)) return answer;
			await this.#parts.remote.signOut();
			return err('no_key' as const);
		} catch {
			await this.#parts.remote.signOut();
			return err('storage' as const);
		}
	}

	/** @returns false when her records are sealed and the server did not give the key to them */
	async #adopt({ membership, account }: Entered): Promise<boolean> {
		await this.#recover(membership.id);
		const { kind } = await this.#parts.locks.facts(membership.id);
		if (kind === 'sealed') return false;
		const identity = await this.#parts.device.remember(membership, account);
		await this.#enter(identity);
		this.serverSession = 'good';
		this.identities = await this.#parts.device.identities();
		if (!this.locked) this.workspace?.sync.request();
		return true;
	}

	/** A server that does not answer now changes nothing: the phone opens as it did before. */
	async #recover(membershipId: string): Promise<void> {
		const answer = await this.#parts.remote.call<RecoveryAnswer>('recovery_key', {});
		if (!answer.ok || !answer.value.ok) return;
		await this.#parts.locks.signedIn(membershipId, bytesOf(answer.value.key));
	}

	async #start(identity: Identity): Promise<void> {
		const { locks, now } = this.#parts;
		const { rules, contactAt } = await locks.facts(identity.membership.id);
		if (daysUntilSeal(rules, contactAt, now()) === 0) await locks.seal(identity.membership.id);
		await this.#enter(identity);
	}

	async #enter(identity: Identity): Promise<void> {
		this.#leave();
		const workspace = await this.#parts.open(identity);
		this.#stopWatching = workspace.sync.state.subscribe(
			(state) => this.#follow(state),
			() => (this.syncState = { ...this.syncState, phase: 'failed' })
		);
		this.workspace = workspace;
		this.identity = identity;
		this.locked = workspace.locked;
		this.phase = 'ready';
		if (!workspace.locked) workspace.sync.start();
	}

	#follow(state: SyncState): void {
		const { lastPullAt } = state;
		const membershipId = this.identity?.membership.id;
		if (membershipId && lastPullAt !== null && lastPullAt !== this.syncState.lastPullAt) {
			void this.#parts.locks.heard(membershipId, Date.parse(lastPullAt), null);
		}
		this.syncState = state;
		if (state.phase === 'signed_out') this.serverSession = 'expired';
	}

	#leave(): void {
		this.#stopWatching();
		this.#stopWatching = () => {};
		this.workspace?.close();
		this.workspace = null;
		this.identity = null;
		this.locked = false;
		this.syncState = idleSync;
	}

	/** Only asks what is stored here, so it answers offline too; a failure leaves it unknown. */
	async #checkServer(): Promise<void> {
		try {
			this.serverSession = (await this.#parts.remote.hasSession()) ? 'good' : 'expired';
		} catch {
			this.serverSession = 'unknown';
		}
	}
}

function bytesOf(base64: string): Uint8Array {
	return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

function firstOf<T>(live: Live<T>): Promise<T> {
	return new Promise((resolve, reject) => {
		let stop: (() => void) | null = null;
		const settle = (done: () => void) => {
			done();
			// The first value may come before `subscribe` has answered.
			queueMicrotask(() => stop?.());
		};
		stop = live.subscribe(
			(value) => settle(() => resolve(value)),
			(error) => settle(() => reject(error instanceof Error ? error : new Error('live query')))
		);
	});
}
