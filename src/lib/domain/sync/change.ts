// The words of the sync protocol, shared by the device and its tests. No IO.
import type { EntityName, Id, Instant } from '../entity.ts';

export type ChangeOp = 'create' | 'update' | 'publish';

/** What a pure command wants to happen to one row. `patch` has the entity's own camelCase fields. */
export interface Change {
	readonly entity: EntityName;
	readonly op: ChangeOp;
	readonly id: string;
	readonly patch: Readonly<Record<string, unknown>>;
	/** `rev` of the row that was edited; absent on create. */
	readonly baseRev?: number;
	/** Ids of rows that must be stored first; their unsent mutations become `deps`. */
	readonly after?: readonly string[];
}

/** One queued change as it goes over the wire; `patch` in snake_case. */
export interface Mutation {
	readonly mid: Id<'mutation'>;
	/** Counts up per device, without gaps. */
	readonly seq: number;
	readonly entity: EntityName;
	readonly op: ChangeOp;
	readonly id: string;
	readonly patch: Readonly<Record<string, unknown>>;
	readonly base_rev: number | null;
	readonly captured_at: Instant;
	readonly schema_v: number;
	readonly deps: readonly string[];
	/** Server clock minus device clock as the device knew it when it made the change; null: unknown. */
	readonly clock_offset_ms?: number | null | undefined;
}

export type Verdict = 'applied' | 'duplicate' | 'merged' | 'conflict' | 'rejected' | 'retry';

export interface MutationResult {
	readonly mid: string;
	readonly verdict: Verdict;
	/** Why, for `rejected`, `conflict` and `retry`: see docs/sync.md for the list. */
	readonly code?: string;
	/** The row as the server has it, in snake_case. */
	readonly row?: Readonly<Record<string, unknown>>;
	/** How many rows are wrong, where a code counts them (publishing a plan). */
	readonly detail?: { readonly count: number };
}

export interface PushRequest {
	readonly device: string;
	readonly app_version: string;
	/** Device clock at the time of sending: the server learns the offset from it. */
	readonly sent_at: Instant;
	/** How many mutations are queued, those of this call among them: the planner's list shows what is left. */
	readonly unsent: number;
	readonly mutations: readonly Mutation[];
}

export interface PushResponse {
	readonly results: readonly MutationResult[];
	readonly epoch: string;
	readonly server_time: Instant;
}

export interface PullRequest {
	readonly device: string;
	readonly cursor: string | null;
	readonly scope_hash: string | null;
	readonly limit: number;
	/** The newest change that this device saw confirmed: a server that lacks it has forgotten. */
	readonly last_mid?: string | null | undefined;
}

export interface PullResponse {
	/** Rows in snake_case, geometry as GeoJSON. */
	readonly rows: Readonly<Partial<Record<EntityName, readonly Record<string, unknown>[]>>>;
	/** Pictures of houses come and go beside the records, but leave with them. */
	readonly tombstones: readonly { readonly entity: EntityName | 'photo'; readonly id: string }[];
	/** Territories (kader) or areas (others) that are no longer hers: push first, then purge. */
	readonly revoked_scopes: readonly string[];
	readonly cursor: string;
	readonly scope_hash: string;
	readonly epoch: string;
	readonly more: boolean;
	readonly server_time: Instant;
	/** Age of the oldest writing transaction: what is younger may not be in the page yet. */
	readonly horizon_lag_ms?: number;
	/** Who she is today, in snake_case; on the last page only. */
	readonly membership?: Readonly<Record<string, unknown>>;
	/** Her access has ended: push, then keep only what is unsent. */
	readonly departed?: boolean;
	/** The planner ordered this phone to be emptied. */
	readonly wipe?: boolean;
}

/** Another server history than the one that confirmed her changes, though the epoch may be the same. */
export interface Forgotten {
	readonly epoch: string;
}

export const maxMutationsPerPush = 200;
export const maxBytesPerPush = 512 * 1024;
