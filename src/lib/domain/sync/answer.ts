// Tells a server's answer from anything else that may come back with status 200: a captive portal's
// page, a cut answer, an answer to another question. What is not recognised is never an acknowledgement.
import type { Forgotten, MutationResult, PullResponse, PushResponse } from './change.ts';

/**
 * The push answer, or null unless it has exactly one result for each mid that was sent. Results
 * that are missing or foreign make the whole answer untrusted: sending again is always safe.
 */
export function pushResponseFrom(body: unknown, sent: readonly string[]): PushResponse | null {
	if (!isObject(body) || refusalFrom(body) !== null) return null;
	if (typeof body.epoch !== 'string' || !Array.isArray(body.results)) return null;
	const results: readonly unknown[] = body.results;
	if (!results.every(isResult)) return null;
	const answered = new Set(results.map((result) => result.mid));
	if (results.length !== sent.length || !sent.every((mid) => answered.has(mid))) return null;
	return { results, epoch: body.epoch, server_time: text(body.server_time) };
}

/** The pull answer, or null when anything that the cursor stands for is missing. */
export function pullResponseFrom(body: unknown): PullResponse | null {
	if (!isObject(body) || !isObject(body.rows)) return null;
	if (!Object.values(body.rows).every((rows) => Array.isArray(rows) && rows.every(hasId))) {
		return null;
	}
	const { cursor, epoch, more, tombstones, revoked_scopes } = body;
	if (typeof cursor !== 'string' || typeof epoch !== 'string' || typeof more !== 'boolean') {
		return null;
	}
	if (!Array.isArray(tombstones) || !tombstones.every(hasId)) return null;
	if (!Array.isArray(revoked_scopes)) return null;
	return {
		rows: body.rows as PullResponse['rows'],
		tombstones: tombstones as unknown as PullResponse['tombstones'],
		revoked_scopes: revoked_scopes as string[],
		cursor,
		scope_hash: text(body.scope_hash),
		epoch,
		more,
		server_time: text(body.server_time),
		...(typeof body.horizon_lag_ms === 'number' && { horizon_lag_ms: body.horizon_lag_ms }),
		...(isObject(body.membership) && { membership: body.membership }),
		...(body.departed === true && { departed: true }),
		...(body.wipe === true && { wipe: true })
	};
}

/** The pull answer of a server that lacks what it once confirmed; null for any other. */
export function forgottenFrom(body: unknown): Forgotten | null {
	if (!isObject(body) || body.ok !== true || body.forgotten !== true) return null;
	return typeof body.epoch === 'string' ? { epoch: body.epoch } : null;
}

/** The code of an answer that says "no record was touched", e.g. `busy`; null for anything else. */
export function refusalFrom(body: unknown): string | null {
	return isObject(body) && body.ok === false && typeof body.code === 'string' ? body.code : null;
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function hasId(value: unknown): value is Record<string, unknown> & { id: string } {
	return isObject(value) && typeof value.id === 'string';
}

function isResult(value: unknown): value is MutationResult {
	return isObject(value) && typeof value.mid === 'string' && typeof value.verdict === 'string';
}

function text(value: unknown): string {
	return typeof value === 'string' ? value : '';
}
