// How far every house is from the nearest of some places, on foot over the network: one search from all of
// them at once. Short ways, not drawn lines; shortest-way.ts has those.
import type { Position } from 'geojson';
import { Heap } from '../heap.ts';
import { doorsOf, type Door } from './doors.ts';
import type { RoadNetwork } from './road-network.ts';

/** `metres`: of the shortest way; `seconds`: of the quickest. */
export type FootUnit = 'metres' | 'seconds';

export interface Reached {
	readonly home: number;
	/** Metres or seconds. */
	readonly cost: number;
	/** Which of the sources is nearest. */
	readonly source: number;
	/** (Mostly) straight lines with their detour, for want of a drawn way. */
	readonly isGuess: boolean;
}

interface Place {
	readonly x: number;
	readonly y: number;
	readonly doors: readonly Door[];
}

interface HomeDoor {
	readonly home: number;
	readonly door: Door;
}

/** As in way.ts: two yards and a little. */
const yardsM = 60;

/** One network and its homes, many questions. */
export class FootReach {
	readonly #network: RoadNetwork;
	readonly #unit: FootUnit;
	/** Of each edge. */
	readonly #along: Float64Array;
	readonly #homes: readonly Place[];
	readonly #homesAt = new Map<number, HomeDoor[]>();
	readonly #cost: Float64Array;
	readonly #from: Int32Array;
	/** Number of the search that has seen a node, negative once it is final. */
	readonly #seen: Int32Array;
	readonly #heap = new Heap(1024);
	#search = 0;
	#found = new Map<number, Reached>();

	/** @param homes [lng, lat] */
	constructor(network: RoadNetwork, homes: readonly Position[], unit: FootUnit) {
		this.#network = network;
		this.#unit = unit;
		this.#along = unit === 'metres' ? network.metres : network.seconds;
		this.#homes = homes.map((position) => this.#place(position));
		this.#homes.forEach(({ doors }, home) => {
			for (const door of doors) {
				const known = this.#homesAt.get(door.edge);
				if (known) known.push({ home, door });
				else this.#homesAt.set(door.edge, [{ home, door }]);
			}
		});
		const nodes = network.x.length;
		this.#cost = new Float64Array(nodes);
		this.#from = new Int32Array(nodes);
		this.#seen = new Int32Array(nodes);
	}

	/**
	 * Homes within `most` metres or seconds of the nearest source, by home. Left out: farther ones, and those
	 * that no way leads to, for a straight line over a river or railway is none.
	 * @param sources [lng, lat]
	 */
	from(sources: readonly Position[], most = Infinity): Reached[] {
		this.#found = new Map();
		this.#search++;
		this.#heap.clear();
		const places = sources.map((position) => this.#place(position));
		places.forEach((place, source) => {
			for (const door of place.doors) this.#enter(door, source, most);
		});
		this.#walk(most);
		places.forEach((place, source) => this.#goStraight(place, source, most));
		return [...this.#found.values()].sort((a, b) => a.home - b.home);
	}

	#place(position: Position): Place {
		const [x, y] = this.#network.plane.point(position);
		return { x, y, doors: doorsOf(this.#network, x, y) };
	}

	#enter(door: Door, source: number, most: number): void {
		const { ends } = this.#network;
		const { edge, at } = door;
		const start = this.#doorCost(door);
		this.#offerNode(ends[2 * edge]!, start + this.#along[edge]! * at, source, most);
		this.#offerNode(ends[2 * edge + 1]!, start + this.#along[edge]! * (1 - at), source, most);
		// Two doors on one edge need no node between them.
		for (const { home, door: own } of this.#homesAt.get(edge) ?? []) {
			const cost = start + Math.abs(own.at - at) * this.#along[edge]!;
			this.#offerHome(home, own, cost, source, most);
		}
	}

	#walk(most: number): void {
		const { start, around, ends } = this.#network;
		while (this.#heap.size > 0) {
			const node = this.#heap.pop();
			if (this.#seen[node] === -this.#search) continue;
			this.#seen[node] = -this.#search;
			const [here, source] = [this.#cost[node]!, this.#from[node]!];
			for (let k = start[node]!; k < start[node + 1]!; k++) {
				const edge = around[k]!;
				const isStart = ends[2 * edge] === node;
				const along = this.#along[edge]!;
				for (const { home, door } of this.#homesAt.get(edge) ?? []) {
					const part = isStart ? door.at : 1 - door.at;
					this.#offerHome(home, door, here + along * part, source, most);
				}
				this.#offerNode(ends[2 * edge + (isStart ? 1 : 0)]!, here + along, source, most);
			}
		}
	}

	#offerNode(node: number, cost: number, source: number, most: number): void {
		if (cost > most || this.#seen[node] === -this.#search) return;
		if (this.#seen[node] === this.#search && cost >= this.#cost[node]!) return;
		this.#seen[node] = this.#search;
		this.#cost[node] = cost;
		this.#from[node] = source;
		this.#heap.push(node, cost);
	}

	/** @param before from the source to the door of the home */
	#offerHome(home: number, door: Door, before: number, source: number, most: number): void {
		const cost = before + this.#doorCost(door);
		if (cost > most || cost >= (this.#found.get(home)?.cost ?? Infinity)) return;
		const metres = this.#unit === 'metres' ? cost : cost * this.#network.guessMps;
		const isGuess = door.metres > yardsM && door.metres > metres / 2;
		this.#found.set(home, { home, cost, source, isGuess });
	}

	/**
	 * To neighbours who are nearer to the source than both are to the road, and where no drawn way joins the
	 * two; never over a river or railway.
	 */
	#goStraight(place: Place, source: number, most: number): void {
		const { rules, guessMps, barriers } = this.#network;
		const perMetre = rules.detourFactor / (this.#unit === 'metres' ? 1 : guessMps);
		this.#homes.forEach((own, home) => {
			const apartM = Math.hypot(own.x - place.x, own.y - place.y);
			const cost = apartM * perMetre;
			if (!(cost <= most) || cost >= (this.#found.get(home)?.cost ?? Infinity)) return;
			const joined = shortestDoors(place.doors, own.doors);
			if (joined !== null && apartM > joined) return;
			if (barriers.crossed(place.x, place.y, own.x, own.y).length > 0) return;
			const isGuess = apartM * rules.detourFactor > yardsM;
			this.#found.set(home, { home, cost, source, isGuess });
		});
	}

	#doorCost(door: Door): number {
		return this.#unit === 'metres' ? door.metres : door.seconds;
	}
}

/** Metres straight from both to a piece of the network that both are at; null where there is none. */
function shortestDoors(a: readonly Door[], b: readonly Door[]): number | null {
	let least: number | null = null;
	for (const from of a)
		for (const to of b) {
			if (from.piece !== to.piece) continue;
			const apart = from.awayM + to.awayM;
			if (least === null || apart < least) least = apart;
		}
	return least;
}
