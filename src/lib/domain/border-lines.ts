// Which lines of the map a border may follow: what people know as a border anyway.
import type { Position } from 'geojson';
import type { Road, RoadClass } from './area.ts';

const followed: ReadonlySet<RoadClass> = new Set(['river_boat', 'rail', 'main']);

/** Rivers, railways and big roads, [lng, lat] each. */
export function borderLines(roads: readonly Pick<Road, 'class' | 'line'>[]): Position[][] {
	return roads.filter((road) => followed.has(road.class)).map(({ line }) => line.coordinates);
}
