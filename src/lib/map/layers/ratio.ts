// The share of households visited around each spot, in the classes and colours of areas. Nothing is
// drawn where too few live for a share to mean anything.
import type { FeatureCollection } from 'geojson';
import type { OwnLegendEntry, OwnLook } from '../contracts.ts';
import { coverageColours } from '../palette.ts';
import { geojson, slim, type Drawing } from './drawing.ts';

/** Features: polygons with `class` 0 … 4. @param classLabels what the classes mean, in words */
export function ratioLook(classLabels: readonly string[]): OwnLook {
	return { draw: drawRatio, legend: () => legendOf(classLabels) };
}

function drawRatio(id: string, data: FeatureCollection): Drawing {
	return {
		sources: { [id]: geojson(slim(data, ['class'])) },
		fills: [
			{
				id: `${id}-fill`,
				type: 'fill',
				source: id,
				paint: {
					'fill-color': [
						'match',
						['get', 'class'],
						...coverageColours.flatMap((colour, index) => [String(index), colour]),
						coverageColours[0]
					] as never,
					'fill-opacity': 0.8,
					// Neighbours share their edges: smoothing each would draw a net of light lines.
					'fill-antialias': false
				}
			}
		],
		marks: [],
		pickable: []
	};
}

/** All five, also those that nowhere occur: the scale is part of the meaning. */
function legendOf(classLabels: readonly string[]): OwnLegendEntry[] {
	return coverageColours.map((colour, index) => ({
		key: `ratio_${String(index)}`,
		label: classLabels[index] ?? '',
		swatch: { kind: 'fill', colour }
	}));
}
