import { describe, expect, it } from 'vitest';
import type { Household } from '#lib/domain/household.ts';
import { householdsInLoop } from './lasso.ts';

const at = (id: string, position: number[] | null): Household =>
	({ id, location: position && { type: 'Point', coordinates: position } }) as unknown as Household;

describe('a loop drawn by hand', () => {
	const houses = [at('in', [0.5, 0.5]), at('out', [2, 0.5]), at('nowhere', null)];

	it('goes around the houses inside it, in either direction, and closes itself', () => {
		const loop = [
			[0, 0],
			[1, 0],
			[1, 1],
			[0, 1]
		];
		expect(householdsInLoop(houses, loop)).toEqual(['in']);
		expect(householdsInLoop(houses, loop.toReversed())).toEqual(['in']);
	});

	it('goes around nothing when it is a tap or a stroke', () => {
		expect(householdsInLoop(houses, [])).toEqual([]);
		expect(householdsInLoop(houses, [[0.5, 0.5]])).toEqual([]);
		const stroke = [
			[0, 0.5],
			[0.4, 0.5],
			[1, 0.5]
		];
		expect(householdsInLoop([at('beside', [0.5, 0.6])], stroke)).toEqual([]);
	});

	it('leaves a hole where it crosses itself to go around the same place twice', () => {
		const outer = [
			[0, 0],
			[9, 0],
			[9, 9],
			[0, 9]
		];
		const inner = [
			[0, 0],
			[4, 0],
			[4, 4],
			[0, 4]
		];
		const found = householdsInLoop([at('twice', [2, 2]), at('once', [6, 6])], [...outer, ...inner]);
		expect(found).toEqual(['once']);
	});
});
