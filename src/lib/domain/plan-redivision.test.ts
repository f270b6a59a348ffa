import { describe, expect, it } from 'vitest';
import { divide } from './division/divide.ts';
import { redivide } from './division/redivide.ts';
import { completeDivision } from './complete-division.ts';
import {
	beyondBorders,
	borderInput,
	redividedPlan,
	redivisionInput,
	sameStaff,
	type StaffChange
} from './plan-redivision.ts';
import {
	draftFrom,
	giveTerritory,
	lockTerritory,
	moveHouseholds,
	territoryNumbers,
	type PlanDivision,
	type PlanDraft
} from './territory-plan.ts';

const side = 12;
const positions = Array.from({ length: side * side }, (_, n) => [
	117 + 0.0005 + (n % side) * 0.001,
	0.0005 + Math.floor(n / side) * 0.001
]);
const households = positions.map((position, n) => ({
	id: `h${n}`,
	position,
	load: 1,
	group: null
}));
const placed = positions.map((position, n) => ({ id: `h${n}`, areaId: 'desa', position }));
const area = {
	type: 'Polygon' as const,
	coordinates: [
		[
			[117, 0],
			[117 + side * 0.001, 0],
			[117 + side * 0.001, side * 0.001],
			[117, side * 0.001],
			[117, 0]
		]
	]
};

/** Four kader with 36 houses each. */
function aPlan(): PlanDraft {
	const result = divide({ area, households, k: 4, seed: 1 });
	if (!result.ok) throw new Error(result.reason.text);
	const choices = { unit: 'households' as const, seed: 1, kaderIds: ['a', 'b', 'c', 'd'] };
	const draft = draftFrom(completeDivision(result, placed, choices));
	return ['a', 'b', 'c', 'd'].reduce((so, id, n) => giveTerritory(so, n + 1, id), draft);
}

function changed(draft: PlanDraft, change: StaffChange): PlanDraft {
	const sharesOf = (ids: readonly unknown[]): number[] => ids.map(() => 1);
	const result = redivide(
		redivisionInput(draft, change, { households, seed: 1, lines: [], sharesOf })
	);
	if (!result.ok) throw new Error(result.reason.text);
	return redividedPlan(draft, change, result, placed);
}

const sizes = (draft: PlanDraft): number[] => {
	const counts = new Map<number, number>();
	for (const number of territoryNumbers(draft).values()) {
		counts.set(number, (counts.get(number) ?? 0) + 1);
	}
	return [...counts.values()];
};

describe('a plan whose kader change', () => {
	it('leaves each who stays her territory, and divides that of who goes among them', () => {
		const before = aPlan();
		const after = changed(before, { leaving: [2], joining: [] });
		expect(after.kader).toEqual(['a', 'c', 'd']);
		expect(after.division.territories.map(({ number }) => number)).toEqual([1, 3, 4]);
		expect(sizes(after).every((count) => Math.abs(count - 48) <= 48 * 0.05 + 1)).toBe(true);
		const was = territoryNumbers(before);
		const kept = [...territoryNumbers(after)].filter(([id, number]) => was.get(id) === number);
		expect(kept.length).toBeGreaterThan(households.length * 0.6);
	});

	it('gives who joins a territory of her own, and everybody has a place', () => {
		const after = changed(aPlan(), { leaving: [], joining: [{ id: 'e', home: [117.006, 0.006] }] });
		expect(after.kader).toHaveLength(5);
		expect(new Set(after.kader)).toEqual(new Set(['a', 'b', 'c', 'd', 'e']));
		expect(territoryNumbers(after).size).toBe(households.length);
	});

	it('touches no locked territory and no house that the planner moved by hand', () => {
		const plan = aPlan();
		const [own = ''] = plan.division.territories[1]!.households;
		const before = lockTerritory(moveHouseholds(plan, [own], 3), 1, true);
		const after = changed(before, { leaving: [], joining: [] });
		expect(after.division.territories[0]!.boundary).toBe(before.division.territories[0]!.boundary);
		expect(after.locked).toEqual([1]);
		expect(territoryNumbers(after).get(own)).toBe(3);
	});
});

