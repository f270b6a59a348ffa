// Opens and closes the key of each membership's records: with the device alone, with a PIN, with her
// finger or face beside it, or with what the server releases to her sign-in. Closing never deletes
// records; sealing keeps the way back.
import { maxPinTries } from '#lib/domain/lock/pin.ts';
import { defaultLockRules, type LockRules } from '#lib/domain/lock/lock-rules.ts';
import type { DeviceDatabase, LockRow } from '../device-database.ts';
import type { KeyProvider } from '../keyring.ts';
import { RecordsLocked } from '../vault.ts';
import { LockRows } from './lock-rows.ts';
import type { NotMade, Passkeys } from './passkeys.ts';
import {
	derived,
	newStretch,
	passkeyHandle,
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
	/** Her finger or face opens it too. */
	readonly passkey: boolean;
	readonly rules: LockRules;
	readonly contactAt: number | null;
}

export class Locks implements KeyProvider {
	readonly #database: DeviceDatabase;
	readonly #rows: LockRows;
	readonly #iterations: number | undefined;
	readonly #opened = new Map<string, CryptoKey>();
	/** After a sign-in, until the lock falls: lets her choose a PIN without knowing the old one. */
	readonly #proven = new Map<string, Wrapped>();

	/** @param iterations tests stretch less */
	constructor(database: DeviceDatabase, iterations?: number) {
		this.#database = database;
		this.#rows = new LockRows(database);
		this.#iterations = iterations;
	}

	async facts(owner: string): Promise<LockFacts> {
		const row = await this.#rows.of(owner);
		const kind = row.pin ? 'pin' : row.device ? 'open' : 'sealed';
		const { recovery, contactAt } = row;
		const rules = row.rules ?? defaultLockRules;
		const passkey = kind === 'pin' && Boolean(row.passkey);
		return { kind, recoverable: recovery !== null, passkey, rules, contactAt };
	}

