// Borders of administrative areas: a thin line on a light casing, the name once there is room.
import type { FeatureCollection } from 'geojson';
import { labelPoints } from '../label-point.ts';
import { areaColours } from '../palette.ts';
import { fonts, geojson, slim, type Drawing } from './drawing.ts';

export function drawAreas(id: string, data: FeatureCollection): Drawing {
	const areas = slim(data, ['label', 'status']);
	return {
		sources: { [id]: geojson(areas), [`${id}-labels`]: geojson(labelPoints(areas)) },
		fills: [
			// Invisible, so that a tap anywhere inside hits the area.
			{ id: `${id}-fill`, type: 'fill', source: id, paint: { 'fill-opacity': 0 } }
		],
		marks: [
			{
				id: `${id}-casing`,
				type: 'line',
				source: id,
				layout: { 'line-join': 'round' },
				paint: { 'line-color': areaColours.casing, 'line-opacity': 0.85, 'line-width': 4 }
			},
			{
				id: `${id}-line`,
				type: 'line',
				source: id,
				filter: ['!=', ['get', 'status'], 'derived'],
				layout: { 'line-join': 'round' },
				paint: { 'line-color': areaColours.line, 'line-width': 1.4 }
			},
			{
				// A border that was computed from houses is only indicative, and looks it.
				id: `${id}-derived`,
				type: 'line',
				source: id,
				filter: ['==', ['get', 'status'], 'derived'],
				paint: { 'line-color': areaColours.line, 'line-width': 1.4, 'line-dasharray': [3, 2] }
			},
			{
				id: `${id}-label`,
				type: 'symbol',
				source: `${id}-labels`,
				minzoom: 10.5,
				layout: {
					'text-field': ['coalesce', ['get', 'label'], ''],
					'text-font': fonts.bold,
					'text-size': ['interpolate', ['linear'], ['zoom'], 11, 12, 16, 15],
					'text-max-width': 8,
					'text-padding': 4,
					// The name steps aside for the houses rather than covering them.
					'text-variable-anchor': ['center', 'top', 'bottom', 'left', 'right'],
					'text-radial-offset': 1.2
				},
				paint: {
					'text-color': areaColours.text,
					'text-halo-color': areaColours.casing,
					'text-halo-width': 1.8
				}
			}
		],
		pickable: [`${id}-fill`]
	};
}
