import type { Point } from 'geojson';
import type { Id, Row } from './entity.ts';

/** A community health volunteer. */
export interface Kader extends Row<'kader'> {
	readonly puskesmasId: Id<'facility'>;
	readonly posyanduId: Id<'facility'> | null;
	/** The village in which she works. */
	readonly areaId: Id<'area'>;
	readonly name: string;
	readonly home: Point | null;
	readonly decreeNo: string | null;
	readonly active: boolean;
	/** Minutes a month she has for visits; null where nobody asked her. */
	readonly capacityMinutes: number | null;
}
