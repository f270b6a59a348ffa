// Where a walk begins, and in which order it goes where no worker finds one. Pure.
import type { Point, Position } from 'geojson';
import type { DayRoute } from '#lib/domain/routing/day-route.ts';
import type { DayQuestion } from '#lib/domain/routing/route-desk.ts';
import { metresApart } from '#lib/domain/routing/local-metres.ts';
import type { Way } from '#lib/domain/routing/way.ts';

/** `first_house`: nobody knows where she is, so that the way begins at the first house. */
export type StartKind = 'chosen' | 'gps' | 'last_house' | 'home' | 'first_house';

export interface WalkStart {
	readonly kind: StartKind;
	/** [lng, lat] */
	readonly at: Position;
}

/** A day's walk as it was last found. */
export interface Walk {
	readonly start: WalkStart;
	/** Ids of the houses, in the order to visit them. */
	readonly ids: readonly string[];
	/** `legs[i]` leads to `ids[i]`; null where no worker answered. */
	readonly legs: readonly Way[] | null;
	readonly metres: number;
	readonly seconds: number;
}

/** Every place null while it is unknown; the first known is where she starts. */
export function walkStart(places: Readonly<Record<StartKind, Position | null>>): WalkStart | null {
	for (const kind of ['chosen', 'gps', 'last_house', 'home', 'first_house'] as const) {
		const at = places[kind];
		if (at) return { kind, at };
	}
	return null;
}

/** Where each house stands; only those on the map are asked for. */
export function placesOf(
	houses: readonly { readonly id: string; readonly location: Point | null }[]
): (id: string) => Position {
	const places = new Map(houses.map(({ id, location }) => [id, location?.coordinates]));
	return (id) => places.get(id)!;
}

/** What the router is asked: houses become numbers in the order of the groups. */
export function dayQuestion(
	start: WalkStart,
	groups: readonly (readonly string[])[],
	placeOf: (id: string) => Position
): Omit<DayQuestion, 'kind'> {
	let next = 0;
	return {
		from: start.at,
		stops: groups.flat().map(placeOf),
		groups: groups.map((group) => group.map(() => next++))
	};
}

/** @param ids of the groups asked about, in their order */
export function walkFound(start: WalkStart, ids: readonly string[], route: DayRoute): Walk {
	const { order, legs, metres, seconds } = route;
	return { start, ids: order.map((stop) => ids[stop]!), legs, metres, seconds };
}

/** The same houses in another order, each with the way that led to it until now. */
export function inOrder(walk: Walk, ids: readonly string[]): Walk {
	const legs = walk.legs && ids.map((id) => walk.legs![walk.ids.indexOf(id)]!);
	return { ...walk, ids, legs };
}

/** Group by group, the nearest to her start first: the order without a worker. */
export function straightWalk(
	start: WalkStart,
	groups: readonly (readonly string[])[],
	placeOf: (id: string) => Position
): Walk {
	const metres = (id: string) => metresApart(start.at, placeOf(id));
	const ids = groups.flatMap((group) => [...group].sort((a, b) => metres(a) - metres(b)));
	return { start, ids, legs: null, metres: 0, seconds: 0 };
}
