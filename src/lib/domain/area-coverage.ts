// Coverage of areas, computed on the device by the definition of docs/metrics.md. The server computes
// the same in SQL (private.coverage_counts); a test holds the two together.
import type { Area } from './area.ts';
import { missedReasons, noneMissed, silentDays } from './coverage.ts';
import { lineage } from './lineage.ts';
import type { AreaCoverage, CoverageCell, MissedReason, Span } from './coverage.ts';
import { addDays, firstDayOf, lastDayOf } from './day.ts';
import type { Day, Id, Month } from './entity.ts';
import type { Household } from './household.ts';
import { isState, type Indicator } from './indicator.ts';
import type { Kader } from './kader.ts';
import type { Territory } from './territory.ts';
import { standingVisits } from './standing-visits.ts';
import { unreachableIn, type UnreachableSpell } from './unreachable-spell.ts';
import type { VisitOutline } from './visit.ts';
import type { VisitPlan } from './visit-plan.ts';

export interface CoverageInput {
	readonly areas: readonly Pick<Area, 'id' | 'parentId'>[];
	readonly households: readonly Pick<
		Household,
		'id' | 'areaId' | 'territoryId' | 'status' | 'registeredOn'
	>[];
	readonly visits: readonly VisitOutline[];
	readonly plans: readonly Pick<VisitPlan, 'householdId' | 'dueOn' | 'status'>[];
	readonly territories: readonly Pick<Territory, 'id' | 'kaderId' | 'active'>[];
	readonly kader: readonly Pick<Kader, 'id' | 'active'>[];
	readonly from: Day;
	readonly to: Day;
	/** What was due before it is overdue; without it nothing is. */
	readonly today?: Day;
	/** Kader whose phone was not heard of for `silentDays`; left out where nobody knows. */
	readonly silentKader?: ReadonlySet<string>;
	/** Households that nobody could get to, and when. */
	readonly unreachable?: readonly UnreachableSpell[];
}

/** First and last day of a span that ends with a month. */
export function spanDays(month: Month, span: Span): { from: Day; to: Day } {
	const [year = 0, number = 1] = month.split('-').map(Number);
	const first =
		span === 'month' ? number : span === 'quarter' ? Math.floor((number - 1) / 3) * 3 + 1 : 1;
	return {
		from: firstDayOf(`${year}-${String(first).padStart(2, '0')}`),
		to: lastDayOf(month)
	};
}

/** Whether visits of the last days, which a silent phone may still hold, would fall into the span. */
function reachesLately({ from, to, today }: Pick<CoverageInput, 'from' | 'to' | 'today'>): boolean {
	return today !== undefined && from <= today && to > addDays(today, -silentDays);
}

const later = (a: VisitOutline, b: VisitOutline): boolean =>
	a.visitedOn !== b.visitedOn
		? a.visitedOn > b.visitedOn
		: Date.parse(a.capturedAt) !== Date.parse(b.capturedAt)
			? Date.parse(a.capturedAt) > Date.parse(b.capturedAt)
			: a.id > b.id;

/** Of each household that somebody came to in the span: whether it was visited, and how the last visit ended. */
function visitsInSpan(input: Pick<CoverageInput, 'visits' | 'from' | 'to'>) {
	const visited = new Set<string>();
	const last = new Map<string, VisitOutline>();
	for (const visit of standingVisits(input.visits)) {
		if (visit.visitedOn < input.from || visit.visitedOn > input.to) continue;
		if (visit.outcome === 'completed') visited.add(visit.householdId);
		const known = last.get(visit.householdId);
		if (!known || later(visit, known)) last.set(visit.householdId, visit);
	}
	return { visited, last };
}

