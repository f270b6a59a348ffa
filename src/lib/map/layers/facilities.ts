// Puskesmas, pustu, posyandu and hospitals, each with its own sign.
import type { FeatureCollection } from 'geojson';
import { inkColours } from '../palette.ts';
import { fonts, geojson, slim, type Drawing } from './drawing.ts';

export function facilityPicture(kind: string): string {
	return `facility-${kind}`;
}

export function drawFacilities(id: string, data: FeatureCollection): Drawing {
	return {
		sources: { [id]: geojson(slim(data, ['kind', 'label'])) },
		fills: [],
		marks: [
			{
				id: `${id}-point`,
				type: 'symbol',
				source: id,
				layout: {
					'icon-image': [
						'match',
						['get', 'kind'],
						'puskesmas',
						facilityPicture('puskesmas'),
						'hospital',
						facilityPicture('hospital'),
						'pustu',
						facilityPicture('pustu'),
						facilityPicture('posyandu')
					],
					'icon-size': ['interpolate', ['linear'], ['zoom'], 10, 0.6, 15, 1],
					'icon-allow-overlap': true,
					'text-field': ['step', ['zoom'], '', 13, ['coalesce', ['get', 'label'], '']],
					'text-font': fonts.bold,
					'text-size': 12,
					'text-anchor': 'top',
					'text-offset': [0, 1],
					'text-max-width': 9,
					'text-optional': true
				},
				paint: {
					'text-color': inkColours.text,
					'text-halo-color': inkColours.halo,
					'text-halo-width': 1.6
				}
			}
		],
		pickable: [`${id}-point`]
	};
}
