// What the page and the import worker say to each other. Plain data: it crosses by structured clone.
import type { Result } from '#lib/domain/result.ts';
import type { AnyReading, FileRefusal, ImportKind } from './contracts.ts';

/** The page asks once; to cancel it ends the worker, since a busy worker hears nothing. */
export interface ImportRequest {
	readonly file: Blob;
	/** What the planner says it is; null to guess. */
	readonly kind: ImportKind | null;
}

/** The worker says any number of progress, 0 … 1, then `done` or `failed` once. */
export type ImportReply =
	| { readonly type: 'progress'; readonly done: number }
	| { readonly type: 'done'; readonly result: Result<AnyReading, FileRefusal> }
	/** The file could not be opened (a card pulled out), or a bug; never any content of the file. */
	| { readonly type: 'failed' };
