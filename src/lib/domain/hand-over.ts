// Who hands which households to whom when one plan follows another.
import type { Id } from './entity.ts';
import type { PlanRecord } from './plan-as-draft.ts';
import { territoryNumbers, type PlanDraft } from './territory-plan.ts';

/** Household → its kader; null in a territory that nobody holds. */
export type Holders = ReadonlyMap<string, Id<'kader'> | null>;

export interface HandOver {
	/** Null: nobody held them, or nobody holds them then. Never both. */
	readonly from: Id<'kader'> | null;
	readonly to: Id<'kader'> | null;
	readonly households: readonly string[];
}

export function holdersOfRecord({ territories, holders }: PlanRecord): Holders {
	const kaderOf = new Map(territories.map(({ id, kaderId }) => [id as string, kaderId]));
	return new Map([...holders].map(([id, territory]) => [id, kaderOf.get(territory) ?? null]));
}

export function holdersOfDraft(draft: PlanDraft): Holders {
	const kaderOf = new Map(
		draft.division.territories.map(({ number }, place) => [number, draft.kader[place] ?? null])
	);
	return new Map([...territoryNumbers(draft)].map(([id, number]) => [id, kaderOf.get(number)!]));
}

/**
 * One entry for each two kader between whom households change hands. A household that only one of the
 * plans knows is in none: nobody hands it over.
 */
export function handOvers(before: Holders, after: Holders): HandOver[] {
	const pairs = new Map<string, HandOver & { households: string[] }>();
	for (const [household, to] of after) {
		const from = before.get(household);
		if (from === undefined || from === to) continue;
		const key = JSON.stringify([from, to]);
		const pair = pairs.get(key);
		if (pair) pair.households.push(household);
		else pairs.set(key, { from, to, households: [household] });
	}
	return [...pairs.values()];
}
