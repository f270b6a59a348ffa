// What the pages and rune classes may ask of the data room. No Dexie, no Supabase type in here.
import type { EntityMap, EntityName, Id, Instant } from '#lib/domain/entity.ts';
import type { Membership } from '#lib/domain/access.ts';
import type { HousePhoto } from '#lib/domain/house-photo.ts';
import type { Result } from '#lib/domain/result.ts';
import type { Change } from '#lib/domain/sync/change.ts';
import type { ClearField } from './local/clear-fields.ts';

/** A query that reruns when what it read changes. `subscribe` calls back with each value. */
export interface Live<T> {
	subscribe(onValue: (value: T) => void, onError: (error: unknown) => void): () => void;
}

/** What of a row lies in the clear on the device: ids, dates and states, nothing personal. */
export type Outline<E extends EntityName> = Pick<
	EntityMap[E],
	Extract<'id' | 'rev' | ClearField<E>, keyof EntityMap[E]>
>;

/** Reads are decrypted domain entities; every write goes through `commit`. */
export interface Records {
	get<E extends EntityName>(entity: E, id: string): Promise<EntityMap[E] | undefined>;
	all<E extends EntityName>(entity: E): Promise<EntityMap[E][]>;
	/** By one clear (indexed) field: areaId, territoryId, householdId, findingId, planId, kaderId, period, puskesmasId. */
	where<E extends EntityName>(
		entity: E,
		field: Extract<keyof EntityMap[E], string>,
		value: string | readonly string[]
	): Promise<EntityMap[E][]>;
	/**
	 * The same, but only what lies in the clear: nothing is unsealed, so that thousands of rows cost
	 * little. Also of rows whose sealed part is damaged.
	 */
	outlines<E extends EntityName>(
		entity: E,
		field: ClearField<E>,
		value: string | readonly string[]
	): Promise<Outline<E>[]>;
	count(entity: EntityName): Promise<number>;
	live<T>(query: (records: Records) => Promise<T>): Live<T>;
	/**
	 * Writes the rows and their outbox entries in one transaction with strict durability: when it
	 * resolves, the change is on the disk. Fails with `quota` when the disk is full; nothing is
	 * written then.
	 */
	commit(changes: readonly Change[]): Promise<Result<void, 'quota' | 'locked'>>;
}

/** A half-filled form. Sealed like any personal payload; survives a kill. */
export interface Drafts {
	load(key: string): Promise<unknown>;
	save(key: string, value: unknown): Promise<void>;
	remove(key: string): Promise<void>;
}

export type OutboxState = 'waiting' | 'sending' | 'sent' | 'needs_mending' | 'blocked';

/** One line of /kirim. */
export interface OutboxItem {
	readonly mid: Id<'mutation'>;
	readonly seq: number;
	readonly entity: EntityName;
	readonly op: string;
	readonly entityId: string;
	readonly state: OutboxState;
	/** By the device's clock. */
	readonly capturedAt: Instant;
	/** Server clock minus device clock when it was made, milliseconds; null where it was not known. */
	readonly clockOffsetMs: number | null;
	readonly attempts: number;
	/** Code of a rejection or of the last failure, to be put in words by the page. */
	readonly code: string | null;
	/** For the page: name of the household or the like, decrypted; null while locked. */
	readonly label: string | null;
	/** `blocked`: the change it waits for, directly; null otherwise. */
	readonly waitsFor: Id<'mutation'> | null;
}

/** What a change that needs mending says, beside what the server has; fields in camelCase. */
export interface RefusedChange {
	readonly patch: Readonly<Record<string, unknown>>;
	/** The row as the server last sent it; null where it never had one. */
	readonly theirs: Readonly<Record<string, unknown>> | null;
}

export interface SyncState {
	readonly phase: 'idle' | 'pushing' | 'pulling' | 'offline' | 'signed_out' | 'failed';
	readonly unsent: number;
	readonly needsMending: number;
	readonly lastPushAt: Instant | null;
	readonly lastPullAt: Instant | null;
	/** True only when a pull ran to its end: everything for an offline day is on the phone. */
	readonly complete: boolean;
	/** Rows received so far in the running pull. */
	readonly received: number;
	/** Server clock minus device clock, milliseconds; null until known. */
	readonly clockOffsetMs: number | null;
	/** The server has ended her access: what was unsent has gone or waits, all else left the phone. */
	readonly departed: boolean;
	readonly failure: string | null;
}

