// What a GIS user does by hand: k-means clusters of the houses, then the Voronoi cells of their middles
// cut by the outline. Run live beside our own, on the same houses.
import {
	bbox,
	centerMean,
	clusterEach,
	clustersKmeans,
	combine,
	feature,
	featureCollection,
	intersect,
	point,
	voronoi
} from '@turf/turf';
import type { Feature, MultiPolygon, Point, Polygon } from 'geojson';
import type { DivisionInput } from '../../src/lib/domain/division/contract.ts';

export type Shape = Feature<Polygon | MultiPolygon>;

/** The area as one shape; parts stay parts. */
export function outlineOf({ area }: Pick<DivisionInput, 'area'>): Shape {
	if (area.type !== 'FeatureCollection') return feature(area);
	const polygons = featureCollection(area.features as Feature<Polygon>[]);
	return combine(polygons).features[0] as Shape;
}

/** Territories that cover the outline; a cell that a bay cuts is one shape of several pieces. */
export function byHandShapes(input: DivisionInput): Shape[] {
	const houses = featureCollection(input.households.map(({ position }) => point(position)));
	const clustered = clustersKmeans(houses, { numberOfClusters: input.k });
	const middles: Feature<Point>[] = [];
	clusterEach(clustered, 'cluster', (cluster) => {
		if (cluster) middles.push(centerMean(cluster));
	});
	const outline = outlineOf(input);
	const cells = voronoi(featureCollection(middles), { bbox: bbox(outline) }).features;
	return cells.flatMap((cell) => intersect(featureCollection([cell as Shape, outline])) ?? []);
}

export const multiPolygonOf = ({ geometry }: Shape): MultiPolygon =>
	geometry.type === 'MultiPolygon'
		? geometry
		: { type: 'MultiPolygon', coordinates: [geometry.coordinates] };
