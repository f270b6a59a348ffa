import type { Point } from 'geojson';
import type { Day, Id, Placed, Row } from './entity.ts';

/** How the position was learned. A better source is never overwritten by a worse one. */
export type LocationSource = 'gps' | 'map' | 'import' | 'none';

export type HouseholdStatus = 'active' | 'moved' | 'empty';

/** One family (KK). Several may share a position. */
export interface Household extends Row<'household'>, Placed {
	/** A short neutral code for lists, print and messages, e.g. `TL-0421`; says nothing of health. */
	readonly code: string;
	readonly posyanduId: Id<'facility'> | null;
	readonly location: Point | null;
	readonly locationAccuracyM: number | null;
	readonly locationSource: LocationSource;
	readonly status: HouseholdStatus;
	readonly registeredOn: Day;
	// Personal from here on: sealed on the device.
	readonly headName: string;
	readonly address: string | null;
	/** Three digits, `001`; null where unknown. */
	readonly rw: string | null;
	readonly rt: string | null;
	readonly phone: string | null;
	readonly landmark: string | null;
	/** Answers of sheet A (water, latrine, JKN …), by question code of the form. */
	readonly facts: Readonly<Record<string, unknown>>;
}
