// Houses as small dots in the colour of their territory, to see a division at a glance.
import type { FeatureCollection } from 'geojson';
import { territoryColour } from '../territory-colours.ts';
import { geojson, slim, type Drawing } from './drawing.ts';

/** `colours`: number → colour as the territories of the same map have it. */
export function drawAssignedHouseholds(
	id: string,
	data: FeatureCollection,
	colours: ReadonlyMap<number, string>
): Drawing {
	const points = slim(data, ['number', 'label'], ({ properties }) => {
		const number = Number(properties?.['number'] ?? 0);
		return { fill: colours.get(number) ?? territoryColour(number) };
	});
	return {
		sources: { [id]: geojson(points, { maxzoom: 14 }) },
		fills: [],
		marks: [
			{
				id: `${id}-point`,
				type: 'circle',
				source: id,
				paint: {
					'circle-color': ['get', 'fill'],
					'circle-radius': ['interpolate', ['linear'], ['zoom'], 11, 1.4, 14, 3, 17, 6],
					'circle-stroke-color': '#1b2622',
					'circle-stroke-width': ['interpolate', ['linear'], ['zoom'], 12, 0.3, 16, 1]
				}
			}
		],
		pickable: [`${id}-point`]
	};
}
