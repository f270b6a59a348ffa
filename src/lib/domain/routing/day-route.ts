// A day on foot: the stops in a good order from where she stands, and the way to each.
import type { Position } from 'geojson';
import type { RoadNetwork } from './road-network.ts';
import { WayFinder } from './shortest-way.ts';
import { visitOrder } from './visit-order.ts';
import type { Way } from './way.ts';

export interface DayRoute {
	/** Indices of the stops, in the order to visit them. */
	readonly order: readonly number[];
	/** `legs[i]` leads to the stop `order[i]`. */
	readonly legs: readonly Way[];
	readonly metres: number;
	readonly seconds: number;
}

/**
 * @param from, stops [lng, lat]
 * @param groups indices of the stops, each once: all of a group come before those of the next; inside a
 * group the order is found. One group of all where none is given; groups of one are an order of her own
 */
export function dayRoute(
	network: RoadNetwork,
	from: Position,
	stops: readonly Position[],
	groups: readonly (readonly number[])[] = [stops.map((_, stop) => stop)]
): DayRoute {
	const finder = new WayFinder(network);
	const seconds = finder.secondsBetween([from, ...stops]);
	const order = orderOf(
		seconds,
		groups.map((group) => group.map((stop) => stop + 1))
	).map((place) => place - 1);
	const legs = order.map((stop, i) =>
		finder.way(i === 0 ? from : stops[order[i - 1]!]!, stops[stop]!)
	);
	return {
		order,
		legs,
		metres: legs.reduce((sum, leg) => sum + leg.metres, 0),
		seconds: legs.reduce((sum, leg) => sum + leg.seconds, 0)
	};
}

/** Places 1 … n, group by group, each group from where the one before it ends. */
function orderOf(seconds: Float64Array, groups: readonly (readonly number[])[]): number[] {
	const n = Math.round(Math.sqrt(seconds.length));
	const order: number[] = [];
	for (const group of groups) {
		if (group.length < 2) {
			order.push(...group);
			continue;
		}
		const places = [order.at(-1) ?? 0, ...group];
		const between = Float64Array.from(
			places.flatMap((a) => places.map((b) => seconds[a * n + b]!))
		);
		order.push(...visitOrder(between).map((place) => places[place]!));
	}
	return order;
}
