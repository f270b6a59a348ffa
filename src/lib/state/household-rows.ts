// The list of households as it is shown: last visit, open cases, filters. Pure.
import type { Finding } from '#lib/domain/finding.ts';
import { isOpen } from '#lib/domain/finding.ts';
import type { Household } from '#lib/domain/household.ts';
import { standingVisits } from '#lib/domain/standing-visits.ts';
import type { Visit } from '#lib/domain/visit.ts';

export interface HouseholdRow {
	readonly household: Household;
	/** The newest visit of any outcome; null where nobody has been. */
	readonly last: Visit | null;
	readonly completed: boolean;
	readonly openFindings: number;
	readonly redFindings: number;
}

export const householdFilters = ['all', 'never', 'cases', 'not_on_map', 'gone'] as const;
export type HouseholdFilter = (typeof householdFilters)[number];

function matches(row: HouseholdRow, filter: HouseholdFilter): boolean {
	const active = row.household.status === 'active';
	switch (filter) {
		case 'all':
			return true;
		case 'never':
			return active && !row.completed;
		case 'cases':
			return row.openFindings > 0;
		case 'not_on_map':
			return active && row.household.location === null;
		case 'gone':
			return !active;
	}
}

export function filterRows(rows: readonly HouseholdRow[], filter: HouseholdFilter): HouseholdRow[] {
	return rows.filter((row) => matches(row, filter));
}

/** One row a household, by RW, RT and name. */
export function householdRows(
	households: readonly Household[],
	visits: readonly Visit[],
	findings: readonly Finding[]
): HouseholdRow[] {
	const last = new Map<string, Visit>();
	const completed = new Set<string>();
	for (const visit of standingVisits(visits)) {
		const known = last.get(visit.householdId);
		if (!known || visit.capturedAt > known.capturedAt) last.set(visit.householdId, visit);
		if (visit.outcome === 'completed') completed.add(visit.householdId);
	}
	const open = new Map<string, number>();
	const red = new Map<string, number>();
	for (const finding of findings) {
		if (!isOpen(finding.status)) continue;
		open.set(finding.householdId, (open.get(finding.householdId) ?? 0) + 1);
		if (finding.urgency === 'red')
			red.set(finding.householdId, (red.get(finding.householdId) ?? 0) + 1);
	}
	return [...households].sort(byPlace).map((household) => ({
		household,
		last: last.get(household.id) ?? null,
		completed: completed.has(household.id),
		openFindings: open.get(household.id) ?? 0,
		redFindings: red.get(household.id) ?? 0
	}));
}

const alphabet = new Intl.Collator('id');
const unknownLast = 'zzz';

function byPlace(a: Household, b: Household): number {
	return (
		alphabet.compare(a.rw ?? unknownLast, b.rw ?? unknownLast) ||
		alphabet.compare(a.rt ?? unknownLast, b.rt ?? unknownLast) ||
		alphabet.compare(a.headName, b.headName)
	);
}

/** The rows of the households found, in the order of the search. */
export function rowsOf(
	rows: readonly HouseholdRow[],
	found: readonly Pick<Household, 'id'>[]
): HouseholdRow[] {
	const byId = new Map(rows.map((row) => [row.household.id as string, row]));
	return found.map(({ id }) => byId.get(id)).filter((row) => row !== undefined);
}
