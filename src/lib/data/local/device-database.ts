// What this device knows before anyone's records are open: who uses it, their keys, the session and
// the configuration. Never holds a record.
import Dexie, { type DexieOptions, type Table } from 'dexie';
import type { Instant } from '#lib/domain/entity.ts';
import type { AppConfig, Identity } from '../contracts.ts';

export interface IdentityRow extends Identity {
	readonly membershipId: string;
	readonly lastUsedAt: Instant;
	/** Set when she signed out by her own hand: the records stay, closed. */
	readonly signedOutAt: Instant | null;
}

export class DeviceDatabase extends Dexie {
	declare readonly identity: Table<IdentityRow, string>;
	declare readonly key: Table<{ readonly membershipId: string; readonly key: CryptoKey }, string>;
	/** Tokens of the sign-in library, and the account that is being made while joining. */
	declare readonly session: Table<{ readonly key: string; readonly value: string }, string>;
	declare readonly setting: Table<{ readonly key: 'config'; readonly value: AppConfig }, string>;

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
	}
}
