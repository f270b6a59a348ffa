// Which way she faces: a cone at her place, as wide as a compass doubts. Only where it is known.
import type { FeatureCollection } from 'geojson';
import { m } from '#lib/paraglide/messages.js';
import type { OwnLook } from '../contracts.ts';
import { positionColour } from '../palette.ts';
import { shapePicture } from '../rasters.ts';
import type { Outline } from '../symbols.ts';
import { geojson, slim, type Drawing } from './drawing.ts';

const picture = 'heading-cone';
const cone: Outline = [
	[
		[0, 0],
		[-0.6, -0.95],
		[0, -1],
		[0.6, -0.95]
	]
];

/** Features: one point with `headingDeg`, clockwise from north. */
export const headingLook: OwnLook = {
	draw: drawHeading,
	legend: ({ features }) =>
		features.map(() => ({
			key: 'heading',
			label: m.map_heading(),
			swatch: { kind: 'shape', shape: 'triangle', colour: positionColour }
		}))
};

function drawHeading(id: string, data: FeatureCollection): Drawing {
	return {
		sources: { [id]: geojson(slim(data, ['headingDeg'])) },
		fills: [],
		marks: [
			{
				id: `${id}-cone`,
				type: 'symbol',
				source: id,
				layout: {
					'icon-image': picture,
					'icon-rotate': ['get', 'headingDeg'],
					'icon-rotation-alignment': 'map',
					'icon-allow-overlap': true,
					'icon-ignore-placement': true
				}
			}
		],
		pictures: () =>
			new Map([
				[picture, shapePicture(cone, positionColour, { sizePx: 44, haloPx: 0, halo: '#ffffff' })]
			]),
		pickable: []
	};
}
