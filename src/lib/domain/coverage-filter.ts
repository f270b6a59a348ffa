// Narrower figures than those of whole areas: of one posyandu, of one kader, of one target group. Only where the
// families themselves are known; viewers have the cube. docs/metrics.md, "Filters".
import { householdCoverage } from './area-coverage.ts';
import { areaFigures, rolledUp, type FigureInput } from './coverage-figures.ts';
import type { AreaCoverage } from './coverage.ts';
import type { Id } from './entity.ts';
import type { Finding } from './finding.ts';
import type { Household } from './household.ts';
import type { Indicator } from './indicator.ts';
import type { Kader } from './kader.ts';
import type { Member } from './member.ts';
import { isAmong, type PeopleGroup } from './cluster.ts';
import { targetGroupsOf } from './target-group.ts';

/** Null lets everybody through. All that are set must hold. */
export interface CoverageFilter {
	readonly posyanduId: Id<'facility'> | null;
	/** Who holds the territory of the household today. */
	readonly kaderId: Id<'kader'> | null;
	/** People instead of households; of the indicators that `countsGroups` names. */
	readonly group: PeopleGroup | null;
}

export const noFilter: CoverageFilter = { posyanduId: null, kaderId: null, group: null };

export function isFiltered({ posyanduId, kaderId, group }: CoverageFilter): boolean {
	return posyanduId !== null || kaderId !== null || group !== null;
}

/** The others count kader, findings or houses, or are of one group already. */
export function countsGroups(indicator: Indicator): boolean {
	return indicator === 'household_visited' || indicator === 'jkn_active';
}

export interface FilterInput extends FigureInput {
	readonly households: readonly (FigureInput['households'][number] &
		Pick<Household, 'posyanduId'>)[];
	readonly kader: readonly (FigureInput['kader'][number] & Pick<Kader, 'posyanduId'>)[];
	readonly members: readonly (FigureInput['members'][number] &
		Pick<Member, 'sex' | 'pregnantSince' | 'deliveredOn' | 'conditions'>)[];
	readonly findings: readonly (FigureInput['findings'][number] & Pick<Finding, 'householdId'>)[];
}

/** Only her households and what belongs to them, and herself among the kader. */
function narrowed<T extends Omit<FilterInput, 'from' | 'to'>>(
	input: T,
	{ posyanduId, kaderId }: CoverageFilter
): T {
	if (posyanduId === null && kaderId === null) return input;
	const hers = new Set<string | null>(
		input.territories
			.filter((territory) => territory.active && territory.kaderId === kaderId)
			.map((territory) => territory.id)
	);
	const households = input.households.filter(
		(home) =>
			(posyanduId === null || home.posyanduId === posyanduId) &&
			(kaderId === null || hers.has(home.territoryId))
	);
	const ids = new Set<string>(households.map((home) => home.id));
	return {
		...input,
		households,
		kader: input.kader.filter(
			(one) =>
				(posyanduId === null || one.posyanduId === posyanduId) &&
				(kaderId === null || one.id === kaderId)
		),
		members: input.members.filter((member) => ids.has(member.householdId)),
		findings: input.findings.filter((finding) => ids.has(finding.householdId))
	};
}

/** Households of the posyandu and the kader, whatever the group. */
export function householdsOf(
	input: Omit<FilterInput, 'from' | 'to'>,
	filter: CoverageFilter
): ReadonlySet<string> {
	return new Set(narrowed(input, filter).households.map((home) => home.id as string));
}

/** People of the group in registered households, and of those who live in one that was visited. */
function groupFigures(input: FilterInput): Map<string, AreaCoverage> {
	const states = householdCoverage(input);
	const areaOf = new Map(input.households.map((home) => [home.id, home.areaId]));
	return rolledUp(input.areas, (add) => {
		for (const { householdId, status } of input.members) {
			const state = states.get(householdId);
			const areaId = areaOf.get(householdId);
			if (status === 'active' && state && areaId !== undefined) add(areaId, state);
		}
	});
}

/** One indicator of whom the filter lets through; a group is as of the last day of the span. */
export function filteredFigures(
	input: FilterInput,
	indicator: Indicator,
	filter: CoverageFilter
): Map<string, AreaCoverage> {
	// The reasons of missed visits need every kader: who else works there does not change who was missed.
	const own = narrowed(input, filter);
	const { group } = filter;
	const homes = { ...own, kader: input.kader };
	if (group === null || !countsGroups(indicator))
		return areaFigures(indicator === 'kader_active' ? own : homes, indicator);
	const members = own.members.filter((one) => isAmong(targetGroupsOf(one, input.to), group));
	return indicator === 'household_visited'
		? groupFigures({ ...homes, members })
		: areaFigures({ ...homes, members }, indicator);
}
