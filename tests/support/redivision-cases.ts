// What tests of staff changes begin with: a division that the engine made, and wishes about it.
import type { DivisionInput } from '#lib/domain/division/contract.ts';
import { divide } from '#lib/domain/division/divide.ts';
import type {
	PresentTerritory,
	RedivisionInput,
	RedivisionResult,
	RedivisionSuccess
} from '#lib/domain/division/redivision-contract.ts';
import { areaOf, box, housesAt } from './awkward-areas.ts';

export function presentOf(input: DivisionInput): PresentTerritory[] {
	const result = divide(input);
	if (!result.ok) throw new Error(result.reason.text);
	return result.territories.map(({ number, polygon, households }) => ({
		number,
		polygon,
		households
	}));
}

export function changed(
	{ households }: Pick<DivisionInput, 'households'>,
	territories: readonly PresentTerritory[],
	wish: Partial<RedivisionInput>
): RedivisionInput {
	return { territories, households, leaving: [], joining: [], locked: [], seed: 1, ...wish };
}

export function success(result: RedivisionResult): RedivisionSuccess {
	if (!result.ok) throw new Error(result.reason.text);
	return result;
}

/** 900 houses in rows on a square kilometre. */
export const square = (k: number, seed = 1): DivisionInput => ({
	area: areaOf([box(0, 0, 1000, 1000)]),
	households: housesAt(
		Array.from({ length: 900 }, (_, i) => [17 + 33 * (i % 30), 17 + 33 * Math.floor(i / 30)])
	),
	k,
	seed
});
