// What the app may ask of a map. A page need not know any MapLibre type for it; positions are [lng, lat].
// Every feature carries its id as `properties.id` (or `id`): that is what a pick hands back.
import type { FeatureCollection, Position } from 'geojson';
import type { Drawing } from './layers/drawing.ts';
import type { Swatch } from './swatch.ts';

/** [west, south, east, north] in degrees. */
export type Bounds = readonly [number, number, number, number];

/** A kept tile. No bytes: the source said that there is nothing here, which is an answer too. */
export interface StoredTile {
	readonly bytes: Uint8Array;
	/** Milliseconds since 1970, device clock. */
	readonly storedAt: number;
}

/**
 * Stored tiles, so that what was seen draws again with no network. data/tiles implements it.
 * `source` is `tileSourceKey(basemap)`. Neither call rejects: a full disk only means fewer tiles.
 */
export interface TileStore {
	get(source: string, z: number, x: number, y: number): Promise<StoredTile | undefined>;
	put(source: string, z: number, x: number, y: number, bytes: Uint8Array): Promise<void>;
	count(): Promise<number>;
}

export interface BasemapSource {
	readonly kind: 'pmtiles' | 'xyz' | 'none';
	readonly url: string | null;
	readonly minZoom: number;
	readonly maxZoom: number;
	readonly attribution: string;
	readonly schema: 'jangkau' | 'openmaptiles' | 'raster';
}

/** The look of a layer, from a file in map/layers/. */
export interface OwnLook {
	readonly draw: (id: string, data: FeatureCollection) => Drawing;
	readonly legend: (data: FeatureCollection) => readonly OwnLegendEntry[];
}

export interface OwnLegendEntry {
	/** Unique in a legend. */
	readonly key: string;
	readonly label: string;
	readonly swatch: Swatch;
}

/** One thing drawn on the map. Each kind is a pure function in map/layers/. */
export type MapLayer =
	| { readonly kind: 'areas'; readonly id: string; readonly data: FeatureCollection }
	| { readonly kind: 'roads'; readonly id: string; readonly data: FeatureCollection }
	/** Polygons coloured by `properties.number` (see territory-colours.ts), labelled by `properties.label`. */
	| { readonly kind: 'territories'; readonly id: string; readonly data: FeatureCollection }
	/** Points; `properties.state`: due | overdue | done | planned | missed | new; `properties.label`. Clustered past 1,500 points. */
	| { readonly kind: 'households'; readonly id: string; readonly data: FeatureCollection }
	/** Points coloured by `properties.number` of their territory, small. */
	| { readonly kind: 'assigned_households'; readonly id: string; readonly data: FeatureCollection }
	/** Polygons with `properties.class` (0 least covered … 4, `none`, `suppressed`) and `properties.label`; missed count as a symbol from `properties.missed`. */
	| {
			readonly kind: 'choropleth';
			readonly id: string;
			readonly data: FeatureCollection;
			/** What class 0…4 mean, in words, for the legend. */
			readonly classLabels?: readonly string[];
	  }
	/** Cell centres with `properties.weight` 0…1. */
	| { readonly kind: 'heat'; readonly id: string; readonly data: FeatureCollection }
	/** Points; `properties.kind` of facility and `properties.label`. */
	| { readonly kind: 'facilities'; readonly id: string; readonly data: FeatureCollection }
	/** Ground whose map is on the phone: surfaces and the lines around them, with `properties.part` where only some of it is. */
	| { readonly kind: 'kept'; readonly id: string; readonly data: FeatureCollection }
	/** What only some pages show: they hand over how it looks (layers/route.ts), and other maps do not carry it. */
	| {
			readonly kind: 'drawn';
			readonly id: string;
			readonly data: FeatureCollection;
			readonly look: OwnLook;
	  }
	/** One point `properties.accuracyM`; drawn as a dot with an honest ring. */
	| { readonly kind: 'position'; readonly id: string; readonly data: FeatureCollection };

export interface MapPick {
	readonly layer: string;
	readonly id: string;
	readonly at: Position;
}

export interface MapView {
	/** Draws these layers in this order, bottom first; adds, changes and removes as needed. */
	setLayers(layers: readonly MapLayer[]): void;
	/** One feature of a layer, several of it (marked smaller), or none. */
	select(layer: string, id: string | readonly string[] | null): void;
	/** What lies under a point of the map's frame. @param x, y CSS pixels from its top left corner */
	positionAt(x: number, y: number): Position;
	/** Where a position lies in the map's frame, the other way round; outside it where it is not in view. */
	pointAt(position: Position): readonly [x: number, y: number];
	fit(bounds: Bounds, options?: { readonly animate?: boolean; readonly maxZoom?: number }): void;
	/** A click or tap on a feature of one of the layers, or on empty ground (null). */
	onPick(listener: (pick: MapPick | null, at: Position) => void): () => void;
	onMove(listener: (bounds: Bounds, zoom: number) => void): () => void;
	/** While the map moves, at every step: what a page lays over it must be placed anew. */
	onFrame(listener: () => void): () => void;
	/** Resolves when everything in view is drawn. */
	idle(): Promise<void>;
	resize(): void;
	destroy(): void;
}

export type MapFailure = 'no_webgl' | 'failed';
