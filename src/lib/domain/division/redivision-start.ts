// Where a change of a division starts: every node of the mesh with the territory that has it today.
// Territories are whole afterwards but for nodes that are free; nothing has been evened out yet.
import { attachHouseholds } from './attach.ts';
import type { Mesh } from './mesh.ts';
import { withVirtualLinks } from './mesh-graph.ts';
import type { Pins } from './pinned-homes.ts';
import { placeIndex } from './place-index.ts';
import { pieceLinks, looseHouses } from './redivision-pieces.ts';
import { holder, type Houses } from './redivision-houses.ts';
import { catchmentOf, type Staff } from './redivision-staff.ts';
import type { PlacedHouseholds } from './normalise-households.ts';

export interface Start {
	/** Loads are those of households that go with the ground they stand on. */
	readonly mesh: Mesh;
	/** Territory of each node; −1 where nobody's. */
	readonly label: Int32Array;
	/** Who held the load of each node before; −1 where nobody that goes on did. */
	readonly home: Int32Array;
	/** 1 for nodes with a household that the planner fixed. */
	readonly pinned: Uint8Array;
	/** Node of the home that each label must hold. */
	readonly pins?: Pins | null;
	/** Node of each household that takes part; −1 for those without a place. */
	readonly nodeOf: Int32Array;
	/** Label that a household stays with wherever it stands; −1 for those that go with their node. */
	readonly kept: Int32Array;
	/** Weight of the kept ones, by label. */
	readonly base: Float64Array;
}

/**
 * A household that was moved by hand to another territory, and stands among that one's neighbours,
 * draws the border after it. One that stands alone among strangers stays with its kader as an
 * exception: no border could be kept true for it, and giving it back would undo the planner's hand.
 */
export function redivisionStart(
	mesh: Mesh,
	placed: PlacedHouseholds,
	houses: Houses,
	staff: Staff
): Start {
	const attached = attachHouseholds(mesh, placed.lng, placed.lat, placed.weight);
	const nodeOf = attached.nodeOf.map((node, j) => (houses.isAway[j] ? -1 : node));
	const { holders, isFixed } = houses;
	const owner = ownersOf(mesh, nodeOf, placed.weight, houses);
	const kept = holders.map((held, j) => {
		const node = nodeOf[j]!;
		return held >= 0 && (node < 0 || owner[node] !== held) ? held : -1;
	});
	const ground = groundOf(mesh, staff);
	const label = labelsOf(mesh, nodeOf, owner, ground, houses);
	const graph = withVirtualLinks(mesh.graph, pieceLinks(mesh, label, ground));
	const linked: Mesh = { ...mesh, graph };
	const isOwnGround = insideOwn(placed, houses, staff);
	for (const j of looseHouses(linked, label, nodeOf, kept, holders, !staff.catchments)) {
		// Not moved by hand, only cut off by the mesh: it goes to a neighbour like any other.
		if (isFixed[j] || !isOwnGround[j]) kept[j] = holders[j]!;
	}
	const base = new Float64Array(staff.open.length);
	kept.forEach((a, j) => {
		if (a >= 0) base[a]! += placed.weight[j]!;
	});
	giveAway(houses, staff, placed.weight, nodeOf, kept, base);
	const pinned = new Uint8Array(mesh.nodeCount);
	const home = new Int32Array(mesh.nodeCount).fill(-1);
	nodeOf.forEach((node, j) => {
		if (node < 0 || kept[j]! >= 0 || holders[j]! < 0) return;
		home[node] = holders[j]!;
		if (isFixed[j]) pinned[node] = 1;
	});
	const loaded = withLoads(linked, nodeOf, placed.weight, kept);
	return { mesh: loaded, label, home, pinned, nodeOf, kept, base };
}

/** Of several households at one place the fixed one decides, else who has most of them. */
function ownersOf(
	mesh: Mesh,
	nodeOf: Int32Array,
	weight: Float64Array,
	{ holders, isFixed }: Houses
): Int32Array {
	const votes = new Map<number, Map<number, number>>();
	nodeOf.forEach((node, j) => {
		const held = holders[j]!;
		if (node < 0 || held < 0) return;
		const own = votes.get(node) ?? new Map<number, number>();
		votes.set(node, own);
		own.set(held, (own.get(held) ?? 0) + weight[j]! + 1e-6 + (isFixed[j] ? 1e12 : 0));
	});
	const owner = new Int32Array(mesh.nodeCount).fill(-1);
	for (const [node, own] of votes) {
		let most = -1;
		for (const [held, count] of [...own].sort((p, q) => p[0] - q[0])) {
			if (count <= most) continue;
			most = count;
			owner[node] = held;
		}
	}
	return owner;
}

