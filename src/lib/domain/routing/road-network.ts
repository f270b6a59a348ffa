// Roads, footpaths and rivers as a graph for one way to travel, in typed arrays. Built once a day or a
// file; shortest-way.ts looks for ways in it.
import type { LineString, MultiLineString, Position } from 'geojson';
import type { RoadClass } from '../area.ts';
import { LineGrid, type LineM } from '../line-grid.ts';
import { speedMps, type TravelMode, type TravelRules } from '../travel.ts';
import { bridgeGaps } from './bridges.ts';
import { DisjointSets } from './disjoint-sets.ts';
import { LocalMetres, type PointM } from './local-metres.ts';
import { NetworkDraft, type DraftEdge } from './network-draft.ts';

export interface RoadLine {
	readonly class: RoadClass;
	/** [lng, lat]; heights are not looked at. */
	readonly line: LineString | MultiLineString;
}

export interface RoadNetwork {
	readonly rules: TravelRules;
	/** Metres a second where no way is drawn. */
	readonly guessMps: number;
	/** Of the fastest edge, or `guessMps` where that is more. */
	readonly fastestMps: number;
	readonly plane: LocalMetres;
	/** Of each node, metres on the plane. */
	readonly x: Float64Array;
	readonly y: Float64Array;
	/** Edge e joins the nodes `ends[2e]` and `ends[2e + 1]`; all edges are gone both ways. */
	readonly ends: Int32Array;
	readonly metres: Float64Array;
	readonly seconds: Float64Array;
	/** 1 for an edge that bridges a gap in the map. */
	readonly isGuess: Uint8Array;
	/** Edges at node n: `around[start[n]]` to `around[start[n + 1] − 1]`. */
	readonly start: Int32Array;
	readonly around: Int32Array;
	/** Which connected piece a node is of; the longest is 0. */
	readonly piece: Int32Array;
	/** Metres of way in each piece. */
	readonly pieceM: Float64Array;
	/** Every edge by its place. */
	readonly edgeGrid: LineGrid;
	/** Railways and, except by boat, rivers: nobody is sent over them where no way is drawn. */
	readonly barriers: LineGrid;
}

/** A longer straight stretch is a mistake in a position. */
const mostStretchM = 50_000;
/** So is a place so far from the middle of the roads, east or north: no kabupaten reaches there. */
const mostFarM = 500_000;

/** Whether lines of a class carry who travels so. */
export function carries(mode: TravelMode, road: RoadClass): boolean {
	return road !== 'rail' && (road !== 'river_boat' || mode === 'boat');
}

/**
 * Lines meet at shared vertices; line ends that stop short of another line are bridged (bridges.ts).
 * Positions that are none break a line in two; never throws.
 */
export function buildRoadNetwork(
	lines: readonly RoadLine[],
	mode: TravelMode,
	rules: TravelRules
): RoadNetwork {
	const plane = new LocalMetres(middleOf(lines));
	const parts = lines.flatMap(({ class: road, line }) =>
		stretchesOf(line, plane).map((points) => ({ road, points }))
	);
	const draft = new NetworkDraft();
	parts.forEach(({ road, points }, number) => {
		if (carries(mode, road)) draft.addLine(points, speedMps(rules, mode, road), number);
	});
	const barriers = new LineGrid(
		parts.filter(({ road }) => !carries(mode, road)).map(({ points }): LineM => points.flat())
	);
	const guessMps = speedMps(rules, mode, null);
	bridgeGaps(draft, barriers, guessMps, (line) => parts[line]!.road === 'river_boat');
	return { rules, guessMps, plane, barriers, ...packed(draft, guessMps) };
}

/** The median of all vertices: one wrong position must not bend the rest. */
function middleOf(lines: readonly RoadLine[]): Position {
	const positions = lines
		.flatMap(({ line }) => partsOf(line))
		.flat()
		.filter(isPosition);
	const median = (axis: 0 | 1): number => {
		const sorted = Float64Array.from(positions, (position) => position[axis]!).sort();
		return sorted[sorted.length >> 1] ?? 0;
	};
	return [median(0), median(1)];
}

