// From a plan to the layers of its map, and the colours that table and map share.
import type { Feature, FeatureCollection, MultiPolygon } from 'geojson';
import type { Area, Road } from '#lib/domain/area.ts';
import type { Household } from '#lib/domain/household.ts';
import type { MapLayer } from '#lib/map/contracts.ts';
import { colourTerritories } from '#lib/map/territory-colours.ts';

export const territoryLayer = 'territories';
export const householdLayer = 'households';

function collection(features: Feature[]): FeatureCollection {
	return { type: 'FeatureCollection', features };
}

/** Without names: what colours and numbers need, and nothing that changes with an assignment. */
export function territoryShapes(
	territories: readonly { readonly number: number; readonly boundary: MultiPolygon | null }[]
): FeatureCollection {
	return collection(
		territories
			.filter(({ boundary }) => boundary !== null)
			.map(({ number, boundary }) => ({
				type: 'Feature',
				id: String(number),
				geometry: boundary!,
				properties: { id: String(number), number }
			}))
	);
}

export function coloursOf(shapes: FeatureCollection): ReadonlyMap<number, string> {
	return colourTerritories(shapes);
}

/** @param names number → kader, to be read on the map and in the legend */
export function territories(
	shapes: FeatureCollection,
	names: ReadonlyMap<number, string | null>
): MapLayer {
	const data = collection(
		shapes.features.map((feature) => ({
			...feature,
			properties: {
				...feature.properties,
				label: names.get(Number(feature.properties?.['number'])) ?? ''
			}
		}))
	);
	return { kind: 'territories', id: territoryLayer, data };
}

export function assignedHouseholds(
	households: readonly Household[],
	numbers: ReadonlyMap<string, number>
): MapLayer {
	const data = collection(
		households
			.filter(({ location }) => location !== null)
			.map(({ id, code, location }) => ({
				type: 'Feature',
				id,
				geometry: location!,
				properties: { id, number: numbers.get(id) ?? 0, label: code }
			}))
	);
	return { kind: 'assigned_households', id: householdLayer, data };
}

/** The border only: its name would lie over the numbers. */
export function outline(area: Area): MapLayer {
	const features: Feature[] = area.boundary
		? [
				{
					type: 'Feature',
					id: area.id,
					geometry: area.boundary,
					properties: { id: area.id, label: '', status: area.boundaryStatus }
				}
			]
		: [];
	return { kind: 'areas', id: 'outline', data: collection(features) };
}

export function roadLines(roads: readonly Road[]): MapLayer {
	const data = collection(
		roads.map((road) => ({
			type: 'Feature',
			id: road.id,
			geometry: road.line,
			properties: { id: road.id, class: road.class }
		}))
	);
	return { kind: 'roads', id: 'roads', data };
}
