// How large a polygon is on the ground. Never used by the division engine, which measures for itself.
import { area } from '@turf/turf';
import type { MultiPolygon, Polygon } from 'geojson';

/** Square metres on the sphere; 0 for a ring that is none. */
export function areaM2(polygon: Polygon | MultiPolygon): number {
	try {
		return area(polygon);
	} catch {
		// Turf throws on coordinates that are no positions.
		return 0;
	}
}
