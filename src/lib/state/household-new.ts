// Where a new household belongs: its area and territory from the point chosen, else from the kader's
// own territory. Pure.
import type { Point } from 'geojson';
import type { Membership } from '#lib/domain/access.ts';
import type { Area } from '#lib/domain/area.ts';
import type { Id } from '#lib/domain/entity.ts';
import { locator } from '#lib/domain/geometry/locate.ts';
import type { Territory } from '#lib/domain/territory.ts';

export interface Place {
	readonly areaId: Id<'area'>;
	readonly territoryId: Id<'territory'> | null;
}

function depthOf(area: Area, byId: ReadonlyMap<string, Area>): number {
	const parent = area.parentId === null ? undefined : byId.get(area.parentId);
	return parent ? depthOf(parent, byId) + 1 : 0;
}

function isWithin(area: Area, top: string, byId: ReadonlyMap<string, Area>): boolean {
	if (area.id === top) return true;
	const parent = area.parentId === null ? undefined : byId.get(area.parentId);
	return parent !== undefined && isWithin(parent, top, byId);
}

/** The smallest area with a boundary that holds the point, inside `topId` where one is given. */
export function areaAt(
	areas: readonly Area[],
	point: Point | null,
	topId: string | null
): Id<'area'> | null {
	if (!point) return null;
	const byId = new Map(areas.map((area) => [area.id as string, area]));
	const inside = areas
		.filter((area) => area.validTo === null && (topId === null || isWithin(area, topId, byId)))
		.sort((a, b) => depthOf(b, byId) - depthOf(a, byId))
		.flatMap((area) => (area.boundary ? [{ polygon: area.boundary, value: area.id }] : []));
	return locator(inside).at(point.coordinates);
}

/**
 * @param territories that this person may add to: her own for a kader, every active one otherwise
 * @returns null when nothing says where the household belongs: a point must be chosen first
 */
export function placeOf(
	point: Point | null,
	membership: Pick<Membership, 'role' | 'areaId'>,
	areas: readonly Area[],
	territories: readonly Territory[]
): Place | null {
	const outlined = territories.flatMap((territory) =>
		territory.boundary ? [{ polygon: territory.boundary, value: territory }] : []
	);
	const holding = point ? locator(outlined).at(point.coordinates) : null;
	const own = holding ?? (membership.role === 'kader' ? (territories[0] ?? null) : null);
	const top = own?.areaId ?? membership.areaId;
	const areaId = areaAt(areas, point, top) ?? top;
	return areaId === null ? null : { areaId, territoryId: own?.id ?? null };
}
