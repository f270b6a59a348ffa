// How long a line is on the ground. For figures that people read, not for finding a way.
import { length } from '@turf/turf';
import type { LineString } from 'geojson';

/** Metres on the sphere. */
export function lengthM(line: LineString): number {
	return length({ type: 'Feature', properties: {}, geometry: line }, { units: 'meters' });
}
