// Coverage of areas, computed on the device by the definition of docs/metrics.md. The server computes
// the same in SQL (private.coverage_counts); a test holds the two together.
import type { Area } from './area.ts';
import type { AreaCoverage, CoverageCell, MissedReason, Span } from './coverage.ts';
import { missedReasons } from './coverage.ts';
import { firstDayOf, lastDayOf } from './day.ts';
import type { Day, Id, Month } from './entity.ts';
import type { Household } from './household.ts';
import type { Kader } from './kader.ts';
import type { Territory } from './territory.ts';
import { standingVisits } from './standing-visits.ts';
import type { Visit } from './visit.ts';
import type { VisitPlan } from './visit-plan.ts';

export interface CoverageInput {
	readonly areas: readonly Pick<Area, 'id' | 'parentId'>[];
	readonly households: readonly Pick<
		Household,
		'id' | 'areaId' | 'territoryId' | 'status' | 'registeredOn'
	>[];
	readonly visits: readonly Visit[];
	readonly plans: readonly Pick<VisitPlan, 'householdId' | 'dueOn' | 'status'>[];
	readonly territories: readonly Pick<Territory, 'id' | 'kaderId' | 'active'>[];
	readonly kader: readonly Pick<Kader, 'id' | 'active'>[];
	readonly from: Day;
	readonly to: Day;
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

/** The area and everything above it, nearest first. A broken or circular tree ends the list. */
export function lineage(
	areas: ReadonlyMap<string, Pick<Area, 'parentId'>>,
	id: Id<'area'>
): Id<'area'>[] {
	const line: Id<'area'>[] = [];
	for (let at: Id<'area'> | null = id; at !== null && !line.includes(at);) {
		line.push(at);
		at = areas.get(at)?.parentId ?? null;
	}
	return line;
}

/** Visited, or the first reason that holds. */
export function householdCoverage(input: CoverageInput): Map<string, 'visited' | MissedReason> {
	const inSpan = standingVisits(input.visits).filter(
		(visit) => visit.visitedOn >= input.from && visit.visitedOn <= input.to
	);
	const visited = new Set<string>();
	const tried = new Set<string>();
	for (const visit of inSpan)
		(visit.outcome === 'completed' ? visited : tried).add(visit.householdId);
	const planned = new Set<string>(
		input.plans
			.filter(
				({ status, dueOn }) => status === 'planned' && dueOn >= input.from && dueOn <= input.to
			)
			.map((plan) => plan.householdId)
	);
	const activeKader = new Set<string>(
		input.kader.filter((kader) => kader.active).map((kader) => kader.id)
	);
	const served = new Set<string>(
		input.territories
			.filter(({ active, kaderId }) => active && kaderId !== null && activeKader.has(kaderId))
			.map((territory) => territory.id)
	);
	const states = new Map<string, 'visited' | MissedReason>();
	for (const household of input.households) {
		if (household.status !== 'active' || household.registeredOn > input.to) continue;
		const { id, territoryId } = household;
		if (visited.has(id)) states.set(id, 'visited');
		else if (tried.has(id)) states.set(id, 'tried');
		else if (territoryId === null || !served.has(territoryId)) states.set(id, 'no_kader');
		else states.set(id, planned.has(id) ? 'planned' : 'unplanned');
	}
	return states;
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
				missed: { tried: 0, no_kader: 0, planned: 0, unplanned: 0 }
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

/** The cube's cells of one month and span, as coverage of areas: what viewers see, also offline. */
export function coverageFromCells(
	cells: readonly CoverageCell[],
	month: Month,
	span: Span
): Map<string, AreaCoverage> {
	const own = cells.filter((cell) => cell.month === month && cell.targetGroup === 'all');
	const numberOf = (areaId: string, indicator: string) =>
		own.find((cell) => cell.areaId === areaId && cell.indicator === `${indicator}.${span}`);
	const result = new Map<string, AreaCoverage>();
	for (const cell of own.filter((entry) => entry.indicator === `household_visited.${span}`))
		result.set(cell.areaId, {
			areaId: cell.areaId,
			numerator: cell.numerator,
			denominator: cell.denominator,
			suppressed: cell.suppressed,
			missed: Object.fromEntries(
				missedReasons.map((reason) => [
					reason,
					numberOf(cell.areaId, `missed_${reason}`)?.numerator ?? null
				])
			) as Record<MissedReason, number | null>
		});
	return result;
}
