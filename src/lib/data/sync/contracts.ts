// What the sync engine needs from outside. It sees the device's records and the server only through
// these, so that a test can run it on a fake server, a fake clock and a disk that fails.
import type { Membership } from '#lib/domain/access.ts';
import type { Instant } from '#lib/domain/entity.ts';
import type { Result } from '#lib/domain/result.ts';
import type { Queued } from '#lib/domain/sync/batch.ts';
import type {
	Mutation,
	PullRequest,
	PullResponse,
	PushRequest,
	PushResponse
} from '#lib/domain/sync/change.ts';
import type { OutboxItem, RefusedChange } from '../contracts.ts';

export interface Clock {
	/** Milliseconds since 1970, the device's own clock. */
	now(): number;
	/** Calls back once after `ms`; the answer cancels. */
	after(ms: number, callback: () => void): () => void;
}

/** Only a hint: a phone says "online" under a captive portal, and "offline" when it is not. */
export interface Connectivity {
	/** Calls back when it is worth trying: network came back, page became visible. */
	onChance(callback: () => void): () => void;
	seemsOffline(): boolean;
}

/** `portal`: a hotspot that wants a sign-in first answered in the server's place. */
export type TransportFailure =
	'offline' | 'portal' | 'signed_out' | 'forbidden' | 'too_large' | 'busy' | 'server';

/** Carries a request to the server and its answer back, unread: it may be anybody's page. */
export interface Transport {
	push(request: PushRequest): Promise<Result<unknown, TransportFailure>>;
	pull(request: PullRequest): Promise<Result<unknown, TransportFailure>>;
	/** How long the server asked to be left alone when it last said `busy`. */
	retryAfterMs(): number;
}

/** What the server orders beside rows, carried out by the app around the engine. */
export interface Orders {
	/** Who she is has changed: role, area, name. */
	membership(membership: Membership): Promise<void>;
	/** Her phone was reported lost. All that could be sent was, or had its day; delete and confirm. */
	wipe(): Promise<void>;
}

/** One runner per membership over all tabs. */
export interface Lock {
	/**
	 * Runs `work` if nobody else is running; answers whether it did.
	 *
	 * @param steal also if somebody seems to be: a frozen tab keeps its lock for ever
	 */
	tryRun(work: () => Promise<void>, steal: boolean): Promise<boolean>;
}

/** Between the tabs of one membership. */
export interface Channel {
	post(message: unknown): void;
	listen(callback: (message: unknown) => void): () => void;
}

export interface Progress {
	readonly unsent: number;
	readonly needsMending: number;
	readonly lastPushAt: Instant | null;
	readonly lastPullAt: Instant | null;
	readonly complete: boolean;
	readonly clockOffsetMs: number | null;
	/** The server has ended her access. */
	readonly departed: boolean;
}

export interface Position {
	readonly cursor: string | null;
	readonly scopeHash: string | null;
	readonly lastMid: string | null;
}

/** The device's side. Every method that writes is one transaction: it happened or it did not. */
export interface SyncStore {
	queue(): Promise<Queued[]>;
	/**
	 * In the given order, as they go over the wire. What does not open any more is left out, and waits
	 * for a person (`unreadable`).
	 */
	mutations(mids: readonly string[]): Promise<Mutation[]>;
	acknowledge(response: PushResponse, now: number): Promise<void>;
	/** The call with these changes failed on the server's side. */
	failed(mids: readonly string[]): Promise<void>;
	/** The server will never take this change as it is, e.g. too large for a call. */
	refuse(mid: string, code: string): Promise<void>;
	position(): Promise<Position>;
	applyPage(page: PullResponse, now: number): Promise<'applied' | 'restarted'>;
	/** The server lacks what it had confirmed: offers it again, and the next pull is a full one. */
	forgotten(epoch: string): Promise<void>;
	progress(): Promise<Progress>;
	/** The server's history that this device stands on; undefined before the first answer. */
	epoch(): Promise<string | undefined>;
	/**
	 * Notes the order to empty this phone.
	 *
	 * @param serverTime of the page that says so
	 * @returns when it was first heard, by the server's clock
	 */
	wipeHeard(serverTime: Instant): Promise<Instant>;
	/** Calls back when the queue or the progress may have changed, in any tab. */
	onWritten(callback: () => void): () => void;
	/** Calls back after a commit in this tab. */
	onCommitted(callback: () => void): () => void;
	outbox(sending: ReadonlySet<string>): Promise<OutboxItem[]>;
	/** Opens a change that waits for a person; null when it does not. */
	refused(mid: string): Promise<RefusedChange | null>;
	resend(mid: string, patch?: Readonly<Record<string, unknown>>): Promise<void>;
	discard(mid: string): Promise<void>;
}

export interface SyncPorts {
	readonly store: SyncStore;
	readonly transport: Transport;
	readonly clock: Clock;
	/** Uniform in [0, 1). */
	readonly random: () => number;
	readonly connectivity: Connectivity;
	readonly lock: Lock;
	readonly channel: Channel;
	readonly orders: Orders;
	readonly deviceId: string;
	readonly appVersion: string;
}
