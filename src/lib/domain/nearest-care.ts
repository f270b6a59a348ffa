// Where a family goes with a danger sign: the nearest place of care that is open now, and what there is
// if none is.
import type { Point } from 'geojson';
import type { Facility, FacilityKind } from './facility.ts';
import { straightMetres } from './geometry/straight-line.ts';
import { openStateAt, type OpenState } from './opening-hours.ts';

/** A posyandu is open once a month and treats nobody. */
export const careKinds: readonly FacilityKind[] = ['pustu', 'puskesmas', 'hospital'];

export interface CarePlace {
	readonly facility: Facility;
	/** As the crow flies; null while either place is unknown. */
	readonly distanceM: number | null;
	readonly open: OpenState;
}

export interface CareQuestion {
	/** The house, or where she stands; null where neither is known. */
	readonly from: Point | null;
	/** By the server's clock where it is known. */
	readonly nowMs: number;
	readonly timeZone: string;
}

/** Open before unknown before closed: a closed door is no help, however near. */
const openOrder: Record<OpenState['state'], number> = { always: 0, open: 0, unknown: 1, closed: 2 };

function opensIn(open: OpenState): string {
	return open.state === 'closed' ? `${String(open.inDays)} ${open.opens ?? '99'}` : '';
}

/**
 * Places of care, best first: open ones by distance, then those whose hours nobody recorded, then closed
 * ones by when they open. A place that is not on the map comes after those that are.
 */
export function nearestCare(facilities: readonly Facility[], question: CareQuestion): CarePlace[] {
	const { from, nowMs, timeZone } = question;
	return facilities
		.filter(({ kind }) => careKinds.includes(kind))
		.map((facility) => ({
			facility,
			distanceM: from && facility.location ? straightMetres(from, facility.location) : null,
			open: openStateAt(facility.openingHours, timeZone, nowMs)
		}))
		.sort(
			(a, b) =>
				openOrder[a.open.state] - openOrder[b.open.state] ||
				opensIn(a.open).localeCompare(opensIn(b.open)) ||
				(a.distanceM ?? Number.MAX_VALUE) - (b.distanceM ?? Number.MAX_VALUE) ||
				a.facility.name.localeCompare(b.facility.name)
		);
}
