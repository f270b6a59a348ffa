// What the paper of a meeting reads from the device. Always the cube that the server suppressed, whoever prints
// it: the paper leaves the puskesmas, and camat and planner must not bring two different numbers to one table.
import { lineage } from '#lib/domain/area-coverage.ts';
import type { Target } from '#lib/domain/coverage.ts';
import type { Month } from '#lib/domain/entity.ts';
import type { Facility, FacilityArea } from '#lib/domain/facility.ts';
import type { Setting } from '#lib/domain/setting.ts';
import type { Records } from '#lib/data/contracts.ts';
import { readCoverage, type CoverageSource } from './coverage-source.ts';

export interface LokminSource {
	readonly coverage: CoverageSource;
	readonly targets: readonly Target[];
	readonly settings: readonly Setting[];
	readonly facilities: readonly Facility[];
	readonly served: readonly FacilityArea[];
}

export async function readLokmin(records: Records, thisMonth: Month): Promise<LokminSource> {
	const [coverage, targets, settings, facilities, served] = await Promise.all([
		readCoverage(records, 'viewer', thisMonth),
		records.all('target'),
		records.all('setting'),
		records.all('facility'),
		records.all('facility_area')
	]);
	return { coverage, targets, settings, facilities, served };
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
