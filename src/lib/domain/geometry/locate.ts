// Which of many polygons holds a point: boxes first, then the polygon itself.
import { bbox, booleanPointInPolygon } from '@turf/turf';
import type { MultiPolygon, Polygon, Position } from 'geojson';

export interface Locator<T> {
	/** The first of the polygons, in the order given, that holds the position ([lng, lat]); border counts. */
	at(position: Position): T | null;
}

/** Prepares many look-ups in the same polygons. */
export function locator<T>(
	items: readonly { readonly polygon: Polygon | MultiPolygon; readonly value: T }[]
): Locator<T> {
	const boxed = items.map((item) => ({ ...item, box: bbox(item.polygon) }));
	return {
		at(position) {
			const [lng = NaN, lat = NaN] = position;
			for (const { polygon, value, box } of boxed) {
				if (lng < box[0] || lat < box[1] || lng > box[2]! || lat > box[3]!) continue;
				if (booleanPointInPolygon([lng, lat], polygon)) return value;
			}
			return null;
		}
	};
}
