// What /cakupan/akses reckons with: families with their places and people, and the facilities, all from this
// device. Roads are read only when somebody measures along them.
import type { Position } from 'geojson';
import type { Records } from '#lib/data/contracts.ts';
import { AreaTree } from '#lib/domain/area-tree.ts';
import type { Area } from '#lib/domain/area.ts';
import type { Id } from '#lib/domain/entity.ts';
import type { Facility } from '#lib/domain/facility.ts';
import { locator } from '#lib/domain/geometry/locate.ts';
import { carries, type RoadLine } from '#lib/domain/routing/road-network.ts';
import { workloadRulesFrom } from '#lib/domain/workload.ts';
import type { TravelRules } from '#lib/domain/travel.ts';

export interface AccessHome {
	readonly id: string;
	/** The neutral code of the household. */
	readonly code: string;
	readonly areaId: string;
	/** [lng, lat] */
	readonly position: Position;
	/** Active members; 1 where none is recorded. */
	readonly people: number;
}

export interface AccessSource {
	readonly areas: readonly Area[];
	/** Active households with a position. */
	readonly homes: readonly AccessHome[];
	/** The area of each active household without one. */
	readonly unplaced: readonly string[];
	/** Each in the smallest area that it is known to stand in. */
	readonly facilities: readonly Facility[];
	/** Imported roads that somebody can walk on lie on this device. */
	readonly hasRoads: boolean;
	readonly travel: TravelRules;
}

/** Runs again, inside a live query, when a record changes. */
export async function readAccess(records: Records): Promise<AccessSource> {
	const areas = await records.all('area');
	const ids = areas.map(({ id }) => id as string);
	const [households, members, facilities, roads, settings] = await Promise.all([
		records.where('household', 'areaId', ids),
		records.outlines('member', 'areaId', ids),
		records.all('facility'),
		records.outlines('road', 'areaId', ids),
		records.all('setting')
	]);
	const people = new Map<string, number>();
	for (const { householdId, status } of members)
		if (status === 'active') people.set(householdId, (people.get(householdId) ?? 0) + 1);
	const active = households.filter(({ status }) => status === 'active');
	const place = facilityPlace(areas);
	return {
		areas,
		homes: active.flatMap(({ id, code, areaId, location }) => {
			const position = placeOf(location?.coordinates);
			return position ? [{ id, code, areaId, position, people: people.get(id) ?? 1 }] : [];
		}),
		unplaced: active.flatMap(({ areaId, location }) =>
			placeOf(location?.coordinates) ? [] : [areaId as string]
		),
		facilities: facilities.map((facility) => ({ ...facility, areaId: place(facility) })),
		hasRoads: roads.some(({ class: road }) => carries('foot', road)),
		travel: workloadRulesFrom(settings).travel
	};
}

/** All roads of this device, for ways on foot. */
export async function readFootRoads(records: Pick<Records, 'all'>): Promise<RoadLine[]> {
	const roads = await records.all('road');
	return roads.map(({ class: road, line }) => ({ class: road, line }));
}

/** The area and all below it. */
export function idsWithin(tree: AreaTree, areaId: string): ReadonlySet<string> {
	return new Set(tree.within(areaId).map(({ id }) => id as string));
}

/** What is no place on the globe is no position. */
export function placeOf(coordinates: Position | undefined): Position | null {
	const [lng = NaN, lat = NaN] = coordinates ?? [];
	return Math.abs(lng) <= 180 && Math.abs(lat) <= 90 ? [lng, lat] : null;
}

/** A posyandu is often recorded under its village: its place tells the hamlet or RW it stands in. */
function facilityPlace(areas: readonly Area[]): (facility: Facility) => Id<'area'> {
	const tree = new AreaTree(areas);
	return ({ areaId, location }) => {
		const position = placeOf(location?.coordinates);
		let at = areaId;
		for (let depth = 0; position && depth < areas.length; depth++) {
			const parts = tree
				.partsOf(at)
				.flatMap(({ id, boundary }) => (boundary ? [{ polygon: boundary, value: id }] : []));
			const part = locator(parts).at(position);
			if (part === null) return at;
			at = part;
		}
		return at;
	};
}
