// What a planner may ask of a plan beyond its profile, as far as the records of the area allow it.
import { borderLines } from '#lib/domain/border-lines.ts';
import type { PlanWish } from '#lib/domain/territory-plan.ts';
import type { DivisionSource } from './division-source.ts';

const isPossible: Readonly<Partial<Record<PlanWish, (source: DivisionSource) => boolean>>> = {
	lines: ({ roads }) => borderLines(roads).length > 0
};

export function possibleWishes(source: DivisionSource): PlanWish[] {
	return (Object.keys(isPossible) as PlanWish[]).filter((wish) => isPossible[wish]!(source));
}
