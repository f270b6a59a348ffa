// Where many people wait, as a smooth surface over cells that the server has already merged.
// It shows relative weight only; the legend says so.
import type { FeatureCollection } from 'geojson';
import { heatColours } from '../palette.ts';
import { geojson, slim, type Drawing } from './drawing.ts';

export function drawHeat(id: string, data: FeatureCollection): Drawing {
	return {
		sources: { [id]: geojson(slim(data, ['weight'])) },
		fills: [
			{
				id: `${id}-heat`,
				type: 'heatmap',
				source: id,
				paint: {
					'heatmap-weight': ['max', 0, ['min', 1, ['to-number', ['get', 'weight'], 0]]],
					// Doubles with each zoom, so that a cell covers the same ground at every scale.
					'heatmap-radius': ['interpolate', ['exponential', 2], ['zoom'], 9, 6, 12, 34, 15, 200],
					'heatmap-intensity': ['interpolate', ['linear'], ['zoom'], 9, 0.7, 14, 1.1],
					'heatmap-color': [
						'interpolate',
						['linear'],
						['heatmap-density'],
						0,
						'rgba(249, 213, 122, 0)',
						0.15,
						heatColours[0],
						0.45,
						heatColours[1],
						0.75,
						heatColours[2],
						1,
						heatColours[3]
					],
					'heatmap-opacity': 0.78
				}
			}
		],
		marks: [],
		pickable: []
	};
}
