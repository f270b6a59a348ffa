// The estimate of each area for files: as a sheet of its own, and as columns beside the chart's.
import { spanDays } from '#lib/domain/area-coverage.ts';
import type { ExportedEstimate, ExportTable } from '#lib/domain/coverage-export.ts';
import { unregistered, type HouseholdEstimate } from '#lib/domain/estimated-coverage.ts';
import { m } from '#lib/paraglide/messages.js';
import type { AreaEstimate } from '#lib/state/area-estimates.ts';
import type { PwsView } from '#lib/state/pws-view.svelte.ts';
import { basisOfEstimate, missingWords } from './estimate-words.ts';
import { periodWords } from './words.ts';

/** What was computed, unless a planner set a number instead or more are registered. */
function computedOf({ typed, estimate }: AreaEstimate): HouseholdEstimate | null {
	if (typed !== null || typeof estimate === 'string' || estimate.isContradicted) return null;
	return estimate;
}

/** How many families there are thought to be, and coverage of them; null where the indicator is not of families. */
export function estimateTable(view: PwsView): ExportTable | null {
	if (view.estimates.length === 0) return null;
	return {
		name: m.estimate_sheet(),
		title: `${m.estimate_title()}: ${periodWords(spanDays(view.month, 'year'))}`,
		columns: [
			m.pws_sheet_code(),
			m.pws_sheet_area(),
			m.estimate_sheet_visited(),
			m.estimate_sheet_registered(),
			m.estimate_sheet_count(),
			m.estimate_sheet_low(),
			m.estimate_sheet_high(),
			m.estimate_sheet_percent(),
			m.estimate_sheet_percent_low(),
			m.estimate_sheet_percent_high(),
			m.estimate_sheet_missing(),
			m.estimate_sheet_basis()
		],
		rows: view.estimates.map((one) => {
			const { area, visited, registered, coverage, typed } = one;
			const computed = computedOf(one);
			const missing =
				computed && registered !== null ? unregistered(computed, registered).count : null;
			return {
				id: area.id,
				cells: [
					...[area.code, area.name, visited, registered],
					...[computed?.count ?? typed, computed?.low ?? null, computed?.high ?? null],
					...[coverage?.percent ?? null, coverage?.low ?? null, coverage?.high ?? null],
					...[missing, [...missingWords(one), basisOfEstimate(one)].join(' ')]
				]
			};
		})
	};
}

/** A table of areas with the estimate beside each; as it is where there is none. */
export function withEstimates(table: ExportTable, estimates: readonly AreaEstimate[]): ExportTable {
	if (estimates.length === 0) return table;
	const byArea = new Map(estimates.map((one) => [one.area.id as string, one]));
	return {
		...table,
		columns: [
			...table.columns,
			m.estimate_sheet_count(),
			m.estimate_sheet_percent(),
			m.estimate_sheet_percent_low(),
			m.estimate_sheet_percent_high()
		],
		rows: table.rows.map(({ id, cells }) => {
			const one = byArea.get(id);
			const count = one ? (computedOf(one)?.count ?? one.typed) : null;
			const coverage = one?.coverage;
			return {
				id,
				cells: [
					...cells,
					...[count, coverage?.percent ?? null, coverage?.low ?? null, coverage?.high ?? null]
				]
			};
		})
	};
}

/** For the map file. */
export function exportedEstimates(
	estimates: readonly AreaEstimate[]
): Map<string, ExportedEstimate> {
	return new Map(
		estimates.map((one) => {
			const computed = computedOf(one);
			const { coverage } = one;
			return [
				one.area.id,
				{
					households: computed && {
						...{ value: computed.count, low: computed.low, high: computed.high }
					},
					percent: coverage && {
						...{ value: coverage.percent, low: coverage.low, high: coverage.high }
					}
				}
			];
		})
	);
}
