// Divides every catchment by itself and puts the labels together again: borders are then drawn on the
// whole mesh, so that neighbours of two catchments share them digit by digit like any others.
import type { Catchments } from './catchments.ts';
import { Labelling } from './labelling.ts';
import type { Mesh } from './mesh.ts';
import { meshPart, type MeshPart } from './mesh-part.ts';
import type { Pins } from './pinned-homes.ts';
import { portionsOf, type Homes } from './shares.ts';
import { solve, type SolveHooks, type SolveOptions } from './solve.ts';

interface Task {
	readonly part: MeshPart;
	/** Shares of the catchment: its territories by label. */
	readonly shares: readonly number[];
	readonly options: SolveOptions;
}

/** Null when cancelled. The first plan is complete: one of each catchment. */
export function solveCatchments(
	mesh: Mesh,
	options: SolveOptions,
	catchments: Catchments,
	hooks: SolveHooks
): Labelling | null {
	const tasks = catchments.keys.map((_, c) => taskOf(mesh, options, catchments, c));
	const first = tasks.map((task) => firstPlan(task, hooks));
	if (!isComplete(first)) return null;
	hooks.found(joined(mesh, options, tasks, first));
	let nodes = 0;
	const plans = tasks.map(({ part, options: own }) => {
		const before = nodes;
		nodes += part.nodes.length;
		return solve(part.mesh, own, {
			cancelled: () => hooks.cancelled(),
			progress: (done) => hooks.progress((before + done * part.nodes.length) / mesh.nodeCount),
			found: () => undefined
		});
	});
	return isComplete(plans) ? joined(mesh, options, tasks, plans) : null;
}

function isComplete(plans: readonly (Labelling | null)[]): plans is Labelling[] {
	return !plans.includes(null);
}

function taskOf(mesh: Mesh, options: SolveOptions, { of, ofShare }: Catchments, c: number): Task {
	const part = meshPart(mesh, of, c);
	const shares = [...ofShare.keys()].filter((share) => ofShare[share] === c);
	const { portions, homes, pins, groupOf } = options;
	return {
		part,
		shares,
		options: {
			...options,
			k: shares.length,
			groupOf: Int32Array.from(part.nodes, (u) => groupOf[u]!),
			portions: portions && portionsOf(shares.map((share) => portions[share]!)),
			homes: homes && homesOf(homes, shares),
			pins: pins && pinsOf(pins, part, shares)
		}
	};
}

function homesOf({ x, y }: Homes, shares: readonly number[]): Homes {
	return {
		x: Float64Array.from(shares, (share) => x[share]!),
		y: Float64Array.from(shares, (share) => y[share]!)
	};
}

/** A home on another catchment's land cannot be kept within a territory of this one. */
function pinsOf(pins: Pins, { nodes }: MeshPart, shares: readonly number[]): Pins {
	return Int32Array.from(shares, (share) => nodes.indexOf(pins[share]!));
}

/** The search is stopped at its first plan, which the full one will find again. */
function firstPlan({ part, options }: Task, { cancelled }: SolveHooks): Labelling | null {
	let first: Labelling | null = null;
	solve(part.mesh, options, {
		progress: () => undefined,
		cancelled: () => first !== null || cancelled(),
		found: (plan) => {
			first ??= plan;
		}
	});
	return first;
}

function joined(
	mesh: Mesh,
	{ k, unit }: SolveOptions,
	tasks: readonly Task[],
	plans: readonly Labelling[]
): Labelling {
	const label = new Int32Array(mesh.nodeCount);
	const [x, y, price] = [new Float64Array(k), new Float64Array(k), new Float64Array(k)];
	const targets = new Float64Array(k);
	plans.forEach((plan, c) => {
		const { part, shares } = tasks[c]!;
		part.nodes.forEach((u, i) => {
			label[u] = shares[plan.label[i]!]!;
		});
		shares.forEach((share, a) => {
			x[share] = plan.cx[a]!;
			y[share] = plan.cy[a]!;
			price[share] = plan.price[a]!;
			targets[share] = plan.targets[a]!;
		});
	});
	return new Labelling(mesh, { x, y, price, cost: 0 }, label, unit, targets);
}
