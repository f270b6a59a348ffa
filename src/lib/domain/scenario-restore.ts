// A plan of some time ago, made fit for today: households that came since find their territory, and
// kader who left hold none.
import { territoryForLeft, type DividedHousehold } from './complete-division.ts';
import type { Id } from './entity.ts';
import { locator } from './geometry/locate.ts';
import { territoryNumbers, type PlanDraft } from './territory-plan.ts';

export interface Restored {
	readonly draft: PlanDraft;
	/** Households that were filled in. */
	readonly added: number;
	/** Territories that lost a kader who is not active any more. */
	readonly freed: number;
}

/**
 * A household inside a border goes there; any other by the rule of a new division: with its nearest
 * neighbour, else with its RT. Those that left stay named: figures and publishing pass over them.
 * @param households active ones of the area
 * @param kader active ones
 */
export function broughtUpToDate(
	draft: PlanDraft,
	households: readonly DividedHousehold[],
	kader: { has(id: Id<'kader'>): boolean }
): Restored {
	const numberOf = territoryNumbers(draft);
	const came = households.filter(({ id }) => !numberOf.has(id));
	const gone = draft.kader.filter((id) => id !== null && !kader.has(id));
	if (came.length === 0 && gone.length === 0) return { draft, added: 0, freed: 0 };
	const { added, strays } = placed(draft, came, households);
	const { territories, outside, unlocated } = draft.division;
	const lost = came.filter(({ position }) => position === null).map(({ id }) => id);
	const division = {
		...draft.division,
		territories: territories.map((territory) => ({
			...territory,
			households: [...territory.households, ...(added.get(territory.number) ?? [])]
		})),
		outside: [...outside, ...strays],
		unlocated: [...unlocated, ...lost]
	};
	const holding = draft.kader.map((id) => (id !== null && kader.has(id) ? id : null));
	return {
		draft: { ...draft, division, kader: holding },
		added: came.length,
		freed: gone.length
	};
}

/** Territory → who comes to it, and those of them who stand outside every border. */
function placed(
	draft: PlanDraft,
	came: readonly DividedHousehold[],
	households: readonly DividedHousehold[]
): { added: ReadonlyMap<number, Id<'household'>[]>; strays: readonly Id<'household'>[] } {
	const { territories } = draft.division;
	const numberOf = territoryNumbers(draft);
	const settled = households.filter(({ id }) => numberOf.has(id));
	const inside = locator(
		territories.map(({ boundary, number }) => ({ polygon: boundary, value: number }))
	);
	const added = new Map<number, Id<'household'>[]>();
	const strays: Id<'household'>[] = [];
	for (const one of came) {
		const within = one.position && inside.at(one.position);
		if (one.position && within === null) strays.push(one.id);
		const number = within ?? territoryForLeft(one, settled, numberOf, territories);
		added.set(number, [...(added.get(number) ?? []), one.id]);
	}
	return { added, strays };
}
