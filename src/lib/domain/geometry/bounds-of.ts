import { bbox, featureCollection } from '@turf/turf';
import type { Geometry } from 'geojson';

/** [west, south, east, north] around geometries in degrees; null when there is none. */
export function boundsOf(geometries: readonly Geometry[]): [number, number, number, number] | null {
	if (geometries.length === 0) return null;
	const [west, south, east, north] = bbox(
		featureCollection(
			geometries.map((geometry) => ({ type: 'Feature' as const, properties: {}, geometry }))
		)
	);
	return Number.isFinite(west) ? [west, south, east!, north!] : null;
}
