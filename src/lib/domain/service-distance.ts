// How far families live from their posyandu and from care, and where a new posyandu would help most. Pure, and
// too slow for a page: distance-worker.ts runs it. docs/metrics.md has the definitions.
import type { Position } from 'geojson';
import { maximalCovering } from './maximal-covering.ts';
import { FootReach, type Reached } from './routing/foot-reach.ts';
import { metresApart } from './routing/local-metres.ts';
import { buildRoadNetwork, type RoadLine } from './routing/road-network.ts';
import { StraightReach } from './routing/straight-reach.ts';
import type { TravelRules } from './travel.ts';

/** `line`: metres straight; `road`: metres of the shortest way on foot; `minutes`: of the quickest. */
export const distanceMeasures = ['line', 'road', 'minutes'] as const;
export type DistanceMeasure = (typeof distanceMeasures)[number];

/** What is walked to: a posyandu, or the nearer of puskesmas and pustu. */
export const distanceServices = ['posyandu', 'clinic'] as const;
export type DistanceService = (typeof distanceServices)[number];

export interface DistanceGround {
	readonly measure: DistanceMeasure;
	/** Not looked at for `line`. */
	readonly lines: readonly RoadLine[];
	readonly rules: TravelRules;
}

export interface NearestQuestion extends DistanceGround {
	readonly kind: 'nearest';
	/** [lng, lat] */
	readonly homes: readonly Position[];
	readonly services: Readonly<Record<DistanceService, readonly Position[]>>;
}

/** Of every home, by its place in the question. */
export interface NearestPlaces {
	/** Metres or minutes; Infinity where no way is known. */
	readonly values: Float64Array;
	/** Which place of the service; −1 where no way is known. */
	readonly places: Int32Array;
	/** 1 for (mostly) a straight line for want of a drawn way; never for the measure `line`. */
	readonly isGuess: Uint8Array;
}

/** Null for a service that has no place on the map. */
export type NearestAnswer = Readonly<Record<DistanceService, NearestPlaces | null>>;

export interface PointsQuestion extends DistanceGround {
	readonly kind: 'points';
	readonly homes: readonly {
		readonly position: Position;
		readonly people: number;
		/** Beyond the limit today: whom a new posyandu is for. */
		readonly isBeyond: boolean;
	}[];
	/** Metres or minutes. */
	readonly limit: number;
	readonly count: number;
}

export interface NewPoint {
	/** [lng, lat], of a house that stands there. */
	readonly position: Position;
	/** A home of the question that stands there. */
	readonly home: number;
	/** Within the limit of this point, and of none before it. */
	readonly homes: number;
	readonly people: number;
}

export interface PointsAnswer {
	readonly points: readonly NewPoint[];
	/** How many places were tried, of how many that would serve anybody. */
	readonly tried: number;
	readonly possible: number;
}

/** More places take minutes on a cheap laptop and lie closer together than anybody builds. */
export const mostTried = 1_500;

type Reach = Pick<FootReach, 'from'>;

function reachOf({ measure, lines, rules }: DistanceGround, homes: readonly Position[]): Reach {
	if (measure === 'line') return new StraightReach(homes);
	const network = buildRoadNetwork(lines, 'foot', rules);
	return new FootReach(network, homes, measure === 'road' ? 'metres' : 'seconds');
}

const unitOf = (measure: DistanceMeasure): number => (measure === 'minutes' ? 60 : 1);

/** From every home to the nearest place of each service. */
export function nearestServices(question: NearestQuestion): NearestAnswer {
	const { homes, services, measure } = question;
	const reach = reachOf(question, homes);
	const nearest = (places: readonly Position[]): NearestPlaces | null =>
		places.length === 0 ? null : packed(reach.from(places), homes.length, unitOf(measure));
	return { posyandu: nearest(services.posyandu), clinic: nearest(services.clinic) };
}

