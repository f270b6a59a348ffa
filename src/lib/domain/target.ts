// Setting targets: what may be set, and which changes that takes. Rows of the same area, indicator and year are
// the same target; the server makes one of two that were created apart, and the later one counts.
import type { DenominatorSource, Target } from './coverage.ts';
import type { Id } from './entity.ts';
import type { Change } from './sync/change.ts';

/** A target as it is to be, without the row's own id. */
export type TargetEntry = Pick<
	Target,
	| 'areaId'
	| 'indicator'
	| 'year'
	| 'percent'
	| 'denominator'
	| 'denominatorSource'
	| 'denominatorNote'
>;

/** What the table of the server takes. */
export const targetYears = [2000, 2100] as const;
/** More than everybody is nobody's target. */
export const mostPercent = 100;
/** The column is a 32-bit integer; no regency has a tenth of that. */
export const mostDenominator = 100_000_000;
export const longestNote = 300;

export const targetProblems = [
	'bad_year',
	'bad_percent',
	'bad_denominator',
	'denominator_without_source',
	'source_without_denominator',
	'note_too_long'
] as const;
export type TargetProblem = (typeof targetProblems)[number];

/** Why it cannot be set; the first that holds. Null where it can. */
export function targetProblem(entry: TargetEntry): TargetProblem | null {
	const { year, percent, denominator, denominatorSource, denominatorNote } = entry;
	const isYear = Number.isInteger(year) && year >= targetYears[0] && year <= targetYears[1];
	if (!isYear) return 'bad_year';
	if (!Number.isFinite(percent) || percent < 0 || percent > mostPercent) return 'bad_percent';
	if (denominator !== null) {
		const isCount = Number.isInteger(denominator) && denominator >= 0;
		if (!isCount || denominator > mostDenominator) return 'bad_denominator';
		if (denominatorSource === null) return 'denominator_without_source';
	} else if (denominatorSource !== null) return 'source_without_denominator';
	if ((denominatorNote?.length ?? 0) > longestNote) return 'note_too_long';
	return null;
}

/** What makes two targets the same one. */
export function targetKey(entry: Pick<TargetEntry, 'areaId' | 'indicator' | 'year'>): string {
	return `${entry.areaId} ${entry.indicator} ${entry.year}`;
}

const editable = ['percent', 'denominator', 'denominatorSource', 'denominatorNote'] as const;

function patchOf(entry: TargetEntry): Record<(typeof editable)[number], unknown> {
	const { percent, denominator, denominatorSource, denominatorNote } = entry;
	return { percent, denominator, denominatorSource, denominatorNote };
}

/** A target that is set already, exactly so. */
export function isUnchanged(entry: TargetEntry, existing: Target | undefined): boolean {
	return existing !== undefined && editable.every((field) => existing[field] === entry[field]);
}

/**
 * The changes that make the targets so: new rows, and updates with only the fields that differ; nothing for
 * what is so already. @param entries without problems; of two with the same key the last counts
 */
export function setTargets(
	entries: readonly TargetEntry[],
	existing: readonly Target[],
	newId: () => string
): Change[] {
	const known = new Map(existing.map((target) => [targetKey(target), target]));
	const wanted = new Map(entries.map((entry) => [targetKey(entry), entry]));
	const changes: Change[] = [];
	for (const [key, entry] of wanted) {
		const before = known.get(key);
		if (isUnchanged(entry, before)) continue;
		const { areaId, indicator, year } = entry;
		const patch = patchOf(entry);
		if (!before) {
			changes.push({
				entity: 'target',
				op: 'create',
				id: newId(),
				patch: { areaId, indicator, year, ...patch }
			});
			continue;
		}
		const differing = editable.filter((field) => before[field] !== entry[field]);
		changes.push({
			entity: 'target',
			op: 'update',
			id: before.id,
			patch: Object.fromEntries(differing.map((field) => [field, patch[field]])),
			baseRev: before.rev,
			after: [before.id as Id<'target'>]
		});
	}
	return changes;
}

/** Sources that come with a number; the registered denominator is counted and never set. */
export const settableSources: readonly DenominatorSource[] = ['official', 'estimated'];
