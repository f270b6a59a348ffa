// Where a label stands inside a polygon. One point for each feature, so that a label is drawn once
// and not again in every tile that the polygon touches.
import type { Feature, FeatureCollection, Point, Polygon, Position } from 'geojson';

/** Lines across the polygon that are tried; the longest stretch inside wins. */
const scanLines = 9;

/**
 * A point [lng, lat] inside the largest part of a polygon, in the middle of its widest stretch
 * (the scan-line method of PostGIS ST_PointOnSurface, on several lines). Null for other geometry.
 */
export function labelPoint(feature: Feature): Position | null {
	const { geometry } = feature;
	if (geometry?.type === 'Polygon') return insidePolygon(geometry.coordinates);
	if (geometry?.type !== 'MultiPolygon') return null;
	const [largest] = geometry.coordinates
		.map((rings) => ({ rings, size: Math.abs(signedArea(rings[0] ?? [])) }))
		.sort((a, b) => b.size - a.size);
	return largest ? insidePolygon(largest.rings) : null;
}

/** The label points of a collection with the properties of their polygons. */
export function labelPoints(data: FeatureCollection): FeatureCollection<Point> {
	return {
		type: 'FeatureCollection',
		features: data.features.flatMap((feature) => {
			const at = labelPoint(feature);
			if (!at) return [];
			const geometry: Point = { type: 'Point', coordinates: at };
			return [{ type: 'Feature' as const, geometry, properties: feature.properties }];
		})
	};
}

function insidePolygon(rings: Polygon['coordinates']): Position | null {
	const lats = (rings[0] ?? []).map((at) => at[1] ?? 0);
	if (lats.length < 3) return null;
	const south = lats.reduce((a, b) => Math.min(a, b));
	const north = lats.reduce((a, b) => Math.max(a, b));
	const middle = (south + north) / 2;
	let best: { at: Position; score: number } | null = null;
	for (let i = 1; i <= scanLines; i++) {
		const lat = south + ((north - south) * i) / (scanLines + 1);
		// A stretch near an end is as wide as one in the middle only by a little: prefer the middle.
		const centrality = 1 - Math.abs(lat - middle) / (north - south);
		for (const [west, east] of stretches(rings, lat)) {
			const score = (east - west) * centrality;
			if (!best || score > best.score) best = { at: [(west + east) / 2, lat], score };
		}
	}
	return best?.at ?? null;
}

/** The parts of the parallel at `lat` that lie inside, as [west, east]. */
function stretches(rings: Polygon['coordinates'], lat: number): [number, number][] {
	const crossings: number[] = [];
	for (const ring of rings) {
		for (let i = 1; i < ring.length; i++) {
			const [ax = 0, ay = 0] = ring[i - 1] ?? [];
			const [bx = 0, by = 0] = ring[i] ?? [];
			if (ay > lat !== by > lat) crossings.push(ax + ((bx - ax) * (lat - ay)) / (by - ay));
		}
	}
	crossings.sort((a, b) => a - b);
	const pairs: [number, number][] = [];
	for (let i = 0; i + 1 < crossings.length; i += 2) pairs.push([crossings[i]!, crossings[i + 1]!]);
	return pairs;
}

function signedArea(ring: readonly Position[]): number {
	let sum = 0;
	for (let i = 1; i < ring.length; i++) {
		const [ax = 0, ay = 0] = ring[i - 1] ?? [];
		const [bx = 0, by = 0] = ring[i] ?? [];
		sum += ax * by - bx * ay;
	}
	return sum / 2;
}
