// What the routing worker is asked and answers, and the answering itself: one network, built when the
// roads come, and any number of questions after that.
import type { Position } from 'geojson';
import type { TravelMode, TravelRules } from '../travel.ts';
import { dayRoute, type DayRoute } from './day-route.ts';
import { buildRoadNetwork, type RoadLine, type RoadNetwork } from './road-network.ts';
import { WayFinder } from './shortest-way.ts';
import type { Way } from './way.ts';

export interface RoadsMessage {
	readonly kind: 'roads';
	readonly lines: readonly RoadLine[];
	readonly mode: TravelMode;
	readonly rules: TravelRules;
}

export interface DayQuestion {
	readonly kind: 'day';
	readonly from: Position;
	readonly stops: readonly Position[];
	readonly groups: readonly (readonly number[])[];
}

export interface WayQuestion {
	readonly kind: 'way';
	readonly from: Position;
	readonly to: Position;
}

export type RouteQuestion = DayQuestion | WayQuestion;
export type RouteMessage = RoadsMessage | (RouteQuestion & { readonly id: number });

export interface RouteReply {
	readonly id: number;
	readonly answer: DayRoute | Way;
}

export class RouteDesk {
	#network: RoadNetwork | null = null;
	#finder: WayFinder | null = null;

	/** Null for what asks nothing. A question before any roads is a bug. */
	take(message: RouteMessage): RouteReply | null {
		if (message.kind === 'roads') {
			this.#network = buildRoadNetwork(message.lines, message.mode, message.rules);
			this.#finder = new WayFinder(this.#network);
			return null;
		}
		const { id } = message;
		if (!this.#network || !this.#finder) throw new Error('no roads yet');
		if (message.kind === 'way') return { id, answer: this.#finder.way(message.from, message.to) };
		const { from, stops, groups } = message;
		return { id, answer: dayRoute(this.#network, from, stops, groups) };
	}
}
