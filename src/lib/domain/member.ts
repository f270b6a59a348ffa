import type { Day, Id, Placed, Row } from './entity.ts';

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
