import { validateStyleMin } from '@maplibre/maplibre-gl-style-spec';
import type { FeatureCollection } from 'geojson';
import { describe, expect, it } from 'vitest';
import { unreachableLook } from './unreachable.ts';

const look = unreachableLook({ confirmed: 'Tidak terjangkau', proposed: 'Usulan', canPick: true });
const areas = (...states: string[]): FeatureCollection => ({
	type: 'FeatureCollection',
	features: states.map((state, id) => ({
		type: 'Feature',
		id,
		properties: { id: String(id), state, place: 'Muara' },
		geometry: {
			type: 'Polygon',
			coordinates: [
				[
					[117, 0],
					[117, 1],
					[118, 1],
					[117, 0]
				]
			]
		}
	}))
});

describe('areas out of reach on a map', () => {
	it('are drawn in a style that MapLibre accepts, without the name of the place', () => {
		const { sources, fills } = look.draw('unreachable', areas('confirmed', 'proposed'));
		expect(validateStyleMin({ version: 8, sources, layers: [...fills] })).toEqual([]);
		expect(JSON.stringify(sources)).not.toContain('Muara');
	});

	it('stand in the legend as far as there are any', () => {
		const labels = (data: FeatureCollection) => look.legend(data).map(({ label }) => label);
		expect(labels(areas('confirmed', 'confirmed'))).toEqual(['Tidak terjangkau']);
		expect(labels(areas('proposed', 'confirmed'))).toEqual(['Tidak terjangkau', 'Usulan']);
		expect(labels(areas())).toEqual([]);
	});

	it('let the figures below show between their lines', () => {
		const picture = look.draw('unreachable', areas()).pictures!().get('unreachable-lines')!;
		const clear = picture.data.filter((value, at) => at % 4 === 3 && value === 0).length;
		expect(clear / (picture.width * picture.height)).toBeGreaterThan(0.6);
	});
});
