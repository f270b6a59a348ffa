// A network while it is being put together: nodes and edges in lists that grow. Lines that share a
// vertex meet there; nothing else is joined here.
import type { PointM } from './local-metres.ts';

/** Vertices closer than this are one: exports round their digits differently. */
const sameSpotM = 0.1;
/** Nodes stay below it, and so do places in tenths of a metre: two make one exact number. */
const mostNodes = 2 ** 26;

export interface DraftEdge {
	readonly from: number;
	readonly to: number;
	readonly speedMps: number;
	/** Nobody has drawn it. */
	readonly isGuess: boolean;
	/** The line it is of. */
	readonly line: number;
}

export class NetworkDraft {
	readonly x: number[] = [];
	readonly y: number[] = [];
	/** First and last node of each line. */
	readonly ends: { readonly node: number; readonly line: number }[] = [];
	readonly #edges = new Map<number, DraftEdge>();
	readonly #nodes = new Map<number, number>();

	get edges(): DraftEdge[] {
		return [...this.#edges.values()];
	}

	addLine(points: readonly PointM[], speedMps: number, line: number): void {
		const nodes = points.map(([x, y]) => this.nodeAt(x, y));
		nodes.slice(1).forEach((to, i) => {
			this.addEdge({ from: nodes[i]!, to, speedMps, isGuess: false, line });
		});
		if (nodes.length > 1) this.ends.push({ node: nodes[0]!, line }, { node: nodes.at(-1)!, line });
	}

	nodeAt(x: number, y: number): number {
		const key = Math.round(x / sameSpotM) * mostNodes + Math.round(y / sameSpotM);
		const known = this.#nodes.get(key);
		if (known !== undefined) return known;
		const node = this.x.push(x) - 1;
		this.y.push(y);
		this.#nodes.set(key, node);
		return node;
	}

	/** Of two edges between the same nodes the drawn one stays, then the faster. */
	addEdge(edge: DraftEdge): void {
		if (edge.from === edge.to) return;
		const key = keyOf(edge);
		const known = this.#edges.get(key);
		if (known && (edge.isGuess || (!known.isGuess && known.speedMps >= edge.speedMps))) return;
		this.#edges.set(key, edge);
	}

	/** Puts nodes on an edge, in the order given from its start. */
	split(edge: DraftEdge, nodes: readonly number[]): void {
		this.#edges.delete(keyOf(edge));
		let from = edge.from;
		for (const to of [...nodes, edge.to]) {
			this.addEdge({ ...edge, from, to });
			from = to;
		}
	}

	lengthM({ from, to }: DraftEdge): number {
		return Math.hypot(this.x[from]! - this.x[to]!, this.y[from]! - this.y[to]!);
	}
}

function keyOf({ from, to }: DraftEdge): number {
	return Math.min(from, to) * mostNodes + Math.max(from, to);
}
