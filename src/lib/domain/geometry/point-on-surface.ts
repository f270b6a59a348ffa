// One point that stands for a building or a marker, certain to lie on it.
import { pointOnFeature } from '@turf/turf';
import type { Geometry, Position } from 'geojson';

/** [lng, lat] of the point itself, or of a place inside the shape; null where there is none. */
export function pointOnSurface(geometry: Geometry | null | undefined): Position | null {
	if (!geometry) return null;
	if (geometry.type === 'Point') return geometry.coordinates;
	if (geometry.type === 'MultiPoint') return geometry.coordinates[0] ?? null;
	try {
		return pointOnFeature(geometry).geometry.coordinates;
	} catch {
		// Turf throws on empty and malformed shapes, which drawn layers do contain.
		return null;
	}
}
