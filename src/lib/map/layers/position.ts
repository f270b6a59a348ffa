// Where the phone believes it is: a dot, and a ring as wide as its own doubt in true metres.
// Past 500 m nothing is drawn: a dot that far off sends people to the wrong house.
import type { Feature, FeatureCollection, Point, Polygon, Position } from 'geojson';
import { positionColour } from '../palette.ts';
import { geojson, type Drawing } from './drawing.ts';

export const worstAccuracyM = 500;
const earthRadiusM = 6_371_008.8;
const ringCorners = 64;

export function isUsablePosition(feature: Feature | undefined): feature is Feature<Point> {
	if (feature?.geometry?.type !== 'Point') return false;
	const accuracyM: unknown = feature.properties?.['accuracyM'];
	return typeof accuracyM === 'number' && accuracyM >= 0 && accuracyM <= worstAccuracyM;
}

/** A closed ring of `radiusM` metres about [lng, lat], on the sphere. */
export function accuracyRing([lng = 0, lat = 0]: Position, radiusM: number): Polygon {
	const reach = ((radiusM / earthRadiusM) * 180) / Math.PI;
	const stretch = Math.cos((lat * Math.PI) / 180);
	const ring = Array.from({ length: ringCorners + 1 }, (_, i): Position => {
		const angle = ((i % ringCorners) / ringCorners) * 2 * Math.PI;
		return [lng + (reach * Math.cos(angle)) / stretch, lat + reach * Math.sin(angle)];
	});
	return { type: 'Polygon', coordinates: [ring] };
}

export function drawPosition(id: string, data: FeatureCollection): Drawing {
	const dots = data.features.filter(isUsablePosition);
	const rings = dots.map((dot): Feature => {
		const geometry = accuracyRing(dot.geometry.coordinates, Number(dot.properties?.['accuracyM']));
		return { type: 'Feature', geometry, properties: {} };
	});
	return {
		sources: {
			[id]: geojson({ type: 'FeatureCollection', features: dots }),
			[`${id}-ring`]: geojson({ type: 'FeatureCollection', features: rings })
		},
		fills: [],
		marks: [
			{
				id: `${id}-ring-fill`,
				type: 'fill',
				source: `${id}-ring`,
				paint: { 'fill-color': positionColour, 'fill-opacity': 0.14 }
			},
			{
				id: `${id}-ring-line`,
				type: 'line',
				source: `${id}-ring`,
				paint: { 'line-color': positionColour, 'line-width': 1.2, 'line-opacity': 0.7 }
			},
			{
				id: `${id}-dot`,
				type: 'circle',
				source: id,
				paint: {
					'circle-radius': 7,
					'circle-color': positionColour,
					'circle-stroke-color': '#ffffff',
					'circle-stroke-width': 3
				}
			}
		],
		pickable: []
	};
}
