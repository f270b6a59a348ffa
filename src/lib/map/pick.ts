// Which feature a tap means: the one under it, or the nearest mark a finger may have meant.
import type { Map as MapLibreMap, MapGeoJSONFeature, PointLike } from 'maplibre-gl';

export interface Hit {
	/** The page's layer. */
	readonly layer: string;
	readonly id: string;
	/** The map source, for questions about a cluster. */
	readonly source: string;
	readonly cluster?: number;
	readonly at: [number, number];
}

/** Half a touch target: a tap 20 px beside a house still means the house. */
const touchReachPx = 20;

/** `pickable`: style layer → the page's layer. Null where nothing of them is in reach. */
export function pickAt(
	map: Pick<MapLibreMap, 'queryRenderedFeatures' | 'getLayer' | 'project' | 'unproject'>,
	pickable: ReadonlyMap<string, string>,
	point: { readonly x: number; readonly y: number },
	reachPx = touchReachPx
): Hit | null {
	const layers = [...pickable.keys()].filter((id) => map.getLayer(id));
	if (layers.length === 0) return null;
	const box: [PointLike, PointLike] = [
		[point.x - reachPx, point.y - reachPx],
		[point.x + reachPx, point.y + reachPx]
	];
	// Small things first: a house in reach wins over the territory under it.
	const near = map.queryRenderedFeatures(box, { layers }).filter(isSmall);
	const exact = map.queryRenderedFeatures([point.x, point.y], { layers });
	const feature = nearest(map, near, point) ?? exact.find((hit) => !isSmall(hit));
	return feature ? toHit(map, feature, pickable, point) : null;
}

function isSmall({ geometry }: MapGeoJSONFeature): boolean {
	return geometry.type === 'Point' || geometry.type === 'LineString';
}

function nearest(
	map: Pick<MapLibreMap, 'project'>,
	features: readonly MapGeoJSONFeature[],
	point: { readonly x: number; readonly y: number }
): MapGeoJSONFeature | undefined {
	const distance = ({ geometry }: MapGeoJSONFeature): number => {
		// A line in reach loses against any point in reach.
		if (geometry.type !== 'Point') return Number.MAX_VALUE;
		const [lng = 0, lat = 0] = geometry.coordinates;
		const at = map.project([lng, lat]);
		return Math.hypot(at.x - point.x, at.y - point.y);
	};
	return [...features].sort((a, b) => distance(a) - distance(b))[0];
}

function toHit(
	map: Pick<MapLibreMap, 'unproject'>,
	feature: MapGeoJSONFeature,
	pickable: ReadonlyMap<string, string>,
	point: { readonly x: number; readonly y: number }
): Hit {
	const { properties, geometry, source } = feature;
	const cluster: unknown = properties['cluster_id'];
	const at =
		geometry.type === 'Point'
			? [geometry.coordinates[0] ?? 0, geometry.coordinates[1] ?? 0]
			: map.unproject([point.x, point.y]).toArray();
	return {
		layer: pickable.get(feature.layer.id) ?? '',
		id: String(properties['id'] ?? ''),
		source,
		at: [at[0] ?? 0, at[1] ?? 0],
		...(typeof cluster === 'number' ? { cluster } : {})
	};
}
