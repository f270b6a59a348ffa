// Marks what is chosen, whatever its layer, from a small source of its own: changing a style
// of three thousand houses for one of them would cost a tenth of a second.
import type { Feature, FeatureCollection } from 'geojson';
import type { MapLayer } from '../contracts.ts';
import { selectionColours } from '../palette.ts';
import { featureId, geojson, type Drawing } from './drawing.ts';

export const selectionId = 'jangkau-selection';

export function selectedFeatures(
	layers: readonly MapLayer[],
	chosen: ReadonlyMap<string, string | readonly string[]>
): FeatureCollection {
	const features: Feature[] = [];
	for (const { id, data } of layers) {
		const wanted = chosen.get(id);
		if (wanted === undefined) continue;
		const isOne = typeof wanted === 'string';
		const ids = new Set<unknown>(isOne ? [wanted] : wanted);
		for (const feature of data.features) {
			if (!ids.has(featureId(feature)) || !feature.geometry) continue;
			features.push({ ...feature, properties: { many: !isOne } });
		}
	}
	return { type: 'FeatureCollection', features };
}

export function drawSelection(data: FeatureCollection): Drawing {
	const id = selectionId;
	return {
		sources: { [id]: geojson(data) },
		fills: [],
		marks: [
			{
				id: `${id}-casing`,
				type: 'line',
				source: id,
				layout: { 'line-join': 'round' },
				paint: { 'line-color': selectionColours.casing, 'line-width': 7 }
			},
			{
				id: `${id}-line`,
				type: 'line',
				source: id,
				layout: { 'line-join': 'round' },
				paint: { 'line-color': selectionColours.line, 'line-width': 2.5 }
			},
			{
				id: `${id}-ring`,
				type: 'circle',
				source: id,
				filter: ['==', ['geometry-type'], 'Point'],
				paint: {
					'circle-radius': [
						'interpolate',
						['linear'],
						['zoom'],
						13,
						['case', ['get', 'many'], 3.5, 16],
						17,
						['case', ['get', 'many'], 7.5, 16]
					],
					'circle-color': selectionColours.casing,
					// One is looked at, many are told from the rest.
					'circle-opacity': ['case', ['get', 'many'], 0.95, 0.25],
					'circle-stroke-color': selectionColours.line,
					'circle-stroke-width': 2.5
				}
			}
		],
		pickable: []
	};
}
