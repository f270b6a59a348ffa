// Gives every household its node of the mesh, those just outside the area the nearest one.
import type { Mesh } from './mesh.ts';

export interface Attached {
	/** The mesh with the loads of outside households added where they were attached. */
	readonly mesh: Mesh;
	/** Node of each household; −1 for those too far away. */
	readonly nodeOf: Int32Array;
	/** Indexes of households outside the area, near ones included. */
	readonly outside: readonly number[];
}

/** Farther outside than this is a wrong coordinate or another area's household. */
const farM = 1000;

export function attachHouseholds(
	mesh: Mesh,
	lng: Float64Array,
	lat: Float64Array,
	weight: Float64Array
): Attached {
	const { points } = mesh;
	const load = mesh.load.slice();
	const isHouse = mesh.isHouse.slice();
	const outside: number[] = [];
	const nodeOf = points.householdVertex.map((vertex, i) => {
		const node = mesh.nodeOfVertex[vertex]!;
		if (node >= 0) return node;
		outside.push(i);
		const near = nearestNode(mesh, points.projection.x(lng[i]!), points.projection.y(lat[i]!));
		if (near >= 0) {
			load[near]! += weight[i]!;
			isHouse[near] = 1;
		}
		return near;
	});
	const totalLoad = load.reduce((sum, one) => sum + one, 0);
	if (totalLoad > 0) return { mesh: { ...mesh, load, isHouse, totalLoad }, nodeOf, outside };
	const ones = Float64Array.from(isHouse);
	const total = ones.reduce((sum, one) => sum + one, 0);
	return { mesh: { ...mesh, load: ones, isHouse, totalLoad: total }, nodeOf, outside };
}

function nearestNode({ x, y, nodeCount }: Mesh, px: number, py: number): number {
	let best = -1;
	let bestSquare = farM * farM;
	for (let i = 0; i < nodeCount; i++) {
		const dx = x[i]! - px;
		const dy = y[i]! - py;
		const square = dx * dx + dy * dy;
		if (square >= bestSquare) continue;
		bestSquare = square;
		best = i;
	}
	return best;
}