export interface SyncEngine {
	readonly state: Live<SyncState>;
	readonly outbox: Live<OutboxItem[]>;
	/** Starts the triggers (save, online, visible, timer) and takes the lock when it is free. */
	start(): void;
	stop(): void;
	/** Asks for a round now; safe to call at any time and from any tab. */
	request(): void;
	/** Null when the item no longer needs mending. */
	refused(mid: string): Promise<RefusedChange | null>;
	/** A rejected item back into the queue, as it is or with a mended patch. */
	resend(mid: string, patch?: Readonly<Record<string, unknown>>): Promise<void>;
	discard(mid: string): Promise<void>;
}

/** Of all houses on this phone. */
export interface PhotoCounts {
	readonly waiting: number;
	readonly refused: number;
}

/** The pictures of houses, with a queue of their own that goes after the records. */
export interface Photos {
	/** The newest of the house; null when there is none. */
	of(householdId: string): Live<HousePhoto | null>;
	counts(): Live<PhotoCounts>;
	/** On the disk when it resolves; only with the family's word. @param jpeg bare, at most 60 KB */
	keep(householdId: string, jpeg: Uint8Array): Promise<Result<void, 'quota' | 'locked'>>;
	/** Here at once, everywhere else when the server has heard. */
	remove(householdId: string): Promise<Result<void, 'quota' | 'locked'>>;
	/** Asks the server for the picture of a house that she looks at. Never rejects. */
	fetch(householdId: string): Promise<void>;
}

export type SignInFailure =
	'offline' | 'wrong_password' | 'no_membership' | 'unknown' | 'rate_limited';
export type JoinFailure =
	| 'offline'
	| 'invitation_unknown'
	| 'invitation_used'
	| 'invitation_expired'
	| 'weak_password'
	| 'rate_limited'
	| 'unknown';
/** `busy`: asks to be left alone for a while, see `Remote.retryAfterMs`. */
export type CallFailure = 'offline' | 'signed_out' | 'forbidden' | 'too_large' | 'busy' | 'unknown';

/** The server, as far as anything outside data/remote knows it. Sign-in is loaded when first needed. */
export interface Remote {
	/** `account` is an e-mail or the short account name made when joining. */
	signIn(account: string, password: string): Promise<Result<Membership, SignInFailure>>;
	/** Makes the account and redeems the code. Answers the account name to remember. */
	join(
		code: string,
		password: string
	): Promise<Result<{ membership: Membership; account: string }, JoinFailure>>;
	/** Ends the session here, with or without network. Deletes nothing else. */
	signOut(): Promise<void>;
	/** With an id: whether the session speaks for that membership. Reads the device only. */
	hasSession(membershipId?: string): Promise<boolean>;
	/** One of the `public` functions taking `p text`. The argument is stringified here. */
	call<T>(name: string, p: unknown): Promise<Result<T, CallFailure>>;
	/** How long the server asked to be left alone when it last said `busy`; 0 when it did not say. */
	retryAfterMs(): number;
	/** Whether the last call was answered by a hotspot's page instead of the server. */
	metPortal(): boolean;
}

/** Who uses this device. Separate from the server's session: boot never waits for sign-in. */
export interface Identity {
	readonly membership: Membership;
	readonly account: string;
	readonly deviceId: string;
}

export interface AppConfig {
	readonly supabaseUrl: string;
	readonly publishableKey: string;
	readonly demo: boolean;
	/** Domain of the addresses made for people who have no e-mail. */
	readonly accountDomain: string;
	/** The server unpacks gzipped requests. Ours does; PostgREST, as Supabase hosts it, does not. */
	readonly gzipRequests?: boolean;
	readonly basemap: {
		/** `pmtiles`: URL of an archive; `xyz`: URL template; `none`: no basemap. */
		readonly kind: 'pmtiles' | 'xyz' | 'none';
		readonly url: string | null;
		readonly minZoom: number;
		readonly maxZoom: number;
		readonly attribution: string;
		/** Vector tiles use the project's own schema (`jangkau`) or OpenMapTiles. */
		readonly schema: 'jangkau' | 'openmaptiles' | 'raster';
		readonly bulkDownload: boolean;
	};
}
