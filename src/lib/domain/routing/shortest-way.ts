// The quickest way between two places over a network, doorstep to doorstep: A* to one place, Dijkstra to
// many. Where no way joins them, a straight line with its detour, said to be a guess.
import type { Position } from 'geojson';
import { Heap } from '../heap.ts';
import { doorsOf, type Door } from './doors.ts';
import { metresApart } from './local-metres.ts';
import type { RoadNetwork } from './road-network.ts';
import { PartedLine, straightWay, type Way } from './way.ts';

interface Place {
	readonly position: Position;
	readonly x: number;
	readonly y: number;
	readonly doors: readonly Door[];
}

/** The doors that two places use, both on one piece of the network. */
interface DoorPair {
	readonly from: Door;
	readonly to: Door;
}

interface Arrival extends DoorPair {
	readonly seconds: number;
	/** The last node; −1 along the edge that both doors are on. */
	readonly node: number;
}

interface Goal {
	readonly place: number;
	/** From this node to the place. */
	readonly seconds: number;
}

/** One network, many questions: the arrays of a search are kept for the next. */
export class WayFinder {
	readonly #network: RoadNetwork;
	readonly #seconds: Float64Array;
	/** The edge that a node was reached by; −1 where the search began. */
	readonly #before: Int32Array;
	/** Number of the search that has seen a node, negative once its time is final. */
	readonly #seen: Int32Array;
	readonly #heap = new Heap(1024);
	#search = 0;

	constructor(network: RoadNetwork) {
		this.#network = network;
		this.#seconds = new Float64Array(network.x.length);
		this.#before = new Int32Array(network.x.length);
		this.#seen = new Int32Array(network.x.length);
	}

	/** @param from, to [lng, lat] */
	way(from: Position, to: Position): Way {
		const [a, b] = [this.#place(from), this.#place(to)];
		const [arrival] = this.#reach(a, [b]);
		if (arrival && !this.#goesStraight(a, b, arrival)) return this.#traced(a, b, arrival);
		const straight = { metres: this.#straightM(a, b), mps: this.#network.guessMps };
		return straightWay(from, to, straight, arrival !== null);
	}

	/** Seconds of the way from each place to each, row by row. */
	secondsBetween(positions: readonly Position[]): Float64Array {
		const places = positions.map((position) => this.#place(position));
		const n = places.length;
		const seconds = new Float64Array(n * n);
		// All ways are gone both ways: what is known one way round is not looked for again.
		places.forEach((place, i) => {
			const others = places.slice(i + 1);
			this.#reach(place, others).forEach((arrival, k) => {
				const j = i + 1 + k;
				const other = others[k]!;
				const isByRoad = arrival && !this.#goesStraight(place, other, arrival);
				const straight = this.#straightM(place, other) / this.#network.guessMps;
				seconds[i * n + j] = seconds[j * n + i] = isByRoad ? arrival.seconds : straight;
			});
		});
		return seconds;
	}

	#place(position: Position): Place {
		const [x, y] = this.#network.plane.point(position);
		return { position, x, y, doors: doorsOf(this.#network, x, y) };
	}

	#straightM(a: Place, b: Place): number {
		return metresApart(a.position, b.position) * this.#network.rules.detourFactor;
	}

	/** Neighbours who are nearer to one another than both are to the road. */
	#goesStraight(a: Place, b: Place, { from, to, seconds }: Arrival): boolean {
		if (Math.hypot(a.x - b.x, a.y - b.y) > from.awayM + to.awayM) return false;
		const { guessMps, barriers } = this.#network;
		if (this.#straightM(a, b) / guessMps >= seconds) return false;
		return barriers.crossed(a.x, a.y, b.x, b.y).length === 0;
	}

	/** Null where no way is drawn. */
	#reach(start: Place, places: readonly Place[]): (Arrival | null)[] {
		const pairs = places.map((place) => nearestPair(start.doors, place.doors));
		const best = pairs.map((pair) => pair && this.#alongOneEdge(pair));
		const goals = this.#goalsOf(pairs);
		const only = places.length === 1 ? places[0]! : null;
		this.#begin(new Set(pairs.flatMap((pair) => pair?.from ?? [])), only);
		const latest = (): number =>
			pairs.reduce((most, pair, i) => Math.max(most, pair ? (best[i]?.seconds ?? Infinity) : 0), 0);
		let until = latest();
		while (this.#heap.size > 0 && this.#heap.minKey < until) {
			const node = this.#heap.pop();
			if (this.#seen[node] === -this.#search) continue;
			this.#seen[node] = -this.#search;
			for (const { place, seconds: rest } of goals.get(node) ?? []) {
				const seconds = this.#seconds[node]! + rest;
				if (seconds >= (best[place]?.seconds ?? Infinity)) continue;
				best[place] = { ...pairs[place]!, seconds, node };
				until = latest();
			}
			this.#spread(node, only);
		}
		return best;
	}

	/** Two places on one edge need no node between them. */
	#alongOneEdge({ from, to }: DoorPair): Arrival | null {
		if (from.edge !== to.edge) return null;
		const along = Math.abs(from.at - to.at) * this.#network.seconds[from.edge]!;
		return { from, to, seconds: from.seconds + along + to.seconds, node: -1 };
	}

	/** Which places are reached from a node, and what remains to them. */
	#goalsOf(pairs: readonly (DoorPair | null)[]): Map<number, Goal[]> {
		const goals = new Map<number, Goal[]>();
		pairs.forEach((pair, place) => {
			for (const [node, seconds] of pair ? this.#endsOf(pair.to) : []) {
				const known = goals.get(node);
				if (known) known.push({ place, seconds });
				else goals.set(node, [{ place, seconds }]);
			}
		});
		return goals;
	}

	/** Both ends of a door's edge, and the seconds from the place to each. */
	#endsOf({ edge, at, seconds }: Door): [node: number, seconds: number][] {
		const { ends, seconds: along } = this.#network;
		return [
			[ends[2 * edge]!, seconds + along[edge]! * at],
			[ends[2 * edge + 1]!, seconds + along[edge]! * (1 - at)]
		];
	}

