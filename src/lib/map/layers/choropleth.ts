// Coverage by area in five classes; hatched where the numbers are too small to show, grey where
// there are none. How many people were missed stands on it as a circle with the number.
import type { Feature, FeatureCollection } from 'geojson';
import type { LayerSpecification } from 'maplibre-gl';
import { labelPoints } from '../label-point.ts';
import { areaColours, coverageColours, missedColours, noDataColour } from '../palette.ts';
import { fonts, geojson, slim, type Drawing } from './drawing.ts';

export const hatchPictureName = 'suppressed-hatch';
/** Radius of the circle of the most missed area; area, not radius, goes with the number. */
export const missedMaxRadiusPx = 26;
/** Smaller circles would not hold their number. */
const missedMinRadiusPx = 9;

export function mostMissed(data: FeatureCollection): number {
	return data.features.reduce((most, feature) => Math.max(most, shownMissed(feature) ?? 0), 0);
}

function coverageClass({ properties }: Feature): string {
	return String(properties?.['class'] ?? 'none');
}

/** Null where the class hides the figures: a number beside a hatch would undo the suppression. */
function shownMissed(feature: Feature): number | null {
	const missed: unknown = feature.properties?.['missed'];
	return typeof missed === 'number' && coverageClass(feature) !== 'suppressed' ? missed : null;
}

export function missedRadiusPx(missed: number, most: number): number {
	if (most <= 0) return missedMinRadiusPx;
	return Math.max(missedMinRadiusPx, missedMaxRadiusPx * Math.sqrt(missed / most));
}

const darkClasses = ['0', '1'];

/** Light words on dark classes; the halo is the class's own colour, so that no letter looks boxed in. */
const labelColour = [
	'case',
	['in', ['get', 'class'], ['literal', darkClasses]],
	'#ffffff',
	areaColours.text
];
const haloColour = [
	'match',
	['get', 'class'],
	...coverageColours.flatMap((colour, index) => [String(index), colour]),
	areaColours.casing
];

export function drawChoropleth(id: string, data: FeatureCollection): Drawing {
	const most = mostMissed(data);
	const areas = slim(data, ['label'], (feature) => {
		const missed = shownMissed(feature);
		return { class: coverageClass(feature), missed, radius: missedRadiusPx(missed ?? 0, most) };
	});
	return {
		sources: { [id]: geojson(areas), [`${id}-labels`]: geojson(labelPoints(areas)) },
		fills: fills(id),
		marks: marks(id),
		pickable: [`${id}-fill`, `${id}-hatch`]
	};
}

function fills(id: string): LayerSpecification[] {
	return [
		{
			id: `${id}-fill`,
			type: 'fill',
			source: id,
			filter: ['!=', ['get', 'class'], 'suppressed'],
			paint: {
				'fill-color': [
					'match',
					['get', 'class'],
					...coverageColours.flatMap((colour, index) => [String(index), colour]),
					noDataColour
				] as never,
				'fill-opacity': 0.88
			}
		},
		{
			id: `${id}-hatch`,
			type: 'fill',
			source: id,
			filter: ['==', ['get', 'class'], 'suppressed'],
			paint: { 'fill-pattern': hatchPictureName, 'fill-opacity': 0.95 }
		},
		{
			id: `${id}-line`,
			type: 'line',
			source: id,
			layout: { 'line-join': 'round' },
			paint: { 'line-color': '#ffffff', 'line-width': 1.5 }
		}
	];
}

function marks(id: string): LayerSpecification[] {
	const hasMissed: ['>', unknown, number] = ['>', ['coalesce', ['get', 'missed'], 0], 0];
	return [
		{
			id: `${id}-missed`,
			type: 'circle',
			source: `${id}-labels`,
			filter: hasMissed as never,
			paint: {
				'circle-radius': ['get', 'radius'],
				'circle-color': missedColours.fill,
				'circle-opacity': 0.9,
				'circle-stroke-color': missedColours.text,
				'circle-stroke-width': 1.5
			}
		},
		{
			id: `${id}-count`,
			type: 'symbol',
			source: `${id}-labels`,
			filter: hasMissed as never,
			layout: {
				'text-field': ['to-string', ['get', 'missed']],
				'text-font': fonts.bold,
				'text-size': 12,
				'text-allow-overlap': true
			},
			paint: { 'text-color': missedColours.text }
		},
		{
			id: `${id}-label`,
			type: 'symbol',
			source: `${id}-labels`,
			minzoom: 9,
			layout: {
				'text-field': ['coalesce', ['get', 'label'], ''],
				'text-font': fonts.bold,
				'text-size': 13,
				'text-max-width': 8,
				'text-variable-anchor': ['top', 'bottom'],
				'text-radial-offset': ['case', hasMissed as never, 2.3, 0] as never
			},
			paint: {
				'text-color': labelColour as never,
				'text-halo-color': haloColour as never,
				'text-halo-width': 1.6
			}
		}
	];
}
