// The estimated denominator of areas as pages show it: what a planner set comes first, else what was counted tells.
import { AreaCounts } from '#lib/domain/area-count.ts';
import type { Area } from '#lib/domain/area.ts';
import type { AreaCoverage, Target } from '#lib/domain/coverage.ts';
import { firstDayOf } from '#lib/domain/day.ts';
import type { Month } from '#lib/domain/entity.ts';
import {
	estimatedCoverage,
	HouseholdEstimator,
	type EstimatedCoverage,
	type EstimateGap,
	type HouseholdEstimate
} from '#lib/domain/estimated-coverage.ts';
import { yearOf } from '#lib/domain/pws.ts';
import type { ComputedEstimate, TargetBook } from '#lib/domain/target-book.ts';

type CoverageOf = ReadonlyMap<string, AreaCoverage> | null | undefined;

export interface AreaEstimate {
	readonly area: Area;
	/** Null where hidden or not known. */
	readonly visited: number | null;
	readonly registered: number | null;
	readonly isSuppressed: boolean;
	/** The device does not hold the whole year: more were visited. */
	readonly isPartial: boolean;
	/** Set by a planner, who comes before what is computed. */
	readonly typed: number | null;
	readonly estimate: HouseholdEstimate | EstimateGap;
	/** Null where visits or families are not known, or where a planner set the number. */
	readonly coverage: EstimatedCoverage | null;
}

/** What was counted by the year of the month, of the areas that stand in it. */
export function estimatorOf(
	targets: readonly Target[],
	areas: readonly Area[],
	month: Month
): HouseholdEstimator {
	const first = firstDayOf(month);
	const standing = areas.filter(({ validTo }) => validTo === null || validTo >= first);
	return new HouseholdEstimator(standing, new AreaCounts(targets, yearOf(month)));
}

const registeredIn = (year: CoverageOf, areaId: string) => year?.get(areaId)?.denominator ?? null;

/** @param year from January to the end of the month; what is registered is the floor */
export function computedEstimate(
	estimator: HouseholdEstimator,
	year: CoverageOf
): ComputedEstimate {
	return (areaId) => {
		const found = estimator.of(areaId, registeredIn(year, areaId));
		// Fewer than are registered: something was counted wrongly, and no coverage follows from it.
		return typeof found === 'string' || found.isContradicted ? null : found.count;
	};
}

export function areaEstimates(
	areas: readonly Area[],
	year: CoverageOf,
	estimator: HouseholdEstimator,
	targets: TargetBook
): AreaEstimate[] {
	return areas.map((area) => {
		const own = year?.get(area.id);
		const isSuppressed = own !== undefined && (own.suppressed || own.numerator === null);
		const visited = isSuppressed ? null : (own?.numerator ?? null);
		const estimate = estimator.of(area.id, registeredIn(year, area.id));
		const set = targets.denominatorFor(area.id, 'estimated');
		const typed = set && !set.isComputed ? set.count : null;
		const isSound = typeof estimate !== 'string' && !estimate.isContradicted;
		const isKnown = typed === null && visited !== null && isSound;
		return {
			...{ area, visited, registered: registeredIn(year, area.id), isSuppressed, typed, estimate },
			isPartial: own?.partial ?? false,
			coverage: isKnown ? estimatedCoverage(visited, estimate) : null
		};
	});
}
