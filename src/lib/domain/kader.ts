import type { Point } from 'geojson';
import type { Id, Row } from './entity.ts';
import { err, ok, type Result } from './result.ts';
import type { Change } from './sync/change.ts';

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

/** What a planner is asked when a volunteer joins. */
export interface NewKader {
	readonly id: Id<'kader'>;
	readonly puskesmasId: Id<'facility'>;
	readonly posyanduId: Id<'facility'> | null;
	/** Empty while no village is chosen. */
	readonly areaId: Id<'area'>;
	readonly name: string;
}

export type KaderProblem = 'name_missing' | 'name_too_long' | 'area_missing';

/** As long as the server stores. */
export const maxKaderNameLength = 120;

export function addKader(entry: NewKader): Result<Change[], KaderProblem> {
	const name = entry.name.trim().replace(/\s+/g, ' ');
	if (name === '') return err('name_missing');
	// Counted as the server does, by characters and not by UTF-16 units.
	if ([...name].length > maxKaderNameLength) return err('name_too_long');
	if (entry.areaId === '') return err('area_missing');
	return ok([
		{
			entity: 'kader',
			op: 'create',
			id: entry.id,
			patch: {
				puskesmasId: entry.puskesmasId,
				posyanduId: entry.posyanduId,
				areaId: entry.areaId,
				name,
				home: null,
				decreeNo: null,
				active: true,
				capacityMinutes: null
			},
			after: [entry.areaId, ...(entry.posyanduId === null ? [] : [entry.posyanduId])]
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
