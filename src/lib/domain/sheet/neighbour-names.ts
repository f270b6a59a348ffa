// Where the name of a neighbouring territory stands on the map: inside it, as far from every border
// and from the edge of the map as a text can be.
import type { MultiPolygon } from 'geojson';
import { boxAround, overlaps, type Box } from './boxes.ts';
import { frameMm, type Frame, type PaperPoint } from './frame.ts';

/** Places are tried on a grid of this many millimetres. */
const gridMm = 5;
/** A text is about three times as wide as two lines are high: sideways distances count that much less. */
const stretch = 3;
/** Less room than half the height of two lines, and the name is left out. */
const leastMm = 3.4;

type Edge = readonly [ax: number, ay: number, bx: number, by: number];

/** All edges on paper. By the even-odd rule they decide together what is inside. */
export function paperEdges({ coordinates }: MultiPolygon, frame: Frame): Edge[] {
	const edges: Edge[] = [];
	for (const rings of coordinates) {
		for (const ring of rings) {
			for (let i = 1; i < ring.length; i++) {
				const [ax, ay] = frame.place(ring[i - 1]!);
				const [bx, by] = frame.place(ring[i]!);
				edges.push([ax, ay, bx, by]);
			}
		}
	}
	return edges;
}

/** Null where the neighbour shows too little of itself. @param taken names that stand already */
export function nameSpot(
	edges: readonly Edge[],
	size: readonly [width: number, height: number],
	taken: readonly Box[]
): PaperPoint | null {
	let best: PaperPoint | null = null;
	let most = leastMm;
	for (let x = gridMm; x < frameMm.width; x += gridMm) {
		for (let y = gridMm; y < frameMm.height; y += gridMm) {
			const room = Math.min(roomIn(edges, x, y, most), edgeRoom(x, y));
			if (room <= most) continue;
			const box = boxAround([x, y], ...size);
			if (box[0] < 1 || box[2] > frameMm.width - 1) continue;
			if (taken.some((other) => overlaps(box, other))) continue;
			best = [x, y];
			most = room;
		}
	}
	return best;
}

function edgeRoom(x: number, y: number): number {
	return Math.min(Math.min(x, frameMm.width - x) / stretch, Math.min(y, frameMm.height - y));
}

/** Distance to the nearest border, sideways pressed together; 0 outside. Stops below `enough`. */
function roomIn(edges: readonly Edge[], x: number, y: number, enough: number): number {
	let isIn = false;
	let least = Infinity;
	for (const [ax, ay, bx, by] of edges) {
		if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) isIn = !isIn;
		least = Math.min(least, distance((ax - x) / stretch, ay - y, (bx - x) / stretch, by - y));
		if (least <= enough) return 0;
	}
	return isIn ? least : 0;
}

/** From the origin to the nearest point of a segment. */
function distance(ax: number, ay: number, bx: number, by: number): number {
	const dx = bx - ax;
	const dy = by - ay;
	const length = dx * dx + dy * dy;
	const share = length === 0 ? 0 : Math.min(1, Math.max(0, -(ax * dx + ay * dy) / length));
	return Math.hypot(ax + share * dx, ay + share * dy);
}