	async key(owner: string): Promise<CryptoKey> {
		const known = this.#opened.get(owner);
		if (known) return known;
		const row = await this.#rows.of(owner);
		const key = row.device && (await this.#unwrapped(row, 'device', row.device));
		if (!key) throw new RecordsLocked();
		this.#opened.set(owner, key);
		return key;
	}

	/** Whether `#proven` or the device itself lets her choose a PIN without typing the present one. */
	async maySetPin(owner: string): Promise<boolean> {
		const row = await this.#rows.of(owner);
		return row.recovery !== null && (row.device !== null || this.#proven.has(owner));
	}

	/** Tries a PIN. The tenth wrong one seals. */
	async openWithPin(owner: string, typed: string): Promise<PinAnswer> {
		return (await this.#tryPin(owner, typed)).answer;
	}

	/** Asks the phone for her finger or face. @returns false, with no try counted, when it did not open */
	async openWithPasskey(owner: string, passkeys: Passkeys): Promise<boolean> {
		const row = await this.#rows.of(owner);
		const output = row.passkey && (await passkeys.ask(row.passkey));
		if (!output) return false;
		const { salt, wrapped } = row.passkey;
		const key = await this.#unwrapped(row, 'passkey', wrapped, await derived(output, salt));
		if (!key) return false;
		const now = await this.#rows.forgetTries(owner);
		// Sealed or taken away in another tab while the phone was asking.
		if (!now.passkey) return false;
		this.#opened.set(owner, key);
		return true;
	}

	/** Lets her finger or face open it beside the PIN. @param present the PIN: an open phone is no proof */
	async addPasskey(
		owner: string,
		present: string,
		passkeys: Passkeys
	): Promise<PinAnswer | NotMade> {
		const { answer, key, row } = await this.#tryPin(owner, present);
		if (!key) return answer;
		const made = await passkeys.create(await passkeyHandle(row.secret, owner));
		if (made.kind !== 'made') return made;
		const { credential, salt } = made;
		const material = await derived(made.output, salt);
		const wrapped = await wrap(key, await wrappingKey(row.secret, 'passkey', owner, material));
		await this.#rows.change(owner, ({ pin }) =>
			pin ? { passkey: { credential, salt, wrapped } } : {}
		);
		return answer;
	}

	/** Only the PIN and her sign-in open it from here. @returns what the phone may forget */
	async removePasskey(owner: string): Promise<Uint8Array | null> {
		const { passkey } = await this.#rows.of(owner);
		await this.#rows.change(owner, () => ({ passkey: null }));
		return passkey?.credential ?? null;
	}

	/**
	 * After a sign-in her finger or face must be set up anew: whoever had it set up may be another.
	 *
	 * @returns false when it needs the present PIN or a sign-in first: nothing is changed then
	 */
	async setPin(owner: string, pin: string): Promise<boolean> {
		const row = await this.#rows.of(owner);
		const held = row.device ?? this.#proven.get(owner);
		if (!held || !row.recovery) return false;
		const key = await this.#unwrapped(row, 'device', held, undefined, true);
		if (!key) return false;
		await this.#wrapWithPin(row, key, pin, { passkey: null });
		return true;
	}

	/** Her finger or face opens as before: it wraps the same key. */
	async changePin(owner: string, present: string, pin: string): Promise<PinAnswer> {
		const { answer, key, row } = await this.#tryPin(owner, present);
		if (key) await this.#wrapWithPin(row, key, pin);
		return answer;
	}

	/** Back to a phone that opens without a PIN. */
	async removePin(owner: string, present: string): Promise<PinAnswer> {
		const { answer, key, row } = await this.#tryPin(owner, present);
		if (!key) return answer;
		const device = await wrap(key, await wrappingKey(row.secret, 'device', owner));
		await this.#rows.change(owner, () => ({ device, pin: null, passkey: null }));
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
		const row = await this.#rows.of(owner);
		const kek = await wrappingKey(row.secret, 'recovery', owner, material);
		const key =
			(row.recovery && (await unwrap(row.recovery, kek, true))) ??
			(row.device && (await this.#unwrapped(row, 'device', row.device, undefined, true)));
		// Without it the records stay as they are: open in this tab, or behind her PIN.
		if (!key) return false;
		const recovery = await wrap(key, kek);
		const device = await wrap(key, await wrappingKey(row.secret, 'device', owner));
		await this.#rows.change(owner, (now) => ({
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
		const sealed = await this.#rows.change(owner, ({ recovery }) =>
			recovery ? { device: null, pin: null, passkey: null } : {}
		);
		if (!sealed.recovery) return false;
		await this.#database.sight.delete(owner);
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
		await this.#rows.change(owner, (now) => ({
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

	/** @returns with the right PIN also the key, extractable: to wrap it anew, never to keep it */
	async #tryPin(
		owner: string,
		typed: string
	): Promise<{ answer: PinAnswer; key: CryptoKey | null; row: LockRow }> {
		const row = await this.#rows.countTry(owner);
		// Taken away in another tab: nothing is asked any more.
		if (!row.pin) return { answer: { kind: row.device ? 'opened' : 'sealed' }, key: null, row };
		const { wrapped, tries } = row.pin;
		const material = await stretched(typed, row.pin);
		const kept = await this.#unwrapped(row, 'pin', wrapped, material);
		if (!kept) {
			if (tries >= maxPinTries) await this.seal(owner);
			const left = maxPinTries - tries;
			return { answer: left > 0 ? { kind: 'wrong', left } : { kind: 'sealed' }, key: null, row };
		}
		this.#opened.set(owner, kept);
		await this.#rows.forgetTries(owner);
		const key = await this.#unwrapped(row, 'pin', wrapped, material, true);
		return { answer: { kind: 'opened' }, key, row };
	}

	async #wrapWithPin(
		row: LockRow,
		key: CryptoKey,
		pin: string,
		beside: Partial<LockRow> = {}
	): Promise<void> {
		const stretch = newStretch(this.#iterations);
		const material = await stretched(pin, stretch);
		const owner = row.membershipId;
		const wrapped = await wrap(key, await wrappingKey(row.secret, 'pin', owner, material));
		const next = { ...beside, device: null, pin: { ...stretch, wrapped, tries: 0 } };
		await this.#rows.change(owner, () => next);
		await this.#database.sight.delete(owner);
	}
}
