// Areas that nobody can get to for a while: crossed lines that let the figures below show through. What is only
// proposed has a broken edge and no lines.
import type { FeatureCollection } from 'geojson';
import type { OwnLegendEntry, OwnLook } from '../contracts.ts';
import { picturePixelRatio, type Pixels } from '../rasters.ts';
import { geojson, slim, type Drawing } from './drawing.ts';

/** Dark enough on every class of coverage, also in greyscale; the lines lean the other way than what is hidden. */
const ink = '#16324f';
const pattern = 'unreachable-lines';

/**
 * Features: polygons with `state` confirmed | proposed | rejected.
 * @param words what they mean in the legend
 * @param canPick false where what lies below is what one taps
 */
export function unreachableLook(words: {
	readonly confirmed: string;
	readonly proposed: string;
	readonly canPick: boolean;
}): OwnLook {
	return {
		draw: (id, data) => {
			const drawing = drawUnreachable(id, data);
			return words.canPick ? drawing : { ...drawing, pickable: [] };
		},
		legend: ({ features }) => {
			const has = (state: string) =>
				features.some(({ properties }) => properties?.['state'] === state);
			const entries: OwnLegendEntry[] = [
				{
					key: 'unreachable_confirmed',
					label: words.confirmed,
					swatch: { kind: 'hatch', ground: '#ffffff', line: ink }
				},
				{
					key: 'unreachable_proposed',
					label: words.proposed,
					swatch: { kind: 'line', colour: ink, dashed: true, widthPx: 2.5 }
				}
			];
			return entries.filter(({ key }) => has(key.slice('unreachable_'.length)));
		}
	};
}

function drawUnreachable(id: string, data: FeatureCollection): Drawing {
	const isConfirmed: ['==', unknown, string] = ['==', ['get', 'state'], 'confirmed'];
	return {
		sources: { [id]: geojson(slim(data, ['state'])) },
		fills: [
			{
				id: `${id}-lines`,
				type: 'fill',
				source: id,
				filter: isConfirmed as never,
				paint: { 'fill-pattern': pattern }
			},
			// Somewhere to tap where there are no lines.
			{
				id: `${id}-ground`,
				type: 'fill',
				source: id,
				paint: { 'fill-color': ink, 'fill-opacity': 0.06 }
			},
			{
				id: `${id}-edge`,
				type: 'line',
				source: id,
				filter: isConfirmed as never,
				layout: { 'line-join': 'round' },
				paint: { 'line-color': ink, 'line-width': 2.5 }
			},
			{
				id: `${id}-broken-edge`,
				type: 'line',
				source: id,
				filter: ['!', isConfirmed as never],
				layout: { 'line-join': 'round' },
				paint: { 'line-color': ink, 'line-width': 2.5, 'line-dasharray': [2.5, 1.6] }
			}
		],
		marks: [],
		pictures: () => new Map([[pattern, crossedLines()]]),
		pickable: [`${id}-ground`]
	};
}

/** Lines in both directions on nothing, which join up when repeated. */
function crossedLines(): Pixels {
	const side = 9 * picturePixelRatio;
	const data = new Uint8ClampedArray(side * side * 4);
	const value = Number.parseInt(ink.slice(1), 16);
	for (let y = 0; y < side; y++)
		for (let x = 0; x < side; x++) {
			const isOn = (x + y) % side < 2 || (x - y + side) % side < 2;
			data.set([value >> 16, (value >> 8) & 255, value & 255, isOn ? 235 : 0], (y * side + x) * 4);
		}
	return { width: side, height: side, data };
}
