// How much load has to change hands when it can only go from neighbour to neighbour: a flow of least
// cost over the graph of territories. Every hand-over counts, as households on a chain move in turn.

export interface Holdings {
	/** Load of each place in the graph: territories first, then ground that nobody holds. */
	readonly held: Float64Array;
	/** Load that may and must be there afterwards; both 0 for ground that nobody holds. */
	readonly least: Float64Array;
	readonly most: Float64Array;
}

interface Network {
	readonly to: number[];
	readonly room: number[];
	readonly price: number[];
	/** Arcs that leave each place; arc e and e ^ 1 are each other's way back. */
	readonly from: number[][];
}

/** Per unit that a territory is short of: outweighs every chain. */
const shortage = 1e4;

/**
 * Load × hand-overs of the cheapest way to bring all within their bounds, as far as the neighbours
 * allow. Successive shortest paths (Ahuja, Magnanti & Orlin 1993, §9.7).
 * @param neighbours places that each place can give to and take from
 */
export function cascadeLoad(
	{ held, least, most }: Holdings,
	neighbours: readonly ReadonlySet<number>[]
): number {
	const n = held.length;
	const [source, sink] = [n, n + 1];
	const net: Network = {
		...{ to: [], room: [], price: [] },
		from: Array.from({ length: n + 2 }, () => [])
	};
	for (let a = 0; a < n; a++) {
		link(net, source, a, held[a]!, 0);
		link(net, a, sink, least[a]!, -shortage);
		link(net, a, sink, most[a]! - least[a]!, 0);
		for (const b of neighbours[a]!) link(net, a, b, Infinity, 1);
	}
	const smallest = 1e-9 * held.reduce((sum, one) => sum + one, 0);
	let load = 0;
	for (;;) {
		const arrivedBy = cheapestWay(net, source, sink, smallest);
		if (arrivedBy[sink]! < 0) return load;
		const arcs: number[] = [];
		for (let v = sink; v !== source; v = net.to[arcs.at(-1)! ^ 1]!) arcs.push(arrivedBy[v]!);
		const flow = arcs.reduce((room, e) => Math.min(room, net.room[e]!), Infinity);
		for (const e of arcs) {
			net.room[e]! -= flow;
			net.room[e ^ 1]! += flow;
			if (Math.abs(net.price[e]!) === 1) load += flow * net.price[e]!;
		}
	}
}

function link(
	{ to, room, price, from }: Network,
	a: number,
	b: number,
	most: number,
	cost: number
) {
	if (!(most > 0)) return;
	from[a]!.push(to.push(b) - 1);
	from[b]!.push(to.push(a) - 1);
	room.push(most, 0);
	price.push(cost, -cost);
}

/** Bellman and Ford with a queue: the arc by which each place is reached; −1 where it is not. */
function cheapestWay(
	{ to, room, price, from }: Network,
	source: number,
	sink: number,
	smallest: number
) {
	const arrivedBy = new Int32Array(from.length).fill(-1);
	const cost = new Float64Array(from.length).fill(Infinity);
	const isQueued = new Uint8Array(from.length);
	cost[source] = 0;
	const queue = [source];
	for (const u of queue) {
		isQueued[u] = 0;
		if (u === sink) continue;
		for (const e of from[u]!) {
			const v = to[e]!;
			if (room[e]! <= smallest || cost[u]! + price[e]! >= cost[v]! - 1e-9) continue;
			cost[v] = cost[u]! + price[e]!;
			arrivedBy[v] = e;
			if (!isQueued[v]) queue.push(v);
			isQueued[v] = 1;
		}
	}
	return arrivedBy;
}
