import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cheapestMatching } from './cheapest-matching.ts';
import { suggestKader, type SuggestionInput } from './suggest-kader.ts';

const at = (lng: number, ids: string) => ({
	households: [...ids].map((id) => ({ id, position: [lng, 0] })),
	load: ids.length
});

describe('suggesting kader', () => {
	const west = { id: 'west', home: [117.0, 0], share: 1 };
	const east = { id: 'east', home: [117.1, 0], share: 1 };
	const suggest = (over: Partial<SuggestionInput>) =>
		suggestKader({
			territories: [at(117.02, 'abc'), at(117.08, 'def')],
			kader: [east, west],
			holders: new Map(),
			...over
		});

	it('gives each kader the territory nearest to her home', () => {
		expect(suggest({})).toEqual(['west', 'east']);
	});

	it('keeps households with the kader who holds them, however far she lives', () => {
		const holders = new Map([
			['a', 'east'],
			['b', 'east'],
			['d', 'west']
		]);
		expect(suggest({ holders })).toEqual(['east', 'west']);
	});

	it('gives the larger territory to the one with more hours, whoever holds its houses or lives near', () => {
		const territories = [at(117.02, 'abcdefgh'), at(117.08, 'ij')];
		const kader = [
			{ ...west, share: 1 },
			{ ...east, share: 4 }
		];
		const holders = new Map([...'abcdefgh'].map((id) => [id, 'west'] as const));
		expect(suggest({ territories, kader, holders })).toEqual(['east', 'west']);
	});

	it('keeps households where both have room for either territory', () => {
		const kader = [
			{ ...west, share: 1 },
			{ ...east, share: 1.01 }
		];
		const holders = new Map([...'abc'].map((id) => [id, 'east'] as const));
		expect(suggest({ kader, holders })).toEqual(['east', 'west']);
	});

	it('gives the territories of a posyandu to its kader alone, however far they live', () => {
		const [one, other] = [at(117.02, 'abc'), at(117.08, 'def')];
		const territories = [
			{ ...one, posyanduId: 'melati' },
			{ ...other, posyanduId: 'mawar' }
		];
		const of = (posyanduId: string | null) => ({ ...east, id: posyanduId ?? 'free', posyanduId });
		const kader = [
			{ ...west, posyanduId: 'mawar' },
			{ ...east, posyanduId: 'melati' }
		];
		expect(suggest({ territories, kader })).toEqual(['east', 'west']);
		expect(suggest({ territories, kader: [of('mawar'), of('mawar')] })).toEqual([null, 'mawar']);
		expect(suggest({ territories, kader: [of('mawar'), of(null)] })).toEqual(['free', 'mawar']);
		expect(suggest({ territories, kader: [of('gone')] })).toEqual([null, null]);
	});

	it('never gives two to one, and leaves territories without a kader when there are too few', () => {
		expect(suggest({ kader: [west] })).toEqual(['west', null]);
		expect(suggest({ kader: [] })).toEqual([null, null]);
	});

	it('leaves out the kader who lives farthest when there are too many', () => {
		expect(suggest({ kader: [east, west, { id: 'away', home: [119, 0], share: 1 }] })).toEqual([
			'west',
			'east'
		]);
	});

	it('manages without any home or position', () => {
		const territories = [
			{ households: [{ id: 'a', position: null }], load: 1 },
			{ households: [{ id: 'b', position: null }], load: 1 }
		];
		const kader = ['x', 'y'].map((id) => ({ id, home: null, share: 1 }));
		expect(suggest({ territories, kader }).toSorted()).toEqual(['x', 'y']);
	});
});

describe('the cheapest matching', () => {
	it('costs no more than any other, found by trying them all', () => {
		const tables = fc
			.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 0, max: 2 }))
			.chain(([rows, spare]) =>
				fc.array(
					fc.array(fc.integer({ min: -50, max: 50 }), {
						minLength: rows + spare,
						maxLength: rows + spare
					}),
					{ minLength: rows, maxLength: rows }
				)
			);
		fc.assert(
			fc.property(tables, (costs) => {
				const columns = cheapestMatching(costs);
				expect(new Set(columns).size).toBe(costs.length);
				const cost = columns.reduce((sum, column, row) => sum + costs[row]![column]!, 0);
				expect(cost).toBe(least(costs, 0, new Set()));
			}),
			{ seed: 7, numRuns: 300 }
		);
	});
});

function least(costs: number[][], row: number, taken: ReadonlySet<number>): number {
	if (row === costs.length) return 0;
	let best = Infinity;
	costs[row]!.forEach((cost, column) => {
		if (taken.has(column)) return;
		best = Math.min(best, cost + least(costs, row + 1, new Set([...taken, column])));
	});
	return best;
}
