// Households that nobody could get to, and when: what coverage needs of such areas, without their shapes.
import { addDays, lastDayOf, monthOf } from './day.ts';
import type { Day } from './entity.ts';

/** Households in one of the areas while it could not be reached. */
export interface UnreachableSpell {
	readonly households: ReadonlySet<string>;
	readonly fromOn: Day;
	readonly untilOn: Day | null;
}

/** The days of each month among them. */
function monthsOf(from: Day, to: Day): { from: Day; to: Day }[] {
	const pieces: { from: Day; to: Day }[] = [];
	for (let first = from; first <= to;) {
		const last = lastDayOf(monthOf(first));
		pieces.push({ from: first, to: last < to ? last : to });
		first = addDays(last, 1);
	}
	return pieces;
}

/**
 * Households that were out of reach on at least one day of each month among the days: who could be come to in one
 * of them was not missed for want of a way.
 */
export function unreachableIn(
	spells: readonly UnreachableSpell[],
	from: Day,
	to: Day
): ReadonlySet<string> {
	const [first, ...rest] = monthsOf(from, to).map(
		(days) =>
			new Set(
				spells
					.filter(
						({ fromOn, untilOn }) => fromOn <= days.to && (untilOn === null || untilOn >= days.from)
					)
					.flatMap(({ households }) => [...households])
			)
	);
	return new Set([...(first ?? [])].filter((id) => rest.every((month) => month.has(id))));
}
