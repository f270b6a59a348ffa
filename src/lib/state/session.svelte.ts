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
import type { Membership } from '#lib/domain/access.ts';
import { err, ok, type Result } from '#lib/domain/result.ts';
import { idleSync } from './sync-pill.ts';

/** What one identity works with: her own database, opened with her own key. */
export interface Workspace {
	readonly identity: Identity;
	readonly records: Records;
	readonly drafts: Drafts;
	readonly sync: SyncEngine;
	close(): void;
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
	readonly remote: Remote;
	readonly open: (identity: Identity) => Promise<Workspace>;
}

export type Phase = 'unknown' | 'signed_out' | 'ready' | 'failed';
type Entered = { readonly membership: Membership; readonly account: string };

export class Session {
	phase = $state<Phase>('unknown');
	workspace = $state.raw<Workspace | null>(null);
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

	get identity(): Identity | null {
		return this.workspace?.identity ?? null;
	}

	async boot(): Promise<void> {
		try {
			this.identities = await this.#parts.device.identities();
			const identity = await this.#parts.device.current();
			if (identity) await this.#enter(identity);
			else this.phase = 'signed_out';
		} catch {
			this.phase = 'failed';
			return;
		}
		if (this.workspace) await this.#checkServer();
	}

	signIn(account: string, password: string): Promise<Result<Entered, SignInFailure | 'storage'>> {
		return this.#withSyncHeld(async () => {
			const answer = await this.#parts.remote.signIn(account, password);
			return answer.ok ? ok({ membership: answer.value, account }) : answer;
		});
	}

	join(code: string, password: string): Promise<Result<Entered, JoinFailure | 'storage'>> {
		return this.#withSyncHeld(() => this.#parts.remote.join(code, password));
	}

	/** Locks. Unsent work stays on the device, sealed, and goes out when she signs in again. */
	async signOut(): Promise<void> {
		const membershipId = this.identity?.membership.id;
		this.#leave();
		this.phase = 'signed_out';
		this.serverSession = 'unknown';
		if (membershipId) await this.#parts.device.leave(membershipId);
		await this.#parts.remote.signOut();
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
	): Promise<Result<Entered, E | 'storage'>> {
		this.workspace?.sync.stop();
		const answer = await signIn();
		if (!answer.ok) {
			// The attempt ended the session that was there before it.
			if (this.workspace) await this.#checkServer();
			this.workspace?.sync.start();
			return answer;
		}
		try {
			await this.#adopt(answer.value);
			return answer;
		} catch {
			await this.#parts.remote.signOut();
			return err('storage' as const);
		}
	}

	async #adopt({ membership, account }: Entered): Promise<void> {
		const identity = await this.#parts.device.remember(membership, account);
		await this.#enter(identity);
		this.serverSession = 'good';
		this.identities = await this.#parts.device.identities();
		this.workspace?.sync.request();
	}

	async #enter(identity: Identity): Promise<void> {
		this.#leave();
		const workspace = await this.#parts.open(identity);
		this.#stopWatching = workspace.sync.state.subscribe(
			(state) => this.#follow(state),
			() => (this.syncState = { ...this.syncState, phase: 'failed' })
		);
		this.workspace = workspace;
		this.phase = 'ready';
		workspace.sync.start();
	}

	#follow(state: SyncState): void {
		this.syncState = state;
		if (state.phase === 'signed_out') this.serverSession = 'expired';
	}

	#leave(): void {
		this.#stopWatching();
		this.#stopWatching = () => {};
		this.workspace?.close();
		this.workspace = null;
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