	#begin(doors: Iterable<Door>, only: Place | null): void {
		this.#search++;
		this.#heap.clear();
		for (const door of doors)
			for (const [node, seconds] of this.#endsOf(door)) this.#offer(node, seconds, -1, only);
	}

	#spread(node: number, only: Place | null): void {
		const { start, around, seconds } = this.#network;
		const here = this.#seconds[node]!;
		for (let k = start[node]!; k < start[node + 1]!; k++) {
			const edge = around[k]!;
			this.#offer(this.#across(node, edge), here + seconds[edge]!, edge, only);
		}
	}

	#offer(node: number, seconds: number, before: number, only: Place | null): void {
		if (this.#seen[node] === -this.#search) return;
		if (this.#seen[node] === this.#search && seconds >= this.#seconds[node]!) return;
		this.#seen[node] = this.#search;
		this.#seconds[node] = seconds;
		this.#before[node] = before;
		this.#heap.push(node, only ? seconds + this.#leastSeconds(node, only) : seconds);
	}

	/** Nobody is faster than in a straight line on the best road. */
	#leastSeconds(node: number, { x, y }: Place): number {
		const { fastestMps, x: xs, y: ys } = this.#network;
		return Math.hypot(xs[node]! - x, ys[node]! - y) / fastestMps;
	}

	/** The other end of an edge. */
	#across(node: number, edge: number): number {
		const { ends } = this.#network;
		return ends[2 * edge]! === node ? ends[2 * edge + 1]! : ends[2 * edge]!;
	}

	/** Only right after the search that found the arrival. */
	#traced(start: Place, goal: Place, { from, to, node: last, seconds }: Arrival): Way {
		const { x, y, isGuess, plane } = this.#network;
		const line = new PartedLine(start.position);
		line.go(plane.position(from.x, from.y), from.metres, true);
		let here = { x: from.x, y: from.y };
		const along = (point: { x: number; y: number }, edge: number): void => {
			const metres = Math.hypot(point.x - here.x, point.y - here.y);
			line.go(plane.position(point.x, point.y), metres, isGuess[edge] === 1);
			here = point;
		};
		const nodes: number[] = [];
		for (let node = last; node >= 0;) {
			nodes.push(node);
			const edge = this.#before[node]!;
			node = edge < 0 ? -1 : this.#across(node, edge);
		}
		nodes
			.reverse()
			.forEach((node, i) =>
				along({ x: x[node]!, y: y[node]! }, i === 0 ? from.edge : this.#before[node]!)
			);
		along(to, to.edge);
		line.go(goal.position, to.metres, true);
		return line.way(seconds);
	}
}

/** On one piece of the network, so that the two together have the least way to the road. */
function nearestPair(a: readonly Door[], b: readonly Door[]): DoorPair | null {
	let best: DoorPair | null = null;
	let leastM = Infinity;
	for (const from of a) {
		const to = b.find(({ piece }) => piece === from.piece);
		if (!to || from.metres + to.metres >= leastM) continue;
		leastM = from.metres + to.metres;
		best = { from, to };
	}
	return best;
}
