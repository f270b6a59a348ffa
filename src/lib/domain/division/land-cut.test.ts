// The cheapest border over empty land: no house changes hands, nothing falls apart, nothing near is cheaper.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areaPlans, generatedDivision } from '../../../../tests/support/generated-areas.ts';
import { areaMesh } from './area-mesh.ts';
import { attachHouseholds } from './attach.ts';
import type { DivisionInput } from './contract.ts';
import { cutLand } from './land-cut.ts';
import type { Labelling } from './labelling.ts';
import { loadUnit, usualLoad } from './load-unit.ts';
import { normaliseArea } from './normalise-area.ts';
import { normaliseHouseholds } from './normalise-households.ts';
import { solve } from './solve.ts';

function planOf(input: DivisionInput): Labelling | null {
	const area = normaliseArea(input.area);
	if (!area.ok) return null;
	const placed = normaliseHouseholds(input.households, area.area.bounds);
	const meshed = areaMesh(area.area, placed, false);
	if (!meshed || placed.ids.length < input.k) return null;
	const { mesh } = attachHouseholds(meshed.mesh, placed.lng, placed.lat, placed.weight);
	const groupOf = new Int32Array(mesh.nodeCount).fill(-1);
	const loads = { unit: loadUnit(placed.weight), usualLoad: usualLoad(placed.weight) };
	return solve(
		mesh,
		{
			...{ k: input.k, seed: 1, profile: 'walk', ...loads, groupOf, maySplit: true },
			...{ portions: null, homes: null, pins: null }
		},
		{ progress: () => {}, cancelled: () => false, found: () => {} }
	);
}

const borderOf = (plan: Labelling): number => plan.measure().border;

function pieces({ mesh, label }: Labelling): number {
	const { start, to } = mesh.graph;
	const seen = new Uint8Array(mesh.nodeCount);
	let count = 0;
	for (let s = 0; s < mesh.nodeCount; s++) {
		if (seen[s]) continue;
		count++;
		const open = [s];
		seen[s] = 1;
		for (const u of open) {
			for (let e = start[u]!; e < start[u + 1]!; e++) {
				const v = to[e]!;
				if (seen[v] || label[v] !== label[u]) continue;
				seen[v] = 1;
				open.push(v);
			}
		}
	}
	return count;
}

describe('land without houses', () => {
	it('is given where the border is cheapest, and no house changes hands', () => {
		fc.assert(
			fc.property(areaPlans, (drawn) => {
				const plan = planOf(generatedDivision(drawn));
				fc.pre(plan !== null);
				const before = { border: borderOf(plan), label: plan.label.slice(), pieces: pieces(plan) };
				cutLand(plan);
				expect(borderOf(plan)).toBeLessThanOrEqual(before.border + 1e-6);
				expect(pieces(plan)).toBe(before.pieces);
				plan.label.forEach((now, u) => {
					if (plan.mesh.isHouse[u]) expect(now).toBe(before.label[u]);
				});
				// Counts were kept in step with the labels.
				const { load, nodes, houses } = plan;
				const counted = [load, nodes, houses].map((one) => [...one]);
				plan.recount();
				expect([plan.load, plan.nodes, plan.houses].map((one) => [...one])).toEqual(counted);
			}),
			{ numRuns: 25, seed: 7 }
		);
	}, 120_000);

	it('leaves no node that would be better with a neighbour, but for those that hold a territory together', () => {
		fc.assert(
			fc.property(areaPlans, (drawn) => {
				const plan = planOf(generatedDivision(drawn));
				fc.pre(plan !== null);
				// Other pairs may have moved since a pair was cut: once more, until nothing changes.
				for (let round = 0, last = Infinity; round < 20 && borderOf(plan) < last - 1e-6; round++) {
					last = borderOf(plan);
					cutLand(plan);
				}
				const { mesh, label } = plan;
				const better = [...label.keys()].filter((u) => {
					if (mesh.isHouse[u] || !plan.isSafe(u, true)) return false;
					const others = Array.from({ length: plan.k }, (_, b) => b).filter((b) => b !== label[u]);
					return others.some((b) => plan.touches(u, b) && plan.borderChange(u, b) < -1e-6);
				});
				// Ways between houses are kept as they were found; another way might be cheaper.
				expect(better.length).toBeLessThanOrEqual(mesh.nodeCount * 0.01);
			}),
			{ numRuns: 15, seed: 11 }
		);
	}, 120_000);
});
