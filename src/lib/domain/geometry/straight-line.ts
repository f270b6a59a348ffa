// Distance and direction as the crow flies. Never a walking route: pages must say "garis lurus".
import { bearing, distance } from '@turf/turf';
import type { Point } from 'geojson';

/** Metres between two positions on the sphere. */
export function straightMetres(from: Point, to: Point): number {
	return distance(from, to, { units: 'meters' });
}

/** Degrees clockwise from north, 0 ≤ d < 360. */
export function bearingDegrees(from: Point, to: Point): number {
	return (bearing(from, to) + 360) % 360;
}
