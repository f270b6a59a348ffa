// What the page and the division worker say to each other. Plain data: it crosses by structured clone.
import type {
	DivisionInput,
	DivisionProgress,
	DivisionResult,
	DivisionSuccess
} from './contract.ts';
import type { RedivisionInput, RedivisionResult } from './redivision-contract.ts';

/**
 * The page asks once; to cancel it ends the worker, since a busy worker hears nothing. Before that it may
 * let the engine practise.
 */
export type DivisionRequest =
	| { readonly type: 'divide'; readonly input: DivisionInput }
	| { readonly type: 'redivide'; readonly input: RedivisionInput };

export interface PractiseRequest {
	readonly type: 'practise';
}

/** The worker says any number of progress, then `done` or `failed` once; plans only of `divide`. */
export type DivisionReply<Result extends DivisionResult | RedivisionResult = DivisionResult> =
	| { readonly type: 'progress'; readonly progress: DivisionProgress }
	/** Complete and nearly even, shown while better ones are looked for. */
	| { readonly type: 'firstPlan'; readonly plan: DivisionSuccess }
	| { readonly type: 'betterPlan'; readonly plan: DivisionSuccess }
	| { readonly type: 'done'; readonly result: Result }
	/** A bug, not bad input: the message is for the log of faults and holds no data of households. */
	| { readonly type: 'failed'; readonly message: string }
	/** Not an answer to the request: it may come before one. */
	| { readonly type: 'practised' };
