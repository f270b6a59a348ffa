// What the paper of a meeting reads from the device. Always the cube that the server suppressed, whoever prints
// it: the paper leaves the puskesmas, and camat and planner must not bring two different numbers to one table.
import { lineage } from '#lib/domain/lineage.ts';
import type { Target } from '#lib/domain/coverage.ts';
import type { Month } from '#lib/domain/entity.ts';
import type { Facility, FacilityArea } from '#lib/domain/facility.ts';
import type { Setting } from '#lib/domain/setting.ts';
import type { Records } from '#lib/data/contracts.ts';
import { rolledUp, rootsOf } from '#lib/domain/lokmin-rollup.ts';
import { readCoverage, type CoverageSource } from './coverage-source.ts';

export interface LokminSource {
	readonly coverage: CoverageSource;
	/** Active kader of an area and those whose phone was heard of within a week. */
	readonly kaderOf: (areaId: string) => { readonly heard: number; readonly all: number };
	/** Its figures are the sum of its parts in this device's scope. */
	readonly isAddedUp: (areaId: string) => boolean;
	readonly targets: readonly Target[];
	readonly settings: readonly Setting[];
	readonly facilities: readonly Facility[];
	readonly served: readonly FacilityArea[];
}

export async function readLokmin(records: Records, thisMonth: Month): Promise<LokminSource> {
	const [coverage, cells, targets, settings, facilities, served] = await Promise.all([
		readCoverage(records, 'viewer', thisMonth),
		records.where('coverage_cell', 'month', thisMonth),
		records.all('target'),
		records.all('setting'),
		records.all('facility'),
		records.all('facility_area')
	]);
	const areas = new Map(coverage.areas.map((area) => [area.id as string, area]));
	const synced = new Map(
		cells
			.filter(({ indicator }) => indicator === 'kader_synced.week')
			.map((cell) => [cell.areaId as string, cell])
	);
	const told = new Set(cells.map(({ areaId }) => areaId as string));
	const roots = rootsOf(synced.keys(), areas).flatMap((id) => synced.get(id) ?? []);
	return {
		coverage: {
			...coverage,
			coverageOf: (month, span, indicator) =>
				rolledUp(coverage.coverageOf(month, span, indicator), areas)
		},
		served,
		isAddedUp: (areaId) => !told.has(areaId),
		kaderOf: (areaId) => {
			const own = synced.get(areaId);
			const parts = own
				? [own]
				: roots.filter((cell) => lineage(areas, cell.areaId).includes(areaId));
			return parts.reduce(
				(sum, { numerator, denominator }) => ({
					heard: sum.heard + (numerator ?? 0),
					all: sum.all + (denominator ?? 0)
				}),
				{ heard: 0, all: 0 }
			);
		},
		targets,
		settings,
		facilities
	};
}

/** Names of those whose wilayah kerja the area is, or a part of it. */
export function puskesmasOf(
	{ coverage, facilities, served }: Pick<LokminSource, 'coverage' | 'facilities' | 'served'>,
	areaId: string
): string[] {
	const areas = new Map(coverage.areas.map((area) => [area.id as string, area]));
	const above = lineage(areas, areaId);
	const here = new Set(
		served
			.filter((one) => above.includes(one.areaId) || lineage(areas, one.areaId).includes(areaId))
			.map(({ facilityId }) => facilityId as string)
	);
	return facilities
		.filter(({ id, kind }) => kind === 'puskesmas' && here.has(id))
		.map(({ name }) => name)
		.sort();
}
