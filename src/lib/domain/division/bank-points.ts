// Pairs of mesh points on either side of the lines that borders may follow: between them the mesh is as
// fine as the line bends, so that a border can run along it instead of cutting its corners.
import type { Position } from 'geojson';
import type { Projection } from './project.ts';

/** Metres off the line, and from pair to pair, as parts of the grid's spacing. */
const offPart = 0.15;
const stepPart = 0.5;
/** More pairs than this are spread out instead: the lanes of a town would drown its houses. */
const mostPairs = 4000;

interface Stretch {
	readonly x: number;
	readonly y: number;
	/** Of length 1. */
	readonly dx: number;
	readonly dy: number;
	readonly length: number;
	/** Metres of the line before it. */
	readonly from: number;
}

export interface Ground {
	readonly projection: Projection;
	/** Metres between points of the grid. */
	readonly spacing: number;
	/** Metres: west, south, east, north. */
	readonly bounds: readonly [number, number, number, number];
}

/**
 * Places on both banks, in metres; some lie outside the area.
 * @param lines [lng, lat] each
 */
export function bankPlaces(
	lines: readonly (readonly Position[])[],
	ground: Ground
): [x: number, y: number][] {
	const off = offPart * ground.spacing;
	const stretches = lines.flatMap((line) => stretchesOf(line, ground));
	const lengthM = stretches.reduce((sum, { length }) => sum + length, 0);
	const step = Math.max(stepPart * ground.spacing, lengthM / mostPairs);
	const places: [number, number][] = [];
	for (const { x, y, dx, dy, length, from } of stretches) {
		for (let at = step * Math.ceil(from / step) - from; at < length; at += step) {
			for (const side of [-off, off])
				places.push([x + dx * at - dy * side, y + dy * at + dx * side]);
		}
	}
	return places;
}

/** Only about the area: a river may be as long as an island. */
function stretchesOf(line: readonly Position[], { projection, bounds }: Ground): Stretch[] {
	const stretches: Stretch[] = [];
	const [west, south, east, north] = bounds;
	let from = 0;
	for (let i = 0; i + 1 < line.length; i++) {
		const [ax, ay] = [projection.x(line[i]![0]!), projection.y(line[i]![1]!)];
		const [bx, by] = [projection.x(line[i + 1]![0]!), projection.y(line[i + 1]![1]!)];
		const length = Math.sqrt((bx - ax) * (bx - ax) + (by - ay) * (by - ay));
		// Also passes over what is no number.
		if (!(length > 0)) continue;
		const meetsX = Math.max(ax, bx) >= west && Math.min(ax, bx) <= east;
		const meetsY = Math.max(ay, by) >= south && Math.min(ay, by) <= north;
		if (!meetsX || !meetsY) continue;
		const [dx, dy] = [(bx - ax) / length, (by - ay) / length];
		stretches.push({ ...{ x: ax, y: ay, dx, dy }, length, from });
		from += length;
	}
	return stretches;
}