describe('a plan that was to follow rivers', () => {
	const sharesOf = (ids: readonly unknown[]): number[] => ids.map(() => 1);
	const lines = [households.map(({ position }) => position)];
	const asking = (asked: PlanDivision['asked']): PlanDraft => {
		const plan = aPlan();
		return { ...plan, division: { ...plan.division, ...(asked && { asked }) } };
	};

	it('goes on so when kader come and go, and one that was not does not', () => {
		const ground = { households, seed: 1, lines, sharesOf };
		expect(redivisionInput(asking(['lines']), sameStaff, ground).lines).toBe(lines);
		expect(redivisionInput(asking(undefined), sameStaff, ground)).not.toHaveProperty('lines');
		expect(changed(asking(['lines']), sameStaff).division.asked).toEqual(['lines']);
		expect(changed(asking(undefined), sameStaff).division).not.toHaveProperty('asked');
	});
});

describe('borders that follow the houses', () => {
	const sharesOf = (ids: readonly unknown[]): number[] => ids.map(() => 1);
	function fitted(draft: PlanDraft): PlanDraft {
		const result = redivide(borderInput(draft, { households, seed: 1, lines: [], sharesOf }));
		if (!result.ok) throw new Error(result.reason.text);
		return redividedPlan(draft, sameStaff, result, placed);
	}
	/** Houses of `from` that have a neighbour of `to` beside them. */
	function along(draft: PlanDraft, from: number, to: number): string[] {
		const numbers = territoryNumbers(draft);
		return households
			.filter((_, n) => {
				const beside = [n - 1, n + 1, n - side, n + side].filter(
					(m) => Math.abs((m % side) - (n % side)) < 2
				);
				return numbers.get(`h${n}`) === from && beside.some((m) => numbers.get(`h${m}`) === to);
			})
			.map(({ id }) => id);
	}

	it('take in what was moved beside them, and nobody changes hands', () => {
		const before = aPlan();
		const street = along(before, 1, 2);
		expect(street.length).toBeGreaterThan(2);
		const moved = moveHouseholds(before, street, 2);
		expect(beyondBorders(moved, placed)).toEqual(street);
		const after = fitted(moved);
		expect(territoryNumbers(after)).toEqual(territoryNumbers(moved));
		expect(beyondBorders(after, placed)).toEqual([]);
		expect(after.moved).toEqual({});
		expect(after.kader).toEqual(moved.kader);
	});

	it('leave a house that stands alone among others where it is, with the kader it was given', () => {
		const before = aPlan();
		const numbers = territoryNumbers(before);
		const steps = [-2, -1, 0, 1, 2];
		const around = (n: number) => steps.flatMap((dy) => steps.map((dx) => n + dy * side + dx));
		const alone = households.findIndex((_, n) =>
			around(n).every((m) => numbers.get(`h${m}`) === numbers.get(`h${n}`))
		);
		const own = numbers.get(`h${alone}`)!;
		const other = own === 1 ? 2 : 1;
		const moved = moveHouseholds(before, [`h${alone}`], other);
		const after = fitted(moved);
		expect(territoryNumbers(after)).toEqual(territoryNumbers(moved));
		expect(beyondBorders(after, placed)).toEqual([`h${alone}`]);
	});

	it('are drawn round them, and evening out again leaves them where they were put', () => {
		const before = aPlan();
		const street = along(before, 1, 2);
		const after = changed(fitted(moveHouseholds(before, street, 2)), sameStaff);
		const numbers = territoryNumbers(after);
		expect(street.map((id) => numbers.get(id))).toEqual(street.map(() => 2));
		const again = territoryNumbers(changed(after, sameStaff));
		expect(street.map((id) => again.get(id))).toEqual(street.map(() => 2));
	});

	it('do not touch a locked territory', () => {
		const before = lockTerritory(aPlan(), 1, true);
		const street = along(before, 1, 2);
		const after = fitted(moveHouseholds(before, street, 2));
		expect(after.division.territories[0]!.boundary).toBe(before.division.territories[0]!.boundary);
		expect(street.map((id) => territoryNumbers(after).get(id))).toEqual(street.map(() => 2));
	});
});
