// Joins what a map leaves apart: lines that end a few metres short of one another, and, by boat, the
// places where a road comes near a river. What is more than a slip of the pen is marked as a guess.
import { LineGrid } from '../line-grid.ts';
import { DisjointSets } from './disjoint-sets.ts';
import type { DraftEdge, NetworkDraft } from './network-draft.ts';

/** Of two digitised village networks, line ends stop up to this far from the line that they meet. */
export const gapM = 15;
/** Less than the width of a footpath is no guess. */
const slipM = 1;
/** From the middle of a river, as it is drawn, to a landing. */
const landingM = 60;
/** A bridge that comes so near to the end of an edge takes the end. */
const atEndM = 0.5;

interface Joint {
	readonly edge: number;
	/** 0 at the edge's start, 1 at its end. */
	readonly at: number;
	readonly x: number;
	readonly y: number;
	readonly awayM: number;
}

/**
 * A line's dead end meets the nearest other line within `gapM`; any line's end meets another piece of
 * the network there. Never across a barrier.
 * @param guessMps speed where no way is drawn
 * @param isRiver of a line's number
 */
export function bridgeGaps(
	draft: NetworkDraft,
	barriers: LineGrid,
	guessMps: number,
	isRiver: (line: number) => boolean
): void {
	const bridges = new Bridges(draft, barriers, guessMps);
	const { edges } = bridges;
	const degree = new Int32Array(draft.x.length);
	for (const { from, to } of edges) {
		degree[from]!++;
		degree[to]!++;
	}
	// A line of one spot has no end.
	const ends = draft.ends.filter(({ node }) => degree[node]! > 0);
	for (const { node, line } of ends)
		if (degree[node] === 1) bridges.build(node, gapM, (edge) => edges[edge]!.line !== line);
	for (const { node } of ends) bridges.build(node, gapM, (edge) => bridges.isApart(node, edge));
	for (const node of landings(bridges, isRiver))
		bridges.build(node, landingM, (edge) => isRiver(edges[edge]!.line));
	bridges.finish();
}

/** Of each line on land that comes near a river, the nearest node. */
function landings(bridges: Bridges, isRiver: (line: number) => boolean): number[] {
	const { edges } = bridges;
	if (!edges.some(({ line }) => isRiver(line))) return [];
	const nearest = new Map<number, { node: number; awayM: number }>();
	for (const { from, to, line } of edges) {
		if (isRiver(line)) continue;
		for (const node of [from, to]) {
			const joint = bridges.nearest(node, landingM, (edge) => isRiver(edges[edge]!.line));
			const known = nearest.get(line)?.awayM ?? Infinity;
			if (joint && joint.awayM < known) nearest.set(line, { node, awayM: joint.awayM });
		}
	}
	return [...nearest.values()].map(({ node }) => node);
}

class Bridges {
	readonly edges: readonly DraftEdge[];
	readonly #draft: NetworkDraft;
	readonly #grid: LineGrid;
	readonly #barriers: LineGrid;
	readonly #guessMps: number;
	readonly #pieces: DisjointSets;
	/** Edge → joints that will cut it. */
	readonly #cuts = new Map<number, { at: number; node: number }[]>();

	constructor(draft: NetworkDraft, barriers: LineGrid, guessMps: number) {
		this.#draft = draft;
		this.#barriers = barriers;
		this.#guessMps = guessMps;
		this.edges = draft.edges;
		const { x, y } = draft;
		this.#grid = new LineGrid(
			this.edges.map(({ from, to }) => [x[from]!, y[from]!, x[to]!, y[to]!])
		);
		this.#pieces = new DisjointSets(x.length);
		for (const { from, to } of this.edges) this.#pieces.join(from, to);
	}

	isApart(node: number, edge: number): boolean {
		return this.#pieces.of(node) !== this.#pieces.of(this.edges[edge]!.from);
	}

	nearest(node: number, mostM: number, allows: (edge: number) => boolean): Joint | null {
		const [x, y] = [this.#draft.x[node]!, this.#draft.y[node]!];
		let best: Joint | null = null;
		this.#grid.near(x, y, mostM, (edge) => {
			const { from, to } = this.edges[edge]!;
			if (from === node || to === node || !allows(edge)) return;
			const joint = this.#jointOn(edge, x, y);
			if (best && (joint.awayM - best.awayM || edge - best.edge) >= 0) return;
			if (this.#barriers.crossed(x, y, joint.x, joint.y).length === 0) best = joint;
		});
		return best;
	}

	build(node: number, mostM: number, allows: (edge: number) => boolean): void {
		const joint = this.nearest(node, mostM, allows);
		if (!joint) return;
		const edge = this.edges[joint.edge]!;
		const other = this.#nodeOf(joint, edge);
		this.#pieces.join(node, edge.from);
		const isGuess = joint.awayM > slipM;
		const speedMps = isGuess ? this.#guessMps : edge.speedMps;
		this.#draft.addEdge({ from: node, to: other, speedMps, isGuess, line: edge.line });
	}

	/** Cuts the edges that bridges end on. */
	finish(): void {
		for (const [edge, cuts] of this.#cuts) {
			cuts.sort((a, b) => a.at - b.at || a.node - b.node);
			this.#draft.split(
				this.edges[edge]!,
				cuts.map(({ node }) => node)
			);
		}
	}

	#nodeOf(joint: Joint, edge: DraftEdge): number {
		const lengthM = this.#draft.lengthM(edge);
		if (joint.at * lengthM < atEndM) return edge.from;
		if ((1 - joint.at) * lengthM < atEndM) return edge.to;
		const known = this.#draft.x.length;
		const node = this.#draft.nodeAt(joint.x, joint.y);
		if (node === known) this.#pieces.add();
		this.#pieces.join(node, edge.from);
		const cuts = this.#cuts.get(joint.edge) ?? [];
		this.#cuts.set(joint.edge, [...cuts, { at: joint.at, node }]);
		return node;
	}

	#jointOn(edge: number, x: number, y: number): Joint {
		const { from, to } = this.edges[edge]!;
		const [ax, ay] = [this.#draft.x[from]!, this.#draft.y[from]!];
		const [dx, dy] = [this.#draft.x[to]! - ax, this.#draft.y[to]! - ay];
		const along = ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy);
		const at = Math.min(1, Math.max(0, along));
		const [px, py] = [ax + at * dx, ay + at * dy];
		return { edge, at, x: px, y: py, awayM: Math.hypot(x - px, y - py) };
	}
}
