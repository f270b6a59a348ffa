// How far a kader comes to each house of a month's round: an estimate from the spacing of the houses
// that are due, for the load that territories are evened out by. No way is looked for.
import type { Position } from 'geojson';
import type { Road, RoadClass } from './area.ts';
import type { TravelMode } from './travel.ts';
import { LineGrid, type LineM } from './line-grid.ts';
import { NearestPlaces } from './walking-share-neighbours.ts';
import { riversFrom, type Rivers } from './walking-share-rivers.ts';

export interface RoundPlace {
	/** [lng, lat]; null where nobody has marked the house. */
	readonly position: Position | null;
	/** Visits a month; of one that is due every half year a sixth. */
	readonly visitsPerMonth: number;
}

export interface Step {
	/** As the crow flies, from the house before; × the detour factor is the way. */
	readonly metres: number;
	/** Of the road it is made on; null where none is near. */
	readonly road: RoadClass | null;
}

/** The road of a house is not farther than a yard and a lane; in two mapped villages 90 % were within 40 m. */
const roadsideM = 150;
/** A step longer than this is a mistake in a position, not work of a month. */
const mostStepM = 20_000;
/** Neighbours are looked at until so many of them are due, or there are too many to look at. */
const enoughDue = 10;
const mostNeighbours = 120;
/** A place and two more: what a round must at least lead away from again. */
const fewestDue = 2;
/**
 * A round ÷ what it must at least be. For houses strewn about 0.7124 ÷ 0.625 (Beardwood, Halton &
 * Hammersley 1959 against the two nearest, 0.5 and 0.75 ÷ √density away), and a good tenth more for a
 * round of some forty houses, most of which are at its edge. Rounds through the due houses of 26
 * territories in two mapped villages were 1.25 to 1.56 times as long, in the mean this.
 */
const roundFactor = 1.37;

/**
 * The step to each place; null where it has no position or nobody to come from.
 *
 * In a month a kader walks from due house to due house, so the step is longer than that to the house
 * next door wherever only a part is due; a neighbour is due with the chance of its visits a month. A
 * round is at least as long as the mean way from each of its houses to the nearest two, and as twice the
 * way out of any group of them, shared by the group: the larger of the two, × `roundFactor`, is the step.
 * So it grows with 1/√(share due) where houses fill the plane and with 1/share along a road, and a small
 * hamlet far off pays for the way there. Houses that stand farther apart never cost less, twice as far is
 * twice the step, and the order of the places does not matter.
 *
 * Not in it: the way from home to the first house, hills, groups of more than `enoughDue` due houses, and
 * that no neighbour across a territory's border will be hers. Rivers (roads of class `river_boat`):
 * walking-share-rivers.ts; who goes by boat crosses them anywhere.
 */
export function walkingSteps(
	places: readonly RoundPlace[],
	roads: readonly Pick<Road, 'class' | 'line'>[],
	mode: TravelMode
): (Step | null)[] {
	const metres = metresAround(places);
	const lines = roads.map(({ line }) => metres.line(line.coordinates));
	const isRiver = (number: number): boolean => roads[number]!.class === 'river_boat';
	// A railway bridge takes nobody over a river.
	const land = lines.filter((_, number) => !isRiver(number) && roads[number]!.class !== 'rail');
	const rivers =
		mode === 'boat'
			? null
			: riversFrom(
					lines.filter((_, i) => isRiver(i)),
					land
				);
	const steps = stepsM(metres.x, metres.y, metres.due, rivers);
	const roadOf = roadsideOf(roads, lines, mode);
	const result = places.map((): Step | null => null);
	metres.order.forEach((place, i) => {
		const step = steps[i]!;
		if (Number.isNaN(step)) return;
		result[place] = { metres: step, road: roadOf(metres.x[i]!, metres.y[i]!) };
	});
	return result;
}

/** In an order of their own, so that equally near neighbours are the same whatever order came in. */
function metresAround(places: readonly RoundPlace[]) {
	const axis = (n: 0 | 1): Float64Array =>
		Float64Array.from(places, ({ position }) => (isPosition(position) ? position[n]! : NaN));
	const [lng, lat] = [axis(0), axis(1)];
	const due = Float64Array.from(places, ({ visitsPerMonth }) =>
		visitsPerMonth > 0 ? Math.min(1, visitsPerMonth) : 0
	);
	const order = places.map((_, place) => place).filter((place) => !Number.isNaN(lng[place]));
	order.sort((a, b) => lng[a]! - lng[b]! || lat[a]! - lat[b]! || due[a]! - due[b]! || a - b);
	const lats = Float64Array.from(order, (place) => lat[place]!).sort();
	// Where most houses are: one wrong position must not stretch the others.
	const middle = lats[lats.length >> 1] ?? 0;
	const [west, south] = [order.length > 0 ? lng[order[0]!]! : 0, lats[0] ?? 0];
	const perLat = 111_195;
	const perLng = perLat * Math.cos((middle * Math.PI) / 180);
	return {
		order,
		x: Float64Array.from(order, (place) => (lng[place]! - west) * perLng),
		y: Float64Array.from(order, (place) => (lat[place]! - south) * perLat),
		due: Float64Array.from(order, (place) => due[place]!),
		line: (line: readonly Position[]): LineM =>
			line
				.filter(isPosition)
				.flatMap((position) => [(position[0]! - west) * perLng, (position[1]! - south) * perLat])
	};
}

