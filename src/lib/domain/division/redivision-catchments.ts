// A change of a division that keeps to catchments: each is searched by itself, from where it stands,
// so that nobody's household goes to a kader of another posyandu.
import { grown } from './blocks.ts';
import { Labelling } from './labelling.ts';
import { meshPart, type MeshPart } from './mesh-part.ts';
import { placeIndex } from './place-index.ts';
import type { Houses } from './redivision-houses.ts';
import { searchRedivision, type RedivisionSearch } from './redivision-search.ts';
import { catchmentOf, type Staff } from './redivision-staff.ts';
import type { Start } from './redivision-start.ts';
import { portionsOf, targetsOf } from './shares.ts';

export interface CatchmentChange {
	readonly part: MeshPart;
	/** Labels of its open posts. */
	readonly labels: readonly number[];
}

/** Without catchments null; else a part of the mesh for each, with the posts that share it. */
export function catchmentChanges(
	start: Start,
	staff: Staff,
	houses: Houses
): CatchmentChange[] | null {
	const { catchments, open } = staff;
	if (!catchments) return null;
	const of = catchmentOfNodes(start, staff, houses, catchments);
	return catchments.flatMap((key, c) => {
		if (!of.includes(c)) return [];
		const labels = [...open.keys()].filter((a) => open[a]!.catchment === key);
		return [{ part: meshPart(start.mesh, of, c), labels }];
	});
}

/**
 * By who holds the ground; what is free is of the catchment that its house was in, and empty land of
 * the one whose territory it lies in.
 */
function catchmentOfNodes(
	{ mesh, label, nodeOf }: Start,
	{ open, reopened }: Staff,
	houses: Houses,
	catchments: readonly string[]
): Int32Array {
	const indexOf = placeIndex(reopened.map(({ polygon }) => polygon));
	const known = label.map((a, u) => {
		const place = a < 0 ? indexOf(mesh.points.position[mesh.vertexOf[u]!]!) : -1;
		if (a >= 0) return catchments.indexOf(open[a]!.catchment);
		return place < 0 ? -1 : catchments.indexOf(catchmentOf(reopened[place]!));
	});
	const heldBy = new Map(
		reopened.flatMap((one) => one.households.map((id) => [id, catchmentOf(one)] as const))
	);
	nodeOf.forEach((node, j) => {
		const key = heldBy.get(houses.all.ids[houses.open[j]!]!);
		if (node >= 0 && label[node]! < 0 && key !== undefined) known[node] = catchments.indexOf(key);
	});
	return grown(mesh, known);
}

/** Null when cancelled. */
export function searchCatchments(
	start: Start,
	changes: readonly CatchmentChange[],
	shares: readonly number[] | null,
	search: RedivisionSearch,
	isCancelled: () => boolean
): Labelling | null {
	const targets = search.targets.slice();
	const label = start.label.slice();
	const plan = {
		x: new Float64Array(targets.length),
		y: new Float64Array(targets.length),
		price: new Float64Array(targets.length),
		cost: 0
	};
	for (const change of changes) {
		const { part, labels } = change;
		const own = partOfStart(start, change);
		const load = own.base.reduce((sum, one) => sum + one, own.mesh.totalLoad);
		const ownTargets = targetsOf(
			load,
			labels.length,
			portionsOf(shares ? labels.map((a) => shares[a]!) : undefined)
		);
		const found = searchRedivision(
			own,
			{
				...search,
				targets: ownTargets,
				homes: {
					x: Float64Array.from(labels, (a) => search.homes.x[a]!),
					y: Float64Array.from(labels, (a) => search.homes.y[a]!)
				}
			},
			isCancelled
		);
		if (!found) return null;
		part.nodes.forEach((u, i) => {
			label[u] = labels[found.label[i]!]!;
		});
		labels.forEach((a, i) => {
			plan.x[a] = found.cx[i]!;
			plan.y[a] = found.cy[i]!;
			plan.price[a] = found.price[i]!;
			targets[a] = ownTargets[i]!;
		});
	}
	return new Labelling(start.mesh, plan, label, search.unit, targets);
}

function partOfStart(start: Start, { part: { mesh, nodes }, labels }: CatchmentChange): Start {
	const { pins } = start;
	const local = (a: number): number => labels.indexOf(a);
	return {
		...start,
		mesh,
		label: Int32Array.from(nodes, (u) => local(start.label[u]!)),
		home: Int32Array.from(nodes, (u) => local(start.home[u]!)),
		pinned: Uint8Array.from(nodes, (u) => start.pinned[u]!),
		base: Float64Array.from(labels, (a) => start.base[a]!),
		// A home on another catchment's land cannot be kept within a territory of this one.
		pins: pins ? Int32Array.from(labels, (a) => nodes.indexOf(pins[a]!)) : null
	};
}
