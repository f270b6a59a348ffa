// What the puskesmas asks the server for when it looks after its records: refused changes, clashes,
// possible duplicates and the log. Nothing of it is kept on the device; each reading is written down.
import type { Membership } from '#lib/domain/access.ts';
import type { EntityName, Instant } from '#lib/domain/entity.ts';
import { err, ok, type Result } from '#lib/domain/result.ts';
import type { ChangeOp } from '#lib/domain/sync/change.ts';
import { fromWire } from '#lib/domain/sync/wire.ts';
import type { Remote } from '../contracts.ts';

export type Caller = Pick<Remote, 'call'>;

/** `forbidden`: not her role any more. */
export type ReviewFailure = 'offline' | 'signed_out' | 'forbidden' | 'failed';

export interface ReviewPage<T> {
	readonly items: readonly T[];
	/** Where the next page begins; null at the end. */
	readonly next: string | number | null;
}
export type Before = string | number | null;

type Fields = Readonly<Record<string, unknown>>;

/** A change of one of the team that the server did not take, or not whole. Fields in camelCase. */
export interface RefusedRecord {
	readonly membershipId: string;
	readonly mid: string;
	readonly by: string;
	readonly code: string;
	readonly entity: EntityName;
	readonly op: ChangeOp;
	readonly id: string;
	readonly refusedAt: Instant;
	/** Head of the household; null where it is not hers to see, as are `patch` and `row`. */
	readonly label: string | null;
	readonly householdId: string | null;
	readonly areaId: string | null;
	readonly patch: Fields | null;
	/** The row as it is now; of households and members only. */
	readonly row: Fields | null;
	readonly resolvedAt: Instant | null;
	readonly resolvedBy: string | null;
	readonly note: string | null;
}

export type DuplicateEntity = 'household' | 'member';

/** One of two rows that may be the same. `row` is a household or a member. */
export interface DuplicateSide {
	readonly id: string;
	readonly row: Fields;
	readonly headName: string;
	readonly recordedBy: string | null;
	readonly members: number;
	readonly visits: number;
	readonly lastVisitOn: string | null;
	readonly findings: number;
}

export interface DuplicatePair {
	readonly entity: DuplicateEntity;
	readonly one: DuplicateSide;
	readonly other: DuplicateSide;
	/** Null where one of the two has no place on the map. */
	readonly distanceM: number | null;
	/** False: found because they share a person. */
	readonly sameName: boolean;
}

export interface LogEntry {
	readonly id: number;
	readonly at: Instant;
	readonly by: string;
	readonly role: Membership['role'];
	readonly action: string;
	readonly entity: string | null;
	readonly count: number | null;
}

export type Answer = { readonly ok: boolean; readonly code?: string } & Fields;

/** One question of the desk. @returns the whole answer, or why there is none */
export async function ask(
	remote: Caller,
	name: string,
	p: Fields
): Promise<Result<Answer, ReviewFailure>> {
	const answer = await remote.call<Answer>(name, p);
	if (!answer.ok) {
		const { error } = answer;
		return err(error === 'offline' || error === 'signed_out' ? error : failureOf(error));
	}
	return answer.value.ok ? ok(answer.value) : err(failureOf(answer.value.code));
}

function failureOf(code: string | undefined): ReviewFailure {
	return code === 'forbidden' ? 'forbidden' : 'failed';
}

async function page<T>(
	remote: Caller,
	name: string,
	list: string,
	p: Fields,
	read: (row: Fields) => T
): Promise<Result<ReviewPage<T>, ReviewFailure>> {
	const answer = await ask(remote, name, p);
	if (!answer.ok) return answer;
	const { [list]: rows, next } = answer.value;
	if (!Array.isArray(rows)) return err('failed');
	return ok({
		items: rows.map((row) => read(fromWire(row as Fields))),
		next: typeof next === 'string' || typeof next === 'number' ? next : null
	});
}

/** Newest first. @param which clashes or all other refusals; `resolved`: what was dealt with */
export function listRefused(
	remote: Caller,
	which: { readonly clashes: boolean; readonly resolved: boolean },
	before: Before
): Promise<Result<ReviewPage<RefusedRecord>, ReviewFailure>> {
	return page(remote, 'list_rejected', 'rejected', { ...which, before, limit: 20 }, (row) => ({
		...(row as unknown as RefusedRecord),
		by: String(row.displayName),
		refusedAt: String(row.rejectedAt),
		patch: fieldsOf(row.patch),
		row: fieldsOf(row.row)
	}));
}

/** @param note what was done about it, in her own words; may be empty */
export function resolveRefused(
	remote: Caller,
	{ membershipId, mid }: Pick<RefusedRecord, 'membershipId' | 'mid'>,
	note: string
): Promise<Result<unknown, ReviewFailure>> {
	return ask(remote, 'resolve_rejected', { membership_id: membershipId, mid, note });
}

/** The newest first. */
export function listDuplicates(
	remote: Caller,
	entity: DuplicateEntity,
	before: Before
): Promise<Result<ReviewPage<DuplicatePair>, ReviewFailure>> {
	return page(remote, 'list_duplicates', 'pairs', { entity, before, limit: 20 }, (row) => ({
		...(row as unknown as DuplicatePair),
		one: sideOf(row.one as Fields),
		other: sideOf(row.other as Fields)
	}));
}

/** Not the same: the pair does not come back. */
export function tellApart(
	remote: Caller,
	{ entity, one, other }: DuplicatePair
): Promise<Result<unknown, ReviewFailure>> {
	return ask(remote, 'dismiss_duplicate', { entity, one: one.id, other: other.id });
}

/** What hangs on `gone` moves to `keep`, and `gone` is erased. Cannot be undone. */
export function mergeDuplicate(
	remote: Caller,
	entity: DuplicateEntity,
	keep: string,
	gone: string
): Promise<Result<unknown, ReviewFailure>> {
	return ask(remote, 'merge_duplicate', { entity, keep, gone });
}

/** What the team read, exported and decided; newest first. */
export function readLog(
	remote: Caller,
	before: Before
): Promise<Result<ReviewPage<LogEntry>, ReviewFailure>> {
	return page(remote, 'read_audit', 'entries', { before, limit: 50 }, (row) => {
		const { count } = (row.detail ?? {}) as Fields;
		return {
			...(row as unknown as LogEntry),
			by: String(row.displayName),
			count: typeof count === 'number' ? count : null
		};
	});
}

/** Before a file with personal data is made; nothing is made where it could not be written down. */
export async function recordExport(
	remote: Caller,
	kind: string,
	count: number
): Promise<Result<unknown, ReviewFailure>> {
	return ask(remote, 'record_export', { kind, count });
}

function fieldsOf(value: unknown): Fields | null {
	return typeof value === 'object' && value !== null ? fromWire(value as Fields) : null;
}

function sideOf(side: Fields): DuplicateSide {
	const row = fieldsOf(side.row) ?? {};
	return { ...(fromWire(side) as unknown as DuplicateSide), id: String(row.id), row };
}
