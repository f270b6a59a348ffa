// A border that is pulled at one point: the line that it bends to, the land that it sweeps over, and the
// houses on that land, which would change hands. Positions are [lng, lat]; lengths along a line are
// compared with each other only, so degrees serve as they are.
import type { MultiPolygon, Polygon, Position } from 'geojson';
import type { Id } from './entity.ts';
import { locator } from './geometry/locate.ts';
import type { Household } from './household.ts';

type Line = readonly Position[];

/** Part of a border that is pulled: the rest stays. */
export interface Stretch {
	/** The whole border. */
	readonly line: Line;
	/** Where the stretch begins and ends, as shares of the border's length. */
	readonly from: number;
	readonly to: number;
}

/** How finely a bent stretch is drawn: finer than a finger can see. */
const steps = 24;

/** Half-way along, where a stretch is pulled. */
export function middleOf({ line, from, to }: Stretch): Position {
	const middle = (from + to) / 2;
	return withPlaces(alongOf(line), [middle]).find(({ t }) => t === middle)!.position;
}

/**
 * The whole border with the middle of the stretch pulled away by `offset` and its ends where they were:
 * between them it follows in proportion, so that what was crooked stays so, and no offset leaves it.
 */
export function bentLine(stretch: Stretch, offset: Position): Position[] {
	return bendOf(stretch, offset).map(({ after }) => after);
}

/**
 * The land between the stretch and where it is bent to. It may cross itself: by the even-odd rule it
 * holds every point that comes to lie on the other side, and no other.
 */
export function sweptLand(stretch: Stretch, offset: Position): Polygon {
	const bend = bendOf(stretch, offset).filter(({ t }) => t >= stretch.from && t <= stretch.to);
	const there = bend.map(({ before }) => before);
	const back = bend.map(({ after }) => after).reverse();
	return { type: 'Polygon', coordinates: [[...there, ...back, there[0]!]] };
}

export interface Side {
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

/** The places of a line with those at `more` among them, in order. @param more between 0 and 1 */
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

interface Bent {
	readonly t: number;
	readonly before: Position;
	readonly after: Position;
}

function bendOf({ line, from, to }: Stretch, [dx = 0, dy = 0]: Position): Bent[] {
	const even = Array.from({ length: steps + 1 }, (_, at) =>
		at === steps ? to : from + ((to - from) * at) / steps
	);
	return withPlaces(alongOf(line), even).map(({ t, position }) => {
		if (t <= from || t >= to) return { t, before: position, after: position };
		const along = (t - from) / (to - from);
		const share = 4 * along * (1 - along);
		const [x = 0, y = 0] = position;
		return { t, before: position, after: [x + share * dx, y + share * dy] };
	});
}
