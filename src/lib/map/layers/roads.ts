// Roads by class: solid where a car goes, dashed where only feet do, blue where one goes by boat,
// short dashes for a railway.
import type { FeatureCollection } from 'geojson';
import type { LayerSpecification } from 'maplibre-gl';
import { roadColours } from '../palette.ts';
import { geojson, slim, type Drawing } from './drawing.ts';

type RoadClass = keyof typeof roadColours;

const widths: Readonly<Record<RoadClass, number>> = {
	main: 4,
	local: 2.4,
	path: 1.6,
	river_boat: 2.4,
	rail: 3
};
const dashes: Partial<Record<RoadClass, [number, number]>> = {
	path: [2.5, 1.6],
	river_boat: [5, 2],
	rail: [1.2, 0.8]
};

export function drawRoads(id: string, data: FeatureCollection): Drawing {
	// Narrow ones first, so that a main road runs over a path where they meet.
	const classes: readonly RoadClass[] = ['path', 'river_boat', 'rail', 'local', 'main'];
	const marks = classes.map((roadClass) => road(id, roadClass));
	return {
		sources: { [id]: geojson(slim(data, ['class'])) },
		fills: [],
		marks,
		pickable: marks.map((layer) => layer.id)
	};
}

function road(id: string, roadClass: RoadClass): LayerSpecification {
	const width = widths[roadClass];
	const dash = dashes[roadClass];
	return {
		id: `${id}-${roadClass}`,
		type: 'line',
		source: id,
		// A road of a class we do not know is drawn as a local one rather than left out.
		filter:
			roadClass === 'local'
				? ['!', ['in', ['get', 'class'], ['literal', ['main', 'path', 'river_boat', 'rail']]]]
				: ['==', ['get', 'class'], roadClass],
		layout: { 'line-join': 'round', ...(dash ? {} : { 'line-cap': 'round' as const }) },
		paint: {
			'line-color': roadColours[roadClass],
			'line-width': ['interpolate', ['exponential', 1.5], ['zoom'], 11, width / 3, 17, width],
			...(dash ? { 'line-dasharray': dash } : {})
		}
	};
}
