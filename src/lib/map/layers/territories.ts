// Territories of a plan: a fill that no neighbour has, a border, and the number, which says the same
// without colour.
import type { FeatureCollection } from 'geojson';
import type { ExpressionSpecification } from 'maplibre-gl';
import { labelPoints } from '../label-point.ts';
import { inkColours } from '../palette.ts';
import { colourTerritories, territoryColour } from '../territory-colours.ts';
import { fonts, geojson, slim, type Drawing } from './drawing.ts';

const number: ExpressionSpecification = ['to-string', ['coalesce', ['get', 'number'], '']];
const words: ExpressionSpecification = ['coalesce', ['get', 'label'], ''];

export function drawTerritories(id: string, data: FeatureCollection): Drawing {
	const colours = colourTerritories(data);
	const territories = slim(data, ['number', 'label'], ({ properties }) => {
		const number = Number(properties?.['number'] ?? 0);
		return { fill: colours.get(number) ?? territoryColour(number) };
	});
	return {
		sources: { [id]: geojson(territories), [`${id}-labels`]: geojson(labelPoints(territories)) },
		fills: [
			{
				id: `${id}-fill`,
				type: 'fill',
				source: id,
				paint: { 'fill-color': ['get', 'fill'], 'fill-opacity': 0.48 }
			},
			{
				id: `${id}-casing`,
				type: 'line',
				source: id,
				layout: { 'line-join': 'round' },
				paint: { 'line-color': '#ffffff', 'line-width': 4, 'line-opacity': 0.9 }
			},
			{
				id: `${id}-line`,
				type: 'line',
				source: id,
				layout: { 'line-join': 'round' },
				paint: { 'line-color': inkColours.text, 'line-width': 1.3 }
			}
		],
		marks: [
			{
				id: `${id}-label`,
				type: 'symbol',
				source: `${id}-labels`,
				layout: {
					'text-field': [
						'step',
						['zoom'],
						number,
						14.5,
						['format', number, { 'font-scale': 1.2 }, '\n', {}, words, { 'font-scale': 0.8 }]
					],
					'text-font': fonts.bold,
					'text-size': ['interpolate', ['linear'], ['zoom'], 11, 12, 16, 17],
					'text-max-width': 9,
					// The number is the only mark that greyscale and every eye share: it may be crowded, not lost.
					'text-allow-overlap': ['step', ['zoom'], false, 12, true]
				},
				paint: {
					'text-color': inkColours.text,
					'text-halo-color': inkColours.halo,
					'text-halo-width': 2
				}
			}
		],
		pickable: [`${id}-fill`]
	};
}
