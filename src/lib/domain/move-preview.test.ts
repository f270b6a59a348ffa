import type { MultiPolygon } from 'geojson';
import { describe, expect, it } from 'vitest';
import type { DivisionSuccess } from './division/contract.ts';
import { previewMove } from './move-preview.ts';
import { draftFrom, moveHouseholds } from './territory-plan.ts';

const square = (west: number): MultiPolygon => ({
	type: 'MultiPolygon',
	coordinates: [
		[
			[
				[west, 0],
				[west + 1, 0],
				[west + 1, 1],
				[west, 1],
				[west, 0]
			]
		]
	]
});

/** Three territories side by side; `a`, `b`, `c` in the first, `d`, `e` in the second, `f` in the third. */
const draft = draftFrom({
	unit: 'minutes',
	seed: 1,
	kaderIds: [],
	territories: [
		{ number: 1, boundary: square(0), households: ['a', 'b', 'c'] },
		{ number: 2, boundary: square(1), households: ['d', 'e'] },
		{ number: 3, boundary: square(2), households: ['f'] }
	],
	outside: [],
	unlocated: ['c'],
	metrics: {} as DivisionSuccess['metrics'],
	notes: []
});
const minutes = new Map([...'abcdef'].map((id) => [id, 30]));
const households = Object.entries({ a: 0.5, b: 0.9, d: 1.5, e: 1.9, f: 2.5 }).map(([id, lng]) => ({
	id,
	location: { type: 'Point' as const, coordinates: [lng, 0.5] }
}));
const unplaced = { id: 'c', location: null };
const preview = (ids: string, number: number, from = draft) =>
	previewMove(from, ids, number, minutes, [...households, unplaced]);

describe('before households change hands', () => {
	it('shows the load of every territory that gives or receives, the receiving one last', () => {
		const { touched } = preview('ad', 3);
		expect(touched.map(({ before }) => before.number)).toEqual([1, 2, 3]);
		expect(touched.map(({ before, after }) => [before.households, after.households])).toEqual([
			[3, 2],
			[2, 1],
			[1, 3]
		]);
		expect(touched[2]).toMatchObject({
			before: { minutes: 30, deviationPercent: -50, pieces: 1 },
			after: { minutes: 90, deviationPercent: 50, pieces: 1 }
		});
		expect(preview('d', 1).touched.map(({ before }) => before.number)).toEqual([2, 1]);
	});

	it('counts who would stand outside the border that does not follow, and who stands nowhere', () => {
		expect(preview('abc', 2)).toMatchObject({ outsideBorder: 2, unlocated: 1 });
		const back = preview('a', 1, moveHouseholds(draft, ['a'], 2));
		expect(back).toMatchObject({ moving: ['a'], outsideBorder: 0, unlocated: 0 });
	});

	it('leaves out who is there already, who is named twice, and who is gone or unknown', () => {
		expect(preview('aadx', 2).moving).toEqual(['a']);
		minutes.delete('b');
		expect(preview('ab', 2).moving).toEqual(['a']);
		minutes.set('b', 30);
		expect(preview('d', 2)).toMatchObject({ moving: [], outsideBorder: 0 });
	});

	it('changes nothing', () => {
		const kept = JSON.stringify(draft);
		preview('abcdef', 2);
		expect(JSON.stringify(draft)).toBe(kept);
	});
});
