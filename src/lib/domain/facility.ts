import type { Point } from 'geojson';
import type { Day, Id, Row } from './entity.ts';
import type { OpeningHours } from './opening-hours.ts';

export type FacilityKind = 'puskesmas' | 'pustu' | 'posyandu' | 'hospital';

/** Of the building, as inventories of the health office say it: none, light, moderate, heavy damage. */
export type FacilityCondition = 'good' | 'light' | 'moderate' | 'heavy';
/** Strata of a posyandu, lowest first; the words stay. */
export type PosyanduStage = 'pratama' | 'madya' | 'purnama' | 'mandiri';

export interface Facility extends Row<'facility'> {
	readonly kind: FacilityKind;
	/** puskesmas of a pustu, pustu or puskesmas of a posyandu. */
	readonly parentId: Id<'facility'> | null;
	readonly name: string;
	readonly code: string | null;
	/** The village (or smaller area) in which it stands. */
	readonly areaId: Id<'area'>;
	readonly location: Point | null;
	readonly condition: FacilityCondition | null;
	/** The day on which somebody looked; set with the condition. */
	readonly conditionOn?: Day | null;
	/** Of a posyandu only. */
	readonly stage?: PosyanduStage | null;
	readonly phone: string | null;
	/** Absent or null where nobody has said: never taken for open or closed. */
	readonly openingHours?: OpeningHours | null;
	/** IANA zone; set on puskesmas. Days, months and ages of its wilayah kerja use it. */
	readonly timeZone: string | null;
}

/** The areas that a facility serves: whole villages for a puskesmas, RW or dusun for a posyandu. */
export interface FacilityArea extends Row<'facility_area'> {
	readonly facilityId: Id<'facility'>;
	readonly areaId: Id<'area'>;
}
