import type { FeatureCollection } from 'geojson';
import { featureFilter } from '@maplibre/maplibre-gl-style-spec';
import { expect, it } from 'vitest';
import type { MapLayer } from '../contracts.ts';
import { jangkauLayers } from './jangkau.ts';
import { quietNames } from './quiet-names.ts';

const data = (label: string): FeatureCollection => ({
	type: 'FeatureCollection',
	features: [
		{ type: 'Feature', geometry: { type: 'Point', coordinates: [0, 0] }, properties: { label } }
	]
});
const areas = (label: string): MapLayer => ({ kind: 'areas', id: 'a', data: data(label) });

function shows(layers: readonly MapLayer[], properties: Record<string, string>): boolean {
	const rule = quietNames(jangkauLayers(), layers).find(({ id }) => id === 'base-village');
	if (!rule?.visible) return false;
	const { filter } = featureFilter(rule.filter as never, 'filter');
	return filter({ zoom: 12 }, { type: 1, properties });
}

it('names a village once: by the area of the page, else by the basemap', () => {
	const village = { kind: 'village', name: 'Tepian Ulin' };
	expect(shows([], village)).toBe(true);
	expect(shows([areas('Tepian Ulin')], village)).toBe(false);
	expect(shows([areas('Karya Mekar')], village)).toBe(true);
});

it('still keeps hamlets out of the layer of villages', () => {
	expect(shows([areas('Karya Mekar')], { kind: 'hamlet', name: 'Dusun' })).toBe(false);
});

it('leaves no name of the ground over a choropleth, and brings them back after it', () => {
	const choropleth: MapLayer = { kind: 'choropleth', id: 'c', data: data('x') };
	expect(quietNames(jangkauLayers(), [choropleth]).some(({ visible }) => visible)).toBe(false);
	expect(quietNames(jangkauLayers(), []).every(({ visible }) => visible)).toBe(true);
});
