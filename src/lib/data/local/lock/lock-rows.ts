// The stored locks of this phone, one for each membership that used it. Knows how to make a first one
// and to change one under other tabs' eyes; opens nothing.
import type { DeviceDatabase, LockRow } from '../device-database.ts';
import { newDataKey, newDeviceSecret, wrap, wrappingKey } from './wrapping.ts';

export class LockRows {
	readonly #database: DeviceDatabase;

	constructor(database: DeviceDatabase) {
		this.#database = database;
	}

	/** Made when there is none: opened by the device alone. */
	async of(owner: string): Promise<LockRow> {
		const { lock } = this.#database;
		const stored = await lock.get(owner);
		if (stored) return stored;
		const secret = await newDeviceSecret();
		const device = await wrap(await newDataKey(), await wrappingKey(secret, 'device', owner));
		const nothing = { pin: null, passkey: null, recovery: null, rules: null, contactAt: null };
		const fresh: LockRow = { membershipId: owner, secret, device, ...nothing };
		// Two tabs may get here at once: the first one's key is the key.
		return this.#database.transaction('rw', lock, async () => {
			const other = await lock.get(owner);
			if (other) return other;
			await lock.add(fresh);
			return fresh;
		});
	}

	/** @param change sees the row as it is on the disk now */
	async change(owner: string, change: (now: LockRow) => Partial<LockRow>): Promise<LockRow> {
		const first = await this.of(owner);
		const { lock } = this.#database;
		return this.#database.transaction('rw', lock, async () => {
			const now = (await lock.get(owner)) ?? first;
			const next = { ...now, ...change(now) };
			await lock.put(next);
			return next;
		});
	}

	/** A try counts before it is looked at: closing the tab does not give it back. */
	countTry(owner: string): Promise<LockRow> {
		return this.change(owner, ({ pin }) => ({ pin: pin && { ...pin, tries: pin.tries + 1 } }));
	}

	forgetTries(owner: string): Promise<LockRow> {
		return this.change(owner, ({ pin }) => ({ pin: pin && { ...pin, tries: 0 } }));
	}
}
