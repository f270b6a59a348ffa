// What a server's verdict means for a queued change. Decided from the verdict and its code alone,
// never from a message text. Nothing in here ever means "throw it away".
import type { ChangeOp, MutationResult } from './change.ts';

/** `stored`: the server has it. `conflict`, `rejected`: a person must look. `waiting`: stays queued. */
export type Outcome = 'stored' | 'conflict' | 'rejected' | 'waiting';

/**
 * A repeated change answers `duplicate` with the code of its first answer, which may never have
 * arrived: only then does she learn of a conflict. A word that this version does not know means
 * waiting: a newer app will understand it.
 */
export function outcomeOf({ verdict, code }: Pick<MutationResult, 'verdict' | 'code'>): Outcome {
	switch (verdict) {
		case 'applied':
		case 'merged':
			return 'stored';
		case 'duplicate':
			if (code === 'conflict') return 'conflict';
			return code === 'payload_differs' ? 'rejected' : 'stored';
		case 'conflict':
		case 'rejected':
			return verdict;
		case 'retry':
			return 'waiting';
		default:
			return 'waiting';
	}
}

/** `rev` of a row after a change was applied and the server did not send the row along. */
export function revAfter(op: ChangeOp, baseRev: number | null): number {
	return op === 'update' ? (baseRev ?? 0) + 1 : 1;
}
