// The demo's own vector tiles: the land of terrain.ts and the houses of households.ts, drawn. It is
// the same whatever the day, needs no network, and names no person.
import { GeoJSONVT } from '@maplibre/geojson-vt';
import type { GeoJSONVTTile } from '@maplibre/geojson-vt';
import { fromGeojsonVt } from '@maplibre/vt-pbf';
import type { Feature } from 'geojson';
import { basemapFeatures, basemapLayers, type BasemapLayer } from './basemap-features.ts';

export interface BasemapTile {
	readonly z: number;
	readonly x: number;
	readonly y: number;
	/** Mapbox vector tile, not compressed. */
	readonly bytes: Uint8Array;
}

/** [west, south, east, north] of the tiles, in degrees: the kecamatan and a little around it. */
export const basemapBounds = [117.435, 0.44, 117.675, 0.565] as const;
export const basemapZooms = { min: 8, max: 15 } as const;

/** First zoom at which a layer's features are worth their bytes; `from` of a feature overrides it. */
const layerFrom: Record<BasemapLayer, number> = {
	water: 8,
	landuse: 9,
	road: 9,
	building: 14,
	place: 10
};

/** Tile column of a longitude and row of a latitude at a zoom. Web Mercator, as in the OSM wiki's "Slippy map tilenames". */
function tileAt(lng: number, lat: number, z: number): [number, number] {
	const n = 2 ** z;
	const phi = (lat * Math.PI) / 180;
	const y = (1 - Math.asinh(Math.tan(phi)) / Math.PI) / 2;
	return [Math.floor(((lng + 180) / 360) * n), Math.floor(y * n)];
}

function indexOf(features: readonly Feature[]): GeoJSONVT {
	return new GeoJSONVT(
		{ type: 'FeatureCollection', features: [...features] },
		{ maxZoom: basemapZooms.max, indexMaxZoom: 10, tolerance: 3, buffer: 64, extent: 4096 }
	);
}

/** Features of one layer by the zoom from which they are shown. */
function indexesOf(layer: BasemapLayer, features: readonly Feature[]): [number, GeoJSONVT][] {
	const byZoom = new Map<number, Feature[]>();
	for (const feature of features) {
		const from =
			typeof feature.properties?.from === 'number' ? feature.properties.from : layerFrom[layer];
		const { from: _, ...properties } = feature.properties ?? {};
		byZoom.set(from, [...(byZoom.get(from) ?? []), { ...feature, properties }]);
	}
	return [...byZoom].map(([from, group]) => [from, indexOf(group)]);
}

/** All layers of one tile; those with nothing to show are left out. */
function layersAt(
	indexes: readonly (readonly [BasemapLayer, [number, GeoJSONVT][]])[],
	z: number,
	x: number,
	y: number
): Record<string, GeoJSONVTTile> {
	const layers: Record<string, GeoJSONVTTile> = {};
	for (const [layer, parts] of indexes) {
		const tiles = parts.flatMap(([from, index]) =>
			z >= from ? (index.getTile(z, x, y) ?? []) : []
		);
		const [first] = tiles;
		if (!first) continue;
		const features = tiles.flatMap((tile): unknown[] => tile.features);
		layers[layer] = { ...first, features } as GeoJSONVTTile;
	}
	return layers;
}

/** Every tile of the demo that shows something, from the smallest zoom to the largest. */
export async function* basemapTiles(): AsyncGenerator<BasemapTile> {
	const features = basemapFeatures();
	const indexes = basemapLayers.map((layer) => [layer, indexesOf(layer, features[layer])] as const);
	const [west, south, east, north] = basemapBounds;
	for (let z: number = basemapZooms.min; z <= basemapZooms.max; z++) {
		const [left, top] = tileAt(west, north, z);
		const [right, bottom] = tileAt(east, south, z);
		for (let x = left; x <= right; x++)
			for (let y = top; y <= bottom; y++) {
				const layers = layersAt(indexes, z, x, y);
				if (Object.keys(layers).length > 0)
					yield { z, x, y, bytes: fromGeojsonVt(layers, { version: 2, extent: 4096 }) };
			}
	}
}
