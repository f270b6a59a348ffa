// Houses in five classes of distance, far ones on top and larger; and the points proposed for a new posyandu,
// with their number.
import type { FeatureCollection } from 'geojson';
import type { OwnLegendEntry, OwnLook } from '../contracts.ts';
import { coverageColours, routeColours } from '../palette.ts';
import { shapePicture } from '../rasters.ts';
import { fonts, geojson, slim, type Drawing } from './drawing.ts';

/** Dark is far: the classes of coverage, where dark means that people are waiting. */
export const distanceColours: readonly string[] = [...coverageColours].reverse();

/** Features: points with `class` 0 (nearest) … 4. @param classLabels what the classes mean, in words */
export function distanceLook(classLabels: readonly string[]): OwnLook {
	return { draw: drawDistances, legend: () => legendOf(classLabels) };
}

function drawDistances(id: string, data: FeatureCollection): Drawing {
	return {
		sources: { [id]: geojson(slim(data, ['class']), { maxzoom: 14 }) },
		fills: [],
		marks: [
			{
				id: `${id}-point`,
				type: 'circle',
				source: id,
				layout: { 'circle-sort-key': ['get', 'class'] },
				paint: {
					'circle-color': [
						'match',
						['get', 'class'],
						...distanceColours.flatMap((colour, index) => [index, colour]),
						distanceColours[0]
					] as never,
					'circle-radius': [
						'interpolate',
						['linear'],
						['zoom'],
						10,
						['+', 1.4, ['*', 0.3, ['get', 'class']]],
						14,
						['+', 3, ['*', 0.5, ['get', 'class']]],
						17,
						['+', 6, ['*', 0.5, ['get', 'class']]]
					],
					'circle-stroke-color': '#1b2622',
					'circle-stroke-width': ['interpolate', ['linear'], ['zoom'], 10, 0.2, 13, 0.4, 16, 1]
				}
			}
		],
		pickable: [`${id}-point`]
	};
}

/** All five, also those without a house: the scale is part of the meaning. */
function legendOf(classLabels: readonly string[]): OwnLegendEntry[] {
	return distanceColours.map((colour, index) => ({
		key: `distance_${String(index)}`,
		label: classLabels[index] ?? '',
		swatch: { kind: 'circle', colour, radiusPx: 7 }
	}));
}

const plate = 'distance-new-point';

/** Features: points with `number`. @param label what they are, in words */
export function newPointLook(label: string): OwnLook {
	return {
		draw: drawNewPoints,
		legend: ({ features }) =>
			features.length > 0
				? [
						{
							key: 'distance_new',
							label,
							swatch: { kind: 'circle', colour: routeColours.next, radiusPx: 9 }
						}
					]
				: []
	};
}

function drawNewPoints(id: string, data: FeatureCollection): Drawing {
	const { next: colour, nextText: halo } = routeColours;
	return {
		sources: { [id]: geojson(slim(data, ['number'])) },
		fills: [],
		marks: [
			{
				id: `${id}-number`,
				type: 'symbol',
				source: id,
				layout: {
					'icon-image': plate,
					'icon-allow-overlap': true,
					'text-field': ['to-string', ['get', 'number']],
					'text-font': fonts.bold,
					'text-size': 13,
					'text-allow-overlap': true
				},
				paint: { 'text-color': halo }
			}
		],
		pictures: () =>
			new Map([[plate, shapePicture('circle', colour, { sizePx: 29, haloPx: 2, halo })]]),
		pickable: []
	};
}
