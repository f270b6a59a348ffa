// What the network of the tests may do to a call, and what is left of an answer then.

/** What the network does to one call. `late`: an older call is delivered once more, first. */
export type Fault =
	| 'lost_request'
	| 'lost_answer'
	| 'twice'
	| 'late'
	| 'portal'
	| 'partial'
	| 'cut'
	| 'server_error'
	| 'refused'
	| 'signed_out'
	| 'hang'
	| 'busy'
	| 'crash_before_answer';

/** An answer that lost some of its results on the way but is still well-formed. */
export function withoutHalf(answer: unknown): unknown {
	const { results, tombstones: _, ...rest } = answer as Record<string, unknown>;
	return Array.isArray(results)
		? { ...rest, results: results.slice(0, Math.floor(results.length / 2)) }
		: rest;
}
