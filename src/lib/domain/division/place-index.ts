// Which of several polygons a place lies in. Even–odd, so it is exact but for places on a border.
import type { MultiPolygon, Position } from 'geojson';
import { ringHolds } from './ring-validity.ts';

/** @returns the first polygon that holds the place, or −1 */
export function placeIndex(polygons: readonly MultiPolygon[]): (place: Position) => number {
	const boxed = polygons.map(({ coordinates }) => {
		const rings = coordinates.flat();
		const box = { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity };
		for (const [lng = NaN, lat = NaN] of rings.flat()) {
			box.west = Math.min(box.west, lng);
			box.east = Math.max(box.east, lng);
			box.south = Math.min(box.south, lat);
			box.north = Math.max(box.north, lat);
		}
		return { rings, ...box };
	});
	return (place) => {
		const [lng = NaN, lat = NaN] = place;
		return boxed.findIndex(({ rings, west, south, east, north }) => {
			if (!(lng >= west && lng <= east && lat >= south && lat <= north)) return false;
			return rings.reduce((inside, ring) => (ringHolds(ring, place) ? !inside : inside), false);
		});
	};
}
