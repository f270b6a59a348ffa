// Junctions that a tile has lost: whoever draws tiles drops vertices that do not bend a line, and with
// them the place where another one meets it. Lines that meet share a vertex again.
import type { RoadClass } from '../area.ts';
import { LineGrid } from '../line-grid.ts';
import type { PointM } from './local-metres.ts';

export interface DrawnLine {
	readonly class: RoadClass;
	/** Over or under what it crosses. */
	readonly isApart: boolean;
	readonly points: readonly PointM[];
	/** How sure each point is, metres. */
	readonly unitM: number;
}

/** Vertices so near are one: two tiles have rounded it. */
const sameUnits = 2;
/** A line is drawn so far from a vertex that was dropped from it. */
const droppedUnits = 3;

/** Only what one can turn off to is joined: roads and footpaths, rivers, railways. */
const groups: readonly (readonly RoadClass[])[] = [
	['main', 'local', 'path'],
	['river_boat'],
	['rail']
];

interface Cut {
	/** 0 at the segment's start, 1 at its end. */
	readonly at: number;
	readonly point: PointM;
}

interface Segment {
	readonly line: number;
	readonly from: PointM;
	readonly to: PointM;
	readonly cuts: Cut[];
}

/** The same lines, no vertex further away than it is unsure of, with a vertex wherever two meet. */
export function joinedLines(lines: readonly DrawnLine[]): DrawnLine[] {
	return groups.flatMap((group) =>
		joinedGroup(lines.filter(({ class: road }) => group.includes(road)))
	);
}

function joinedGroup(given: readonly DrawnLine[]): DrawnLine[] {
	const lines = withOneVertexASpot(given).filter(({ points }) => points.length > 1);
	const segments: Segment[] = [];
	lines.forEach(({ points }, line) =>
		points.slice(1).forEach((to, i) => segments.push({ line, from: points[i]!, to, cuts: [] }))
	);
	const grid = new LineGrid(segments.map(({ from, to }) => [...from, ...to]));
	cutAtVertices(lines, segments, grid);
	cutAtCrossings(lines, segments, grid);
	const points = lines.map(({ points: [first] }): PointM[] => [first!]);
	for (const { line, to, cuts } of segments) {
		cuts.sort((a, b) => a.at - b.at);
		points[line]!.push(...cuts.map(({ point }) => point), to);
	}
	return lines.map((line, i) => ({ ...line, points: points[i]! }));
}

/** Vertices that are one become the first of them. */
function withOneVertexASpot(lines: readonly DrawnLine[]): DrawnLine[] {
	const sameM = sameUnits * lines.reduce((most, { unitM }) => Math.max(most, unitM), 0);
	const spots = new Map<string, PointM[]>();
	const nameOf = (x: number, y: number) => `${String(x)},${String(y)}`;
	const spotOf = (point: PointM, withinM: number): PointM => {
		const [column, row] = [Math.floor(point[0] / sameM), Math.floor(point[1] / sameM)];
		let best: PointM | null = null;
		let least = withinM;
		for (let dx = -1; dx <= 1; dx++)
			for (let dy = -1; dy <= 1; dy++)
				for (const spot of spots.get(nameOf(column + dx, row + dy)) ?? []) {
					const apart = Math.hypot(spot[0] - point[0], spot[1] - point[1]);
					if (apart > least) continue;
					least = apart;
					best = spot;
				}
		if (best) return best;
		const name = nameOf(column, row);
		const known = spots.get(name);
		if (known) known.push(point);
		else spots.set(name, [point]);
		return point;
	};
	return lines.map((line) => {
		const points = line.points.map((point) => spotOf(point, sameUnits * line.unitM));
		return { ...line, points: points.filter((point, i) => point !== points[i - 1]) };
	});
}

function cutAtVertices(
	lines: readonly DrawnLine[],
	segments: readonly Segment[],
	grid: LineGrid
): void {
	lines.forEach(({ points, unitM }, line) =>
		points.forEach((point, i) => {
			const isEnd = i === 0 || i === points.length - 1;
			const [x, y] = point;
			grid.near(x, y, droppedUnits * unitM, (number) => {
				const segment = segments[number]!;
				const { from, to, cuts } = segment;
				if (from === point || to === point) return;
				// A bend of a line is not a place where it meets itself, nor a bridge what it leads over.
				if (
					segment.line === line ||
					(!isEnd && (lines[line]!.isApart || lines[segment.line]!.isApart))
				)
					return;
				const at = along(segment, point);
				if (at > 0 && at < 1 && !cuts.some((cut) => cut.point === point)) cuts.push({ at, point });
			});
		})
	);
}

/** Where the foot of the perpendicular stands: 0 at the start, 1 at the end. */
function along({ from, to }: Segment, [x, y]: PointM): number {
	const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
	return ((x - from[0]) * dx + (y - from[1]) * dy) / (dx * dx + dy * dy);
}

function cutAtCrossings(
	lines: readonly DrawnLine[],
	segments: readonly Segment[],
	grid: LineGrid
): void {
	segments.forEach((segment, number) => {
		const { from, to, line, cuts } = segment;
		if (lines[line]!.isApart) return;
		for (const other of new Set(grid.crossed(from[0], from[1], to[0], to[1]))) {
			const crossed = segments[other]!;
			if (other <= number || lines[crossed.line]!.isApart) continue;
			const meeting = meetingOf(segment, crossed);
			if (!meeting) continue;
			cuts.push({ at: meeting.at, point: meeting.point });
			crossed.cuts.push({ at: meeting.otherAt, point: meeting.point });
		}
	});
}

/** Inside both; null where they meet at an end of either, which is a vertex already. */
function meetingOf(a: Segment, b: Segment) {
	if ([a.from, a.to].some((point) => point === b.from || point === b.to)) return null;
	const [dx, dy] = [a.to[0] - a.from[0], a.to[1] - a.from[1]];
	const [ex, ey] = [b.to[0] - b.from[0], b.to[1] - b.from[1]];
	const turn = dx * ey - dy * ex;
	if (turn === 0) return null;
	const [gx, gy] = [b.from[0] - a.from[0], b.from[1] - a.from[1]];
	const at = (gx * ey - gy * ex) / turn;
	const otherAt = (gx * dy - gy * dx) / turn;
	const point: PointM = [a.from[0] + at * dx, a.from[1] + at * dy];
	return { at, otherAt, point };
}
