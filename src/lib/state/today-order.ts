// In which order today's houses are shown, and what each needs to be found. Pure.
import type { Point } from 'geojson';
import type { Day, Id } from '#lib/domain/entity.ts';
import { bearingDegrees, straightMetres } from '#lib/domain/geometry/straight-line.ts';
import type { TodayItem, TodayState } from '#lib/domain/today.ts';
import type { VisitOutline } from '#lib/domain/visit.ts';
import type { WalkStop } from './walk-day.svelte.ts';
import type { Walk } from './walk-start.ts';

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
	/** Which stop of the walk it is, counted from 1; null for a house that is not on it. */
	readonly number: number | null;
	/** The way from the house before, or from where she starts. */
	readonly leg: Leg | null;
}

/** A way in figures. */
export interface Leg {
	readonly metres: number;
	readonly seconds: number;
	/** For want of a path a straight line with its detour. */
	readonly isGuess: boolean;
}

const stateOrder: Record<TodayState, number> = { overdue: 0, due: 1, new: 2, planned: 3, done: 4 };

function wayTo(from: Point | null, to: Point | null): Way | null {
	if (!from || !to) return null;
	return { metres: straightMetres(from, to), degrees: bearingDegrees(from, to) };
}

/** Of a house on no map as far as can be; all the same where nobody knows where she is. */
function metresFrom(from: Point | null, { household }: TodayItem): number {
	if (!from) return 0;
	return household.location ? straightMetres(from, household.location) : Number.MAX_VALUE;
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
 * @param from what "near" is measured from, where that must not change with every step
 */
export function orderForWalking(
	items: readonly TodayItem[],
	tried: ReadonlySet<string>,
	position: Point | null,
	from: Point | null = position
): TodayHouse[] {
	return items
		.map((item) => ({
			...item,
			way: wayTo(position, item.household.location),
			triedToday: tried.has(item.household.id),
			number: null,
			leg: null
		}))
		.sort(
			(a, b) =>
				rank(a) - rank(b) ||
				metresFrom(from, a) - metresFrom(from, b) ||
				a.dueOn.localeCompare(b.dueOn) ||
				a.household.code.localeCompare(b.household.code)
		);
}

/** The houses of the walk first, in its order; a house that it knows no more of stands where it stood. */
export function arranged(houses: readonly TodayHouse[], walk: Walk | null): TodayHouse[] {
	if (!walk) return [...houses];
	const places = new Map(walk.ids.map((id, place) => [id, place]));
	const place = ({ household, state }: TodayHouse) =>
		state === 'done' ? undefined : places.get(household.id);
	const walked = houses
		.filter((house) => place(house) !== undefined)
		.sort((a, b) => place(a)! - place(b)!)
		.map((house, i) => ({ ...house, number: i + 1, leg: legTo(walk, place(house)!) }));
	return [...walked, ...houses.filter((house) => place(house) === undefined)];
}

function legTo({ legs, start }: Walk, place: number): Leg | null {
	const leg = legs?.[place];
	// Where nobody knows where she starts, the first way is none.
	return leg && (place > 0 || start.kind !== 'first_house') ? leg : null;
}

/** What the order of a walk needs to know of the houses. */
export function walkStops(items: readonly TodayItem[], tried: ReadonlySet<string>): WalkStop[] {
	return items.map(({ household, state, reasons }) => ({
		id: household.id,
		state,
		triedToday: tried.has(household.id),
		urgent: reasons.some(({ code }) => code === 'danger_sign_open'),
		placed: household.location !== null,
		location: household.location
	}));
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