function isPosition(position: Position | null): position is Position {
	if (!Array.isArray(position)) return false;
	const [lng, lat] = position;
	return Number.isFinite(lng) && Number.isFinite(lat);
}

/** NaN where there is nobody to come from. @param x, y metres @param due chance of being due, 0 … 1 */
export function stepsM(
	x: Float64Array,
	y: Float64Array,
	due: Float64Array,
	rivers: Rivers | null
): Float64Array {
	const n = x.length;
	const steps = new Float64Array(n).fill(NaN);
	if (n < 2) return steps;
	// The nearest may all stand on the other bank: twice as many are looked at.
	const most = Math.min(n - 1, rivers ? 2 * mostNeighbours : mostNeighbours);
	const mean = due.reduce((sum, one) => sum + one, 0) / n;
	const usual = Math.min(most, Math.ceil((1.3 * enoughDue) / Math.max(mean, 0.01)));
	const nearest = new NearestPlaces(x, y, most);
	const look = (i: number, count: number): void => {
		nearest.around(i, count);
		if (rivers) goRound(nearest, i, x, y, rivers);
		if (count < most && !isEnough(nearest, due)) look(i, Math.min(most, 2 * count));
	};
	for (let i = 0; i < n; i++) {
		look(i, usual);
		const step = roundFactor * leastWay(nearest, due);
		if (Number.isFinite(step)) steps[i] = Math.min(step, mostStepM);
	}
	return steps;
}

function isEnough({ found, count }: NearestPlaces, due: Float64Array): boolean {
	let dueSoFar = 0;
	for (let k = 0; k < count && dueSoFar < enoughDue; k++) dueSoFar += due[found[k]!]!;
	return dueSoFar >= enoughDue;
}

/** Metres that a round must at least be long for one of its houses. */
function leastWay({ found, distances, count }: NearestPlaces, due: Float64Array): number {
	let noneYet = 1;
	let oneYet = 0;
	let dueSoFar = 0;
	let toTwo = 0;
	let outOfGroup = 0;
	let distance = NaN;
	for (let k = 0; k < count && dueSoFar < enoughDue; k++) {
		distance = distances[k]!;
		const chance = due[found[k]!]!;
		toTwo += distance * chance * (noneYet + oneYet);
		oneYet = oneYet * (1 - chance) + noneYet * chance;
		noneYet *= 1 - chance;
		const others = Math.max(dueSoFar, fewestDue);
		dueSoFar += chance;
		if (dueSoFar > others) outOfGroup = Math.max(outOfGroup, (2 * distance) / (1 + others));
	}
	// Where fewer than two were due among all that were looked at, the last is as good as any.
	toTwo += distance * (2 * noneYet + oneYet);
	return Math.max(toTwo / 2, outOfGroup);
}

/** Replaces straight distances by those over bridges, and sorts again; unreachable ones drop out. */
function goRound(
	nearest: NearestPlaces,
	from: number,
	x: Float64Array,
	y: Float64Array,
	rivers: Rivers
): void {
	const { found, distances } = nearest;
	let kept = 0;
	for (let k = 0; k < nearest.count; k++) {
		const id = found[k]!;
		const way = rivers.between(x[from]!, y[from]!, x[id]!, y[id]!);
		if (way === Infinity) continue;
		let at = kept++;
		for (; at > 0 && distances[at - 1]! > way; at--) {
			distances[at] = distances[at - 1]!;
			found[at] = found[at - 1]!;
		}
		distances[at] = way;
		found[at] = id;
	}
	nearest.count = kept;
}

const ranks: Readonly<Record<RoadClass, number>> = {
	river_boat: 0,
	main: 1,
	local: 2,
	path: 3,
	rail: 4
};

/** By boat the river counts wherever it is near; for all others it is no road. */
function roadsideOf(
	roads: readonly Pick<Road, 'class'>[],
	lines: readonly LineM[],
	mode: TravelMode
): (x: number, y: number) => RoadClass | null {
	const finder = (wanted: (road: RoadClass) => boolean) => {
		const kept = roads.map((road, i) => ({ road: road.class, line: lines[i]! }));
		const ours = kept.filter(({ road }) => wanted(road));
		const grid = new LineGrid(ours.map(({ line }) => line));
		return (x: number, y: number): RoadClass | null => {
			const number = grid.nearest(x, y, roadsideM, (line) => ranks[ours[line]!.road]);
			return number < 0 ? null : ours[number]!.road;
		};
	};
	const onLand = finder((road) => road !== 'river_boat' && road !== 'rail');
	if (mode !== 'boat') return onLand;
	const onWater = finder((road) => road === 'river_boat');
	return (x, y) => onWater(x, y) ?? onLand(x, y);
}
