// Shortest ways on foot between houses over drawn roads, for judging a division by routed hours. Plain
// and slow on purpose: it shares no code with the estimate that it judges.
import type { Position } from 'geojson';

export interface GraphRoad {
	readonly line: readonly Position[];
	/** Metres a second. */
	readonly speedMps: number;
}

interface Edge {
	readonly to: number;
	readonly seconds: number;
}

interface Segment {
	readonly from: number;
	readonly to: number;
	readonly speedMps: number;
}

/** Vertices nearer than this are one junction; a road that ends so near to another meets it. */
const joinM = 2;
const perDegree = 111_195;

/**
 * Seconds from every house to every other, row by row. Houses walk straight to the nearest place of the
 * largest connected part of the network at `offRoadMps`; those nearest to one another may go there
 * straight, with half again for the way round fences.
 */
export function walkingSeconds(
	houses: readonly Position[],
	roads: readonly GraphRoad[],
	offRoadMps: number
): Float32Array {
	const scale = Math.cos(((houses[0]?.[1] ?? 0) * Math.PI) / 180);
	const metres = ([lng = 0, lat = 0]: Position): [number, number] => [
		lng * perDegree * scale,
		lat * perDegree
	];
	const graph = new Graph();
	for (const { line, speedMps } of roads) graph.add(line.map(metres), speedMps);
	graph.joinEnds();
	graph.keepLargestPart();
	const points = houses.map(metres);
	const doors = points.map(([x, y]) => graph.doorOf(x, y));
	const n = houses.length;
	const seconds = new Float32Array(n * n);
	const edges = graph.edges();
	for (let i = 0; i < n; i++) {
		const from = secondsFrom(edges, doors[i]!.node);
		for (let j = 0; j < n; j++) {
			if (i === j) continue;
			const access = (doors[i]!.awayM + doors[j]!.awayM) / offRoadMps;
			const [ax, ay] = points[i]!;
			const [bx, by] = points[j]!;
			const straight = (1.5 * Math.hypot(ax - bx, ay - by)) / offRoadMps;
			const byRoad = access + from[doors[j]!.node]!;
			// Only next door: farther off, gardens and gullies lie between.
			seconds[i * n + j] = straight < 60 ? Math.min(byRoad, straight) : byRoad;
		}
	}
	return seconds;
}

class Graph {
	readonly #x: number[] = [];
	readonly #y: number[] = [];
	readonly #at = new Map<string, number>();
	#segments: Segment[] = [];
	readonly #ends: number[] = [];

	add(points: readonly (readonly [number, number])[], speedMps: number): void {
		const nodes = points.map(([x, y]) => this.#node(x, y));
		nodes.slice(1).forEach((to, i) => {
			if (to !== nodes[i]) this.#segments.push({ from: nodes[i]!, to, speedMps });
		});
		this.#ends.push(nodes[0]!, nodes.at(-1)!);
	}

	/** Lets a road that ends on another without a common vertex meet it. */
	joinEnds(): void {
		for (const end of this.#ends) {
			const [x, y] = [this.#x[end]!, this.#y[end]!];
			const others = this.#segments.filter(({ from, to }) => from !== end && to !== end);
			const near = this.#nearest(x, y, others);
			if (near && near.awayM <= joinM) this.#split(near, end);
		}
	}

	keepLargestPart(): void {
		const edges = this.edges();
		const part = new Int32Array(edges.length).fill(-1);
		const sizes: number[] = [];
		for (let start = 0; start < edges.length; start++) {
			if (part[start] !== -1) continue;
			const stack = [start];
			part[start] = sizes.length;
			sizes.push(0);
			while (stack.length > 0) {
				const node = stack.pop()!;
				sizes[part[node]!]!++;
				for (const { to } of edges[node]!) {
					if (part[to] !== -1) continue;
					part[to] = part[node]!;
					stack.push(to);
				}
			}
		}
		const largest = sizes.indexOf(Math.max(...sizes));
		this.#segments = this.#segments.filter(({ from }) => part[from] === largest);
	}

	/** A node on the nearest road, and how far it is. */
	doorOf(x: number, y: number): { node: number; awayM: number } {
		const near = this.#nearest(x, y, this.#segments);
		if (!near) throw new Error('no roads');
		const node = this.#node(near.x, near.y);
		this.#split(near, node);
		return { node, awayM: near.awayM };
	}

	edges(): Edge[][] {
		const edges = this.#x.map((): Edge[] => []);
		for (const { from, to, speedMps } of this.#segments) {
			const lengthM = Math.hypot(this.#x[from]! - this.#x[to]!, this.#y[from]! - this.#y[to]!);
			edges[from]!.push({ to, seconds: lengthM / speedMps });
			edges[to]!.push({ to: from, seconds: lengthM / speedMps });
		}
		return edges;
	}

	#node(x: number, y: number): number {
		const key = `${Math.round(x / joinM)} ${Math.round(y / joinM)}`;
		const known = this.#at.get(key);
		if (known !== undefined) return known;
		this.#at.set(key, this.#x.length);
		this.#x.push(x);
		this.#y.push(y);
		return this.#x.length - 1;
	}

	#split({ segment }: { segment: Segment }, node: number): void {
		const { from, to, speedMps } = segment;
		if (node === from || node === to) return;
		this.#segments.splice(
			this.#segments.indexOf(segment),
			1,
			{ from, to: node, speedMps },
			{ from: node, to, speedMps }
		);
	}

	#nearest(x: number, y: number, segments: readonly Segment[]) {
		let best: { segment: Segment; x: number; y: number; awayM: number } | null = null;
		for (const segment of segments) {
			const [ax, ay] = [this.#x[segment.from]!, this.#y[segment.from]!];
			const [dx, dy] = [this.#x[segment.to]! - ax, this.#y[segment.to]! - ay];
			const along = ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1);
			const t = Math.min(1, Math.max(0, along));
			const awayM = Math.hypot(x - ax - t * dx, y - ay - t * dy);
			if (!best || awayM < best.awayM) best = { segment, x: ax + t * dx, y: ay + t * dy, awayM };
		}
		return best;
	}
}

/** Dijkstra with a binary heap of [seconds, node]. */
function secondsFrom(edges: readonly (readonly Edge[])[], source: number): Float64Array {
	const best = new Float64Array(edges.length).fill(Infinity);
	best[source] = 0;
	const heap: [number, number][] = [[0, source]];
	while (heap.length > 0) {
		const [seconds, node] = takeLeast(heap);
		if (seconds > best[node]!) continue;
		for (const edge of edges[node]!) {
			const then = seconds + edge.seconds;
			if (then >= best[edge.to]!) continue;
			best[edge.to] = then;
			put(heap, [then, edge.to]);
		}
	}
	return best;
}

function put(heap: [number, number][], item: [number, number]): void {
	let at = heap.push(item) - 1;
	while (at > 0) {
		const above = (at - 1) >> 1;
		if (heap[above]![0] <= item[0]) break;
		heap[at] = heap[above]!;
		at = above;
	}
	heap[at] = item;
}

function takeLeast(heap: [number, number][]): [number, number] {
	const least = heap[0]!;
	const last = heap.pop()!;
	if (heap.length === 0) return least;
	let at = 0;
	for (;;) {
		let below = 2 * at + 1;
		if (below >= heap.length) break;
		if (below + 1 < heap.length && heap[below + 1]![0] < heap[below]![0]) below++;
		if (heap[below]![0] >= last[0]) break;
		heap[at] = heap[below]!;
		at = below;
	}
	heap[at] = last;
	return least;
}
