// A way to walk: solid where a way is drawn on the map, dashed where it is guessed, the next leg wider;
// and on the houses the number in which they come.
import type { ExpressionSpecification, FilterSpecification, LayerSpecification } from 'maplibre-gl';
import type { FeatureCollection } from 'geojson';
import { m } from '#lib/paraglide/messages.js';
import type { OwnLegendEntry, OwnLook } from '../contracts.ts';
import { routeColours } from '../palette.ts';
import { shapePicture, type Pixels } from '../rasters.ts';
import type { Swatch } from '../swatch.ts';
import { fonts, geojson, slim, type Drawing } from './drawing.ts';

/** Features: lines with `guess` where no way is drawn, points with `number`; `next` marks what comes next. */
export const routeLook: OwnLook = { draw: drawRoute, legend: legendOf };

const badges = { later: 'route-badge', next: 'route-badge-next' } as const;

const isNext: ExpressionSpecification = ['==', ['get', 'next'], true];
const isPoint: FilterSpecification = ['==', ['geometry-type'], 'Point'];

function drawRoute(id: string, data: FeatureCollection): Drawing {
	return {
		sources: { [id]: geojson(slim(data, ['guess', 'next', 'number'])) },
		fills: [],
		marks: [line(id, 'casing'), line(id, 'path'), line(id, 'guess'), numbers(id)],
		pictures,
		pickable: []
	};
}

function line(id: string, part: 'casing' | 'path' | 'guess'): LayerSpecification {
	const isLine: ExpressionSpecification = ['==', ['geometry-type'], 'LineString'];
	const isGuess: ExpressionSpecification = ['==', ['get', 'guess'], true];
	const width = (next: number, later: number): ExpressionSpecification => [
		'case',
		isNext,
		next,
		later
	];
	return {
		id: `${id}-${part}`,
		type: 'line',
		source: id,
		filter:
			part === 'casing'
				? (isLine as FilterSpecification)
				: (['all', isLine, part === 'guess' ? isGuess : ['!', isGuess]] as FilterSpecification),
		layout: { 'line-join': 'round', 'line-cap': part === 'guess' ? 'butt' : 'round' },
		paint: {
			'line-color': part === 'casing' ? routeColours.casing : routeColours.line,
			'line-width': part === 'casing' ? width(9, 6) : width(5.5, 3),
			...(part === 'guess' ? { 'line-dasharray': [1.6, 1.3] } : {}),
			...(part === 'casing' ? { 'line-opacity': 0.85 } : {})
		}
	};
}

/** Above the house and not on it, so that its sign still tells its state; the earlier number wins. */
function numbers(id: string): LayerSpecification {
	return {
		id: `${id}-number`,
		type: 'symbol',
		source: id,
		filter: isPoint,
		layout: {
			'icon-image': ['case', isNext, badges.next, badges.later],
			'icon-offset': [0, -22],
			'icon-allow-overlap': ['step', ['zoom'], false, 15, true] as never,
			'text-field': ['to-string', ['get', 'number']],
			'text-font': fonts.bold,
			'text-size': 12,
			'text-offset': [0, -1.83],
			'text-allow-overlap': ['step', ['zoom'], false, 15, true] as never,
			'symbol-sort-key': ['get', 'number']
		},
		paint: { 'text-color': ['case', isNext, routeColours.nextText, routeColours.text] }
	};
}

function pictures(): ReadonlyMap<string, Pixels> {
	const { line: colour, casing, next, nextText } = routeColours;
	return new Map([
		[badges.later, shapePicture('circle', colour, { sizePx: 22, haloPx: 1.5, halo: casing })],
		[badges.next, shapePicture('circle', next, { sizePx: 27, haloPx: 2, halo: nextText })]
	]);
}

/** Only what is really drawn. */
function legendOf({ features }: FeatureCollection): OwnLegendEntry[] {
	const lines = features.filter(({ geometry }) => geometry.type === 'LineString');
	const guesses = lines.filter(({ properties }) => properties?.['guess'] === true).length;
	const { line: colour } = routeColours;
	const swatch = (dashed: boolean): Swatch => ({ kind: 'line', colour, dashed, widthPx: 4 });
	const badge: Swatch = { kind: 'shape', shape: 'circle', colour };
	return [
		...(lines.length > guesses
			? [{ key: 'route', label: m.map_route(), swatch: swatch(false) }]
			: []),
		...(guesses > 0
			? [{ key: 'route_guess', label: m.map_route_guess(), swatch: swatch(true) }]
			: []),
		...(features.length > lines.length
			? [{ key: 'route_number', label: m.map_route_number(), swatch: badge }]
			: [])
	];
}
