import type { Point } from 'geojson';
import type { Id, Row } from './entity.ts';
import { err, ok, type Result } from './result.ts';
import type { Change } from './sync/change.ts';
import type { TravelMode } from './travel.ts';

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
	/** How she gets around; null where she travels as is usual in the puskesmas. */
	readonly travelMode: TravelMode | null;
}

/** What a planner is asked about a volunteer, and may put right later. */
export interface KaderEntry {
	readonly name: string;
	readonly posyanduId: Id<'facility'> | null;
	/** As typed; empty where nobody asked her. */
	readonly capacityHours: string;
	readonly travelMode: TravelMode | null;
}

export interface NewKader extends KaderEntry {
	readonly id: Id<'kader'>;
	readonly puskesmasId: Id<'facility'>;
	/** Empty while no village is chosen. */
	readonly areaId: Id<'area'>;
}

export type KaderProblem =
	| 'name_missing'
	| 'name_too_long'
	| 'area_missing'
	| 'capacity_not_a_number'
	| 'capacity_out_of_range';

/** As long as the server stores. */
export const maxKaderNameLength = 120;
/** Hours a month: below half an hour there is no visit, and 200 are a full-time post. */
export const capacityHours = { least: 0.5, most: 200 } as const;

type KaderFields = Pick<Kader, 'name' | 'posyanduId' | 'capacityMinutes' | 'travelMode'>;

function checkedEntry(entry: KaderEntry): Result<KaderFields, KaderProblem> {
	const name = entry.name.trim().replace(/\s+/g, ' ');
	if (name === '') return err('name_missing');
	// Counted as the server does, by characters and not by UTF-16 units.
	if ([...name].length > maxKaderNameLength) return err('name_too_long');
	const capacity = capacityMinutesFrom(entry.capacityHours);
	if (!capacity.ok) return capacity;
	const { posyanduId, travelMode } = entry;
	return ok({ name, posyanduId, capacityMinutes: capacity.value, travelMode });
}

/** Whole minutes from hours as typed, `12`, `12,5` or `12.5`; null from nothing. */
export function capacityMinutesFrom(
	typed: string
): Result<number | null, 'capacity_not_a_number' | 'capacity_out_of_range'> {
	const text = typed.trim().replace(',', '.');
	if (text === '') return ok(null);
	if (!/^\d+(\.\d+)?$/.test(text)) return err('capacity_not_a_number');
	const hours = Number(text);
	const isPlausible = hours >= capacityHours.least && hours <= capacityHours.most;
	return isPlausible ? ok(Math.round(hours * 60)) : err('capacity_out_of_range');
}

export function addKader(entry: NewKader): Result<Change[], KaderProblem> {
	const checked = checkedEntry(entry);
	if (!checked.ok) return checked;
	if (entry.areaId === '') return err('area_missing');
	return ok([
		{
			entity: 'kader',
			op: 'create',
			id: entry.id,
			patch: {
				puskesmasId: entry.puskesmasId,
				areaId: entry.areaId,
				...checked.value,
				home: null,
				decreeNo: null,
				active: true
			},
			after: [entry.areaId, ...(entry.posyanduId === null ? [] : [entry.posyanduId])]
		}
	]);
}

/**
 * Puts right what is known of a kader: only the fields that differ; no change where none does.
 *
 * @param hoursTyped false leaves her minutes as they are, which hours in a field would round
 */
export function editKader(
	kader: Kader,
	entry: KaderEntry,
	hoursTyped = true
): Result<Change[], KaderProblem> {
	const checked = checkedEntry(hoursTyped ? entry : { ...entry, capacityHours: '' });
	if (!checked.ok) return checked;
	// A row that came before the column has no way to travel.
	const before: Readonly<Record<string, unknown>> = {
		...kader,
		travelMode: kader.travelMode ?? null
	};
	const patch = Object.fromEntries(
		Object.entries(checked.value).filter(
			([field, value]) => before[field] !== value && (hoursTyped || field !== 'capacityMinutes')
		)
	);
	if (Object.keys(patch).length === 0) return ok([]);
	const posyandu = 'posyanduId' in patch && entry.posyanduId !== null ? [entry.posyanduId] : [];
	return ok([
		{
			entity: 'kader',
			op: 'update',
			id: kader.id,
			baseRev: kader.rev,
			patch,
			after: [kader.id, ...posyandu]
		}
	]);
}

/** Lets a kader go, or takes her back. What she recorded stays; an inactive one may not sign in. */
export function setKaderActive(kader: Kader, active: boolean): Change[] {
	if (kader.active === active) return [];
	return [
		{
			entity: 'kader',
			op: 'update',
			id: kader.id,
			baseRev: kader.rev,
			patch: { active },
			after: [kader.id]
		}
	];
}
