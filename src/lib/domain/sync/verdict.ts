// What a server's verdict means for a queued change. Decided from the verdict word alone, never
// from a message text. Nothing in here ever means "throw it away".
import type { ChangeOp, Verdict } from './change.ts';

/** `stored`: the server has it. `mending`: a person must look. `waiting`: stays queued. */
export type Outcome = 'stored' | 'mending' | 'waiting';

/** A word that this version does not know means waiting: a newer app will understand it. */
export function outcomeOf(verdict: Verdict): Outcome {
	switch (verdict) {
		case 'applied':
		case 'duplicate':
		case 'merged':
			return 'stored';
		case 'conflict':
		case 'rejected':
			return 'mending';
		case 'retry':
			return 'waiting';
		default:
			return 'waiting';
	}
}

/**
 * `rev` on which a later unsent change of the same row now stands. The author saw her own earlier
 * change, so it counts as seen; another person's change that the server merged in at the same
 * time does not, unless the later change touches only fields that she had just set herself.
 */
export function rebasedRev(
	later: { readonly baseRev: number | null; readonly fields: readonly string[] },
	stored: {
		readonly verdict: Verdict;
		readonly rev: number;
		readonly fields: readonly string[];
		/** A restored server has older revs: what stood on a later one now stands on the server's. */
		readonly baseRev: number | null;
	}
): number | null {
	if (later.baseRev === null) return null;
	const own = stored.verdict === 'applied' && later.baseRev === (stored.baseRev ?? 0);
	const covered = later.fields.every((field) => stored.fields.includes(field));
	return own || covered ? stored.rev : Math.min(later.baseRev, stored.rev);
}

/** `rev` of a row after a change was applied and the server did not send the row along. */
export function revAfter(op: ChangeOp, baseRev: number | null): number {
	return op === 'create' ? 1 : (baseRev ?? 0) + 1;
}
