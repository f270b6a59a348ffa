// How much of the borders of a finished division runs along the lines they were to follow: measured on
// the polygons, whatever drew them.
import type { MultiPolygon, Position } from 'geojson';
import type { MeshLines } from './natural-lines.ts';
import type { Projection } from './project.ts';
import { distanceToSegment, SegmentGrid } from './segment-grid.ts';

/** A border this near a line, metres, runs along it. */
const nearM = 1;
/** Metres between the places that are looked at. */
const stepM = 4;
const cellM = 50;

/**
 * 0 … 1 of the inner borders, by length; 0 where there are none.
 * @param lines corners in the metres of the projection
 */
export function partOnLines(
	territories: readonly { readonly polygon: MultiPolygon }[],
	lines: MeshLines['corners'],
	projection: Projection
): number {
	const isOnLine = lineFinder(lines);
	let all = 0;
	let along = 0;
	for (const [from, to] of innerEdges(territories)) {
		const [ax, ay] = [projection.x(from[0]!), projection.y(from[1]!)];
		const [bx, by] = [projection.x(to[0]!), projection.y(to[1]!)];
		const length = Math.sqrt((bx - ax) * (bx - ax) + (by - ay) * (by - ay));
		const steps = Math.max(1, Math.ceil(length / stepM));
		all += length;
		for (let step = 0; step < steps; step++) {
			const t = (step + 0.5) / steps;
			if (isOnLine(ax + (bx - ax) * t, ay + (by - ay) * t)) along += length / steps;
		}
	}
	return all > 0 ? along / all : 0;
}

/** Edges that two territories share, digit by digit, once each. */
function innerEdges(territories: readonly { readonly polygon: MultiPolygon }[]) {
	const once = new Map<string, [Position, Position]>();
	const inner: [Position, Position][] = [];
	for (const ring of territories.flatMap(({ polygon }) => polygon.coordinates.flat())) {
		for (let i = 0; i + 1 < ring.length; i++) {
			const [from, to] = [ring[i]!, ring[i + 1]!];
			const twin = `${to.join()} ${from.join()}`;
			if (once.delete(twin)) inner.push([from, to]);
			else once.set(`${from.join()} ${to.join()}`, [from, to]);
		}
	}
	return inner;
}

function lineFinder(lines: MeshLines['corners']): (x: number, y: number) => boolean {
	const grid = new SegmentGrid(cellM);
	const segments: [number, number, number, number][] = [];
	for (const { x, y } of lines) {
		for (let s = 0; s + 1 < x.length; s++) {
			// Long pieces are cut, so that a diagonal one does not claim a whole square of cells.
			const [dx, dy] = [x[s + 1]! - x[s]!, y[s + 1]! - y[s]!];
			const parts = Math.min(1000, Math.max(1, Math.ceil(Math.sqrt(dx * dx + dy * dy) / cellM)));
			for (let part = 0; part < parts; part++) {
				const from = part / parts;
				const to = (part + 1) / parts;
				const piece: [number, number, number, number] = [
					...([x[s]! + dx * from, y[s]! + dy * from] as const),
					...([x[s]! + dx * to, y[s]! + dy * to] as const)
				];
				grid.add(segments.push(piece) - 1, ...piece);
			}
		}
	}
	return (x, y) => {
		for (const id of grid.near(x - nearM, y - nearM, x + nearM, y + nearM)) {
			if (distanceToSegment(x, y, ...segments[id]!) <= nearM) return true;
		}
		return false;
	};
}
