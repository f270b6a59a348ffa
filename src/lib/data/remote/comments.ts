// Remarks on the figures of an area: asked of the server on demand and kept nowhere, so that none is in
// what a device exports or prints.
import type { AreaComment } from '#lib/domain/area-comment.ts';
import type { Span } from '#lib/domain/coverage.ts';
import type { Month } from '#lib/domain/entity.ts';
import { err, ok, type Result } from '#lib/domain/result.ts';
import { fromWire } from '#lib/domain/sync/wire.ts';
import type { Remote } from '../contracts.ts';

type Caller = Pick<Remote, 'call'>;

/** What the server says no with, and what keeps it from being asked. */
const refusals = [
	'too_long',
	'number',
	'no_planner',
	'too_many',
	'forbidden',
	'not_found'
] as const;
export type CommentFailure = (typeof refusals)[number] | 'offline' | 'signed_out' | 'failed';

export interface CommentPlace {
	readonly areaId: string;
	readonly month: Month;
	readonly span: Span;
}

type Answer = { readonly ok: boolean; readonly code?: string; readonly comments?: unknown };

async function ask(
	remote: Caller,
	name: string,
	p: Readonly<Record<string, unknown>>
): Promise<Result<Answer, CommentFailure>> {
	const answer = await remote.call<Answer>(name, p);
	if (!answer.ok) {
		const { error } = answer;
		return err(error === 'offline' || error === 'signed_out' ? error : 'failed');
	}
	if (answer.value.ok) return ok(answer.value);
	const { code } = answer.value;
	return err(refusals.find((known) => known === code) ?? 'failed');
}

async function list(
	remote: Caller,
	p: Readonly<Record<string, unknown>>
): Promise<Result<readonly AreaComment[], CommentFailure>> {
	const answer = await ask(remote, 'list_comments', p);
	if (!answer.ok) return answer;
	const { comments } = answer.value;
	if (!Array.isArray(comments)) return err('failed');
	return ok(
		comments.map((row) => fromWire(row as Record<string, unknown>) as unknown as AreaComment)
	);
}

/** On an area and all below it; newest first. */
export function listComments(remote: Caller, { areaId, month, span }: CommentPlace) {
	return list(remote, { area_id: areaId, month, span });
}

/** What waits for the planner's decision; oldest first. */
export function listWaitingComments(remote: Caller) {
	return list(remote, { pending: true });
}

/** @param id made on the device: a second sending is the same remark */
export function addComment(remote: Caller, id: string, place: CommentPlace, body: string) {
	const { areaId, month, span } = place;
	return ask(remote, 'add_comment', { id, area_id: areaId, month, span, body });
}

/** @param reason for the writer; null approves */
export function decideComment(remote: Caller, id: string, reason: string | null) {
	return ask(remote, 'decide_comment', {
		id,
		approve: reason === null,
		...(reason === null ? {} : { reason })
	});
}
