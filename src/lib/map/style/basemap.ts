// The style of a whole basemap: its source and its layers. No glyphs, no sprite: nothing here is
// fetched but tiles, and labels are drawn with the fonts of the device.
import type { LayerSpecification, SourceSpecification, StyleSpecification } from 'maplibre-gl';
import type { BasemapSource } from '../contracts.ts';
import { background, basemapSource } from './ground.ts';
import { jangkauLayers } from './jangkau.ts';
import { openMapTilesLayers } from './openmaptiles.ts';

/** `tilesUrl`: the TileJSON of tile-protocol.ts. Without a basemap the ground stays plain. */
export function basemapStyle(basemap: BasemapSource, tilesUrl: string): StyleSpecification {
	const plain = basemap.kind === 'none' || basemap.url === null;
	return {
		version: 8,
		sources: plain ? {} : { [basemapSource]: source(basemap, tilesUrl) },
		layers: plain ? [background()] : layers(basemap.schema)
	};
}

/** The first layer of names, under which fills of ours belong; undefined when there are no names. */
export function firstNameLayer(style: StyleSpecification): string | undefined {
	return style.layers.find((layer) => layer.type === 'symbol')?.id;
}

function source(basemap: BasemapSource, url: string): SourceSpecification {
	return basemap.schema === 'raster'
		? { type: 'raster', url, tileSize: 256 }
		: { type: 'vector', url };
}

function layers(schema: BasemapSource['schema']): LayerSpecification[] {
	switch (schema) {
		case 'jangkau':
			return jangkauLayers();
		case 'openmaptiles':
			return openMapTilesLayers();
		case 'raster':
			return [
				background(),
				{
					id: 'base-raster',
					type: 'raster',
					source: basemapSource,
					// Someone else's map is louder than ours should be.
					paint: { 'raster-saturation': -0.35, 'raster-contrast': -0.1, 'raster-opacity': 0.85 }
				}
			];
	}
}
