// One word for how safe her work is right now, from the engine's state. Pure.
import type { SyncState } from '#lib/data/contracts.ts';

export type PillState =
	'sent' | 'waiting' | 'sending' | 'offline' | 'portal' | 'signed_out' | 'attention';

export interface Pill {
	readonly state: PillState;
	readonly count: number;
}

/** What needs a person comes first, then what is happening, then what rests on the phone. */
export function pillOf(sync: SyncState, serverSession: 'unknown' | 'good' | 'expired'): Pill {
	if (sync.needsMending > 0) return { state: 'attention', count: sync.needsMending };
	if (sync.phase === 'signed_out' || serverSession === 'expired') {
		return { state: 'signed_out', count: sync.unsent };
	}
	if (sync.phase === 'pushing' || sync.phase === 'pulling') {
		return { state: 'sending', count: sync.unsent };
	}
	if (sync.phase === 'offline') {
		return { state: sync.failure === 'portal' ? 'portal' : 'offline', count: sync.unsent };
	}
	return { state: sync.unsent > 0 ? 'waiting' : 'sent', count: sync.unsent };
}

export const idleSync: SyncState = {
	phase: 'idle',
	unsent: 0,
	needsMending: 0,
	lastPushAt: null,
	lastPullAt: null,
	complete: false,
	received: 0,
	clockOffsetMs: null,
	departed: false,
	failure: null
};
