// Two territories after the border between them was bent: the same line is written into both outlines, so
// that they still fit digit by digit.
import type { MultiPolygon, Position } from 'geojson';
import { bentLine, sweptLand, type Side, type Stretch } from './border-bend.ts';
import { locator } from './geometry/locate.ts';

type Ring = readonly Position[];
type Edge = readonly [Position, Position];

/**
 * @returns both boundaries, in the order of `sides`; null where the bent border would cross another one,
 * itself or the edge of the area, or jump over land that lies within one of the two
 */
export function bentBoundaries(
	sides: readonly [Side, Side],
	stretch: Stretch,
	offset: Position
): readonly [MultiPolygon, MultiPolygon] | null {
	const bent = bentLine(stretch, offset);
	const others = sides.flatMap(({ boundary }) => edgesApartFrom(boundary, stretch.line));
	const own = edgesOf(bent);
	if (own.some((edge, at) => own.slice(at + 1).some((later) => cross(edge, later)))) return null;
	if (own.some((edge) => others.some((other) => cross(edge, other)))) return null;
	const swept = locator([{ polygon: sweptLand(stretch, offset), value: true }]);
	const ends = new Set([stretch.line[0]!, stretch.line.at(-1)!].map(keyOf));
	if (others.some(([a]) => !ends.has(keyOf(a)) && swept.at(a))) return null;
	const [one, other] = sides;
	return [withLine(one.boundary, stretch.line, bent), withLine(other.boundary, stretch.line, bent)];
}

function withLine(boundary: MultiPolygon, line: Ring, by: Ring): MultiPolygon {
	return {
		...boundary,
		coordinates: boundary.coordinates.map((polygon) =>
			polygon.map(
				(ring) => replaced(ring, line, by) ?? replaced(ring, turned(line), turned(by)) ?? ring
			)
		)
	};
}

/** Null where the ring does not go along the line in its direction. */
function replaced(ring: Position[], line: Ring, by: Ring): Position[] | null {
	const open = ring.slice(0, -1);
	const at = (index: number) => keyOf(open[index % open.length]!);
	const start = open.findIndex((_, first) =>
		line.every((position, step) => at(first + step) === keyOf(position))
	);
	if (start < 0) return null;
	const isWhole = keyOf(line[0]!) === keyOf(line.at(-1)!);
	const rest = isWhole ? 0 : open.length - line.length;
	const others = Array.from(
		{ length: rest },
		(_, index) => open[(start + line.length + index) % open.length]!
	);
	const kept = isWhole ? by.slice(0, -1) : by;
	return [...kept, ...others, kept[0]!];
}

function edgesApartFrom({ coordinates }: MultiPolygon, line: Ring): Edge[] {
	const along = new Set([...edgesOf(line), ...edgesOf(turned(line))].map(edgeKey));
	return coordinates.flat().flatMap((ring) => edgesOf(ring).filter((e) => !along.has(edgeKey(e))));
}

function edgesOf(line: Ring): Edge[] {
	return line.slice(1).map((to, at): Edge => [line[at]!, to]);
}

/** Whether two edges meet anywhere but in a corner that both have. */
function cross([a, b]: Edge, [c, d]: Edge): boolean {
	const isStart = isSame(a, c) || isSame(a, d);
	const isEnd = isSame(b, c) || isSame(b, d);
	if (isStart || isEnd) return isStart && isEnd;
	return turn(a, b, c) !== turn(a, b, d) && turn(c, d, a) !== turn(c, d, b);
}

/** On which side of the way from a to b the place c lies: −1, 0 or 1. */
function turn(a: Position, b: Position, c: Position): number {
	return Math.sign((b[0]! - a[0]!) * (c[1]! - a[1]!) - (b[1]! - a[1]!) * (c[0]! - a[0]!));
}

function isSame(a: Position, b: Position): boolean {
	return a[0] === b[0] && a[1] === b[1];
}

function turned(line: Ring): Position[] {
	return [...line].reverse();
}
const keyOf = (position: Position): string => position.slice(0, 2).join();
const edgeKey = ([a, b]: Edge): string => `${keyOf(a)} ${keyOf(b)}`;
