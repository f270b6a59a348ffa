// What a planner may ask of a plan beyond its profile, as far as the records of the area allow it.
import { borderLines } from '#lib/domain/border-lines.ts';
import type { DivisionProfile } from '#lib/domain/division/contract.ts';
import { locator } from '#lib/domain/geometry/locate.ts';
import { knowsPosyandu } from '#lib/domain/posyandu-catchment.ts';
import type { PlanWish } from '#lib/domain/territory-plan.ts';
import type { DivisionSource } from './division-source.ts';

const isPossible: Readonly<Record<PlanWish, (source: DivisionSource) => boolean>> = {
	lines: ({ roads }) => borderLines(roads).length > 0,
	catchments: ({ households, posyanduOf }) => knowsPosyandu(households, posyanduOf),
	homes: ({ area, kader }) => {
		const here = locator(area.boundary ? [{ polygon: area.boundary, value: true }] : []);
		return kader.some(({ home }) => home && here.at(home.coordinates));
	}
};

export function possibleWishes(source: DivisionSource): PlanWish[] {
	return (Object.keys(isPossible) as PlanWish[]).filter((wish) => isPossible[wish](source));
}

/** With RT whole, posyandu too where they are known; all else only when somebody asks for it. */
export function usualWishes(source: DivisionSource, profile: DivisionProfile): readonly PlanWish[] {
	return profile === 'whole' && possibleWishes(source).includes('catchments') ? ['catchments'] : [];
}
