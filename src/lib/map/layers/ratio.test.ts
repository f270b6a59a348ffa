import { validateStyleMin } from '@maplibre/maplibre-gl-style-spec';
import { describe, expect, it } from 'vitest';
import { coverageColours } from '../palette.ts';
import { ratioLook } from './ratio.ts';

const labels = ['a', 'b', 'c', 'd', 'e'];
const nothing = { type: 'FeatureCollection' as const, features: [] };

describe('the share visited around each spot', () => {
	it('is drawn in a style that MapLibre accepts', () => {
		const { sources, fills } = ratioLook(labels).draw('ratio', nothing);
		expect(validateStyleMin({ version: 8, sources, layers: [...fills] })).toEqual([]);
		expect(fills).toHaveLength(1);
	});

	it('keeps all five classes in its legend, in the colours and words of areas', () => {
		const entries = ratioLook(labels).legend(nothing);
		expect(entries.map(({ label }) => label)).toEqual(labels);
		expect(entries.map(({ swatch }) => 'colour' in swatch && swatch.colour)).toEqual([
			...coverageColours
		]);
	});
});
