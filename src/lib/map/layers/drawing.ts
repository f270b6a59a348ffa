// What a layer function answers: sources and style layers as plain data, for the adapter to apply.
// Nothing in layers/ touches a map.
import type { Feature, FeatureCollection } from 'geojson';
import type { Pixels } from '../rasters.ts';
import type { GeoJSONSourceSpecification, LayerSpecification } from 'maplibre-gl';

export interface Drawing {
	/** By source id; ids begin with the layer's id. */
	readonly sources: Readonly<Record<string, GeoJSONSourceSpecification>>;
	/** Drawn under the place names of the basemap. */
	readonly fills: readonly LayerSpecification[];
	/** Drawn over everything of the basemap. */
	readonly marks: readonly LayerSpecification[];
	/** Pictures that only this layer names, by name; made when it is first drawn. */
	readonly pictures?: () => ReadonlyMap<string, Pixels>;
	/** Style layers that a tap may hit. */
	readonly pickable: readonly string[];
}

/**
 * Local fonts: the style names no glyph server. MapLibre reads the weight from the first name, which
 * is no font on any device, and draws with the next.
 */
export const fonts = { regular: ['sans-serif'], bold: ['Jangkau Bold', 'sans-serif'] };

/** Leaves only the named properties and the id: what goes to the worker is copied twice. */
export function slim(
	data: FeatureCollection,
	properties: readonly string[],
	extra: (feature: Feature, index: number) => Readonly<Record<string, unknown>> = () => ({})
): FeatureCollection {
	return {
		type: 'FeatureCollection',
		features: data.features
			.filter((feature) => feature.geometry)
			.map((feature, index) => {
				const kept: Record<string, unknown> = { id: featureId(feature) };
				for (const name of properties) kept[name] = feature.properties?.[name] ?? null;
				Object.assign(kept, extra(feature, index));
				return { type: 'Feature', geometry: feature.geometry, properties: kept };
			})
	};
}

export function featureId(feature: Feature): string {
	const id: unknown = feature.properties?.['id'] ?? feature.id ?? '';
	return String(id);
}

export function geojson(
	data: FeatureCollection,
	options: Partial<GeoJSONSourceSpecification> = {}
): GeoJSONSourceSpecification {
	return { type: 'geojson', data, ...options };
}
