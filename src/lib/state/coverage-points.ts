// Points of the coverage map: the households themselves for those who may see them, the merged cells of
// the server for everybody else.
import { householdCoverage, spanDays } from '#lib/domain/area-coverage.ts';
import type { Span } from '#lib/domain/coverage.ts';
import type { Month } from '#lib/domain/entity.ts';
import type { RatioPoint } from '#lib/domain/ratio-surface.ts';
import type { Records } from '#lib/data/contracts.ts';
import type { GridCell } from './coverage-grid.svelte.ts';

/** A household on the map, without a name. */
export interface CoveragePoint extends RatioPoint {
	readonly id: string;
}

/** Registered households with a position in these areas. */
export async function readCoveragePoints(
	records: Records,
	areaIds: readonly string[],
	month: Month,
	span: Span
): Promise<CoveragePoint[]> {
	const [households, visits] = await Promise.all([
		records.where('household', 'areaId', areaIds),
		records.where('visit', 'areaId', areaIds)
	]);
	const states = householdCoverage({
		areas: [],
		households,
		visits,
		plans: [],
		territories: [],
		kader: [],
		...spanDays(month, span)
	});
	return households.flatMap(({ id, location }) => {
		const state = states.get(id);
		if (!state || !location) return [];
		return [
			{ id, position: location.coordinates, target: 1, visited: state === 'visited' ? 1 : 0 }
		];
	});
}

/** A cell stands in its middle for the households in it. */
export function pointsOfCells(cells: readonly GridCell[]): RatioPoint[] {
	return cells.map(({ lng, lat, households, weight }) => ({
		position: [lng, lat],
		target: households,
		visited: households * (1 - weight)
	}));
}
