// What table and map show: the plan being made, else the division in force today.
import type { FeatureCollection } from 'geojson';
import { figuresOf, type PlanFigures } from '#lib/domain/plan-figures.ts';
import type { PlanDraft } from '#lib/domain/territory-plan.ts';
import { sharesOf } from '#lib/state/division-input.ts';
import type { DivisionSource } from '#lib/state/division-source.ts';
import { territoryShapes } from './plan-layers.ts';

export interface PlanView {
	readonly figures: PlanFigures;
	readonly shapes: FeatureCollection;
	/** Household → number of its territory. */
	readonly numbers: ReadonlyMap<string, number>;
}

export function viewOfDraft(
	draft: PlanDraft,
	figures: PlanFigures,
	numbers: ReadonlyMap<string, number>
): PlanView {
	return { figures, numbers, shapes: territoryShapes(draft.division.territories) };
}

/** Null where nothing is in force. Counts only the households of this area. */
export function viewOfToday(source: DivisionSource): PlanView | null {
	const { territories, households, minutes } = source;
	if (territories.length === 0) return null;
	// Parts of an area may have plans of their own, which all begin at 1.
	const isUnique = new Set(territories.map(({ number }) => number)).size === territories.length;
	const numbered = territories.map((one, index) => ({
		...one,
		number: isUnique ? one.number : index + 1
	}));
	const numberOf = new Map(numbered.map(({ id, number }) => [id as string, number]));
	const numbers = new Map<string, number>();
	const counts = new Map<number, { households: number; minutes: number }>();
	for (const { id, territoryId } of households) {
		const number = numberOf.get(territoryId ?? '');
		if (number === undefined) continue;
		numbers.set(id, number);
		const so = counts.get(number) ?? { households: 0, minutes: 0 };
		counts.set(number, {
			households: so.households + 1,
			minutes: so.minutes + (minutes.get(id) ?? 0)
		});
	}
	const counted = numbered.map(({ number, kaderId, boundary }) => ({
		number,
		kaderId,
		...(counts.get(number) ?? { households: 0, minutes: 0 }),
		pieces: boundary?.coordinates.length ?? 0
	}));
	return {
		figures: figuresOf(counted, 'minutes', (ids) => sharesOf(source, ids)),
		shapes: territoryShapes(numbered),
		numbers
	};
}
