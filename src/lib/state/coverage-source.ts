// Where the figures of coverage come from: viewers have the cube that the server suppressed, everyone
// who may see households has the households on this device. Both by the definitions of docs/metrics.md.
import type { Area } from '#lib/domain/area.ts';
import { areaCoverage, coverageFromCells, lineage, spanDays } from '#lib/domain/area-coverage.ts';
import type { Role } from '#lib/domain/access.ts';
import type { AreaCoverage, CoverageCell, Span } from '#lib/domain/coverage.ts';
import { addMonths } from '#lib/domain/day.ts';
import type { Instant, Month } from '#lib/domain/entity.ts';
import type { Indicator } from '#lib/domain/indicator.ts';
import type { Records } from '#lib/data/contracts.ts';

export interface CoverageSource {
	readonly areas: readonly Area[];
	readonly coverageOf: (
		month: Month,
		span: Span,
		indicator: Indicator
	) => ReadonlyMap<string, AreaCoverage>;
	/** Of the current month: active kader whose phone was heard of within a week. */
	readonly kaderSynced: { readonly heard: number; readonly all: number } | null;
	readonly computedAt: Instant | null;
	readonly months: readonly Month[];
}

const aggregatesOnly: readonly Role[] = ['viewer', 'health_office'];
/** Kader and planner hold three months of visits; older ones are on the server. */
const monthsOnDevice = 3;

async function fromCube(records: Records, thisMonth: Month): Promise<CoverageSource> {
	const [areas, cells] = await Promise.all([records.all('area'), records.all('coverage_cell')]);
	const synced = topCell(
		areas,
		cells.filter((cell) => cell.indicator === 'kader_synced.week')
	);
	const months = [...new Set(cells.map((cell) => cell.month))].sort().reverse();
	return {
		areas,
		coverageOf: (month, span) => coverageFromCells(cells, month, span),
		kaderSynced: synced ? { heard: synced.numerator ?? 0, all: synced.denominator ?? 0 } : null,
		computedAt: cells.reduce<Instant | null>(
			(last, cell) => (last === null || cell.computedAt > last ? cell.computedAt : last),
			null
		),
		months: months.length > 0 ? months : [thisMonth]
	};
}

/** The cell of the highest area that has one. */
function topCell(areas: readonly Area[], cells: readonly CoverageCell[]): CoverageCell | undefined {
	const byId = new Map(areas.map((area) => [area.id as string, area]));
	return [...cells].sort(
		(a, b) => lineage(byId, a.areaId).length - lineage(byId, b.areaId).length
	)[0];
}

async function fromHouseholds(records: Records, thisMonth: Month): Promise<CoverageSource> {
	const [areas, households, visits, plans, territories, kader] = await Promise.all([
		records.all('area'),
		records.all('household'),
		records.all('visit'),
		records.all('visit_plan'),
		records.all('territory'),
		records.all('kader')
	]);
	return {
		areas,
		coverageOf: (month, span) =>
			areaCoverage({
				areas,
				households,
				visits,
				plans,
				territories,
				kader,
				...spanDays(month, span)
			}),
		kaderSynced: null,
		computedAt: null,
		months: Array.from({ length: monthsOnDevice }, (_, n) => addMonths(thisMonth, -n))
	};
}

/** Reads whatever this role may know. Runs again, inside a live query, when a record changes. */
export function readCoverage(
	records: Records,
	role: Role,
	thisMonth: Month
): Promise<CoverageSource> {
	return aggregatesOnly.includes(role)
		? fromCube(records, thisMonth)
		: fromHouseholds(records, thisMonth);
}
