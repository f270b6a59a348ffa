import { describe, expect, it } from 'vitest';
import { divide } from '#lib/domain/division/divide.ts';
import type { Id } from '#lib/domain/entity.ts';
import { suggestKader } from '#lib/domain/suggest-kader.ts';
import type { PlanWish } from '#lib/domain/territory-plan.ts';
import { box, houseIn, minutesOf } from '../../../tests/support/plan-world.ts';
import { divided, planFrom, suggestionInput, type DivisionWishes } from './division-input.ts';
import type { DivisionSource } from './division-source.ts';
import { possibleWishes, usualWishes } from './plan-wishes.ts';

const households = Array.from({ length: 24 }, (_, i) => houseIn(`h${String(i)}`, 0, (i + 1) / 25));
/** The first two thirds, in the south, belong to Melati, the rest to Mawar. */
const posyanduOf = new Map(
	households.map(({ id }, i) => [id, (i < 16 ? 'melati' : 'mawar') as Id<'facility'>])
);
const kader = ['melati', 'mawar', 'melati', null].map((posyanduId, i) => ({
	...{ id: `k${String(i)}`, posyanduId, home: null, travelMode: null, capacityMinutes: null },
	name: `Kader ${String(i)}`
}));
const sourceOf = (over: object = {}) =>
	({
		area: { boundary: box(0) },
		households,
		minutes: minutesOf(households.map(({ id }) => id)),
		kader,
		holders: new Map(),
		posyanduOf,
		roads: [],
		pace: { usualMode: 'foot', minutesBy: {} },
		...over
	}) as unknown as DivisionSource;
const wishesOf = (kaderIds: readonly string[], asked: readonly PlanWish[]): DivisionWishes => ({
	...{ k: 3, unit: 'households', seed: 1, profile: 'walk', maySplitRt: true },
	asked,
	kaderIds
});
function planned(source: DivisionSource, wishes: DivisionWishes) {
	const result = divide(divided(source, wishes));
	if (!result.ok) throw new Error(result.reason.text);
	return { result, draft: planFrom(result, source, wishes) };
}
const whose = (ids: readonly Id<'household'>[]) => [
	...new Set(ids.map((id) => posyanduOf.get(id)!))
];

describe('homes of kader in their own territory', () => {
	const home = (index: number) => households[index]!.location;
	const atHome = sourceOf({
		posyanduOf: new Map(),
		kader: kader.map((one, i) => ({ ...one, home: [home(20), home(1), null, home(10)][i]! }))
	});

	it('can be asked for where somebody lives in the area, and are not by themselves', () => {
		expect(possibleWishes(atHome)).toEqual(['homes']);
		expect(usualWishes(atHome, 'walk')).toEqual([]);
		const far = { ...home(0)!, coordinates: [0, 0] };
		expect(
			possibleWishes(sourceOf({ posyanduOf: new Map(), kader: [{ ...kader[0]!, home: far }] }))
		).toEqual([]);
	});

	it('make each territory for one kader, whose own house is hers to visit', () => {
		const { draft } = planned(atHome, wishesOf(['k0', 'k1', 'k3'], ['homes']));
		expect(draft.division.asked).toEqual(['homes']);
		const ownHouse = { k0: 'h20', k1: 'h1', k3: 'h10' };
		for (const [id, house] of Object.entries(ownHouse)) {
			const own = draft.division.territories[draft.kader.indexOf(id as Id<'kader'>)]!;
			expect(own.households).toContain(house);
		}
	});

	it('do nothing where there are more kader than territories', () => {
		const wishes = wishesOf(['k0', 'k1', 'k2', 'k3'], ['homes']);
		expect(divided(atHome, wishes).pinHomes).toBeUndefined();
	});
});

describe('posyandu by themselves', () => {
	it('are kept with RT whole where most households have theirs, unless nobody knows', () => {
		expect(usualWishes(sourceOf(), 'whole')).toEqual(['catchments']);
		expect(usualWishes(sourceOf(), 'walk')).toEqual([]);
		expect(possibleWishes(sourceOf())).toEqual(['catchments']);
		const unknown = sourceOf({ posyanduOf: new Map() });
		expect(usualWishes(unknown, 'whole')).toEqual([]);
		expect(possibleWishes(unknown)).toEqual([]);
	});

	it('hold every territory, and are crossed when nobody asks', () => {
		const asked = planned(sourceOf(), wishesOf([], ['catchments'])).draft.division;
		expect(asked.asked).toEqual(['catchments']);
		for (const { households: ids } of asked.territories) expect(whose(ids)).toHaveLength(1);
		const across = planned(sourceOf(), { ...wishesOf([], []), k: 5 }).draft.division;
		expect(across.territories.some(({ households: ids }) => whose(ids).length > 1)).toBe(true);
	});

	it('are given to their own kader', () => {
		const source = sourceOf();
		const ids = ['k0', 'k1', 'k2'];
		const { draft } = planned(source, wishesOf(ids, ['catchments']));
		const chosen = suggestKader(suggestionInput(draft, source, ids));
		draft.division.territories.forEach(({ households: own }, place) => {
			expect(kader.find(({ id }) => id === chosen[place])!.posyanduId).toBe(whose(own)[0]);
		});
		const few = suggestKader(suggestionInput(draft, source, ['k0', 'k2']));
		const [empty] = draft.division.territories.filter((_, place) => few[place] === null);
		expect(whose(empty!.households)).toEqual(['mawar']);
	});

	it('are made for their own kader where hours are unlike, and left to nobody else', () => {
		const hours = [600, 1200, 900, 300];
		const source = sourceOf({
			kader: kader.map((one, i) => ({ ...one, capacityMinutes: hours[i]! }))
		});
		const { draft } = planned(source, wishesOf(['k0', 'k2', 'k3'], ['catchments']));
		draft.division.territories.forEach(({ households: own }, place) => {
			const posyandu = kader.find(({ id }) => id === draft.kader[place])!.posyanduId;
			expect([whose(own)[0], null]).toContain(posyandu);
		});
		const { result, draft: borrowed } = planned(source, {
			...wishesOf(['k0', 'k2'], ['catchments']),
			k: 2
		});
		expect(result.notes.map(({ code }) => code)).toContain('catchments_borrowed');
		expect(borrowed.kader.filter((id) => id === null)).toHaveLength(1);
	});
});
