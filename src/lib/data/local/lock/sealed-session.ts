// The server's session under the lock: the tokens are sealed with the key of the person they speak
// for, from the first moment, so that a closed phone holds none that can be used. Reads nothing while
// her records are closed, and loses nothing that comes meanwhile: it waits in memory.
import { memberKey, joiningKey, type SessionStorage } from '../../remote/session-store.ts';
import type { DeviceDatabase, SessionRow } from '../device-database.ts';
import type { KeyProvider } from '../keyring.ts';
import { SealBroken, sameSeal, seal, unseal, type Sealed } from '../sealing.ts';
import { RecordsLocked } from '../vault.ts';

/** Whose the session is, and an account being made: no token, and read before anything is open. */
const clear: ReadonlySet<string> = new Set([memberKey, joiningKey]);

interface Waiting {
	readonly value: string;
	/** What was on the disk then: another tab may have written since. */
	readonly over: Promise<Sealed | undefined>;
}

export class SealedSession implements SessionStorage {
	readonly #database: DeviceDatabase;
	readonly #keys: Pick<KeyProvider, 'key'>;
	/** Not on the disk: nobody knows yet whose it is, or her records are closed. */
	readonly #waiting = new Map<string, Waiting>();

	constructor(database: DeviceDatabase, keys: Pick<KeyProvider, 'key'>) {
		this.#database = database;
		this.#keys = keys;
	}

	/** @returns null also for what is sealed while her records are closed */
	async getItem(key: string): Promise<string | null> {
		if (clear.has(key)) return (await this.#rows.get(key))?.value ?? null;
		await this.#settle();
		const waiting = this.#waiting.get(key);
		if (waiting) return waiting.value;
		const row = await this.#own(key);
		if (!row) return null;
		return row.sealed ? this.#opened({ ...row, sealed: row.sealed }) : this.#sealOld(row);
	}

	async setItem(key: string, value: string): Promise<void> {
		if (clear.has(key)) await this.#rows.put({ key, value });
		else this.#waiting.set(key, { value, over: this.#sealed(key) });
		await this.#settle();
	}

	async removeItem(key: string): Promise<void> {
		this.#waiting.delete(key);
		await this.#rows.delete(key);
	}

	/** Whether something is kept, also while it cannot be read. */
	async has(key: string): Promise<boolean> {
		return this.#waiting.has(key) || (await this.#own(key)) !== null;
	}

	/** Puts on the disk what had to wait, if it can be sealed now. */
	async #settle(): Promise<void> {
		if (this.#waiting.size === 0) return;
		const owner = await this.#member();
		const dataKey = await this.#keyOf(owner);
		if (!owner || !dataKey) return;
		for (const [key, waiting] of this.#waiting) {
			const over = await waiting.over;
			const sealed = await seal(dataKey, purpose(key), waiting.value);
			await this.#database.transaction('rw', this.#rows, async () => {
				// Signed out meanwhile, or replaced by something newer.
				if (this.#waiting.get(key) !== waiting) return;
				const now = await this.#rows.get(key);
				const isNewer = now?.owner === owner && !sameSeal(now.sealed, over);
				if (!isNewer) await this.#rows.put({ key, sealed, owner });
			});
			if (this.#waiting.get(key) === waiting) this.#waiting.delete(key);
		}
	}

	async #opened({ key, owner, sealed }: SessionRow & { sealed: Sealed }): Promise<string | null> {
		const dataKey = await this.#keyOf(owner);
		if (!dataKey) return null;
		try {
			return (await unseal(dataKey, purpose(key), sealed)) as string;
		} catch (error) {
			if (!(error instanceof SealBroken)) throw error;
			// Never to be opened again: her password makes another.
			await this.removeItem(key);
			return null;
		}
	}

	/** An earlier version kept it in the clear. */
	async #sealOld({ key, value }: SessionRow): Promise<string | null> {
		const owner = await this.#member();
		if (!owner || value === undefined) return value ?? null;
		const dataKey = await this.#keyOf(owner);
		if (!dataKey) return null;
		const sealed = await seal(dataKey, purpose(key), value);
		await this.#database.transaction('rw', this.#rows, async () => {
			const now = await this.#rows.get(key);
			if (now?.value === value) await this.#rows.put({ key, sealed, owner });
		});
		return value;
	}

	/** Never the session of somebody else than whom it is said to speak for. */
	async #own(key: string): Promise<SessionRow | null> {
		const row = await this.#rows.get(key);
		if (!row) return null;
		return row.owner === undefined || row.owner === (await this.#member()) ? row : null;
	}

	async #sealed(key: string): Promise<Sealed | undefined> {
		return (await this.#rows.get(key))?.sealed;
	}

	async #member(): Promise<string | null> {
		return (await this.#rows.get(memberKey))?.value ?? null;
	}

	async #keyOf(owner: string | null | undefined): Promise<CryptoKey | null> {
		if (!owner) return null;
		try {
			return await this.#keys.key(owner);
		} catch (error) {
			if (error instanceof RecordsLocked) return null;
			throw error;
		}
	}

	get #rows(): DeviceDatabase['session'] {
		return this.#database.session;
	}
}

function purpose(key: string): string {
	return `session:${key}`;
}