/** Visited, or the first reason that holds. */
export function householdCoverage(input: CoverageInput): Map<string, 'visited' | MissedReason> {
	const { visited, last } = visitsInSpan(input);
	const open = input.plans.filter(
		({ status, dueOn }) => status === 'planned' && dueOn >= input.from && dueOn <= input.to
	);
	const planned = new Set<string>(open.map((plan) => plan.householdId));
	const overdue = new Set<string>(
		open.filter(({ dueOn }) => dueOn < (input.today ?? '')).map((plan) => plan.householdId)
	);
	const activeKader = new Set(input.kader.flatMap(({ id, active }) => (active ? [id] : [])));
	const holder = new Map(
		input.territories.flatMap(({ id, kaderId, active }) =>
			active && kaderId !== null && activeKader.has(kaderId) ? [[id, kaderId]] : []
		)
	);
	const silent = reachesLately(input) ? input.silentKader : undefined;
	const unreachable = unreachableIn(input.unreachable ?? [], input.from, input.to);
	const reasonOf = ({ id, territoryId }: Pick<Household, 'id' | 'territoryId'>): MissedReason => {
		const came = last.get(id);
		if (came) return came.outcome === 'refused' ? 'refused' : 'not_home';
		if (unreachable.has(id)) return 'unreachable';
		const kaderId = territoryId === null ? undefined : holder.get(territoryId);
		if (kaderId === undefined) return 'no_kader';
		if (silent?.has(kaderId)) return 'unsynced';
		if (overdue.has(id)) return 'overdue';
		return planned.has(id) ? 'planned' : 'unplanned';
	};
	return new Map(
		input.households
			.filter((home) => isRegistered(home, input.to))
			.map((home) => [home.id, visited.has(home.id) ? 'visited' : reasonOf(home)])
	);
}

export function isRegistered(
	household: Pick<Household, 'status' | 'registeredOn'>,
	on: Day
): boolean {
	return household.status === 'active' && household.registeredOn <= on;
}

/** Counts per area and everything above it, for those who may see every household: nothing is suppressed. */
export function areaCoverage(input: CoverageInput): Map<string, AreaCoverage> {
	const areas = new Map(input.areas.map((area) => [area.id as string, area]));
	const lines = new Map<string, Id<'area'>[]>();
	const counts = new Map<
		string,
		{ visited: number; all: number; missed: Record<MissedReason, number> }
	>();
	const states = householdCoverage(input);
	for (const household of input.households) {
		const state = states.get(household.id);
		if (!state) continue;
		const line = lines.get(household.areaId) ?? lineage(areas, household.areaId);
		lines.set(household.areaId, line);
		for (const areaId of line) {
			const count = counts.get(areaId) ?? {
				visited: 0,
				all: 0,
				missed: { ...noneMissed }
			};
			count.all += 1;
			if (state === 'visited') count.visited += 1;
			else count.missed[state] += 1;
			counts.set(areaId, count);
		}
	}
	return new Map(
		[...counts].map(([areaId, { visited, all, missed }]) => [
			areaId,
			{ areaId, numerator: visited, denominator: all, suppressed: false, missed }
		])
	);
}

/** The cube's cells of one month, span and indicator: what viewers see, also offline. */
export function coverageFromCells(
	cells: readonly CoverageCell[],
	month: Month,
	span: Span,
	indicator: Indicator = 'household_visited'
): Map<string, AreaCoverage> {
	const ending = `.${isState(indicator) ? 'month' : span}`;
	const own = new Map(
		cells
			.filter(
				(cell) =>
					cell.month === month && cell.targetGroup === 'all' && cell.indicator.endsWith(ending)
			)
			.map((cell) => [`${cell.areaId}/${cell.indicator}`, cell])
	);
	const missedIn = (areaId: string): AreaCoverage['missed'] =>
		indicator === 'household_visited'
			? (Object.fromEntries(
					missedReasons.map((reason) => [
						reason,
						own.get(`${areaId}/missed_${reason}${ending}`)?.numerator ?? null
					])
				) as Record<MissedReason, number | null>)
			: noneMissed;
	return new Map(
		[...own.values()]
			.filter((cell) => cell.indicator === `${indicator}${ending}`)
			.map(({ areaId, numerator, denominator, suppressed }) => [
				areaId,
				{
					areaId,
					numerator,
					denominator,
					suppressed,
					missed: missedIn(areaId),
					missedInSteps: true
				}
			])
	);
}
