import { describe, expect, it } from 'vitest';
import { box } from '../../../tests/support/plan-world.ts';
import { livingAway } from './plan-homes.ts';
import { territoryShapes } from './plan-layers.ts';

const shapes = territoryShapes([
	{ number: 1, boundary: box(0) },
	{ number: 2, boundary: box(1) }
]);
const [lng = 0, lat = 0] = box(0).coordinates[0]![0]![0]!;
const [east = 0, north = 0] = box(0).coordinates[0]![0]![2]!;
const inFirst = { type: 'Point', coordinates: [(lng + east) / 2, (lat + north) / 2] } as const;
const at = (coordinates: readonly number[]) => ({
	type: 'Point' as const,
	coordinates: [...coordinates]
});
const kader = [
	{ id: 'a', home: at(inFirst.coordinates) },
	{ id: 'b', home: at(inFirst.coordinates) },
	{ id: 'c', home: null }
];

describe('kader who live outside their territory', () => {
	it('are told from those inside, those without a home and territories of nobody', () => {
		const given = (first: string | null, second: string | null) =>
			livingAway(
				[
					{ number: 1, kaderId: first },
					{ number: 2, kaderId: second }
				],
				shapes,
				kader
			);
		expect([...given('a', 'b')]).toEqual([2]);
		expect([...given('a', 'c')]).toEqual([]);
		expect([...given(null, 'a')]).toEqual([2]);
		expect([...given('unknown', null)]).toEqual([]);
	});

	it('include one who lives outside the whole area', () => {
		const far = [{ id: 'a', home: at([lng + 5, lat + 5]) }];
		expect([...livingAway([{ number: 1, kaderId: 'a' }], shapes, far)]).toEqual([1]);
	});
});
