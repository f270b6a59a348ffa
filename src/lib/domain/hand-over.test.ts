import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DivisionSuccess } from './division/contract.ts';
import { handOvers, holdersOfDraft, holdersOfRecord, type Holders } from './hand-over.ts';
import type { PlanRecord } from './plan-as-draft.ts';
import { draftFrom, giveTerritory, moveHouseholds } from './territory-plan.ts';

const held = (holders: Record<string, string | null>): Holders => new Map(Object.entries(holders));

describe('handing over', () => {
	it('names each two kader once, with every household that goes from one to the other', () => {
		const before = held({ a: 'sari', b: 'sari', c: 'sari', d: 'rina', e: 'rina' });
		const after = held({ a: 'rina', b: 'dewi', c: 'rina', d: 'rina', e: 'sari' });
		expect(handOvers(before, after)).toEqual([
			{ from: 'sari', to: 'rina', households: ['a', 'c'] },
			{ from: 'sari', to: 'dewi', households: ['b'] },
			{ from: 'rina', to: 'sari', households: ['e'] }
		]);
	});

	it('tells of what nobody held or nobody will hold, but not of houses that came or went', () => {
		const before = held({ a: null, b: 'sari', c: null, left: 'sari' });
		const after = held({ a: 'sari', b: null, c: null, came: 'rina' });
		expect(handOvers(before, after)).toEqual([
			{ from: null, to: 'sari', households: ['a'] },
			{ from: 'sari', to: null, households: ['b'] }
		]);
	});

	it('forgets no household that changes hands, and turned round hands all of them back', () => {
		const kader = fc.constantFrom('sari', 'rina', 'dewi', null);
		const plan = fc.dictionary(fc.constantFrom(...'abcdefghij'), kader).map(held);
		fc.assert(
			fc.property(plan, plan, (before, after) => {
				const there = handOvers(before, after);
				const moved = [...after].filter(([id, to]) => before.has(id) && before.get(id) !== to);
				const listed = there.flatMap(({ from, to, households }) =>
					households.map((id) => [id, from, to])
				);
				expect(listed.sort()).toEqual(moved.map(([id, to]) => [id, before.get(id), to]).sort());
				const back = handOvers(after, before).map(({ from, to, households }) =>
					JSON.stringify([to, from, households.toSorted()])
				);
				expect(back.sort()).toEqual(
					there
						.map(({ from, to, households }) => JSON.stringify([from, to, households.toSorted()]))
						.sort()
				);
			})
		);
	});
});

describe('who holds what', () => {
	it('of a draft counts what was moved by hand', () => {
		const territory = (number: number, households: string[]) => ({
			number,
			boundary: { type: 'MultiPolygon' as const, coordinates: [] },
			households
		});
		const draft = draftFrom({
			unit: 'households',
			seed: 1,
			kaderIds: ['sari'],
			territories: [territory(1, ['a', 'b']), territory(2, ['c'])],
			outside: [],
			unlocated: [],
			metrics: {} as DivisionSuccess['metrics'],
			notes: []
		});
		const given = moveHouseholds(giveTerritory(draft, 1, 'sari'), ['b'], 2);
		expect(holdersOfDraft(given)).toEqual(held({ a: 'sari', b: null, c: null }));
	});

	it('of a published plan is the kader of the territory', () => {
		const record = {
			territories: [
				{ id: 't1', kaderId: 'sari' },
				{ id: 't2', kaderId: null }
			],
			holders: new Map([
				['a', 't1'],
				['b', 't2']
			])
		} as unknown as PlanRecord;
		expect(holdersOfRecord(record)).toEqual(held({ a: 'sari', b: null }));
	});
});
