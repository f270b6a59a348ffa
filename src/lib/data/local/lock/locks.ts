// Opens and closes the key of each membership's records: with the device alone, with a PIN, or with
// what the server releases to her sign-in. Closing never deletes records; sealing keeps the way back.
import { maxPinTries } from '#lib/domain/lock/pin.ts';
import { defaultLockRules, type LockRules } from '#lib/domain/lock/lock-rules.ts';
import type { DeviceDatabase, LockRow } from '../device-database.ts';
import type { KeyProvider } from '../keyring.ts';
import { RecordsLocked } from '../vault.ts';
import {
	newDataKey,
	newDeviceSecret,
	newStretch,
	stretched,
	unwrap,
	wrap,
	wrappingKey,
	type Opener,
	type Wrapped
} from './wrapping.ts';

/** `open`: no PIN. `sealed`: only her sign-in opens it. */
export type LockKind = 'open' | 'pin' | 'sealed';
export type PinAnswer =
	| { readonly kind: 'opened' }
	| { readonly kind: 'wrong'; readonly left: number }
	| { readonly kind: 'sealed' };
export interface LockFacts {
	readonly kind: LockKind;
	/** Her sign-in would open it; without that a PIN may not be set. */
	readonly recoverable: boolean;
	readonly rules: LockRules;
	readonly contactAt: number | null;
}

export class Locks implements KeyProvider {
	readonly #database: DeviceDatabase;
	readonly #iterations: number | undefined;
	readonly #opened = new Map<string, CryptoKey>();
	/** After a sign-in, until the lock falls: lets her choose a PIN without knowing the old one. */
	readonly #proven = new Map<string, Wrapped>();

	/** @param iterations tests stretch less */
	constructor(database: DeviceDatabase, iterations?: number) {
		this.#database = database;
		this.#iterations = iterations;
	}

	async facts(owner: string): Promise<LockFacts> {
		const row = await this.#row(owner);
		const kind = row.pin ? 'pin' : row.device ? 'open' : 'sealed';
		const { recovery, contactAt } = row;
		const rules = row.rules ?? defaultLockRules;
		return { kind, recoverable: recovery !== null, rules, contactAt };
	}

