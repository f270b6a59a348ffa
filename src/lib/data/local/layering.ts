// Puts the unsent changes of a row on top of what the server has, and seals the result.
import type { EntityName } from '#lib/domain/entity.ts';
import { overlaid, type AppRow } from '#lib/domain/sync/overlay.ts';
import type { RecordStore } from './record-store.ts';
import { doubtful, type OutboxRow, type StoredRow } from './records-database.ts';

export interface Pending {
	readonly item: OutboxRow;
	/** Null when the entry does not open any more. */
	readonly patch: Readonly<Record<string, unknown>> | null;
}

/**
 * @param base the server's row, undefined while it has none
 * @param pending every queued change of the row, oldest first
 * @param generation of the pull that last showed the row to this device; storing a change of it does
 *   not mean that she may still see it
 * @returns the row to store, or null when it has no place on this device any more
 */
export async function layered(
	store: RecordStore,
	entity: EntityName,
	id: string,
	base: AppRow | undefined,
	pending: readonly Pending[],
	generation: number
): Promise<StoredRow | null> {
	const shown = pending.flatMap(({ item, patch }) =>
		patch !== null && isShown(item) ? [{ op: item.op, patch }] : []
	);
	if (pending.length === 0 && generation === doubtful) return null;
	if (shown.length === 0) {
		return base ? store.vault.sealRow(entity, base, generation) : null;
	}
	const row = overlaid(id, base, shown);
	return store.vault.sealRow(entity, row, generation, base ?? null);
}

/** After a conflict the server's value stands and hers waits in the list of things to mend. */
function isShown(item: OutboxRow): boolean {
	return item.verdict !== 'conflict' || item.op !== 'update';
}