/**
 * Label of the polygon that each node lies in; −1 where who leaves had it. Nodes on the outline, which
 * no polygon surely holds, go with a neighbour.
 */
function groundOf(mesh: Mesh, { open, reopened }: Staff): Int32Array {
	const unknown = -2;
	const { start, to, length } = mesh.graph;
	const indexOf = placeIndex(reopened.map(({ polygon }) => polygon));
	const labelOf = reopened.map((territory) =>
		open.findIndex(({ present, takesOver }) => (present ?? takesOver) === territory)
	);
	const ground = Int32Array.from(
		mesh.vertexOf,
		(v) => labelOf[indexOf(mesh.points.position[v]!)] ?? unknown
	);
	const queue = [...ground.keys()].filter((u) => ground[u] !== unknown);
	for (const u of queue) {
		for (let e = start[u]!; e < start[u + 1]!; e++) {
			const v = to[e]!;
			if (ground[v] !== unknown || length[e] === 0) continue;
			ground[v] = ground[u]!;
			queue.push(v);
		}
	}
	return ground.map((a) => Math.max(a, -1));
}

/** Houses by their holder, all other ground by the polygon it lies in. */
function labelsOf(
	mesh: Mesh,
	nodeOf: Int32Array,
	owner: Int32Array,
	ground: Int32Array,
	{ holders }: Houses
): Int32Array {
	const label = owner.slice();
	const isFree = new Uint8Array(mesh.nodeCount);
	nodeOf.forEach((node, j) => {
		if (node >= 0 && holders[j] === holder.leaving) isFree[node] = 1;
	});
	for (let u = 0; u < mesh.nodeCount; u++) {
		if (label[u]! >= 0 || isFree[u]) continue;
		label[u] = ground[u]!;
	}
	return label;
}

/** 1 for households that stand in the polygon of who holds them. */
function insideOwn(
	{ lng, lat }: PlacedHouseholds,
	{ holders }: Houses,
	{ open }: Staff
): Uint8Array {
	const own = open.map(({ present, takesOver }) => (present ?? takesOver)?.polygon ?? null);
	const holds = own.map((polygon) => (polygon ? placeIndex([polygon]) : () => -1));
	return Uint8Array.from(holders, (held, j) =>
		Number(held >= 0 && holds[held]!([lng[j]!, lat[j]!]) === 0)
	);
}

/**
 * Households without a place whose kader leaves, or that nobody lists, go to who has least; the former
 * within their catchment where these count.
 */
function giveAway(
	{ all, open, holders }: Houses,
	{ open: posts, leaving, catchments }: Staff,
	weight: Float64Array,
	nodeOf: Int32Array,
	kept: Int32Array,
	base: Float64Array
): void {
	const load = base.slice();
	holders.forEach((held, j) => {
		if (held >= 0 && kept[j]! < 0) load[held]! += weight[j]!;
	});
	const left = new Map(
		leaving.flatMap((one) => one.households.map((id) => [id, catchmentOf(one)] as const))
	);
	const everybody = [...load.keys()];
	nodeOf.forEach((node, j) => {
		if (node >= 0 || kept[j]! >= 0) return;
		const key = catchments ? left.get(all.ids[open[j]!]!) : undefined;
		const own = everybody.filter((a) => posts[a]!.catchment === key);
		const takers = key === undefined ? everybody : own;
		const least = takers.reduce((best, a) => (load[a]! < load[best]! ? a : best));
		kept[j] = least;
		load[least]! += weight[j]!;
		base[least]! += weight[j]!;
	});
}

function withLoads(mesh: Mesh, nodeOf: Int32Array, weight: Float64Array, kept: Int32Array): Mesh {
	const load = new Float64Array(mesh.nodeCount);
	const isHouse = new Uint8Array(mesh.nodeCount);
	let totalLoad = 0;
	nodeOf.forEach((node, j) => {
		if (node < 0 || kept[j]! >= 0) return;
		load[node]! += weight[j]!;
		isHouse[node] = 1;
		totalLoad += weight[j]!;
	});
	return { ...mesh, load, isHouse, totalLoad };
}
