// In which order today's houses are shown, and what each needs to be found. Pure.
import type { Point } from 'geojson';
import type { Day, Id } from '#lib/domain/entity.ts';
import { bearingDegrees, straightMetres } from '#lib/domain/geometry/straight-line.ts';
import type { TodayItem, TodayState } from '#lib/domain/today.ts';
import type { VisitOutline } from '#lib/domain/visit.ts';

/** As the crow flies. */
export interface Way {
	readonly metres: number;
	/** Clockwise from north. */
	readonly degrees: number;
}

export interface TodayHouse extends TodayItem {
	/** Null while her position or the house's is unknown. */
	readonly way: Way | null;
	/** She was there today and met nobody: others first. */
	readonly triedToday: boolean;
}

const stateOrder: Record<TodayState, number> = { overdue: 0, due: 1, new: 2, planned: 3, done: 4 };

function wayTo(from: Point | null, to: Point | null): Way | null {
	if (!from || !to) return null;
	return { metres: straightMetres(from, to), degrees: bearingDegrees(from, to) };
}

export const nobodyTried: ReadonlySet<string> = new Set();

/** Households where somebody tried today without completing a visit. */
export function triedOn(visits: readonly VisitOutline[], today: Day): ReadonlySet<Id<'household'>> {
	return new Set(
		visits
			.filter((visit) => visit.visitedOn === today && visit.outcome !== 'completed')
			.map((visit) => visit.householdId)
	);
}

function rank(house: TodayHouse): number {
	return stateOrder[house.state] + (house.triedToday && house.state !== 'done' ? 3.5 : 0);
}

/**
 * By state; inside each the nearest to her first when her position is known, else by due date.
 * Houses tried today stand after the others; houses not on the map after those that are.
 */
export function orderForWalking(
	items: readonly TodayItem[],
	tried: ReadonlySet<string>,
	position: Point | null
): TodayHouse[] {
	return items
		.map((item) => ({
			...item,
			way: wayTo(position, item.household.location),
			triedToday: tried.has(item.household.id)
		}))
		.sort(
			(a, b) =>
				rank(a) - rank(b) ||
				(position ? (a.way?.metres ?? Infinity) - (b.way?.metres ?? Infinity) || 0 : 0) ||
				a.dueOn.localeCompare(b.dueOn) ||
				a.household.code.localeCompare(b.household.code)
		);
}

export interface TodayCounts {
	readonly overdue: number;
	readonly due: number;
	readonly planned: number;
	readonly done: number;
}

/** A house never visited counts as due today. */
export function countStates(items: readonly Pick<TodayItem, 'state'>[]): TodayCounts {
	const of = (...states: TodayState[]) =>
		items.filter(({ state }) => states.includes(state)).length;
	return {
		overdue: of('overdue'),
		due: of('due', 'new'),
		planned: of('planned'),
		done: of('done')
	};
}
