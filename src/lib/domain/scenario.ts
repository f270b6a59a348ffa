// Plans kept under a name beside the one being made, and the commands on their list: each returns a
// new list, newest first, and changes nothing.
import type { Id, Instant } from './entity.ts';
import { err, ok, type Result } from './result.ts';
import { householdsMissing, territoryNumbers, type PlanDraft } from './territory-plan.ts';

export interface Scenario {
	readonly id: string;
	readonly name: string;
	readonly savedAt: Instant;
	readonly draft: PlanDraft;
}

/** Of one area. More could not be told apart in a table, and each is as large as a plan. */
export const mostScenarios = 12;
/** Fits the head of a column in two lines. */
export const longestName = 60;

export type ScenarioProblem =
	| { readonly code: 'name_empty' | 'name_long' | 'name_taken' }
	/** Another one must be deleted first; `oldest` by name. */
	| { readonly code: 'too_many'; readonly oldest: string }
	/** Deleted meanwhile. */
	| { readonly code: 'gone' };

type Changed = Result<readonly Scenario[], ScenarioProblem>;

export function withScenario(list: readonly Scenario[], scenario: Scenario): Changed {
	const name = checkedName(list, scenario.name);
	if (!name.ok) return name;
	if (list.length >= mostScenarios) {
		const oldest = list.reduce((a, b) => (b.savedAt < a.savedAt ? b : a));
		return err({ code: 'too_many', oldest: oldest.name });
	}
	return ok([{ ...scenario, name: name.value }, ...list]);
}

export function renamed(list: readonly Scenario[], id: string, to: string): Changed {
	if (!list.some((one) => one.id === id)) return err({ code: 'gone' });
	const name = checkedName(
		list.filter((one) => one.id !== id),
		to
	);
	if (!name.ok) return name;
	return ok(list.map((one) => (one.id === id ? { ...one, name: name.value } : one)));
}

export function withoutScenario(list: readonly Scenario[], id: string): Changed {
	return ok(list.filter((one) => one.id !== id));
}

/** A deletion taken back: never refused, even where its name was given or its room taken meanwhile. */
export function putBack(list: readonly Scenario[], scenario: Scenario): Changed {
	if (list.some(({ id }) => id === scenario.id)) return ok(list);
	const back = { ...scenario, name: freeName(list, scenario.name) };
	return ok([...list, back].sort((a, b) => (a.savedAt < b.savedAt ? 1 : -1)));
}

/** The name itself, or with the first number that makes it another: `Usulan (2)`. */
export function freeName(list: readonly Scenario[], wanted: string): string {
	for (let n = 1; ; n++) {
		const name = n === 1 ? wanted : `${wanted} (${n})`;
		if (!isTaken(list, name)) return name;
	}
}

function checkedName(
	others: readonly Scenario[],
	typed: string
): Result<string, { readonly code: 'name_empty' | 'name_long' | 'name_taken' }> {
	const name = typed.normalize('NFC').trim().replace(/\s+/g, ' ');
	if (name === '') return err({ code: 'name_empty' });
	if ([...name].length > longestName) return err({ code: 'name_long' });
	return isTaken(others, name) ? err({ code: 'name_taken' }) : ok(name);
}

/** Names that differ in capitals only would be mistaken for each other. */
function isTaken(list: readonly Scenario[], name: string): boolean {
	return list.some((one) => one.name.toLowerCase() === name.toLowerCase());
}

export interface SinceSaved {
	/** Active households that the plan does not know. */
	readonly came: number;
	/** Households of the plan that are not active any more. */
	readonly went: number;
}

/** @param active households of the area now */
export function sinceSaved(
	draft: PlanDraft,
	active: { keys(): Iterable<Id<'household'>>; has(id: Id<'household'>): boolean }
): SinceSaved {
	const known = [...territoryNumbers(draft).keys()];
	return {
		came: householdsMissing(draft, active.keys()).length,
		went: known.filter((id) => !active.has(id)).length
	};
}
