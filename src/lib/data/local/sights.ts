// What a kader's first page showed last, and will show on the days to come, sealed: painted by
// first-sight/ while the app itself still starts. Only for phones that open without a PIN.
import type { DeviceDatabase } from './device-database.ts';
import type { Sealed } from './sealing.ts';

/** A house in finished words of her language. */
export interface SightHouse {
	readonly name: string;
	/** Where, since when and why. */
	readonly lines: readonly string[];
	readonly href: string;
	readonly go: string;
}

/** Her day in words. `from` and `until`: milliseconds since 1970, the day at the puskesmas. */
export interface Sight {
	readonly from: number;
	readonly until: number;
	readonly title: string;
	/** As of when this is, and that the app is opening. */
	readonly note: string;
	/** Above the first house. */
	readonly kicker: string;
	readonly houses: readonly SightHouse[];
}

export interface SightRow {
	readonly membershipId: string;
	/** Cannot be exported, and goes with the row: a PIN, a sign-out or a saved record deletes both. */
	readonly key: CryptoKey;
	readonly days: readonly {
		readonly from: number;
		readonly until: number;
		readonly sealed: Sealed;
	}[];
}

export class Sights {
	readonly database: DeviceDatabase;
	/** Counts what was forgotten: what was read before it must not be kept after it. */
	changes = 0;

	constructor(database: DeviceDatabase) {
		this.database = database;
	}

	/** Something was saved, or the records close: what she saw is not so any more. Never fails. */
	forget(membershipId: string): Promise<void> {
		this.changes += 1;
		return this.database.sight.delete(membershipId).catch(() => undefined);
	}
}
