// Who answers for each household in a plan, and how many change hands from one plan to another.
import { cheapestMatching } from './cheapest-matching.ts';
import type { Id } from './entity.ts';
import type { Household } from './household.ts';
import { territoryNumbers, type PlanDraft } from './territory-plan.ts';
import type { Territory } from './territory.ts';

export interface Hands {
	/** Household → its hand: the kader's id, or the territory where it has no kader yet. */
	readonly of: ReadonlyMap<Id<'household'>, string>;
	/** The hands that are kader: the same id is the same person in every plan. */
	readonly kader: ReadonlySet<string>;
}

/** @param active households that count; others are left out */
export function handsOfDraft(
	draft: PlanDraft,
	active: { has(id: Id<'household'>): boolean }
): Hands {
	const handOf = new Map(
		draft.division.territories.map(
			({ number }, place) => [number, draft.kader[place] ?? `territory ${number}`] as const
		)
	);
	const of = new Map<Id<'household'>, string>();
	for (const [id, number] of territoryNumbers(draft)) {
		if (active.has(id)) of.set(id, handOf.get(number)!);
	}
	return { of, kader: new Set(draft.kader.filter((id) => id !== null)) };
}

/**
 * The plan in force. Null where no household has a territory: there is nothing to compare with then.
 * @param territories active ones; a kader may hold several that belong to plans of different parts
 */
export function handsToday(
	households: readonly Pick<Household, 'id' | 'territoryId'>[],
	territories: readonly Pick<Territory, 'id' | 'kaderId'>[]
): Hands | null {
	const handOf = new Map(territories.map(({ id, kaderId }) => [id as string, kaderId ?? id]));
	const of = new Map<Id<'household'>, string>();
	for (const { id, territoryId } of households) {
		const hand = handOf.get(territoryId ?? '');
		if (hand !== undefined) of.set(id, hand);
	}
	if (of.size === 0) return null;
	const kader = territories.map(({ kaderId }) => kaderId).filter((id) => id !== null);
	return { of, kader: new Set(kader) };
}

/**
 * Households that both plans give to somebody, but not to the same hand. A kader of both plans is the
 * same hand. What is left, territories that have no kader in one of the plans, is paired so that the
 * fewest households change: the least that it can come to once kader are chosen. Two different kader
 * are never the same hand.
 */
export function changingHands(before: Hands, after: Hands): number {
	const shared = overlaps(before, after);
	let kept = 0;
	const open = { rows: new Set<string>(), columns: new Set<string>() };
	for (const [from, row] of shared) {
		const isSame = before.kader.has(from) && after.kader.has(from);
		if (isSame) kept += row.get(from) ?? 0;
		else open.rows.add(from);
		for (const to of row.keys()) {
			if (!(before.kader.has(to) && after.kader.has(to))) open.columns.add(to);
		}
	}
	const count = [...shared.values()].reduce((sum, row) => sum + total(row), 0);
	const mayPair = (from: string, to: string): boolean =>
		!(before.kader.has(from) && after.kader.has(to));
	const table = [...open.rows].map((from) =>
		[...open.columns].map((to) => (mayPair(from, to) ? (shared.get(from)!.get(to) ?? 0) : 0))
	);
	return count - kept - mostKept(table, open.columns.size);
}

/** Hand before → hand after → households. */
function overlaps(before: Hands, after: Hands): Map<string, Map<string, number>> {
	const shared = new Map<string, Map<string, number>>();
	for (const [id, from] of before.of) {
		const to = after.of.get(id);
		if (to === undefined) continue;
		const row = shared.get(from) ?? new Map<string, number>();
		row.set(to, (row.get(to) ?? 0) + 1);
		shared.set(from, row);
	}
	return shared;
}

/** The largest sum of entries with no two in one row or one column. */
function mostKept(table: readonly (readonly number[])[], columns: number): number {
	// The matching wants no more rows than columns: empty columns change no sum.
	const spare = new Array<number>(Math.max(0, table.length - columns)).fill(0);
	const costs = table.map((row) => [...row, ...spare].map((count) => (count === 0 ? 0 : -count)));
	const chosen = cheapestMatching(costs);
	return chosen.reduce((sum, column, row) => sum - costs[row]![column]!, 0);
}

function total(row: ReadonlyMap<string, number>): number {
	return [...row.values()].reduce((sum, one) => sum + one, 0);
}
