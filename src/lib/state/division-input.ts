// From the records of an area to what the division engine and the proposal of kader ask for.
import type { DivisionInput } from '#lib/domain/division/contract.ts';
import type { SuggestionInput } from '#lib/domain/suggest-kader.ts';
import { territoryNumbers, type LoadUnit, type PlanDraft } from '#lib/domain/territory-plan.ts';
import type { DivisionSource } from './division-source.ts';

export function divided(
	{ area, households, minutes }: DivisionSource,
	k: number,
	unit: LoadUnit,
	seed: number
): DivisionInput {
	return {
		area: area.boundary ?? { type: 'MultiPolygon', coordinates: [] },
		households: households.map(({ id, location }) => ({
			id,
			// No position is said as one that the engine refuses and names.
			position: location?.coordinates ?? [],
			load: unit === 'households' ? 1 : (minutes.get(id) ?? 0)
		})),
		k,
		seed
	};
}

/** @param chosen ids of the kader who take part */
export function suggestionInput(
	draft: PlanDraft,
	{ households, kader, holders }: DivisionSource,
	chosen: readonly string[]
): SuggestionInput {
	const numbers = territoryNumbers(draft);
	const located = households.map(({ id, location }) => ({
		id,
		position: location?.coordinates ?? null
	}));
	return {
		territories: draft.division.territories.map(({ number }) => ({
			households: located.filter(({ id }) => numbers.get(id) === number)
		})),
		kader: kader
			.filter(({ id }) => chosen.includes(id))
			.map(({ id, home }) => ({ id, home: home?.coordinates ?? null })),
		holders
	};
}
