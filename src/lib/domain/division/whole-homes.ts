// Homes of kader in a plan that keeps groups (RT) whole: the way to a home goes over empty land, and a
// home that would cost a group or the balance stays outside.
import { reachHomes } from './corridors.ts';
import { homesApart, type Pins } from './pinned-homes.ts';
import type { Labelling } from './labelling.ts';
import { polishLand } from './polish.ts';
import { repair } from './repair.ts';
import { splitGroups, type WholeOptions } from './whole-groups.ts';

/** One home after the other, so that one that cannot be had costs no other. Changes the plan. */
export function reachHomesWhole(
	plan: Labelling,
	pins: Pins,
	groupOf: Int32Array,
	{ tolerance, maySplit, random }: WholeOptions
): void {
	const allowed = (a: number): number => Math.max(tolerance * plan.targets[a]!, plan.unit);
	const split = splitGroups(plan, groupOf);
	const mostSplit = maySplit ? Math.max(split, plan.k - 1) : split;
	const mostOver = Math.max(0, plan.beyond(allowed));
	const held = new Int32Array(pins.length).fill(-1);
	plan.pins = held;
	for (let a = 0; a < pins.length; a++) {
		const before = plan.label.slice();
		held[a] = pins[a]!;
		reachHomes(plan, held, false);
		repair(plan);
		const isHad =
			homesApart(plan, held) === 0 &&
			!plan.houses.includes(0) &&
			splitGroups(plan, groupOf) <= mostSplit &&
			plan.beyond(allowed) <= mostOver + 1e-9;
		if (isHad) continue;
		held[a] = -1;
		plan.label.set(before);
		plan.recount();
	}
	polishLand(plan, random);
}
