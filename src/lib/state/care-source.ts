// Places of care on this device, and whom a message about a house goes to. Pure but for the reading.
import type { Records } from '#lib/data/contracts.ts';
import type { Area } from '#lib/domain/area.ts';
import { lineage } from '#lib/domain/lineage.ts';
import { mobileNumber } from '#lib/domain/case-message.ts';
import type { Facility, FacilityArea } from '#lib/domain/facility.ts';

export interface CareSource {
	readonly facilities: readonly Facility[];
	readonly served: readonly FacilityArea[];
	readonly areas: ReadonlyMap<string, Pick<Area, 'id' | 'parentId' | 'code'>>;
}

export async function readCare(records: Records): Promise<CareSource> {
	const [facilities, served, areas] = await Promise.all([
		records.all('facility'),
		records.all('facility_area'),
		records.all('area')
	]);
	return { facilities, served, areas: new Map(areas.map((area) => [area.id, area])) };
}

/** Code of the smallest area around the house that has one; RT and RW have none. */
export function areaCodeOf({ areas }: CareSource, areaId: string): string | null {
	const coded = lineage(areas, areaId).find((id) => areas.get(id)?.code);
	return (coded && areas.get(coded)?.code) ?? null;
}

/** Mobile number of the pustu that serves the house, else of its puskesmas; null where none is known. */
export function reportNumber(source: CareSource, areaId: string): string | null {
	const line = lineage(source.areas, areaId);
	for (const kind of ['pustu', 'puskesmas'] as const)
		for (const area of line) {
			const ids = source.served.filter((one) => one.areaId === area).map((one) => one.facilityId);
			const found = source.facilities.find(
				(one) => one.kind === kind && ids.includes(one.id) && mobileNumber(one.phone) !== null
			);
			if (found) return found.phone;
		}
	return null;
}
