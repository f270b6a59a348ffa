// Lets territories that do not touch the ground of one who leaves, or of one who joins, reach it over
// a strip along a border, where handing on from neighbour to neighbour would move too many households.
import type { Mesh } from './mesh.ts';
import { cascadeLoad, type Holdings } from './redivision-flow.ts';
import { lay, outlineOf, stripsFrom, type Strip, type Terrain } from './redivision-strips.ts';

export interface Reach {
	readonly mesh: Mesh;
	/** 1 for nodes that must not change hands. */
	readonly pinned: Uint8Array;
	/** Load that each territory has without a place in the mesh. */
	readonly base: Float64Array;
	readonly targets: Float64Array;
	/** Load by which a territory may be off. */
	readonly allowed: (a: number) => number;
	/** Hand-overs beyond what must be, as load, that need no strip. */
	readonly enough: number;
}

const mostStrips = 12;

/**
 * Lays strips, the most useful first, until the flow from neighbour to neighbour moves little more
 * than it must (one who joins and has but a house tells nothing about that), and some more then.
 * Returns how many were laid: fewer than asked for when no other helps.
 * @param ground label of each node; −1 where nobody's. Written to.
 * @param joiners labels that hold a first house only
 */
export function layStrips(
	reach: Reach,
	ground: Int32Array,
	joiners: readonly number[],
	more: number
): number {
	const terrain = terrainOf(reach, ground);
	const holdings = holdingsOf(reach, terrain.place);
	const least = unavoidable(holdings);
	const refused = new Set<string>();
	let laid = 0;
	let needed = 0;
	let [neighbours, flow] = flowOf(terrain, holdings);
	while (laid < mostStrips) {
		if (joiners.length === 0 && flow - least > reach.enough) needed = laid + 1;
		if (laid >= needed + more) break;
		const strip = bestStrip(terrain, holdings, neighbours, flow, { joiners, refused });
		if (!strip) break;
		const undo = terrain.place.slice();
		const isLaid = lay(terrain, strip);
		const [around, less] = flowOf(terrain, holdings);
		if (isLaid && less < flow - strip.load) {
			[neighbours, flow] = [around, less];
			for (const u of strip.nodes) terrain.isKept[u] = 1;
			laid++;
		} else {
			terrain.place.set(undo);
			refused.add(strip.ends.join());
		}
	}
	terrain.place.forEach((a, u) => {
		if (a < terrain.k) ground[u] = a;
	});
	return laid;
}

function terrainOf(reach: Reach, ground: Int32Array): Terrain {
	const { mesh, pinned, targets } = reach;
	const place = placesOf(reach, ground);
	return {
		...{ mesh, k: targets.length, place },
		...{ isOutline: outlineOf(mesh), isKept: pinned.slice() }
	};
}

/** Who can give to whom, and the load that this moves. */
function flowOf({ mesh, place }: Terrain, holdings: Holdings): [Set<number>[], number] {
	const neighbours = neighboursOf(mesh, place, holdings.held.length);
	return [neighbours, cascadeLoad(holdings, neighbours)];
}

/** Load that must change hands even if everybody were everybody's neighbour. */
export function unavoidableLoad(reach: Reach, ground: Int32Array): number {
	return unavoidable(holdingsOf(reach, placesOf(reach, ground)));
}

/** Labels, and from k on the connected pieces of ground that nobody holds. */
function placesOf({ mesh, targets }: Reach, ground: Int32Array): Int32Array {
	const { start, to } = mesh.graph;
	const place = ground.slice();
	let pieces = targets.length;
	for (let s = 0; s < mesh.nodeCount; s++) {
		if (place[s]! >= 0) continue;
		const own = pieces++;
		place[s] = own;
		const queue = [s];
		for (const u of queue) {
			for (let e = start[u]!; e < start[u + 1]!; e++) {
				if (place[to[e]!]! >= 0) continue;
				place[to[e]!] = own;
				queue.push(to[e]!);
			}
		}
	}
	return place;
}

function holdingsOf({ mesh, base, targets, allowed }: Reach, place: Int32Array): Holdings {
	const k = targets.length;
	const n = place.reduce((most, a) => Math.max(most, a + 1), k);
	const held = new Float64Array(n);
	held.set(base);
	place.forEach((a, u) => {
		held[a]! += mesh.load[u]!;
	});
	const bound = (side: number) => (_: number, a: number) =>
		a < k ? Math.max(0, targets[a]! + side * allowed(a)) : 0;
	return { held, least: held.map(bound(-1)), most: held.map(bound(1)) };
}

/** Load that must change hands even if everybody were everybody's neighbour. */
function unavoidable({ held, least, most }: Holdings): number {
	let [over, under] = [0, 0];
	held.forEach((load, a) => {
		over += Math.max(0, load - most[a]!);
		under += Math.max(0, least[a]! - load);
	});
	return Math.max(over, under);
}

function neighboursOf({ graph }: Mesh, place: Int32Array, n: number): Set<number>[] {
	const { start, to, length } = graph;
	const neighbours = Array.from({ length: n }, () => new Set<number>());
	place.forEach((a, u) => {
		for (let e = start[u]!; e < start[u + 1]!; e++) {
			if (length[e]! > 0 && place[to[e]!] !== a) neighbours[a]!.add(place[to[e]!]!);
		}
	});
	return neighbours;
}

/** The strip that saves most of the flow; null when none saves more than it moves itself. */
function bestStrip(
	terrain: Terrain,
	holdings: Holdings,
	neighbours: readonly Set<number>[],
	flow: number,
	{ joiners, refused }: { joiners: readonly number[]; refused: ReadonlySet<string> }
): Strip | null {
	const free = [...holdings.held.keys()].filter((d) => d >= terrain.k && holdings.held[d]! > 0);
	let best: Strip | null = null;
	let bestGain = 0;
	for (const source of [...free, ...joiners]) {
		for (const strip of stripsFrom(terrain, source)) {
			const [a, b] = strip.ends;
			if (neighbours[a]!.has(b) || refused.has(strip.ends.join())) continue;
			neighbours[a]!.add(b);
			neighbours[b]!.add(a);
			const gain = flow - cascadeLoad(holdings, neighbours) - strip.load;
			neighbours[a]!.delete(b);
			neighbours[b]!.delete(a);
			if (gain <= bestGain) continue;
			bestGain = gain;
			best = strip;
		}
	}
	return best;
}