function packed(found: readonly Reached[], homes: number, unit: number): NearestPlaces {
	const values = new Float64Array(homes).fill(Infinity);
	const places = new Int32Array(homes).fill(-1);
	const isGuess = new Uint8Array(homes);
	for (const { home, cost, source, isGuess: guess } of found) {
		values[home] = cost / unit;
		places[home] = source;
		isGuess[home] = Number(guess);
	}
	return { values, places, isGuess };
}

/**
 * The points, among places where houses stand, that bring most people within the limit. The order of the homes
 * does not matter.
 * @param progress 0 … 1
 */
export function newPoints(
	question: PointsQuestion,
	progress: (done: number) => void = () => {}
): PointsAnswer {
	const { homes, limit, count, measure, rules } = question;
	const order = homes.map((_, home) => home).sort((a, b) => compare(homes, a, b));
	const beyond = order.filter((home) => homes[home]!.isBeyond);
	const fastestMps = Math.max(...Object.values(rules.footMps));
	const limitM = measure === 'minutes' ? limit * 60 * fastestMps : limit;
	const spots = order.filter((home, at) => at === 0 || isElsewhere(homes, order[at - 1]!, home));
	const targets = beyond.map((home) => homes[home]!.position);
	const near = new Set(
		new StraightReach(spots.map((home) => homes[home]!.position))
			.from(distinct(targets), limitM)
			.map(({ home }) => home)
	);
	const possible = spots.filter((_, at) => near.has(at));
	const tried = thinned(possible, homes, limitM);
	const reach = reachOf(question, targets);
	const served = tried.map((home, at) => {
		if (at % 20 === 0) progress((0.9 * at) / tried.length);
		const found = reach.from([homes[home]!.position], limit * unitOf(measure));
		return Int32Array.from(found, ({ home: target }) => target);
	});
	const people = beyond.map((home) => homes[home]!.people);
	const steps = maximalCovering({ people, reach: served }, count);
	progress(1);
	return {
		points: steps.map(({ place, ...gain }) => {
			const home = tried[place]!;
			return { position: homes[home]!.position, home, ...gain };
		}),
		tried: tried.length,
		possible: possible.length
	};
}

type Homes = PointsQuestion['homes'];

function compare(homes: Homes, a: number, b: number): number {
	const [one, other] = [homes[a]!, homes[b]!];
	return (
		one.position[0]! - other.position[0]! ||
		one.position[1]! - other.position[1]! ||
		one.people - other.people ||
		Number(one.isBeyond) - Number(other.isBeyond)
	);
}

function isElsewhere(homes: Homes, a: number, b: number): boolean {
	const [one, other] = [homes[a]!.position, homes[b]!.position];
	return one[0] !== other[0] || one[1] !== other[1];
}

/** Sorted positions without those that repeat the one before. */
function distinct(positions: readonly Position[]): Position[] {
	return positions.filter(
		([lng, lat], at) => at === 0 || positions[at - 1]![0] !== lng || positions[at - 1]![1] !== lat
	);
}

/** One place a square, of squares that grow until few enough are left; the first of each stays. */
function thinned(spots: readonly number[], homes: Homes, limitM: number): readonly number[] {
	const [west, south] = [0, 1].map((axis) =>
		spots.reduce((least, home) => Math.min(least, homes[home]!.position[axis]!), Infinity)
	) as [number, number];
	let kept = spots;
	for (let sideM = limitM / 25; kept.length > mostTried; sideM *= 1.3) {
		const taken = new Set<string>();
		kept = spots.filter((home) => {
			const [lng, lat] = homes[home]!.position as [number, number];
			const x = metresApart([west, lat], [lng, lat]);
			const y = metresApart([west, south], [west, lat]);
			const square = `${String(Math.floor(x / sideM))} ${String(Math.floor(y / sideM))}`;
			if (taken.has(square)) return false;
			return taken.add(square);
		});
	}
	return kept;
}
