// A part of the mesh as a mesh of its own, so that it can be divided by itself: the nodes of one
// catchment. Borders are drawn on the whole mesh again; this one only knows its graph and its loads.
import { cornersByNode, type Mesh } from './mesh.ts';
import { spanningLinks, type NodeGraph } from './mesh-graph.ts';

export interface MeshPart {
	readonly mesh: Mesh;
	/** Node of the whole mesh for each of its own. */
	readonly nodes: Int32Array;
}

/** Most nodes of a piece that a link to another piece may start from. */
const mostShores = 400;

/**
 * @param of part of each node of the mesh
 * @param part which one is wanted; it has a house. Its pieces are joined by virtual links, as islands are.
 */
export function meshPart(mesh: Mesh, of: Int32Array, part: number): MeshPart {
	const nodes = Int32Array.from([...of.keys()].filter((u) => of[u] === part));
	const local = new Int32Array(mesh.nodeCount).fill(-1);
	nodes.forEach((u, i) => {
		local[u] = i;
	});
	const pick = (values: Float64Array): Float64Array => Float64Array.from(nodes, (u) => values[u]!);
	const [x, y, areaM2] = [pick(mesh.x), pick(mesh.y), pick(mesh.areaM2)];
	const isHouse = Uint8Array.from(nodes, (u) => mesh.isHouse[u]!);
	const nodeOf = mesh.nodeOf.map((u) => (u < 0 ? -1 : local[u]!));
	const { isHome } = mesh;
	const isWhole = (t: number): number =>
		Number(mesh.inside[t] === 1 && [0, 1, 2].every((j) => nodeOf[3 * t + j]! >= 0));
	const loads = pick(mesh.load);
	// Where nobody has any work the houses are shared out.
	const load = sum(loads) > 0 ? loads : Float64Array.from(isHouse);
	return {
		nodes,
		mesh: {
			...mesh,
			...{ nodeOf, x, y, areaM2, isHouse, load },
			...(isHome && { isHome: Uint8Array.from(nodes, (u) => isHome[u]!) }),
			nodeCount: nodes.length,
			inside: mesh.inside.map((_, t) => isWhole(t)),
			vertexOf: Int32Array.from(nodes, (u) => mesh.vertexOf[u]!),
			nodeOfVertex: mesh.nodeOfVertex.map((u) => (u < 0 ? -1 : local[u]!)),
			totalAreaM2: sum(areaM2),
			totalLoad: sum(load),
			...cornersByNode(nodeOf, nodes.length),
			graph: partGraph(mesh, nodes, local, x, y)
		}
	};
}

function sum(values: Float64Array): number {
	return values.reduce((total, one) => total + one, 0);
}

interface Link {
	readonly to: number;
	readonly length: number;
	readonly isBank: number;
}

function partGraph(
	{ graph }: Mesh,
	nodes: Int32Array,
	local: Int32Array,
	x: Float64Array,
	y: Float64Array
): NodeGraph {
	const links = Array.from(nodes, (): Link[] => []);
	const isShore = new Uint8Array(nodes.length);
	nodes.forEach((u, i) => {
		for (let e = graph.start[u]!; e < graph.start[u + 1]!; e++) {
			const to = local[graph.to[e]!]!;
			if (to < 0) isShore[i] = 1;
			else links[i]!.push({ to, length: graph.length[e]!, isBank: graph.isBank?.[e] ?? 0 });
		}
	});
	const pieces = piecesOf(links);
	const shores = pieces.map((piece) => {
		const shore = piece.filter((i) => isShore[i]);
		// A whole island has no neighbour that is another's.
		const ends = shore.length > 0 ? shore : piece;
		const step = Math.max(1, Math.floor(ends.length / mostShores));
		return ends.filter((_, i) => i % step === 0);
	});
	for (const [u, v] of spanningLinks({ x, y }, shores)) {
		links[u]!.push({ to: v, length: 0, isBank: 0 });
		links[v]!.push({ to: u, length: 0, isBank: 0 });
	}
	const all = links.flat();
	const start = new Int32Array(nodes.length + 1);
	links.forEach((own, i) => {
		start[i + 1] = start[i]! + own.length;
	});
	return {
		start,
		to: Int32Array.from(all, ({ to }) => to),
		length: Float64Array.from(all, ({ length }) => length),
		partOf: Int32Array.from(nodes, (u) => graph.partOf[u]!),
		parts: graph.parts,
		...(graph.isBank && { isBank: Uint8Array.from(all, ({ isBank }) => isBank) })
	};
}

/** Nodes that hang together. */
function piecesOf(links: readonly (readonly Link[])[]): number[][] {
	const seen = new Uint8Array(links.length);
	const pieces: number[][] = [];
	for (let s = 0; s < seen.length; s++) {
		if (seen[s]) continue;
		seen[s] = 1;
		const piece = [s];
		for (const u of piece) {
			for (const { to } of links[u]!) {
				if (seen[to]) continue;
				seen[to] = 1;
				piece.push(to);
			}
		}
		pieces.push(piece);
	}
	return pieces;
}
