// What a planner typed about what was counted of one area, and the rows that it makes.
import {
	areaCountKinds,
	type AreaCount,
	type AreaCountKind,
	type AreaCounts
} from '#lib/domain/area-count.ts';
import type { Target } from '#lib/domain/coverage.ts';
import { longestNote, type TargetEntry } from '#lib/domain/target.ts';

export type TypedCounts = Readonly<Record<AreaCountKind | 'note', string>>;
export type CountFaults = Readonly<Partial<Record<keyof TypedCounts, 'bad_count' | 'too_long'>>>;

/** Also counts of earlier years: they stand until somebody counts anew. */
export function typedCounts(counts: AreaCounts, areaId: Target['areaId']): TypedCounts {
	const found = areaCountKinds.map((kind) => [kind, counts.get(kind, areaId)] as const);
	const newest = found
		.map(([, count]) => count)
		.filter((count): count is AreaCount => count?.note != null)
		.sort((a, b) => b.year - a.year)[0];
	return {
		...(Object.fromEntries(
			found.map(([kind, count]) => [kind, count ? String(count.count) : ''])
		) as Record<AreaCountKind, string>),
		note: newest?.note ?? ''
	};
}

export function countFaults(typed: TypedCounts): CountFaults {
	const faults: Partial<Record<keyof TypedCounts, 'bad_count' | 'too_long'>> = {};
	for (const kind of areaCountKinds)
		if (!/^\s*(\d{1,8}|\d{1,3}(\.\d{3}){1,2})?\s*$/.test(typed[kind])) faults[kind] = 'bad_count';
	if (typed.note.trim().length > longestNote) faults.note = 'too_long';
	return faults;
}

/**
 * Of each kind that was typed anew; what is the same stays of the year in which it was counted. An emptied field
 * takes away the count of the year and, by a row without a number, what older ones say.
 * @param typed without faults
 */
export function countEntries(
	typed: TypedCounts,
	before: TypedCounts,
	of: Pick<TargetEntry, 'areaId' | 'year'>
): TargetEntry[] {
	return areaCountKinds
		.filter(
			(kind) =>
				typed[kind].trim() !== before[kind] || (typed[kind].trim() && typed.note !== before.note)
		)
		.map((kind) => {
			const count = Number(typed[kind].replaceAll('.', '').trim() || 0);
			return {
				...of,
				indicator: kind,
				percent: 0,
				denominator: count,
				denominatorSource: 'estimated',
				denominatorNote: (count > 0 && typed.note.trim()) || null
			};
		});
}
