// From the text of a file to GeoJSON features in [lng, lat] degrees, or the reason why it is none.
// Never throws, whatever the file holds.
import type { Feature, Geometry, Position } from 'geojson';
import { err, ok, type Result } from '#lib/domain/result.ts';
import { maxFileBytes, type FileRefusal, type Repair } from './contracts.ts';

export interface ReadFeatures {
	readonly features: readonly Feature<Geometry | null>[];
	readonly repairs: readonly Repair[];
}

/** [west, south, east, north] of Indonesia with its sea, in degrees. */
const indonesia = [94, -12, 142, 8] as const;
/** Names of WGS 84 in longitude and latitude, as programs write them into the legacy `crs` member. */
const lngLatCrs = /CRS84|EPSG:{1,2}(?:[\d.]*:)?4326|WGS ?84$/i;

/** @param text the whole file; a byte order mark is allowed */
export function readFeatures(text: string): Result<ReadFeatures, FileRefusal> {
	if (text.length > maxFileBytes) return err('too_large');
	const trimmed = text.replace(/^\uFEFF/, '').trim();
	if (trimmed === '') return err('empty_file');
	let parsed: unknown;
	try {
		parsed = JSON.parse(trimmed);
	} catch {
		return err('not_json');
	}
	const found = featuresOf(parsed);
	if (!found.ok) return found;
	if (found.value.length === 0) return err('no_features');
	const crs = crsName(parsed);
	if (crs !== null && !lngLatCrs.test(crs)) return err('wrong_crs');
	return placed(found.value);
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function featuresOf(parsed: unknown): Result<Feature<Geometry | null>[], FileRefusal> {
	if (!isObject(parsed)) return err('not_geojson');
	const list = Array.isArray(parsed.features) ? (parsed.features as unknown[]) : [];
	if (isObject(list[0]) && 'attributes' in list[0]) return err('esri_json');
	if (parsed.type === 'FeatureCollection') return ok(list.map(asFeature));
	if (parsed.type === 'Feature') return ok([asFeature(parsed)]);
	if (parsed.type === 'GeometryCollection' && Array.isArray(parsed.geometries))
		return ok(parsed.geometries.map((geometry: unknown) => asFeature({ geometry })));
	if ('coordinates' in parsed) return ok([asFeature({ geometry: parsed })]);
	return err('not_geojson');
}

function asFeature(value: unknown): Feature<Geometry | null> {
	const feature = isObject(value) ? value : {};
	const geometry = isObject(feature.geometry) ? feature.geometry : null;
	return {
		type: 'Feature',
		properties: isObject(feature.properties) ? feature.properties : {},
		geometry: geometry as Geometry | null
	};
}

function crsName(parsed: unknown): string | null {
	const crs = isObject(parsed) ? parsed.crs : null;
	const properties = isObject(crs) ? crs.properties : null;
	const name = isObject(properties) ? properties.name : null;
	return typeof name === 'string' ? name : null;
}

/** Calls back with every position of a coordinates array, however deep. */
function eachPosition(coordinates: unknown, visit: (position: number[]) => void, depth = 0): void {
	if (!Array.isArray(coordinates) || depth > 6) return;
	if (typeof coordinates[0] === 'number') visit(coordinates as number[]);
	else for (const part of coordinates) eachPosition(part, visit, depth + 1);
}

function coordinatesOf(geometry: Geometry | null): unknown {
	return geometry !== null && 'coordinates' in geometry ? geometry.coordinates : null;
}

/** Decides whether the numbers are degrees and in which order. A few stray rows do not refuse a file. */
function placed(features: Feature<Geometry | null>[]): Result<ReadFeatures, FileRefusal> {
	const [west, south, east, north] = indonesia;
	const seen = { all: 0, degrees: 0, inside: 0, swapped: 0, height: 0 };
	for (const { geometry } of features)
		eachPosition(coordinatesOf(geometry), ([a = NaN, b = NaN, ...rest]) => {
			seen.all += 1;
			if (Math.abs(a) <= 180 && Math.abs(b) <= 180) seen.degrees += 1;
			if (a >= west && a <= east && b >= south && b <= north) seen.inside += 1;
			if (b >= west && b <= east && a >= south && a <= north) seen.swapped += 1;
			if (rest.length > 0) seen.height += 1;
		});
	const most = seen.all * 0.9;
	if (seen.all > 0 && seen.degrees < most) return err('projected_coordinates');
	const swap = seen.swapped >= most && seen.all > 0;
	if (seen.all > 0 && !swap && seen.inside < most) return err('outside_indonesia');
	const repairs: Repair[] = [];
	if (swap) repairs.push({ row: 0, what: 'swapped_lat_lng' });
	if (seen.height > 0) repairs.push({ row: 0, what: 'height_dropped' });
	if (repairs.length === 0) return ok({ features, repairs });
	return ok({ features: features.map((feature) => flattened(feature, swap)), repairs });
}

function flattened(feature: Feature<Geometry | null>, swap: boolean): Feature<Geometry | null> {
	const coordinates = coordinatesOf(feature.geometry);
	if (coordinates === null) return feature;
	const geometry = { ...feature.geometry, coordinates: turned(coordinates, swap) } as Geometry;
	return { ...feature, geometry };
}

function turned(coordinates: unknown, swap: boolean): unknown {
	if (!Array.isArray(coordinates)) return coordinates;
	if (typeof coordinates[0] !== 'number') return coordinates.map((part) => turned(part, swap));
	const [a, b] = coordinates as Position;
	return swap ? [b, a] : [a, b];
}
