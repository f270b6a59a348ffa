// What /kirim shows of the queue: kinds, counts and one honest headline. Pure.
import type { OutboxItem, SyncState } from '#lib/data/contracts.ts';
import type { EntityName, Instant } from '#lib/domain/entity.ts';
import { clockToleranceMs } from '#lib/domain/readiness.ts';

export const outboxKinds = [
	'visit',
	'household',
	'member',
	'case',
	'area',
	'schedule',
	'posyandu',
	'other'
] as const;
export type OutboxKind = (typeof outboxKinds)[number];

const kindOf: Partial<Record<EntityName, OutboxKind>> = {
	visit: 'visit',
	household: 'household',
	member: 'member',
	finding: 'case',
	follow_up: 'case',
	area: 'area',
	road: 'area',
	facility: 'area',
	facility_area: 'area',
	territory: 'area',
	territory_plan: 'area',
	visit_plan: 'schedule',
	posyandu_session: 'posyandu',
	attendance: 'posyandu'
};

export interface OutboxGroup {
	readonly kind: OutboxKind;
	readonly items: readonly OutboxItem[];
}

export interface OutboxView {
	/** Everything that the server has not confirmed, mending included. */
	readonly unsent: number;
	/** Waiting, under way or blocked, by kind in the order of `outboxKinds`. */
	readonly groups: readonly OutboxGroup[];
	readonly mending: readonly OutboxItem[];
	/** Confirmed by the server, newest first. */
	readonly stored: readonly OutboxItem[];
	readonly unsentVisits: number;
}

export function outboxView(items: readonly OutboxItem[]): OutboxView {
	const unsent = items.filter(({ state }) => state !== 'sent');
	const mending = unsent.filter(({ state }) => state === 'needs_mending');
	const moving = unsent.filter(({ state }) => state !== 'needs_mending');
	const groups = outboxKinds
		.map((kind) => ({
			kind,
			items: moving.filter(({ entity }) => (kindOf[entity] ?? 'other') === kind)
		}))
		.filter((group) => group.items.length > 0);
	return {
		unsent: unsent.length,
		groups,
		mending,
		stored: items.filter(({ state }) => state === 'sent'),
		unsentVisits: unsent.filter(({ entity }) => entity === 'visit').length
	};
}

export type Headline = 'only_here' | 'all_stored' | 'nothing_waiting';

/**
 * Never a guess: an item leaves the queue only with the server's verdict, so an empty queue means
 * "stored" once the server has confirmed anything at all; before that it only means "nothing waits".
 */
export function headlineOf(
	view: Pick<OutboxView, 'unsent' | 'stored'>,
	lastPushAt: string | null
): Headline {
	if (view.unsent > 0) return 'only_here';
	return lastPushAt !== null || view.stored.length > 0 ? 'all_stored' : 'nothing_waiting';
}

export type Situation =
	| 'sending'
	| 'receiving'
	| 'resting'
	| 'undecided'
	| 'offline'
	| 'portal'
	| 'no_answer'
	| 'signed_out'
	| 'refused'
	| 'server_trouble';

/** Why records do or do not move right now. */
export function situationOf(
	{ phase, failure }: Pick<SyncState, 'phase' | 'failure'>,
	view: Pick<OutboxView, 'groups' | 'mending'>
): Situation {
	switch (phase) {
		case 'pushing':
			return 'sending';
		case 'pulling':
			return 'receiving';
		case 'idle':
			return isUndecided(view) ? 'undecided' : 'resting';
		case 'signed_out':
			return 'signed_out';
		case 'offline':
			if (failure === 'portal') return 'portal';
			return failure === 'timeout' || failure === 'not_an_answer' ? 'no_answer' : 'offline';
		case 'failed':
			return failure === 'forbidden' ? 'refused' : 'server_trouble';
	}
}

/** Nothing can go by itself: every change waits for a person, or for one that does. */
function isUndecided({ groups, mending }: Pick<OutboxView, 'groups' | 'mending'>): boolean {
	const blocked = groups.every(({ items }) => items.every(({ state }) => state === 'blocked'));
	return mending.length > 0 && blocked;
}

/** How many changes wait, directly or not, for this one. */
export function waitingFor(items: readonly OutboxItem[], mid: string): number {
	const held = new Set<string>([mid]);
	for (let size = 0; size < held.size;) {
		size = held.size;
		for (const item of items)
			if (item.waitsFor !== null && held.has(item.waitsFor)) held.add(item.mid);
	}
	return held.size - 1;
}

export interface Captured {
	readonly at: Instant;
	/** The device's clock said something else. */
	readonly corrected: boolean;
}

/**
 * When a change was made, by the server's clock. A small difference is ordinary and left alone, so
 * that what she reads agrees with the clock in her hand. As the server does, the offset known when the
 * change was made comes first: her clock may have been put right since.
 *
 * @param now server's clock minus the device's, milliseconds; null until known
 */
export function capturedAt(
	item: Pick<OutboxItem, 'capturedAt' | 'clockOffsetMs'>,
	now: number | null
): Captured {
	const offsetMs = item.clockOffsetMs ?? now;
	if (clockError(offsetMs) === null) return { at: item.capturedAt, corrected: false };
	const corrected = Date.parse(item.capturedAt) + (offsetMs ?? 0);
	return { at: new Date(corrected).toISOString(), corrected: true };
}

export interface ClockError {
	readonly slow: boolean;
	readonly amount: number;
	readonly unit: 'minutes' | 'hours' | 'days';
}

/** @param offsetMs server's clock minus the device's; null until known */
export function clockError(offsetMs: number | null): ClockError | null {
	if (offsetMs === null || Math.abs(offsetMs) <= clockToleranceMs) return null;
	const minutes = Math.round(Math.abs(offsetMs) / 60_000);
	const slow = offsetMs > 0;
	if (minutes < 120) return { slow, amount: minutes, unit: 'minutes' };
	const hours = Math.round(minutes / 60);
	if (hours < 48) return { slow, amount: hours, unit: 'hours' };
	return { slow, amount: Math.round(hours / 24), unit: 'days' };
}
