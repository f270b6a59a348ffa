import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aPlan, minutesOf } from '../../../tests/support/plan-world.ts';
import { changingHands, handsOfDraft, handsToday, type Hands } from './scenario-hands.ts';
import type { PlanDraft } from './territory-plan.ts';

const ids = [...'abcdefghijkl'];
const all = minutesOf(ids);
const hands = (draft: PlanDraft, active = all): Hands => handsOfDraft(draft, active);
const changing = (before: PlanDraft, after: PlanDraft): number =>
	changingHands(hands(before), hands(after));

/** Each household in one of up to four territories, some of which have one of five kader. */
const plans: fc.Arbitrary<PlanDraft> = fc
	.record({
		numbers: fc.array(fc.integer({ min: 0, max: 4 }), {
			minLength: ids.length,
			maxLength: ids.length
		}),
		kader: fc.uniqueArray(fc.constantFrom('ani', 'budi', 'citra', 'dewi', 'eka'), {
			minLength: 4,
			maxLength: 4
		}),
		isNamed: fc.array(fc.boolean(), { minLength: 4, maxLength: 4 })
	})
	.map(({ numbers, kader, isNamed }) =>
		// Place 0: the plan does not know the household.
		aPlan(
			[1, 2, 3, 4].map((number) => ids.filter((_, at) => numbers[at] === number)),
			{ kader: kader.map((id, at) => (isNamed[at] ? id : null)) }
		)
	);

/** Every way to pair hands, tried. */
function fewestChanging(before: Hands, after: Hands): number {
	const shared = ids.filter((id) => before.of.has(id) && after.of.has(id));
	const from = [...new Set(before.of.values())];
	const to = [...new Set(after.of.values())];
	const kept = (pairs: ReadonlyMap<string, string>): number =>
		shared.filter((id) => pairs.get(before.of.get(id)!) === after.of.get(id)).length;
	const isBound = (id: string): boolean => before.kader.has(id) && after.kader.has(id);
	const most = (at: number, pairs: ReadonlyMap<string, string>): number => {
		const hand = from[at];
		if (hand === undefined) return kept(pairs);
		const free = to.filter((one) => ![...pairs.values()].includes(one));
		const allowed = isBound(hand)
			? free.filter((one) => one === hand)
			: free.filter((one) => !isBound(one) && !(before.kader.has(hand) && after.kader.has(one)));
		const paired = allowed.map((one) => most(at + 1, new Map([...pairs, [hand, one]])));
		return Math.max(most(at + 1, pairs), ...paired);
	};
	return shared.length - most(0, new Map());
}

describe('households that change hands', () => {
	it('are none between a plan and itself', () => {
		fc.assert(fc.property(plans, (plan) => changing(plan, plan) === 0));
	});

	it('are as many there as back', () => {
		fc.assert(fc.property(plans, plans, (a, b) => changing(a, b) === changing(b, a)));
	});

	it('are never more than the households that both plans know', () => {
		fc.assert(
			fc.property(plans, plans, (a, b) => {
				const [before, after] = [hands(a), hands(b)];
				const shared = ids.filter((id) => before.of.has(id) && after.of.has(id)).length;
				const count = changingHands(before, after);
				expect(count).toBeGreaterThanOrEqual(0);
				expect(count).toBeLessThanOrEqual(shared);
			})
		);
	});

	it('are the fewest that any pairing of the open territories leaves', () => {
		fc.assert(
			fc.property(plans, plans, (a, b) => {
				const [before, after] = [hands(a), hands(b)];
				expect(changingHands(before, after)).toBe(fewestChanging(before, after));
			}),
			{ numRuns: 60 }
		);
	});

	it('do not count a territory that only has another number', () => {
		const west = [...'abc'];
		const east = [...'defg'];
		expect(changing(aPlan([west, east]), aPlan([east, west]))).toBe(0);
	});

	it('count every house of a kader whose territory another kader gets', () => {
		const split = [[...'abc'], [...'defg']];
		const before = aPlan(split, { kader: ['ani', 'budi'] });
		expect(changing(before, aPlan(split, { kader: ['ani', 'citra'] }))).toBe(4);
		expect(changing(before, aPlan(split, { kader: ['budi', 'ani'] }))).toBe(7);
	});

	it('follow the kader even where another territory would share more houses', () => {
		const before = aPlan([['a', 'b', 'c'], ['d']], { kader: ['ani', 'budi'] });
		const after = aPlan(
			[
				['a', 'd'],
				['b', 'c']
			],
			{ kader: ['budi', null] }
		);
		// Budi keeps d; the open territory goes to Ani, who keeps b and c.
		expect(changing(before, after)).toBe(1);
	});

	it('follow what was moved by hand', () => {
		const plan = aPlan([['a', 'b'], ['c']]);
		expect(changing(plan, { ...plan, moved: { b: 2 } })).toBe(1);
	});

	it('leave out households that are gone', () => {
		const before = aPlan(
			[
				['a', 'b'],
				['c', 'd']
			],
			{ kader: ['ani', 'budi'] }
		);
		const after = aPlan([['a', 'b', 'c'], ['d']], { kader: ['ani', 'budi'] });
		expect(changing(before, after)).toBe(1);
		const withoutC = minutesOf('abd');
		expect(changingHands(hands(before, withoutC), hands(after, withoutC))).toBe(0);
	});
});

describe('the plan in force', () => {
	const house = (id: string, territoryId: string | null) => ({ id, territoryId });

	it('is nothing to compare with where nobody has a territory', () => {
		expect(handsToday([house('a', null), house('b', 'unknown')], [])).toBeNull();
	});

	it('is one hand where a kader holds territories of two plans', () => {
		const today = handsToday(
			[house('a', 't1'), house('b', 't2'), house('c', 't3'), house('d', null)],
			[
				{ id: 't1', kaderId: 'ani' },
				{ id: 't2', kaderId: 'ani' },
				{ id: 't3', kaderId: null }
			]
		)!;
		expect(
			changingHands(
				today,
				hands(
					aPlan([
						['a', 'b'],
						['c', 'd']
					])
				)
			)
		).toBe(0);
		expect(
			changingHands(today, hands(aPlan([['a'], ['b', 'c']], { kader: ['ani', 'budi'] })))
		).toBe(1);
	});
});
