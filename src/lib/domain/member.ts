import { isDay } from './day.ts';
import type { Day, Id, Placed, Row } from './entity.ts';
import type { Household } from './household.ts';
import { err, ok, type Result } from './result.ts';
import type { Change } from './sync/change.ts';

export type Sex = 'female' | 'male';

export const conditions = ['hypertension', 'diabetes', 'tb', 'odgj'] as const;
export type Condition = (typeof conditions)[number];

/** A person of a household. Her target group is computed from these facts at a date, never stored. */
export interface Member extends Row<'member'>, Placed {
	readonly householdId: Id<'household'>;
	readonly status: 'active' | 'moved' | 'died';
	// Personal from here on: sealed on the device.
	readonly name: string;
	readonly sex: Sex;
	readonly birthDate: Day | null;
	/** Code 1–9 of the form: relation to the head of the family; 1 is the head. */
	readonly relation: number | null;
	/** First day of the last period; set while pregnant. */
	readonly pregnantSince: Day | null;
	readonly deliveredOn: Day | null;
	readonly conditions: readonly Condition[];
	readonly jknStatus: 'active' | 'inactive' | 'none' | 'unknown';
	/** Never the whole number on a phone. */
	readonly nikLast4: string | null;
}

export interface NewMember {
	readonly id: Id<'member'>;
	readonly household: Pick<Household, 'id' | 'areaId' | 'territoryId'>;
	readonly name: string;
	readonly sex: Sex;
	/** Empty where the family does not know it. */
	readonly birthDate: string;
	readonly today: Day;
}

export type MemberProblem =
	'name_missing' | 'name_too_long' | 'birth_not_a_day' | 'birth_in_future';

/** Adds a person whom the list of the household lacks. */
export function addMember(entry: NewMember): Result<Change[], MemberProblem> {
	const name = entry.name.trim();
	const birthDate = entry.birthDate.trim() || null;
	if (name === '') return err('name_missing');
	if (name.length > 200) return err('name_too_long');
	if (birthDate !== null && !isDay(birthDate)) return err('birth_not_a_day');
	if (birthDate !== null && birthDate > entry.today) return err('birth_in_future');
	const { household } = entry;
	return ok([
		{
			entity: 'member',
			op: 'create',
			id: entry.id,
			patch: {
				householdId: household.id,
				areaId: household.areaId,
				territoryId: household.territoryId,
				name,
				sex: entry.sex,
				birthDate,
				relation: null,
				pregnantSince: null,
				deliveredOn: null,
				conditions: [],
				jknStatus: 'unknown',
				status: 'active',
				nikLast4: null
			},
			after: [household.id]
		}
	]);
}