	async key(owner: string): Promise<CryptoKey> {
		const known = this.#opened.get(owner);
		if (known) return known;
		const row = await this.#row(owner);
		const key = row.device && (await this.#unwrapped(row, 'device', row.device));
		if (!key) throw new RecordsLocked();
		this.#opened.set(owner, key);
		return key;
	}

	/** Whether `#proven` or the device itself lets her choose a PIN without typing the present one. */
	async maySetPin(owner: string): Promise<boolean> {
		const row = await this.#row(owner);
		return row.recovery !== null && (row.device !== null || this.#proven.has(owner));
	}

	/** Tries a PIN. The tenth wrong one seals. */
	async openWithPin(owner: string, typed: string): Promise<PinAnswer> {
		const row = await this.#countTry(owner);
		if (!row.pin) return { kind: 'sealed' };
		const material = await stretched(typed, row.pin);
		const key = await this.#unwrapped(row, 'pin', row.pin.wrapped, material);
		if (!key) {
			if (row.pin.tries < maxPinTries) return { kind: 'wrong', left: maxPinTries - row.pin.tries };
			await this.seal(owner);
			return { kind: 'sealed' };
		}
		this.#opened.set(owner, key);
		await this.#change(owner, (now) => ({ pin: now.pin && { ...now.pin, tries: 0 } }));
		return { kind: 'opened' };
	}

	/** @returns false when it needs the present PIN or a sign-in first: nothing is changed then */
	async setPin(owner: string, pin: string): Promise<boolean> {
		const row = await this.#row(owner);
		const held = row.device ?? this.#proven.get(owner);
		if (!held || !row.recovery) return false;
		const key = await this.#unwrapped(row, 'device', held, undefined, true);
		if (!key) return false;
		await this.#wrapWithPin(row, key, pin);
		return true;
	}

	async changePin(owner: string, present: string, pin: string): Promise<PinAnswer> {
		const answer = await this.openWithPin(owner, present);
		if (answer.kind !== 'opened') return answer;
		const row = await this.#row(owner);
		const key = row.pin && (await this.#withPin(row, present));
		if (!key) return { kind: 'wrong', left: maxPinTries };
		await this.#wrapWithPin(row, key, pin);
		return answer;
	}

	/** Back to a phone that opens without a PIN. */
	async removePin(owner: string, present: string): Promise<PinAnswer> {
		const answer = await this.openWithPin(owner, present);
		if (answer.kind !== 'opened') return answer;
		const row = await this.#row(owner);
		const key = await this.#withPin(row, present);
		if (!key) return { kind: 'wrong', left: maxPinTries };
		const device = await wrap(key, await wrappingKey(row.secret, 'device', owner));
		await this.#change(owner, () => ({ device, pin: null }));
		return answer;
	}

	/**
	 * She has signed in: what the server keeps for her opens the records, and is the way back from a
	 * forgotten PIN. A PIN stays, with all its tries.
	 *
	 * @param material 32 bytes, never stored here
	 * @returns false when the records stay closed: the server's key is not the one they were sealed for
	 */
	async signedIn(owner: string, material: Uint8Array): Promise<boolean> {
		const row = await this.#row(owner);
		const kek = await wrappingKey(row.secret, 'recovery', owner, material);
		const key =
			(row.recovery && (await unwrap(row.recovery, kek, true))) ??
			(row.device && (await this.#unwrapped(row, 'device', row.device, undefined, true)));
		// Without it the records stay as they are: open in this tab, or behind her PIN.
		if (!key) return false;
		const recovery = await wrap(key, kek);
		const device = await wrap(key, await wrappingKey(row.secret, 'device', owner));
		await this.#change(owner, (now) => ({
			recovery,
			device: now.pin ? null : device,
			pin: now.pin && { ...now.pin, tries: 0 }
		}));
		this.#proven.set(owner, device);
		const opened = await this.#unwrapped(row, 'device', device);
		if (opened) this.#opened.set(owner, opened);
		return true;
	}

	/** From here only her sign-in opens the records. @returns false when that would lose them */
	async seal(owner: string): Promise<boolean> {
		const sealed = await this.#change(owner, ({ recovery }) =>
			recovery ? { device: null, pin: null } : {}
		);
		if (!sealed.recovery) return false;
		this.forget(owner);
		return true;
	}

	async older(owner: string): Promise<CryptoKey | null> {
		return (await this.#database.key.get(owner))?.key ?? null;
	}

	async retireOlder(owner: string): Promise<void> {
		await this.#database.key.delete(owner);
	}

	/** The server answered, and what the puskesmas has set. */
	async heard(owner: string, contactAt: number | null, rules: LockRules | null): Promise<void> {
		await this.#change(owner, (now) => ({
			contactAt: contactAt ?? now.contactAt,
			rules: rules ?? now.rules
		}));
	}

	forget(owner?: string): void {
		const owners = owner === undefined ? [...this.#opened.keys(), ...this.#proven.keys()] : [owner];
		for (const one of owners) {
			this.#opened.delete(one);
			this.#proven.delete(one);
		}
	}

	async #unwrapped(
		row: LockRow,
		opener: Opener,
		wrapped: Wrapped,
		material?: Uint8Array,
		extractable = false
	): Promise<CryptoKey | null> {
		const kek = await wrappingKey(row.secret, opener, row.membershipId, material);
		return unwrap(wrapped, kek, extractable);
	}

	async #withPin(row: LockRow, pin: string): Promise<CryptoKey | null> {
		if (!row.pin) return null;
		return this.#unwrapped(row, 'pin', row.pin.wrapped, await stretched(pin, row.pin), true);
	}

	async #wrapWithPin(row: LockRow, key: CryptoKey, pin: string): Promise<void> {
		const stretch = newStretch(this.#iterations);
		const material = await stretched(pin, stretch);
		const owner = row.membershipId;
		const wrapped = await wrap(key, await wrappingKey(row.secret, 'pin', owner, material));
		await this.#change(owner, () => ({ device: null, pin: { ...stretch, wrapped, tries: 0 } }));
	}

	/** A try counts before it is looked at: closing the tab does not give it back. */
	#countTry(owner: string): Promise<LockRow> {
		return this.#change(owner, ({ pin }) => ({ pin: pin && { ...pin, tries: pin.tries + 1 } }));
	}

	async #change(owner: string, change: (now: LockRow) => Partial<LockRow>): Promise<LockRow> {
		const first = await this.#row(owner);
		const { lock } = this.#database;
		return this.#database.transaction('rw', lock, async () => {
			const now = (await lock.get(owner)) ?? first;
			const next = { ...now, ...change(now) };
			await lock.put(next);
			return next;
		});
	}

	async #row(owner: string): Promise<LockRow> {
		const { lock } = this.#database;
		const stored = await lock.get(owner);
		if (stored) return stored;
		const secret = await newDeviceSecret();
		const device = await wrap(await newDataKey(), await wrappingKey(secret, 'device', owner));
		const nothing = { pin: null, recovery: null, rules: null, contactAt: null };
		const fresh: LockRow = { membershipId: owner, secret, device, ...nothing };
		// Two tabs may get here at once: the first one's key is the key.
		return this.#database.transaction('rw', lock, async () => {
			const other = await lock.get(owner);
			if (other) return other;
			await lock.add(fresh);
			return fresh;
		});
	}
}
