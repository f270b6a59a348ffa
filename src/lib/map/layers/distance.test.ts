import { validateStyleMin } from '@maplibre/maplibre-gl-style-spec';
import { describe, expect, it } from 'vitest';
import { colourDifference, visions } from '../../../../tests/support/colour-difference.ts';
import { distanceColours, distanceLook, newPointLook } from './distance.ts';

const labels = ['a', 'b', 'c', 'd', 'e'];
const point = (properties: object) => ({
	type: 'FeatureCollection' as const,
	features: [
		{
			type: 'Feature' as const,
			geometry: { type: 'Point' as const, coordinates: [117.5, 0.5] },
			properties: { ...properties }
		}
	]
});
const problems = ({ sources, marks }: ReturnType<ReturnType<typeof distanceLook>['draw']>) =>
	validateStyleMin({ version: 8, sources, layers: [...marks] });

describe('houses by their distance', () => {
	it('are drawn in a style that MapLibre accepts', () => {
		expect(problems(distanceLook(labels).draw('homes', point({ id: 'h', class: 4 })))).toEqual([]);
		expect(problems(newPointLook('new').draw('new', point({ id: 'p', number: 1 })))).toEqual([]);
	});

	it('keep all five classes in the legend, the farthest darkest', () => {
		const entries = distanceLook(labels).legend(point({ class: 0 }));
		expect(entries.map(({ label }) => label)).toEqual(labels);
		const toWhite = distanceColours.map((colour) => colourDifference(colour, '#ffffff', 'grey'));
		expect([...toWhite].sort((a, b) => a - b)).toEqual(toWhite);
	});

	it('keep neighbouring classes apart for every eye and on a grey print', () => {
		for (const vision of visions)
			for (const [i, colour] of distanceColours.slice(1).entries())
				expect(colourDifference(distanceColours[i]!, colour, vision)).toBeGreaterThanOrEqual(10);
	});

	it('name the proposed points only where there are any', () => {
		const look = newPointLook('new');
		expect(look.legend({ type: 'FeatureCollection', features: [] })).toEqual([]);
		expect(look.legend(point({ number: 1 })).map(({ label }) => label)).toEqual(['new']);
	});
});
