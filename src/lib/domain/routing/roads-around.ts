// Which roads a day needs: those around the places of the day, so that a phone that holds a whole
// kecamatan builds a network of a few villages only.
import type { Position } from 'geojson';
import { LocalMetres } from './local-metres.ts';
import type { RoadLine } from './road-network.ts';

/** A way between two places may lead so far around them. */
export const aroundM = 2_000;

type Box = [west: number, south: number, east: number, north: number];

/** With `aroundM` on every side, in degrees; null without a place. @param places [lng, lat] */
export function boxAround(places: readonly Position[]): Box | null {
	const box = boxOf(places);
	if (!box) return null;
	const middle = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
	const plane = new LocalMetres(middle);
	const [east, north] = plane.position(aroundM, aroundM);
	const [lng, lat] = [east! - middle[0]!, north! - middle[1]!];
	return [box[0] - lng, box[1] - lat, box[2] + lng, box[3] + lat];
}

/** @param places [lng, lat]; none of them, no roads */
export function roadsAround<R extends RoadLine>(
	roads: readonly R[],
	places: readonly Position[]
): R[] {
	const wide = boxAround(places);
	if (!wide) return [];
	return roads.filter(({ line }) => {
		const own = boxOf(line.type === 'LineString' ? line.coordinates : line.coordinates.flat());
		return own !== null && overlap(own, wide);
	});
}

function boxOf(positions: readonly Position[]): Box | null {
	if (positions.length === 0) return null;
	const box: Box = [Infinity, Infinity, -Infinity, -Infinity];
	for (const [lng = NaN, lat = NaN] of positions) {
		if (lng < box[0]) box[0] = lng;
		if (lat < box[1]) box[1] = lat;
		if (lng > box[2]) box[2] = lng;
		if (lat > box[3]) box[3] = lat;
	}
	return box;
}

function overlap(a: Box, b: Box): boolean {
	return a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3];
}
