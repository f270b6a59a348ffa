// What would be stored, over what is there already.
import type { Area } from '#lib/domain/area.ts';
import { boundsOf } from '#lib/domain/geometry/bounds-of.ts';
import type { Bounds, MapLayer } from '#lib/map/contracts.ts';
import { takenAreas, type ImportPlan } from '#lib/state/map-import-plan.ts';
import { areaLayer, collection, feature } from '../area-layers.ts';

export function previewLayers(plan: ImportPlan, place: Area): MapLayer[] {
	const under = areaLayer('place', [place]);
	return [under, taken(plan)].filter(({ data }) => data.features.length > 0);
}

function taken(plan: ImportPlan): MapLayer {
	switch (plan.kind) {
		case 'area':
			return {
				kind: 'territories',
				id: 'taken',
				data: collection(
					takenAreas(plan).map(({ row, name, boundary }, index) =>
						feature(String(row), boundary, { number: index + 1, label: name })
					)
				)
			};
		case 'household':
			return {
				kind: 'assigned_households',
				id: 'taken',
				data: collection(
					plan.placed.map(({ point }) => feature(String(point.row), point.location, { number: 1 }))
				)
			};
		case 'road':
			return {
				kind: 'roads',
				id: 'taken',
				data: collection(
					plan.roads.map((road, index) => feature(String(index), road.line, { class: road.class }))
				)
			};
	}
}

/** Around what is taken, with the village around houses and roads. */
export function previewBounds(plan: ImportPlan, place: Area): Bounds | null {
	const geometries = taken(plan).data.features.map(({ geometry }) => geometry);
	const withPlace = plan.kind !== 'area' || geometries.length === 0;
	return boundsOf(withPlace && place.boundary ? [...geometries, place.boundary] : geometries);
}
