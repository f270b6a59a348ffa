// Marks on desa, as the server keeps them.
import type { AreaMark, MarkEntry } from '#lib/domain/area-mark.ts';
import type { Day } from '#lib/domain/entity.ts';
import { err, ok, type Result } from '#lib/domain/result.ts';
import { fromWire } from '#lib/domain/sync/wire.ts';
import type { Remote } from '../contracts.ts';

type Caller = Pick<Remote, 'call'>;

const refusals = ['exists', 'forbidden', 'not_a_village', 'not_found', 'number'] as const;
export type MarkFailure = (typeof refusals)[number] | 'offline' | 'signed_out' | 'failed';

type Answer = { readonly ok: boolean; readonly code?: string; readonly marks?: unknown };

async function ask(
	remote: Caller,
	name: string,
	p: Readonly<Record<string, unknown>>
): Promise<Result<Answer, MarkFailure>> {
	const answer = await remote.call<Answer>(name, p);
	if (!answer.ok) {
		const { error } = answer;
		return err(error === 'offline' || error === 'signed_out' ? error : 'failed');
	}
	if (answer.value.ok) return ok(answer.value);
	const { code } = answer.value;
	return err(refusals.find((known) => known === code) ?? 'failed');
}

/** All of the caller's areas, also those that have ended. */
export async function listMarks(remote: Caller): Promise<Result<readonly AreaMark[], MarkFailure>> {
	const answer = await ask(remote, 'list_marks', {});
	if (!answer.ok) return answer;
	const { marks } = answer.value;
	if (!Array.isArray(marks)) return err('failed');
	return ok(marks.map((row) => fromWire(row as Record<string, unknown>) as unknown as AreaMark));
}

/** @param id made on the device: a second sending is the same mark */
export function setMark(remote: Caller, id: string, { areaId, ...entry }: MarkEntry) {
	return ask(remote, 'set_mark', { id, area_id: areaId, ...entry });
}

/** @param to its last day; null takes away what was a mistake */
export function endMark(remote: Caller, id: string, to: Day | null) {
	return ask(remote, 'end_mark', to === null ? { id, remove: true } : { id, to });
}
