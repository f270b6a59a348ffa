// A border that is pulled at one point: the line that it bends to, the land that it sweeps over, and the
// houses on that land, which would change hands. Positions are [lng, lat]; lengths along a line are
// compared with each other only, so degrees serve as they are.
import type { MultiPolygon, Polygon, Position } from 'geojson';
import type { Id } from './entity.ts';
import { locator } from './geometry/locate.ts';
import type { Household } from './household.ts';

type Line = readonly Position[];

/** How finely a bent line is drawn: finer than a finger can see. */
const steps = 24;

/** Cuts a line into `count` pieces of equal length, each beginning where the last one ended. */
export function stretchesOf(line: Line, count: number): Position[][] {
	const all = alongOf(line);
	const cuts = Array.from({ length: count - 1 }, (_, at) => (at + 1) / count);
	const places = withPlaces(all, cuts);
	return Array.from({ length: count }, (_, at) =>
		places
			.filter(({ t }) => t >= at / count && t <= (at + 1) / count)
			.map(({ position }) => position)
	);
}

/** Half-way along, where a line is pulled. */
export function middleOf(line: Line): Position {
	return withPlaces(alongOf(line), [0.5]).find(({ t }) => t === 0.5)!.position;
}

/**
 * The line with its middle pulled away by `offset` and its ends where they were: between them it follows
 * in proportion, so that what was crooked stays so, and no offset leaves it as it is.
 */
export function bentLine(line: Line, offset: Position): Position[] {
	return bendOf(line, offset).map(({ to }) => to);
}

/**
 * The land between the line and where it is bent to. It may cross itself: by the even-odd rule it holds
 * every point that comes to lie on the other side, and no other.
 */
export function sweptLand(line: Line, offset: Position): Polygon {
	const bend = bendOf(line, offset);
	const there = bend.map(({ from }) => from);
	const back = bend.map(({ to }) => to).reverse();
	return { type: 'Polygon', coordinates: [[...there, ...back, there[0]!]] };
}

interface Side {
	readonly number: number;
	readonly boundary: MultiPolygon;
}

/** Who would change hands, and to the territory of which number. */
export interface HandsAcross {
	readonly ids: readonly Id<'household'>[];
	readonly number: number;
}

/**
 * Households that a bent border between two territories would give to the other one, for each of the two.
 * Only those that a territory both holds and has within its border: who was given away by hand, or
 * belongs to a third, stays where she is.
 * @param numbers household → number of its territory
 */
export function handsAcross(
	swept: Polygon,
	sides: readonly [Side, Side],
	households: readonly Pick<Household, 'id' | 'location'>[],
	numbers: ReadonlyMap<Id<'household'>, number>
): readonly [HandsAcross, HandsAcross] {
	const land = locator([{ polygon: swept, value: true }]);
	const reached = households.flatMap(({ id, location }) =>
		location && land.at(location.coordinates) ? [{ id, at: location.coordinates }] : []
	);
	const taken = (from: Side, to: Side): HandsAcross => {
		const within = locator([{ polygon: from.boundary, value: true }]);
		const ids = reached
			.filter(({ id, at }) => numbers.get(id) === from.number && within.at(at))
			.map(({ id }) => id);
		return { ids, number: to.number };
	};
	return [taken(sides[0], sides[1]), taken(sides[1], sides[0])];
}

/** A place on a line: 0 at its beginning, 1 at its end. */
interface Along {
	readonly t: number;
	readonly position: Position;
}

function alongOf(line: Line): Along[] {
	let length = 0;
	const lengths = line.map(([x = 0, y = 0], at) => {
		const [fromX = 0, fromY = 0] = line[at - 1] ?? [x, y];
		length += Math.hypot(x - fromX, y - fromY);
		return length;
	});
	const last = line.length - 1;
	return line.map((position, at) => ({
		t: at === last ? 1 : lengths[at]! / (length || 1),
		position
	}));
}

/** The places of a line with those at `more` among them, in order. @param more rising, between 0 and 1 */
function withPlaces(line: readonly Along[], more: readonly number[]): Along[] {
	const added = more.flatMap((t): Along[] => {
		const after = line.findIndex((place) => place.t >= t);
		const b = line[after]!;
		const a = line[after - 1];
		if (!a || b.t === t) return [];
		const share = (t - a.t) / (b.t - a.t);
		const between = (axis: number) =>
			a.position[axis]! + share * (b.position[axis]! - a.position[axis]!);
		return [{ t, position: [between(0), between(1)] }];
	});
	return [...line, ...added].sort((a, b) => a.t - b.t);
}

function bendOf(line: Line, [dx = 0, dy = 0]: Position): { from: Position; to: Position }[] {
	const even = Array.from({ length: steps - 1 }, (_, at) => (at + 1) / steps);
	return withPlaces(alongOf(line), even).map(({ t, position }) => {
		const share = 4 * t * (1 - t);
		const [x = 0, y = 0] = position;
		return { from: position, to: [x + share * dx, y + share * dy] };
	});
}
