// What this device knows before anyone's records are open: who uses it, how their keys are wrapped,
// the session and the configuration. Never holds a record, and no key that opens one by itself once
// there is a PIN.
import Dexie, { type DexieOptions, type Table } from 'dexie';
import type { Instant } from '#lib/domain/entity.ts';
import type { LockRules } from '#lib/domain/lock/lock-rules.ts';
import type { AppConfig, Identity } from '../contracts.ts';
import type { Stretch, Wrapped } from './lock/wrapping.ts';
import type { Sealed } from './sealing.ts';
import type { SightRow } from './sights.ts';

export interface IdentityRow extends Identity {
	readonly membershipId: string;
	readonly lastUsedAt: Instant;
	/** Set when she signed out by her own hand: the records stay, closed. */
	readonly signedOutAt: Instant | null;
}

export interface PinRow extends Stretch {
	readonly wrapped: Wrapped;
	/** Wrong tries since the last right one; counted before the PIN is looked at. */
	readonly tries: number;
}

/** Her finger or face beside the PIN: docs/decisions/0006. */
export interface PasskeyRow {
	/** Names the credential to the phone's authenticator. Opens nothing by itself. */
	readonly credential: Uint8Array;
	/** 32 random bytes that the authenticator answers to. */
	readonly salt: Uint8Array;
	readonly wrapped: Wrapped;
}

/** How the key of one membership's records is wrapped. With `device` and `pin` gone it is sealed. */
export interface LockRow {
	readonly membershipId: string;
	/** HMAC key that cannot be exported; part of every wrapping. */
	readonly secret: CryptoKey;
	readonly device: Wrapped | null;
	readonly pin: PinRow | null;
	/** Never without a PIN. Missing in rows from before there were any. */
	readonly passkey?: PasskeyRow | null;
	/** Under the key that the server releases to her sign-in only. Null until she signed in once. */
	readonly recovery: Wrapped | null;
	/** The rules of her puskesmas as last pulled: they hold while her records are closed. */
	readonly rules: LockRules | null;
	/** Milliseconds since 1970 of the server's last answer. */
	readonly contactAt: number | null;
}

/** What a phone signs and seals an exported queue with. Neither key can be exported. */
export interface TransferRow {
	readonly membershipId: string;
	readonly signing: CryptoKeyPair;
	/** The server knows the public key. */
	readonly registered: boolean;
	/** AES-GCM; the server gives it to the phone, and to the puskesmas that opens the file. */
	readonly sealing: CryptoKey | null;
}

/** A value of the sign-in library, or about its session: lock/sealed-session.ts. */
export interface SessionRow {
	readonly key: string;
	/** In the clear: whose the session is, and what an earlier version has left. */
	readonly value?: string;
	readonly sealed?: Sealed;
	/** Membership whose key sealed it. */
	readonly owner?: string;
}

/** `wiping`: this device, by its id, is being emptied. */
export type SettingRow =
	| { readonly key: 'config'; readonly value: AppConfig }
	| { readonly key: 'wiping'; readonly value: string };

export class DeviceDatabase extends Dexie {
	declare readonly identity: Table<IdentityRow, string>;
	/** Of version 1: opened by whoever holds the profile. Kept until every record is sealed anew. */
	declare readonly key: Table<{ readonly membershipId: string; readonly key: CryptoKey }, string>;
	declare readonly lock: Table<LockRow, string>;
	declare readonly transfer: Table<TransferRow, string>;
	/** Tokens of the sign-in library, and the account that is being made while joining. */
	declare readonly session: Table<SessionRow, string>;
	declare readonly setting: Table<SettingRow, string>;
	declare readonly sight: Table<SightRow, string>;

	/** @param options tests pass their own IndexedDB */
	constructor(options: DexieOptions = {}) {
		super('jangkau-device', {
			chromeTransactionDurability: 'strict',
			cache: 'disabled',
			...options
		});
		this.version(1).stores({
			identity: 'membershipId, lastUsedAt',
			key: 'membershipId',
			session: 'key',
			setting: 'key'
		});
		// No upgrade step: keys are made and wrapped outside transactions, when records are opened.
		this.version(2).stores({ lock: 'membershipId', transfer: 'membershipId' });
		this.version(3).stores({ sight: 'membershipId' });
	}
}
