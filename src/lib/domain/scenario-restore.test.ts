import { describe, expect, it } from 'vitest';
import { aPlan, box, minutesOf } from '../../../tests/support/plan-world.ts';
import type { DividedHousehold } from './complete-division.ts';
import { draftFigures } from './plan-figures.ts';
import { broughtUpToDate } from './scenario-restore.ts';
import { householdsMissing, territoryNumbers, type PlanDraft } from './territory-plan.ts';

const at = (id: string, position: number[] | null, areaId = 'rt1'): DividedHousehold => ({
	id,
	areaId,
	position
});
/** The border lies at 117.01; b stands close to it on the western side, c in the far east. */
const settled = [
	at('a', [117.001, 0.005]),
	at('b', [117.0095, 0.005]),
	at('c', [117.019, 0.005], 'rt2')
];
const plan = aPlan([['a', 'b'], ['c']], { kader: ['ani', 'budi'] });
const kader = new Set(['ani', 'budi']);

function numberOf(one: DividedHousehold, from: PlanDraft = plan): number | undefined {
	const { draft } = broughtUpToDate(from, [...settled, one], kader);
	return territoryNumbers(draft).get(one.id);
}

describe('a plan brought up to date', () => {
	it('stays the same object where nothing changed', () => {
		expect(broughtUpToDate(plan, settled, kader)).toEqual({ draft: plan, added: 0, freed: 0 });
		expect(broughtUpToDate(plan, settled, kader).draft).toBe(plan);
	});

	it('takes a new house into the border it stands in, though its neighbour is across', () => {
		expect(numberOf(at('new', [117.0105, 0.005]))).toBe(2);
	});

	it('gives a house outside every border to its nearest neighbour, and says that it is outside', () => {
		const one = at('far', [116.99, 0.005]);
		expect(numberOf(one)).toBe(1);
		expect(broughtUpToDate(plan, [...settled, one], kader).draft.division.outside).toEqual(['far']);
	});

	it('follows a neighbour that was moved by hand', () => {
		expect(numberOf(at('far', [116.99, 0.005]), { ...plan, moved: { a: 2 } })).toBe(2);
	});

	it('gives a house without a point to the territory of its RT', () => {
		const one = at('lost', null, 'rt2');
		expect(numberOf(one)).toBe(2);
		expect(broughtUpToDate(plan, [...settled, one], kader).draft.division.unlocated).toEqual([
			'lost'
		]);
	});

	it('leaves nobody out, moves nobody and keeps borders, names and moves', () => {
		const all = [...settled, at('x', [117.0105, 0.002]), at('y', null), at('z', [118, 1])];
		const from = { ...plan, moved: { b: 2 } };
		const { draft, added } = broughtUpToDate(from, all, kader);
		const active = minutesOf(all.map(({ id }) => id));
		expect(added).toBe(3);
		expect(householdsMissing(draft, active.keys())).toEqual([]);
		for (const [id, number] of territoryNumbers(from)) {
			expect(territoryNumbers(draft).get(id)).toBe(number);
		}
		expect(draft.division.territories.map(({ boundary }) => boundary)).toEqual([box(0), box(1)]);
		expect([draft.kader, draft.moved]).toEqual([['ani', 'budi'], { b: 2 }]);
		const counted = draftFigures(draft, active).territories.map(({ households }) => households);
		expect(counted.reduce((sum, one) => sum + one, 0)).toBe(all.length);
	});

	it('passes over households that left', () => {
		const { draft, added } = broughtUpToDate(plan, settled.slice(1), kader);
		expect([draft, added]).toEqual([plan, 0]);
	});

	it('frees the territory of a kader who is not active any more', () => {
		const { draft, freed } = broughtUpToDate(plan, settled, new Set(['ani']));
		expect([draft.kader, freed]).toEqual([['ani', null], 1]);
	});
});
