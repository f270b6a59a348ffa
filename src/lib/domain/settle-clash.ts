// A clash of two people over one row, decided by a third: hers is an ordinary edit, theirs is none.
import type { Change } from './sync/change.ts';

/** Never one without the others: where a house stands and how that is known; to whom it is lent, until when. */
const together: Readonly<Record<string, readonly string[]>> = {
	location: ['locationAccuracyM', 'locationSource'],
	lentTo: ['lentUntil']
};

/**
 * @param patch the change that was not taken, in camelCase
 * @param current the row as the server has it
 * @param chosen names of the fields whose refused value is right
 * @returns the edit that makes it so; nothing where all stays as it is
 */
export function settleClash(
	entity: 'household' | 'member',
	patch: Readonly<Record<string, unknown>>,
	current: Readonly<Record<string, unknown>>,
	chosen: readonly string[]
): Change[] {
	const names = [...new Set(chosen.flatMap((name) => [name, ...(together[name] ?? [])]))];
	const taken = names.filter((name) => name in patch).map((name) => [name, patch[name]] as const);
	if (taken.length === 0) return [];
	return [
		{
			entity,
			op: 'update',
			id: String(current.id),
			patch: Object.fromEntries(taken),
			baseRev: Number(current.rev)
		}
	];
}
