// The areas whose map somebody may want on her phone, from what her records say about where she works.
import type { MultiPolygon, Polygon } from 'geojson';
import type { Records } from '#lib/data/contracts.ts';
import type { Membership } from '#lib/domain/access.ts';
import type { Area } from '#lib/domain/area.ts';
import { boundsOf } from '#lib/domain/geometry/bounds-of.ts';
import type { Bbox, PackScope } from '#lib/domain/map-pack/map-pack.ts';

export interface PackArea {
	readonly id: string;
	readonly scope: Exclude<PackScope, 'file'>;
	/** Of the area; of a territory the name of what it lies in. Null: around her houses. */
	readonly name: string | null;
	/** Number of a territory. */
	readonly number: number | null;
	readonly outline: Polygon | MultiPolygon;
	/** Chosen at first: her territory and its village. */
	readonly own: boolean;
}

export interface PackAreas {
	readonly areas: readonly PackArea[];
	/** Around everything that is known of where she works; null when nothing is. */
	readonly home: Bbox | null;
}

/** Degrees, some hundred metres: a street of houses has no width. */
const aroundHouses = 0.004;
/** Degrees, about five kilometres: a map file may be cut tighter than a border. */
const aroundHome = 0.05;

/** Territory first, then villages and districts by name; without a border there is no map to cut out. */
export async function readPackAreas(records: Records, membership: Membership): Promise<PackAreas> {
	const all = (await records.all('area')).filter(({ validTo }) => validTo === null);
	const territories = await ownTerritories(records, membership, all);
	const byId = new Map(all.map((area) => [area.id as string, area]));
	const ownVillages = new Set(territories.map(({ areaId }) => villageOf(byId, areaId)));
	const named = (kind: 'village' | 'district') =>
		all
			.filter((area) => area.kind === kind)
			.sort((a, b) => a.name.localeCompare(b.name, 'id', { numeric: true }))
			.flatMap((area): PackArea[] => {
				const outline = outlineOf(area, all);
				const own = ownVillages.has(area.id);
				return outline
					? [{ id: area.id, scope: kind, name: area.name, number: null, outline, own }]
					: [];
			});
	const areas = [...territories.map(({ area }) => area), ...named('village'), ...named('district')];
	const known = boundsOf(areas.map(({ outline }) => outline));
	return { areas, home: known && grown(known, aroundHome) };
}

async function ownTerritories(
	records: Records,
	{ kaderId }: Membership,
	areas: readonly Area[]
): Promise<{ area: PackArea; areaId: string }[]> {
	if (!kaderId) return [];
	const own = (await records.where('territory', 'kaderId', kaderId)).filter(({ active }) => active);
	const drawn = own.flatMap(({ id, number, areaId, boundary }) => {
		const name = areas.find((area) => area.id === areaId)?.name ?? '';
		if (!boundary) return [];
		const area = { id, scope: 'territory', name, number, outline: boundary, own: true } as const;
		return [{ area, areaId: areaId as string }];
	});
	return drawn.length > 0 ? drawn : aroundHouseholds(records);
}

async function aroundHouseholds(records: Records): Promise<{ area: PackArea; areaId: string }[]> {
	const households = (await records.all('household')).filter(({ location }) => location !== null);
	const bounds = boundsOf(households.map(({ location }) => location!));
	const areaId = households[0]?.areaId;
	if (!bounds || areaId === undefined) return [];
	const outline = boxOf(grown(bounds, aroundHouses));
	const area: PackArea = {
		...{ id: 'houses', scope: 'territory', name: null, number: null, outline, own: true }
	};
	return [{ area, areaId }];
}

/** A district that has no border of its own is what its villages are together. */
function outlineOf(area: Area, all: readonly Area[]): MultiPolygon | null {
	if (area.boundary || area.kind !== 'district') return area.boundary;
	const parts = all.filter(({ parentId }) => parentId === area.id);
	const coordinates = parts.flatMap(({ boundary }) => boundary?.coordinates ?? []);
	return coordinates.length > 0 ? { type: 'MultiPolygon', coordinates } : null;
}

function villageOf(byId: ReadonlyMap<string, Area>, areaId: string): string | null {
	const seen = new Set<string>();
	for (let at = byId.get(areaId); at && !seen.has(at.id); at = byId.get(at.parentId ?? '')) {
		if (at.kind === 'village') return at.id;
		seen.add(at.id);
	}
	return null;
}

function grown([west, south, east, north]: Bbox, by: number): Bbox {
	return [west - by, south - by, east + by, north + by];
}

function boxOf([west, south, east, north]: Bbox): Polygon {
	const ring = [
		[west, south],
		[east, south],
		[east, north],
		[west, north],
		[west, south]
	];
	return { type: 'Polygon', coordinates: [ring] };
}
