// From the areas, houses, roads and facilities of the chosen area to the layers of its map.
import type { Feature, FeatureCollection, Geometry } from 'geojson';
import type { Area, Road } from '#lib/domain/area.ts';
import type { Facility } from '#lib/domain/facility.ts';
import { boundsOf } from '#lib/domain/geometry/bounds-of.ts';
import type { Household } from '#lib/domain/household.ts';
import type { Bounds, MapLayer } from '#lib/map/contracts.ts';
import type { AreaSource } from '#lib/state/area-view.svelte.ts';

export function collection(features: readonly Feature[]): FeatureCollection {
	return { type: 'FeatureCollection', features: [...features] };
}

export function feature(
	id: string,
	geometry: Geometry,
	properties: Readonly<Record<string, unknown>> = {}
): Feature {
	return { type: 'Feature', id, geometry, properties: { id, ...properties } };
}

export function areaLayer(id: string, areas: readonly Area[]): MapLayer {
	const features = areas
		.filter((area) => area.boundary !== null && area.validTo === null)
		.map((area) =>
			feature(area.id, area.boundary!, { label: area.name, status: area.boundaryStatus })
		);
	return { kind: 'areas', id, data: collection(features) };
}

export function roadLayer(roads: readonly Pick<Road, 'id' | 'class' | 'line'>[]): MapLayer {
	const features = roads.map((road) => feature(road.id, road.line, { class: road.class }));
	return { kind: 'roads', id: 'roads', data: collection(features) };
}

function householdLayer(
	households: readonly Household[],
	numbers: ReadonlyMap<string, number>
): MapLayer {
	const features = households
		.filter(({ location, status }) => location !== null && status === 'active')
		.map((household) =>
			feature(household.id, household.location!, {
				number: numbers.get(household.territoryId ?? '') ?? 0
			})
		);
	return { kind: 'assigned_households', id: 'households', data: collection(features) };
}

function facilityLayer(facilities: readonly Facility[]): MapLayer {
	const features = facilities
		.filter(({ location }) => location !== null)
		.map((facility) =>
			feature(facility.id, facility.location!, { kind: facility.kind, label: facility.name })
		);
	return { kind: 'facilities', id: 'facilities', data: collection(features) };
}

/** Everything of the working area: a neighbour can then be tapped too. */
export function areaLayers(source: AreaSource): MapLayer[] {
	return [
		areaLayer('areas', source.areas),
		roadLayer(source.roads),
		householdLayer(source.households, source.territoryNumbers),
		facilityLayer(source.facilities)
	].filter(({ data }) => data.features.length > 0);
}

/** Around the area; around its parts or houses where it has no boundary of its own. */
export function boundsOfArea(
	area: Area,
	source: AreaSource,
	within: ReadonlySet<string>
): Bounds | null {
	if (area.boundary) return boundsOf([area.boundary]);
	const parts = source.areas.filter(({ id, boundary }) => boundary !== null && within.has(id));
	if (parts.length > 0) return boundsOf(parts.map(({ boundary }) => boundary!));
	return boundsOf(
		source.households
			.filter(({ areaId, location }) => location !== null && within.has(areaId))
			.map(({ location }) => location!)
	);
}
