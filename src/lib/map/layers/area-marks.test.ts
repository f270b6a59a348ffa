import { validateStyleMin } from '@maplibre/maplibre-gl-style-spec';
import { describe, expect, it } from 'vitest';
import { areaMarksLook } from './area-marks.ts';

const labels = ['a', 'b', 'c', 'd'];
const nothing = { type: 'FeatureCollection' as const, features: [] };

describe('marked desa', () => {
	it('are drawn in a style that MapLibre accepts', () => {
		const { sources, fills, marks } = areaMarksLook(labels).draw('marks', nothing);
		const layers = [...fills, ...marks];
		expect(
			validateStyleMin({ version: 8, glyphs: '{fontstack}/{range}', sources, layers })
		).toEqual([]);
	});

	it('have a colour of its own for each kind in the legend', () => {
		const entries = areaMarksLook(labels).legend(nothing);
		expect(entries.map(({ label }) => label)).toEqual(labels);
		const colours = entries.map(({ swatch }) => 'colour' in swatch && swatch.colour);
		expect(new Set(colours).size).toBe(4);
	});
});
