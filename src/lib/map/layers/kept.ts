// Ground whose map is on the phone: a tint that lets the map through, and a line around it.
import type { ExpressionSpecification } from 'maplibre-gl';
import type { FeatureCollection } from 'geojson';
import { keptColours } from '../palette.ts';
import { geojson, slim, type Drawing } from './drawing.ts';

const isPart: ExpressionSpecification = ['==', ['get', 'part'], true];
const colour: ExpressionSpecification = ['case', isPart, keptColours.part, keptColours.whole];

export function drawKept(id: string, data: FeatureCollection): Drawing {
	return {
		sources: { [id]: geojson(slim(data, ['part'])) },
		fills: [
			{
				id: `${id}-fill`,
				type: 'fill',
				source: id,
				filter: ['==', ['geometry-type'], 'Polygon'],
				// Neighbours touch: smoothed edges would show as lines between them.
				paint: { 'fill-color': colour, 'fill-opacity': 0.14, 'fill-antialias': false }
			}
		],
		marks: [false, true].map((part) => ({
			id: `${id}-${part ? 'part' : 'whole'}`,
			type: 'line',
			source: id,
			filter: ['all', ['==', ['geometry-type'], 'LineString'], part ? isPart : ['!', isPart]],
			layout: { 'line-cap': part ? 'butt' : 'round' },
			paint: {
				'line-color': colour,
				'line-width': 2.5,
				...(part ? { 'line-dasharray': [2, 1.5] } : {})
			}
		})),
		pickable: []
	};
}
