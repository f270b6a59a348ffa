// Household and facility points. A building outline becomes a point inside it; a point is never moved.
import type { Feature, Geometry, Point, Position } from 'geojson';
import { pointInside } from '#lib/domain/geometry/point-inside.ts';
import { rtNumber } from '#lib/domain/household.ts';
import type { Reading, Repair, RowProblem, TakenFacility, TakenHousehold } from './contracts.ts';
import { areaNameColumns, headNameColumns, textOf } from './properties.ts';
import type { Tick } from './tick.ts';

function isPosition(value: unknown): value is Position {
	if (!Array.isArray(value)) return false;
	const [lng, lat] = value as unknown[];
	return (
		typeof lng === 'number' &&
		typeof lat === 'number' &&
		Math.abs(lng) <= 180 &&
		Math.abs(lat) <= 90
	);
}

function pointOf(
	geometry: Geometry | null,
	row: number
): { point: Point; repair?: Repair } | { problem: RowProblem } {
	if (!geometry) return { problem: { row, reason: 'no_geometry' } };
	switch (geometry.type) {
		case 'Point':
			return isPosition(geometry.coordinates)
				? { point: geometry }
				: { problem: { row, reason: 'bad_coordinates' } };
		case 'MultiPoint': {
			const first: unknown = geometry.coordinates?.[0];
			return isPosition(first)
				? {
						point: { type: 'Point', coordinates: first },
						repair: { row, what: 'first_point_taken' }
					}
				: { problem: { row, reason: 'bad_coordinates' } };
		}
		case 'Polygon':
		case 'MultiPolygon': {
			const inside = pointInside(geometry);
			return inside
				? { point: inside, repair: { row, what: 'point_from_polygon' } }
				: { problem: { row, reason: 'broken_polygon' } };
		}
		case 'LineString':
		case 'MultiLineString':
		case 'GeometryCollection':
		default:
			// Also for a type that GeoJSON does not have: a file may say anything.
			return { problem: { row, reason: 'wrong_geometry' } };
	}
}

function readRows<T>(
	features: readonly Feature<Geometry | null>[],
	tick: Tick,
	make: (properties: Record<string, unknown>, point: Point, row: number) => T
): { taken: T[]; repairs: Repair[]; problems: RowProblem[] } {
	const taken: T[] = [];
	const repairs: Repair[] = [];
	const problems: RowProblem[] = [];
	features.forEach((feature, index) => {
		const row = index + 1;
		tick(row);
		const read = pointOf(feature.geometry, row);
		if ('problem' in read) {
			problems.push(read.problem);
			return;
		}
		if (read.repair) repairs.push(read.repair);
		taken.push(make(feature.properties ?? {}, read.point, row));
	});
	return { taken, repairs, problems };
}

/**
 * Households of a file. Rows at one position are kept: several families may share a house. Whether a
 * point lies in an area is for the caller, who knows the areas.
 */
export function readHouseholds(
	features: readonly Feature<Geometry | null>[],
	tick: Tick
): Reading<TakenHousehold> {
	const rows = readRows(features, tick, (properties, location, row): TakenHousehold => ({
		row,
		headName: textOf(properties, headNameColumns),
		rw: rtNumber(textOf(properties, ['rw', 'nama_rw']) ?? '') ?? null,
		rt: rtNumber(textOf(properties, ['rt', 'nama_rt']) ?? '') ?? null,
		address: textOf(properties, ['alamat', 'address', 'jalan']),
		location
	}));
	return { kind: 'household', rows: features.length, ...rows };
}

export function readFacilities(
	features: readonly Feature<Geometry | null>[],
	tick: Tick
): Reading<TakenFacility> {
	let nameless = 0;
	const missing: Repair[] = [];
	const rows = readRows(features, tick, (properties, location, row): TakenFacility => {
		const name = textOf(properties, ['nama', 'name', 'label', ...areaNameColumns]);
		if (name === null) missing.push({ row, what: 'name_missing' });
		return { row, name: name ?? `Tanpa nama ${++nameless}`, location };
	});
	return {
		kind: 'facility',
		rows: features.length,
		...rows,
		repairs: [...rows.repairs, ...missing]
	};
}
