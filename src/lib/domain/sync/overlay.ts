// A row on the device is the server's row with the unsent changes on top, field by field.
import type { ChangeOp } from './change.ts';

export interface AppRow {
	readonly id: string;
	readonly rev: number;
	readonly [field: string]: unknown;
}

export interface PendingPatch {
	readonly op: ChangeOp;
	readonly patch: Readonly<Record<string, unknown>>;
}

/**
 * @param base the row as the server has it, or undefined while the server has none
 * @param pending unsent changes in the order in which they were made
 */
export function overlaid(
	id: string,
	base: AppRow | undefined,
	pending: readonly PendingPatch[]
): AppRow {
	const fields = pending.map((change) => fieldsOf(change));
	return Object.assign({}, base, ...fields, { id, rev: base?.rev ?? 0 }) as AppRow;
}

/** What a change sets on its own row. Publishing carries more than one row; here only the plan's. */
export function fieldsOf(change: PendingPatch): Readonly<Record<string, unknown>> {
	if (change.op !== 'publish') return change.patch;
	const { areaId, validFrom, untilOn, decreeNo, parameters, metrics } = change.patch;
	const plan = { areaId, validFrom, untilOn, decreeNo, parameters, metrics };
	return { ...plan, status: 'published', version: 0, publishedAt: null };
}
