// A ring that somebody drew: whether it crosses itself, and the part of it within an area.
import { feature, featureCollection, intersect, kinks, polygon } from '@turf/turf';
import type { MultiPolygon, Polygon, Position } from 'geojson';

const closed = (ring: readonly Position[]): Position[] => [...ring, ring[0]!].map((at) => [...at]);

/** @param ring [lng, lat], three corners or more, not closed */
export function crossesItself(ring: readonly Position[]): boolean {
	return kinks(polygon([closed(ring)])).features.length > 0;
}

/**
 * Null where nothing of it lies within.
 * @param ring [lng, lat], not closed, that does not cross itself; corners at least a centimetre apart
 */
export function ringWithin(ring: readonly Position[], within: MultiPolygon): MultiPolygon | null {
	const both = [polygon([closed(ring)]), feature(within)];
	const found = intersect(featureCollection<Polygon | MultiPolygon>(both))?.geometry;
	if (!found) return null;
	const coordinates = found.type === 'Polygon' ? [found.coordinates] : found.coordinates;
	return { type: 'MultiPolygon', coordinates };
}
