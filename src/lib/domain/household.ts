import type { Point } from 'geojson';
import type { Day, Id, Placed, Row } from './entity.ts';
import { err, ok, type Result } from './result.ts';
import type { Change } from './sync/change.ts';

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
	/** While another kader visits it: in whose territory, the last day, and where it belongs. Absent until the server says. */
	readonly lentTo?: Id<'territory'> | null;
	readonly lentUntil?: Day | null;
	readonly lentFrom?: Id<'territory'> | null;
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

/** What is asked when a house is not on the map yet. */
export interface NewHousehold {
	readonly id: Id<'household'>;
	readonly headId: Id<'member'>;
	readonly areaId: Id<'area'>;
	readonly territoryId: Id<'territory'> | null;
	readonly headName: string;
	readonly headSex: 'female' | 'male';
	readonly address: string;
	readonly rw: string;
	readonly rt: string;
	readonly landmark: string;
	readonly location: Point | null;
	readonly accuracyM: number | null;
	readonly locationSource: LocationSource;
	readonly today: Day;
}

export type HouseholdProblem =
	'name_missing' | 'name_too_long' | 'rt_not_a_number' | 'rw_not_a_number';

/** `2`, `02` and `RT 002` are the same: three digits. Null for empty, undefined for what is no number. */
export function rtNumber(text: string): string | null | undefined {
	const trimmed = text.trim();
	if (trimmed === '') return null;
	const digits = /^(?:r[tw]\.?\s*)?0*(\d{1,3})$/i.exec(trimmed)?.[1];
	return digits?.padStart(3, '0');
}

/** Adds a family that nobody had counted, with its head as first member. */
export function addHousehold(entry: NewHousehold): Result<Change[], HouseholdProblem> {
	const headName = entry.headName.trim();
	const rt = rtNumber(entry.rt);
	const rw = rtNumber(entry.rw);
	if (headName === '') return err('name_missing');
	if (headName.length > 200) return err('name_too_long');
	if (rt === undefined) return err('rt_not_a_number');
	if (rw === undefined) return err('rw_not_a_number');
	const placed = { areaId: entry.areaId, territoryId: entry.territoryId };
	const household: Change = {
		entity: 'household',
		op: 'create',
		id: entry.id,
		patch: {
			...placed,
			code: `B-${entry.id.slice(-6).toUpperCase()}`,
			posyanduId: null,
			headName,
			address: entry.address.trim() || null,
			rw,
			rt,
			phone: null,
			landmark: entry.landmark.trim() || null,
			location: entry.location,
			locationAccuracyM: entry.location ? entry.accuracyM : null,
			locationSource: entry.location ? entry.locationSource : 'none',
			facts: {},
			status: 'active',
			registeredOn: entry.today
		}
	};
	const head: Change = {
		entity: 'member',
		op: 'create',
		id: entry.headId,
		patch: {
			...placed,
			householdId: entry.id,
			name: headName,
			sex: entry.headSex,
			birthDate: null,
			relation: 1,
			pregnantSince: null,
			deliveredOn: null,
			conditions: [],
			jknStatus: 'unknown',
			status: 'active',
			nikLast4: null
		},
		after: [entry.id]
	};
	return ok([household, head]);
}

/**
 * Moves the house on the map. A fix that is worse than the one stored is refused, so that a bad GPS
 * never overwrites a good one; a person's choice on the map always counts.
 */
export function moveHousehold(
	household: Household,
	fix: { location: Point; accuracyM: number | null; source: 'gps' | 'map' }
): Result<Change[], 'worse_than_stored'> {
	const stored = household.locationAccuracyM;
	if (fix.source === 'gps' && household.locationSource === 'gps' && stored !== null)
		if ((fix.accuracyM ?? Infinity) > stored) return err('worse_than_stored');
	return ok([
		{
			entity: 'household',
			op: 'update',
			id: household.id,
			baseRev: household.rev,
			patch: {
				location: fix.location,
				locationAccuracyM: fix.accuracyM,
				locationSource: fix.source
			},
			after: [household.id]
		}
	]);
}
