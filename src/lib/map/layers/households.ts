// Households by state, told apart by shape as well as colour. Past 1,500 points they are grouped.
import type { FeatureCollection } from 'geojson';
import type { LayerSpecification } from 'maplibre-gl';
import { clusterColours, householdColours, householdStates, inkColours } from '../palette.ts';
import { fonts, geojson, slim, type Drawing } from './drawing.ts';

/** More points than this and they cover each other before they say anything. */
export const clusterAbove = 1_500;
/** From here on every house is drawn by itself. */
const clusterMaxZoom = 14;

export function isClustered(data: FeatureCollection): boolean {
	return data.features.length > clusterAbove;
}

export function householdPicture(state: string): string {
	return `household-${state}`;
}

export function drawHouseholds(id: string, data: FeatureCollection): Drawing {
	const clustered = isClustered(data);
	const source = geojson(slim(data, ['state', 'label']), {
		maxzoom: 14,
		...(clustered
			? {
					cluster: true,
					clusterRadius: 46,
					clusterMaxZoom: clusterMaxZoom - 1,
					clusterProperties: {
						overdue: ['+', ['case', ['==', ['get', 'state'], 'overdue'], 1, 0]]
					}
				}
			: {})
	});
	return {
		sources: { [id]: source },
		fills: [],
		marks: [...(clustered ? clusters(id) : []), points(id), names(id)],
		pickable: [`${id}-point`, ...(clustered ? [`${id}-cluster`] : [])]
	};
}

function points(id: string): LayerSpecification {
	const known = householdStates.filter((state) => state !== 'due');
	return {
		id: `${id}-point`,
		type: 'symbol',
		source: id,
		filter: ['!', ['has', 'point_count']],
		layout: {
			'icon-image': [
				'match',
				['get', 'state'],
				...known.flatMap((state) => [state, householdPicture(state)]),
				householdPicture('due')
			] as never,
			'icon-size': ['interpolate', ['linear'], ['zoom'], 11, 0.45, 14, 0.7, 17, 1.15],
			'icon-allow-overlap': true,
			// Those who wait longest are drawn last, over the others.
			'symbol-sort-key': [
				'match',
				['get', 'state'],
				'done',
				0,
				'planned',
				1,
				'new',
				2,
				'missed',
				3,
				'overdue',
				5,
				4
			]
		},
		paint: { 'icon-opacity': ['match', ['get', 'state'], 'done', 0.75, 1] }
	};
}

function names(id: string): LayerSpecification {
	return {
		id: `${id}-name`,
		type: 'symbol',
		source: id,
		minzoom: 16,
		filter: ['!', ['has', 'point_count']],
		layout: {
			'text-field': ['coalesce', ['get', 'label'], ''],
			'text-font': fonts.regular,
			'text-size': 12,
			'text-anchor': 'top',
			'text-offset': [0, 0.9],
			'text-max-width': 9,
			'text-optional': true
		},
		paint: {
			'text-color': inkColours.text,
			'text-halo-color': inkColours.halo,
			'text-halo-width': 1.5
		}
	};
}

function clusters(id: string): LayerSpecification[] {
	return [
		{
			id: `${id}-cluster`,
			type: 'circle',
			source: id,
			filter: ['has', 'point_count'],
			paint: {
				'circle-color': clusterColours.fill,
				'circle-radius': [
					'interpolate',
					['linear'],
					['sqrt', ['get', 'point_count']],
					1,
					12,
					30,
					28
				],
				'circle-stroke-color': [
					'case',
					['>', ['coalesce', ['get', 'overdue'], 0], 0],
					householdColours.overdue,
					clusterColours.line
				],
				'circle-stroke-width': 3
			}
		},
		{
			id: `${id}-count`,
			type: 'symbol',
			source: id,
			filter: ['has', 'point_count'],
			layout: {
				'text-field': ['to-string', ['get', 'point_count']],
				'text-font': fonts.bold,
				'text-size': 13,
				'text-allow-overlap': true,
				'text-ignore-placement': true
			},
			paint: { 'text-color': clusterColours.text }
		}
	];
}
