// The few colours and shapes that every vector basemap here shares: light and low in ink, so that
// households and borders are what one sees first.
import type { LayerSpecification } from 'maplibre-gl';
import { fonts } from '../layers/drawing.ts';

export const ground = {
	land: '#f4f2ea',
	green: '#e6ecd8',
	forest: '#e1ead3',
	plantation: '#eaedd3',
	built: '#ebe6dc',
	water: '#c4dce6',
	waterLine: '#a9cbd9',
	building: '#dfd9cb',
	buildingLine: '#cfc8b8',
	road: '#ffffff',
	roadCasing: '#d3ccbd',
	path: '#b9ae9a',
	bridge: '#8f8777',
	boat: '#7ba9c4',
	text: '#5a5f58',
	faintText: '#71756c',
	waterText: '#47788f',
	halo: '#f7f5ef'
} as const;

export const basemapSource = 'basemap';

export function background(): LayerSpecification {
	return { id: 'ground', type: 'background', paint: { 'background-color': ground.land } };
}

interface Part {
	readonly id: string;
	readonly sourceLayer: string;
	readonly filter?: unknown;
	readonly minzoom?: number;
}

export function area(part: Part, colour: string, outline?: string): LayerSpecification {
	return {
		...common(part),
		type: 'fill',
		paint: { 'fill-color': colour, ...(outline ? { 'fill-outline-color': outline } : {}) }
	} as LayerSpecification;
}

/** `widths`: pixels at zoom 12 and 17. */
export function line(
	part: Part,
	colour: string,
	widths: readonly [number, number],
	dash?: readonly number[]
): LayerSpecification {
	return {
		...common(part),
		type: 'line',
		layout: { 'line-join': 'round', 'line-cap': dash ? 'butt' : 'round' },
		paint: {
			'line-color': colour,
			'line-width': ['interpolate', ['exponential', 1.6], ['zoom'], 12, widths[0], 17, widths[1]],
			...(dash ? { 'line-dasharray': dash } : {})
		}
	} as LayerSpecification;
}

export function placeName(
	part: Part,
	size: number,
	colour: string = ground.text,
	font: string[] = fonts.regular
): LayerSpecification {
	return {
		...common(part),
		type: 'symbol',
		layout: {
			'text-field': ['coalesce', ['get', 'name'], ''],
			'text-font': font,
			'text-size': ['interpolate', ['linear'], ['zoom'], 10, size - 1, 16, size + 2],
			'text-max-width': 8,
			'text-padding': 8
		},
		paint: { 'text-color': colour, 'text-halo-color': ground.halo, 'text-halo-width': 1.4 }
	} as LayerSpecification;
}

export function lineName(part: Part, colour: string = ground.text): LayerSpecification {
	return {
		...common(part),
		type: 'symbol',
		layout: {
			'symbol-placement': 'line',
			'text-field': ['coalesce', ['get', 'name'], ''],
			'text-font': fonts.regular,
			'text-size': 11
		},
		paint: { 'text-color': colour, 'text-halo-color': ground.halo, 'text-halo-width': 1.4 }
	} as LayerSpecification;
}

function common({ id, sourceLayer, filter, minzoom }: Part) {
	return {
		id,
		source: basemapSource,
		'source-layer': sourceLayer,
		...(filter === undefined ? {} : { filter }),
		...(minzoom === undefined ? {} : { minzoom })
	};
}
