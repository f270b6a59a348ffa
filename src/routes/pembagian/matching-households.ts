// Finds a household among those of an area by what a planner remembers of it.
import type { Household } from '#lib/domain/household.ts';

const mostShown = 8;

/** The first few whose code, head of family or address holds every word that was typed. */
export function matchingHouseholds(
	households: readonly Household[],
	typed: string
): readonly Household[] {
	const words = typed.toLocaleLowerCase('id').split(/\s+/).filter(Boolean);
	if (words.length === 0) return [];
	const found: Household[] = [];
	for (const household of households) {
		const { code, headName, address } = household;
		const text = `${code} ${headName} ${address ?? ''}`.toLocaleLowerCase('id');
		if (words.every((word) => text.includes(word))) found.push(household);
		if (found.length === mostShown) break;
	}
	return found;
}
