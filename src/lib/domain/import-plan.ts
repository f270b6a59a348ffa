// What storing a read map would mean beside what is stored already: what is new, what fills a gap,
// what is known, what lies elsewhere. Decides nothing silently: every row ends in one of the lists.
import type { LineString, MultiPolygon, Point, Position } from 'geojson';
import type { Area, AreaKind, Road } from './area.ts';
import { lineage } from './lineage.ts';
import type { Id } from './entity.ts';
import { boundsOf } from './geometry/bounds-of.ts';
import { locator } from './geometry/locate.ts';
import { pointInside } from './geometry/point-inside.ts';

/** The kinds that a planner brings, each with the kinds under which it may lie. */
const parentKinds: Partial<Record<AreaKind, readonly AreaKind[]>> = {
	village: ['district'],
	hamlet: ['village'],
	rw: ['village', 'hamlet'],
	rt: ['village', 'hamlet', 'rw']
};

/** The ids of `areas` in or below `tops`. */
export function withinAreas(areas: readonly Area[], tops: readonly string[]): Set<string> {
	const byId = new Map(areas.map((area) => [area.id as string, area]));
	const top = new Set(tops);
	return new Set(
		areas
			.filter((area) => lineage(byId, area.id).some((above) => top.has(above)))
			.map((area) => area.id)
	);
}

/**
 * Areas under which one of `kind` may be stored by the planner of a puskesmas: her own ones, and for
 * a village also the kecamatan around them (the server allows the same). @param served ids of the
 * areas that her puskesmas serves
 */
export function parentsFor(
	kind: AreaKind,
	areas: readonly Area[],
	served: readonly string[]
): Area[] {
	const own = withinAreas(areas, served);
	const byId = new Map(areas.map((area) => [area.id as string, area]));
	const around = new Set(
		served.filter((id) => byId.has(id)).flatMap((id) => lineage(byId, id) as string[])
	);
	const wanted = parentKinds[kind] ?? [];
	return areas.filter(
		(area) =>
			area.validTo === null &&
			wanted.includes(area.kind) &&
			(own.has(area.id) || (kind === 'village' && around.has(area.id)))
	);
}

/** Her villages, in which houses and roads lie. */
export function ownVillages(areas: readonly Area[], served: readonly string[]): Area[] {
	const own = withinAreas(areas, served);
	return areas.filter(
		(area) => area.kind === 'village' && area.validTo === null && own.has(area.id)
	);
}

/** `RW 01`, `rw 1` and `RW.001` are one name. */
export function nameKey(name: string): string {
	return name
		.toLowerCase()
		.replace(/\b0+(\d)/g, '$1')
		.replace(/(\p{L})0*(\d)/gu, '$1 $2')
		.replace(/[^\p{L}\p{N}]+/gu, ' ')
		.trim();
}

export interface AreaEntry {
	readonly row: number;
	readonly name: string;
	readonly boundary: MultiPolygon;
}

export interface AreaPlan<E> {
	readonly fresh: E[];
	/** An area of that name that has no boundary yet, or only an indicative one, gets it. */
	readonly fills: { readonly entry: E; readonly area: Area }[];
	/** An area of that name with a boundary lies there already. */
	readonly known: E[];
}

/** Rows that lie outside the parent's boundary; none where it has no boundary. */
export function rowsOutside(
	entries: readonly Omit<AreaEntry, 'name'>[],
	parent: Pick<Area, 'boundary'>
): Set<number> {
	if (!parent.boundary) return new Set();
	const parentAt = locator([{ polygon: parent.boundary, value: true }]);
	return new Set(
		entries
			.filter(({ boundary }) => {
				const inside = pointInside(boundary);
				return inside !== null && parentAt.at(inside.coordinates) === null;
			})
			.map(({ row }) => row)
	);
}

/** Sorts entries into the lists of a plan. @param parent under which they would lie */
export function planAreas<E extends AreaEntry>(
	entries: readonly E[],
	kind: AreaKind,
	parent: Pick<Area, 'id'>,
	areas: readonly Area[]
): AreaPlan<E> {
	const siblings = new Map(
		areas
			.filter((area) => area.parentId === parent.id && area.kind === kind && area.validTo === null)
			.map((area) => [nameKey(area.name), area])
	);
	const plan: AreaPlan<E> = { fresh: [], fills: [], known: [] };
	for (const entry of entries) {
		const sibling = siblings.get(nameKey(entry.name));
		if (!sibling) plan.fresh.push(entry);
		else if (sibling.boundary === null || sibling.boundaryStatus === 'derived')
			plan.fills.push({ entry, area: sibling });
		else plan.known.push(entry);
	}
	return plan;
}

/** To about a decimetre: files are exported again with fewer digits. */
function placeKey([lng = NaN, lat = NaN]: Position): string {
	return `${lng.toFixed(6)} ${lat.toFixed(6)}`;
}

/** Rows whose position a stored household already has. */
export function knownPlaces<P extends { readonly location: Point }>(
	points: readonly P[],
	stored: readonly { readonly location: Point | null }[]
): Set<P> {
	const places = new Set(
		stored
			.filter(({ location }) => location !== null)
			.map(({ location }) => placeKey(location!.coordinates))
	);
	return new Set(points.filter(({ location }) => places.has(placeKey(location.coordinates))));
}

/** From this share on, a file of houses was most likely imported before. */
export const likelyRepeated = 0.9;

export interface RoadPlan<R> {
	readonly fresh: R[];
	readonly known: R[];
	readonly outside: number[];
}

/** About 300 m: a road just across the border still leads to a house inside. */
const aroundVillage = 0.003;

export function planRoads<R extends { readonly row: number; readonly line: LineString }>(
	roads: readonly R[],
	village: Pick<Area, 'boundary'>,
	stored: readonly Pick<Road, 'line'>[]
): RoadPlan<R> {
	const lineKey = ({ coordinates }: LineString) => {
		const ends = coordinates.map(placeKey);
		const there = ends.join();
		const back = [...ends].reverse().join();
		return there < back ? there : back;
	};
	const lines = new Set(stored.map(({ line }) => lineKey(line)));
	const box = village.boundary ? boundsOf([village.boundary]) : null;
	const plan: RoadPlan<R> = { fresh: [], known: [], outside: [] };
	for (const road of roads) {
		const near = box === null || road.line.coordinates.some((at) => isNear(at, box));
		if (!near) plan.outside.push(road.row);
		else if (lines.has(lineKey(road.line))) plan.known.push(road);
		else plan.fresh.push(road);
	}
	return plan;
}

function isNear(
	[lng = NaN, lat = NaN]: Position,
	[west, south, east, north]: readonly [number, number, number, number]
): boolean {
	return (
		lng >= west - aroundVillage &&
		lng <= east + aroundVillage &&
		lat >= south - aroundVillage &&
		lat <= north + aroundVillage
	);
}

/** The first free number for house codes with this prefix, e.g. 41 after `TEL-0040`. */
export function nextCodeNumber(prefix: string, codes: readonly string[]): number {
	const numbers = codes
		.filter((code) => code.startsWith(`${prefix}-`))
		.map((code) => Number(code.slice(prefix.length + 1)))
		.filter((number) => Number.isInteger(number));
	return numbers.reduce((most, number) => Math.max(most, number), 0) + 1;
}

/** Ids of the areas in a village, itself included: where its houses may lie. */
export function areasOfVillage(areas: readonly Area[], village: Id<'area'>): Area[] {
	const own = withinAreas(areas, [village]);
	return areas.filter((area) => own.has(area.id) && area.validTo === null);
}
