// Small places for the tests of routing, drawn in metres around one spot.
import type { Position } from 'geojson';
import { LocalMetres } from '../../src/lib/domain/routing/local-metres.ts';
import type { RoadLine } from '../../src/lib/domain/routing/road-network.ts';

const plane = new LocalMetres([110.46, -7.57]);

/** [lng, lat] of metres east and north. */
export function at(x: number, y: number): Position {
	return plane.position(x, y);
}

export function road(...points: readonly (readonly [number, number])[]): RoadLine {
	const coordinates = points.map(([x, y]) => at(x, y));
	return { class: 'local', line: { type: 'LineString', coordinates } };
}
