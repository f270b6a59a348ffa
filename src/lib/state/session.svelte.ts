// Who uses this device, apart from whether the server knows her today. Boot reads the device only:
// it never waits for sign-in or the network, and signing out deletes nothing.
import type { Drafts, Identity, Records, Remote, SyncEngine } from '#lib/data/contracts.ts';

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
	all(): Promise<readonly Identity[]>;
	/** Remembers her and makes her the current one. */
	adopt(identity: Omit<Identity, 'deviceId'>): Promise<Identity>;
	/** Nobody is current any more. Databases and keys stay. */
	release(): Promise<void>;
}

export type Phase = 'unknown' | 'signed_out' | 'ready' | 'failed';

export class Session {
	phase = $state<Phase>('unknown');
	workspace = $state.raw<Workspace | null>(null);
	/** Everyone who has used this device; their unsent work stays sealed here. */
	identities = $state.raw<readonly Identity[]>([]);
	/** Whether the server still accepts us; `expired` asks for a password, not for a wipe. */
	serverSession = $state<'unknown' | 'good' | 'expired'>('unknown');

	readonly #store: IdentityStore;
	readonly #remote: Remote;
	readonly #open: (identity: Identity) => Promise<Workspace>;

	constructor(
		store: IdentityStore,
		remote: Remote,
		open: (identity: Identity) => Promise<Workspace>
	) {
		this.#store = store;
		this.#remote = remote;
		this.#open = open;
	}

	get identity(): Identity | null {
		return this.workspace?.identity ?? null;
	}

	async boot(): Promise<void> {
		try {
			this.identities = await this.#store.all();
			const identity = await this.#store.current();
			if (!identity) {
				this.phase = 'signed_out';
				return;
			}
			await this.#enter(identity);
			void this.checkServer();
		} catch {
			this.phase = 'failed';
		}
	}

	/** Call after the server accepted a password or a code. Opens her database, made if need be. */
	async signedIn(signIn: Omit<Identity, 'deviceId'>): Promise<Identity> {
		const identity = await this.#store.adopt(signIn);
		if (this.identity?.membership.id !== identity.membership.id) await this.#enter(identity);
		this.identities = await this.#store.all();
		this.serverSession = 'good';
		this.workspace?.sync.request();
		return identity;
	}

	/** Locks. Unsent work stays on the device, sealed, and goes out when she signs in again. */
	async signOut(): Promise<void> {
		const workspace = this.workspace;
		this.workspace = null;
		this.phase = 'signed_out';
		workspace?.close();
		await this.#store.release();
		await this.#remote.signOut();
		this.serverSession = 'unknown';
	}

	/** Asks, in the background, whether a sign-in is still stored; offline it stays unknown. */
	async checkServer(): Promise<void> {
		try {
			this.serverSession = (await this.#remote.hasSession()) ? 'good' : 'expired';
		} catch {
			this.serverSession = 'unknown';
		}
	}

	async #enter(identity: Identity): Promise<void> {
		this.workspace?.close();
		const workspace = await this.#open(identity);
		this.workspace = workspace;
		this.phase = 'ready';
		workspace.sync.start();
	}
}
