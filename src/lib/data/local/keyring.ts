// Where the key of a membership's records comes from. Never hands out key material: the key is a
// handle that the browser will not export.
import type { DeviceDatabase } from './device-database.ts';

/** A PIN, or a key that the phone's own lock guards, goes behind the same interface. */
export interface KeyProvider {
	key(membershipId: string): Promise<CryptoKey>;
	/** Forgets what is in memory. Deletes nothing. */
	forget(): void;
}

/** Keeps one non-extractable AES-256 key per membership in the device database. */
export class DeviceKeyProvider implements KeyProvider {
	readonly #database: DeviceDatabase;
	readonly #keys = new Map<string, CryptoKey>();

	constructor(database: DeviceDatabase) {
		this.#database = database;
	}

	async key(membershipId: string): Promise<CryptoKey> {
		const known = this.#keys.get(membershipId) ?? (await this.#stored(membershipId));
		this.#keys.set(membershipId, known);
		return known;
	}

	forget(): void {
		this.#keys.clear();
	}

	async #stored(membershipId: string): Promise<CryptoKey> {
		const { key } = this.#database;
		const stored = await key.get(membershipId);
		if (stored) return stored.key;
		const fresh = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
			'encrypt',
			'decrypt'
		]);
		// Two tabs may get here at once: the first one's key is the key.
		return this.#database.transaction('rw', key, async () => {
			const other = await key.get(membershipId);
			if (other) return other.key;
			await key.add({ membershipId, key: fresh });
			return fresh;
		});
	}
}
