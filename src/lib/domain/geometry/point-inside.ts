// A point that surely lies inside a polygon: for a building outline, the place of the house.
import { booleanPointInPolygon, centerOfMass } from '@turf/turf';
import type { MultiPolygon, Point, Polygon, Position } from 'geojson';

/** Where the ring's edges cross the parallel `lat`, as longitudes. */
function crossings(ring: readonly Position[], lat: number): number[] {
	const lngs: number[] = [];
	for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
		const [x1 = 0, y1 = 0] = ring[i]!;
		const [x2 = 0, y2 = 0] = ring[j]!;
		if (y1 > lat !== y2 > lat) lngs.push(x1 + ((lat - y1) / (y2 - y1)) * (x2 - x1));
	}
	return lngs;
}

/**
 * The centre of mass where that is inside, else the middle of the widest stretch of the parallel
 * through it. @returns null for a polygon without area or with coordinates that are no numbers
 */
export function pointInside(polygon: Polygon | MultiPolygon): Point | null {
	try {
		const centre = centerOfMass(polygon).geometry;
		if (!centre.coordinates.every(Number.isFinite)) return null;
		if (booleanPointInPolygon(centre, polygon)) return centre;
		const lat = centre.coordinates[1]!;
		const rings = polygon.type === 'Polygon' ? polygon.coordinates : polygon.coordinates.flat();
		const lngs = rings.flatMap((ring) => crossings(ring, lat)).sort((a, b) => a - b);
		let widest: [number, number] | null = null;
		for (let i = 0; i + 1 < lngs.length; i += 2)
			if (widest === null || lngs[i + 1]! - lngs[i]! > widest[1] - widest[0])
				widest = [lngs[i]!, lngs[i + 1]!];
		return widest === null
			? null
			: { type: 'Point', coordinates: [(widest[0] + widest[1]) / 2, lat] };
	} catch {
		// Turf throws on coordinates that are no positions; such a polygon has no inside.
		return null;
	}
}
