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
 * @param fixed indices of stops that come first, in this order
 */
export function dayRoute(
	network: RoadNetwork,
	from: Position,
	stops: readonly Position[],
	fixed: readonly number[] = []
): DayRoute {
	const finder = new WayFinder(network);
	const seconds = finder.secondsBetween([from, ...stops]);
	const order = visitOrder(
		seconds,
		fixed.map((stop) => stop + 1)
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
