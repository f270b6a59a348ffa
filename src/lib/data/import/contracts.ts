// What reading a file answers: what would be taken, what was mended on the way, what is refused and
// why. Codes only; pages and the command line put them in words.
import type { LineString, MultiPolygon, Point } from 'geojson';
import type { RoadClass } from '#lib/domain/area.ts';

export const importKinds = ['area', 'household', 'road', 'facility'] as const;
export type ImportKind = (typeof importKinds)[number];

/** The whole file cannot be used. */
export type FileRefusal =
	| 'too_large'
	| 'empty_file'
	| 'not_json'
	| 'esri_json'
	| 'not_geojson'
	| 'no_features'
	| 'wrong_crs'
	| 'projected_coordinates'
	| 'outside_indonesia'
	| 'no_such_geometry';

export type RepairCode =
	| 'swapped_lat_lng'
	| 'height_dropped'
	| 'rings_mended'
	| 'tiny_parts_dropped'
	| 'point_from_polygon'
	| 'first_point_taken'
	| 'name_missing'
	| 'name_repeated'
	| 'line_split'
	| 'duplicate_dropped';

export type RowRefusal =
	| 'no_geometry'
	| 'wrong_geometry'
	| 'bad_coordinates'
	| 'broken_polygon'
	| 'too_small'
	| 'line_too_short'
	| 'too_detailed'
	| 'outside_every_area'
	| 'outside_parent';

export interface Repair {
	/** Counted from 1, as a person counts the features of the file; 0 is the whole file. */
	readonly row: number;
	readonly what: RepairCode;
	readonly sizeM2?: number;
}

export interface RowProblem {
	readonly row: number;
	readonly reason: RowRefusal;
}

export interface TakenArea {
	readonly row: number;
	readonly name: string;
	readonly boundary: MultiPolygon;
	readonly properties: Readonly<Record<string, unknown>>;
}

export interface TakenHousehold {
	readonly row: number;
	readonly headName: string | null;
	readonly rw: string | null;
	readonly rt: string | null;
	readonly address: string | null;
	readonly location: Point;
}

export interface TakenRoad {
	readonly row: number;
	readonly name: string | null;
	readonly class: RoadClass;
	readonly line: LineString;
}

export interface TakenFacility {
	readonly row: number;
	readonly name: string;
	readonly location: Point;
}

export interface Reading<T> {
	readonly kind: ImportKind;
	/** Features in the file. */
	readonly rows: number;
	readonly taken: readonly T[];
	readonly repairs: readonly Repair[];
	readonly problems: readonly RowProblem[];
}

export type AnyReading =
	| (Reading<TakenArea> & { readonly kind: 'area' })
	| (Reading<TakenHousehold> & { readonly kind: 'household' })
	| (Reading<TakenRoad> & { readonly kind: 'road' })
	| (Reading<TakenFacility> & { readonly kind: 'facility' });

/** Larger files freeze a cheap laptop; the planner is told to cut the file by village. */
export const maxFileBytes = 50 * 1024 * 1024;
