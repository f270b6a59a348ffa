// Desa that dinas or puskesmas marked: filled with the colour of the most urgent mark, all of them in words.
import type { FeatureCollection } from 'geojson';
import type { OwnLegendEntry, OwnLook } from '../contracts.ts';
import { labelPoints } from '../label-point.ts';
import { inkColours, noDataColour, territoryColours } from '../palette.ts';
import { fonts, geojson, slim, type Drawing } from './drawing.ts';

/** The colours of the list of territories are told apart by everybody; the words say which is which. */
const colours = [1, 3, 0, 4].map((place) => territoryColours[place]!);

/** Features: polygons with `kind` (a place in `kindLabels`) and `label`. @param kindLabels the most urgent first */
export function areaMarksLook(kindLabels: readonly string[]): OwnLook {
	return { draw: drawAreaMarks, legend: () => legendOf(kindLabels) };
}

function drawAreaMarks(id: string, data: FeatureCollection): Drawing {
	const areas = slim(data, ['kind', 'label']);
	return {
		sources: { [id]: geojson(areas), [`${id}-labels`]: geojson(labelPoints(areas)) },
		fills: [
			{
				id: `${id}-fill`,
				type: 'fill',
				source: id,
				paint: {
					'fill-color': [
						'match',
						['get', 'kind'],
						...colours.flatMap((colour, kind) => [kind, colour]),
						noDataColour
					] as never,
					'fill-opacity': 0.75
				}
			}
		],
		marks: [
			{
				id: `${id}-label`,
				type: 'symbol',
				source: `${id}-labels`,
				layout: {
					'text-field': ['coalesce', ['get', 'label'], ''],
					'text-font': fonts.bold,
					'text-size': 13,
					'text-max-width': 10
				},
				paint: {
					'text-color': inkColours.text,
					'text-halo-color': inkColours.halo,
					'text-halo-width': 1.8
				}
			}
		],
		pickable: [`${id}-fill`]
	};
}

function legendOf(kindLabels: readonly string[]): OwnLegendEntry[] {
	return kindLabels.map((label, kind) => ({
		key: `area_mark_${String(kind)}`,
		label,
		swatch: { kind: 'fill', colour: colours[kind] ?? noDataColour }
	}));
}
