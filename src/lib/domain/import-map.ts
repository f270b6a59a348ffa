// The commands that store an imported map: areas, roads and households with the areas they lie in.
import type { LineString, MultiPolygon, Point } from 'geojson';
import type { Area, AreaKind, RoadClass } from './area.ts';
import type { Day, Id } from './entity.ts';
import { locator } from './geometry/locate.ts';
import type { Change } from './sync/change.ts';

export interface ImportContext {
	readonly newId: () => string;
	readonly today: Day;
	/** File name, kept as the source of what came from it. */
	readonly source: string;
}

export interface NewArea {
	readonly name: string;
	readonly kind: AreaKind;
	/** Of a village; desa when it is not said. */
	readonly villageKind?: 'desa' | 'kelurahan';
	readonly parentId: Id<'area'> | null;
	readonly boundary: MultiPolygon;
}

/** What the server takes. */
export const longestAreaName = 120;

/** New areas below one parent. A new village also needs `joinCatchment`. */
export function importAreas(areas: readonly NewArea[], context: ImportContext): Change[] {
	return areas.map((area) => ({
		entity: 'area',
		op: 'create',
		id: context.newId(),
		patch: {
			parentId: area.parentId,
			kind: area.kind,
			villageKind: area.kind === 'village' ? (area.villageKind ?? 'desa') : null,
			code: null,
			bpsCode: null,
			name: area.name.slice(0, longestAreaName),
			boundary: area.boundary,
			boundaryStatus: 'imported',
			source: context.source,
			validFrom: context.today,
			validTo: null
		},
		...(area.parentId ? { after: [area.parentId] } : {})
	}));
}

/** The boundary of a file for an area that had none, or one that was only guessed from its houses. */
export function fillBoundary(
	area: Pick<Area, 'id' | 'rev'>,
	boundary: MultiPolygon,
	source: string
): Change {
	return {
		entity: 'area',
		op: 'update',
		id: area.id,
		baseRev: area.rev,
		patch: { boundary, boundaryStatus: 'imported', source },
		after: [area.id]
	};
}

/** @param name as it was typed; the page has seen to it that it is not empty */
export function renameArea(area: Pick<Area, 'id' | 'rev'>, name: string): Change {
	return {
		entity: 'area',
		op: 'update',
		id: area.id,
		baseRev: area.rev,
		patch: { name: name.trim().slice(0, longestAreaName) },
		after: [area.id]
	};
}

/** Puts a new village into a puskesmas' wilayah kerja, so that its planner may work on it. */
export function joinCatchment(
	areaId: Id<'area'>,
	facilityId: Id<'facility'>,
	newId: () => string
): Change {
	return {
		entity: 'facility_area',
		op: 'create',
		id: newId(),
		patch: { facilityId, areaId },
		after: [areaId]
	};
}

export function importRoads(
	roads: readonly { name: string | null; class: RoadClass; line: LineString }[],
	areaId: Id<'area'>,
	context: ImportContext
): Change[] {
	return roads.map((road) => ({
		entity: 'road',
		op: 'create',
		id: context.newId(),
		patch: { areaId, class: road.class, name: road.name, line: road.line },
		after: [areaId]
	}));
}

export interface NewHouseholdPoint {
	readonly row: number;
	readonly headName: string | null;
	readonly rw: string | null;
	readonly rt: string | null;
	readonly address: string | null;
	readonly location: Point;
}

/** The areas that no other of them has as parent: where households belong. */
export function leafAreas<A extends Pick<Area, 'id' | 'parentId'>>(areas: readonly A[]): A[] {
	const parents = new Set(areas.map((area) => area.parentId as string | null));
	return areas.filter((area) => !parents.has(area.id));
}

/**
 * Sorts points into the areas that hold them: the finest area first, then the village around it (an
 * RW layer often leaves fields uncovered). @returns the rows that lie in none of them beside
 */
export function placePoints<P extends { readonly row: number; readonly location: Point }>(
	points: readonly P[],
	areas: readonly Area[]
): { placed: { point: P; areaId: Id<'area'> }[]; outside: number[] } {
	const leaves = new Set(leafAreas(areas).map((area) => area.id as string));
	const withBoundary = areas.filter((area) => area.boundary !== null);
	const sorted = [...withBoundary].sort(
		(a, b) => Number(leaves.has(b.id)) - Number(leaves.has(a.id))
	);
	const find = locator(sorted.map((area) => ({ polygon: area.boundary!, value: area.id })));
	const placed: { point: P; areaId: Id<'area'> }[] = [];
	const outside: number[] = [];
	for (const point of points) {
		const areaId = find.at(point.location.coordinates);
		if (areaId === null) outside.push(point.row);
		else placed.push({ point, areaId });
	}
	return { placed, outside };
}

/** A household whose head nobody has named yet: the kader asks at the first visit. */
export const unknownHead = 'Belum didata';

/** @param prefix of the house codes, e.g. `TGM`; codes count up from `firstNumber` */
export function importHouseholds(
	placed: readonly { point: NewHouseholdPoint; areaId: Id<'area'> }[],
	prefix: string,
	firstNumber: number,
	context: ImportContext
): Change[] {
	return placed.map(({ point, areaId }, index) => ({
		entity: 'household',
		op: 'create',
		id: context.newId(),
		patch: {
			areaId,
			territoryId: null,
			code: `${prefix}-${String(firstNumber + index).padStart(4, '0')}`,
			posyanduId: null,
			headName: point.headName?.slice(0, 200) ?? unknownHead,
			address: point.address,
			rw: point.rw,
			rt: point.rt,
			phone: null,
			landmark: null,
			location: point.location,
			locationAccuracyM: null,
			locationSource: 'import',
			facts: {},
			status: 'active',
			registeredOn: context.today
		},
		after: [areaId]
	}));
}

/** Three letters that stand for a place in house codes: `Teluk Lingga` → `TEL`. */
export function codePrefix(name: string): string {
	const letters = name
		.normalize('NFD')
		.replace(/[^a-z]/gi, '')
		.toUpperCase();
	return (letters + 'XXX').slice(0, 3);
}
