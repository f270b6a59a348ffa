// What the device keeps about the server's session: tokens, for whom they speak, and an account that
// is being made. Read without the sign-in library, so that boot can ask without loading it.
import type { Id } from '#lib/domain/entity.ts';

/** The storage that the sign-in library asks for; data/local seals it in the device database. */
export interface SessionStorage {
	getItem(key: string): Promise<string | null>;
	setItem(key: string, value: string): Promise<void>;
	removeItem(key: string): Promise<void>;
	/** Also true of what cannot be read while her records are closed. */
	has(key: string): Promise<boolean>;
}

export const sessionKey = 'jangkau-session';
/** These two hold no token. */
export const memberKey = 'jangkau-session-member';
export const joiningKey = 'jangkau-joining';

/** An account made for an invitation whose redeeming may not have been answered. */
export interface Joining {
	/** SHA-256 of the code, hexadecimal: the code itself is a key and is not kept. */
	readonly codeHash: string;
	readonly account: string;
}

export class SessionStore {
	readonly storage: SessionStorage;

	constructor(storage: SessionStorage) {
		this.storage = storage;
	}

	async exists(): Promise<boolean> {
		return this.storage.has(sessionKey);
	}

	async accessToken(): Promise<string | null> {
		return (await this.#json<{ access_token?: string }>(sessionKey))?.access_token ?? null;
	}

	/** Membership for which the session speaks; null while that is not known. */
	async member(): Promise<string | null> {
		return this.storage.getItem(memberKey);
	}

	async setMember(id: Id<'membership'>): Promise<void> {
		await this.storage.setItem(memberKey, id);
	}

	async clear(): Promise<void> {
		await this.storage.removeItem(memberKey);
		await this.storage.removeItem(sessionKey);
	}

	joining(): Promise<Joining | null> {
		return this.#json<Joining>(joiningKey);
	}

	async setJoining(joining: Joining | null): Promise<void> {
		if (joining) await this.storage.setItem(joiningKey, JSON.stringify(joining));
		else await this.storage.removeItem(joiningKey);
	}

	async #json<T>(key: string): Promise<T | null> {
		const text = await this.storage.getItem(key);
		if (text === null) return null;
		try {
			return JSON.parse(text) as T;
		} catch {
			return null;
		}
	}
}