/** The runs of good positions of a line, in metres. */
function stretchesOf(line: RoadLine['line'], plane: LocalMetres): PointM[][] {
	const stretches: PointM[][] = [];
	for (const part of partsOf(line)) {
		let run: PointM[] = [];
		for (const position of part) {
			const point = isPosition(position) ? nearPoint(position, plane) : null;
			const last = run.at(-1);
			const follows =
				point && last && Math.hypot(point[0] - last[0], point[1] - last[1]) <= mostStretchM;
			if (!follows) stretches.push((run = []));
			if (point) run.push(point);
		}
	}
	return stretches.filter((run) => run.length > 1);
}

function nearPoint(position: Position, plane: LocalMetres): PointM | null {
	const point = plane.point(position);
	return point.every((metres) => Math.abs(metres) <= mostFarM) ? point : null;
}

/** Files hold what GeoJSON does not allow, too. */
function partsOf(line: RoadLine['line'] | null | undefined): Position[][] {
	if (line?.type === 'LineString') return Array.isArray(line.coordinates) ? [line.coordinates] : [];
	if (line?.type !== 'MultiLineString' || !Array.isArray(line.coordinates)) return [];
	return line.coordinates.filter((part) => Array.isArray(part));
}

function isPosition(value: unknown): value is Position {
	if (!Array.isArray(value)) return false;
	const [lng, lat] = value as unknown[];
	return isWithin(lng, 180) && isWithin(lat, 90);
}

function isWithin(value: unknown, most: number): boolean {
	return typeof value === 'number' && Math.abs(value) <= most;
}

function packed(draft: NetworkDraft, guessMps: number) {
	const { edges } = draft;
	const [x, y] = [Float64Array.from(draft.x), Float64Array.from(draft.y)];
	const metres = Float64Array.from(edges, (edge) => draft.lengthM(edge));
	const line = ({ from, to }: DraftEdge): LineM => [x[from]!, y[from]!, x[to]!, y[to]!];
	return {
		x,
		y,
		ends: Int32Array.from(edges.flatMap(({ from, to }) => [from, to])),
		metres,
		seconds: metres.map((length, edge) => length / edges[edge]!.speedMps),
		isGuess: Uint8Array.from(edges, (edge) => Number(edge.isGuess)),
		fastestMps: edges.reduce((most, edge) => Math.max(most, edge.speedMps), guessMps),
		edgeGrid: new LineGrid(edges.map(line)),
		...edgesAround(edges, x.length),
		...piecesOf(edges, metres, x.length)
	};
}

function edgesAround(edges: readonly DraftEdge[], nodes: number) {
	const start = new Int32Array(nodes + 1);
	for (const { from, to } of edges) {
		start[from + 1]!++;
		start[to + 1]!++;
	}
	for (let node = 0; node < nodes; node++) start[node + 1]! += start[node]!;
	const next = start.slice();
	const around = new Int32Array(2 * edges.length);
	edges.forEach(({ from, to }, edge) => {
		around[next[from]!++] = edge;
		around[next[to]!++] = edge;
	});
	return { start, around };
}

function piecesOf(edges: readonly DraftEdge[], metres: Float64Array, nodes: number) {
	const sets = new DisjointSets(nodes);
	for (const { from, to } of edges) sets.join(from, to);
	const lengthOf = new Map<number, number>();
	edges.forEach(({ from }, edge) => {
		const set = sets.of(from);
		lengthOf.set(set, (lengthOf.get(set) ?? 0) + metres[edge]!);
	});
	const longestFirst = [...lengthOf].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
	const numbers = new Map(longestFirst.map(([set], number) => [set, number]));
	return {
		piece: Int32Array.from({ length: nodes }, (_, node) => numbers.get(sets.of(node)) ?? -1),
		pieceM: Float64Array.from(longestFirst, ([, length]) => length)
	};
}
