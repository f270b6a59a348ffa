import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aHousehold } from '../../../tests/support/visit-world.ts';
import { at } from '../../../tests/support/routing-cases.ts';
import type { Fix } from './fix.ts';
import { refined, refineHouse, worstDoorM } from './house-position.ts';
import { metresApart } from './routing/local-metres.ts';

const door = (x: number, y: number, accuracyM: number): Fix => ({
	point: { type: 'Point', coordinates: at(x, y) },
	accuracyM
});
const apartM = (a: Fix, b: Fix) => metresApart(a.point.coordinates, b.point.coordinates);

const offset = fc.double({ min: -400, max: 400, noNaN: true });
const accuracy = fc.double({ min: 0, max: 120, noNaN: true });
const anyDoor = fc.tuple(offset, offset, accuracy).map(([x, y, m]) => door(x, y, m));

describe('the mean of two positions of one house', () => {
	it('lies between them, nearer to the surer one, and is surer than both', () => {
		fc.assert(
			fc.property(anyDoor, anyDoor, (known, fix) => {
				const mean = refined(known, fix);
				fc.pre(mean !== null);
				const apart = apartM(known, fix);
				expect(apartM(known, mean) + apartM(mean, fix)).toBeCloseTo(apart, 0);
				if (Math.max(3, known.accuracyM) < Math.max(3, fix.accuracyM))
					expect(apartM(known, mean)).toBeLessThanOrEqual(apartM(mean, fix) + 0.1);
				expect(mean.accuracyM).toBeLessThanOrEqual(Math.max(3, known.accuracyM, 0));
				expect(mean.accuracyM).toBeLessThanOrEqual(Math.max(3, fix.accuracyM));
				expect(mean.accuracyM).toBeGreaterThanOrEqual(3);
			})
		);
	});

	it('is none where they are further apart than three times their doubt', () => {
		fc.assert(
			fc.property(anyDoor, anyDoor, (known, fix) => {
				const isOther = apartM(known, fix) > 3 * Math.max(3, known.accuracyM, fix.accuracyM);
				fc.pre(isOther);
				expect(refined(known, fix)).toBeNull();
			})
		);
	});

	it('comes ever nearer to the true place with the number of visits', () => {
		const noise = [9, -8, 6, -10, 7, -5, 8, -7];
		let known = door(18, -15, 20);
		for (const [i, by] of noise.entries())
			known = refined(known, door(by, noise.at(-i)!, 10)) ?? known;
		expect(apartM(known, door(0, 0, 0))).toBeLessThan(5);
		expect(known.accuracyM).toBeLessThan(5);
	});
});

describe('what a visit teaches about the place of its house', () => {
	const gps = (own: Fix) =>
		aHousehold({ location: own.point, locationAccuracyM: own.accuracyM, locationSource: 'gps' });
	const patchOf = (...asked: Parameters<typeof refineHouse>) => {
		const [change] = refineHouse(...asked);
		return change?.op === 'update' ? change.patch : null;
	};

	it('betters a doubtful place with a good fix, after the visit', () => {
		const [change] = refineHouse(gps(door(0, 0, 40)), 'completed', door(20, 0, 5), ['v1']);
		expect(change).toMatchObject({ entity: 'household', op: 'update', id: 'h1', baseRev: 1 });
		expect(change?.after).toEqual(['h1', 'v1']);
		const patch = patchOf(gps(door(0, 0, 40)), 'completed', door(20, 0, 5));
		expect(patch?.locationAccuracyM).toBe(5);
		expect(patch?.locationSource).toBe('gps');
	});
	it('gives a place to a house that had none', () => {
		const bare = aHousehold({ location: null, locationAccuracyM: null, locationSource: 'none' });
		expect(patchOf(bare, 'not_home', door(0, 0, 12))?.location).toEqual(door(0, 0, 12).point);
	});
	it('never moves what somebody marked on a map or imported', () => {
		fc.assert(
			fc.property(anyDoor, fc.constantFrom('map', 'import'), (fix, locationSource) => {
				const placed = { ...gps(door(0, 0, 30)), locationSource };
				expect(refineHouse(placed, 'completed', fix)).toEqual([]);
			})
		);
	});
	it('is nothing without a fix, from a bad one, or from somebody who never stood there', () => {
		const known = gps(door(0, 0, 40));
		expect(refineHouse(known, 'completed', null)).toEqual([]);
		expect(refineHouse(known, 'completed', door(5, 0, worstDoorM + 1))).toEqual([]);
		expect(refineHouse(known, 'completed', door(5, 0, NaN))).toEqual([]);
		expect(refineHouse(known, 'not_found', door(5, 0, 5))).toEqual([]);
		expect(refineHouse(known, 'postponed', door(5, 0, 5))).toEqual([]);
	});
	it('is nothing where the phone is two kilometres off', () => {
		expect(refineHouse(gps(door(0, 0, 8)), 'completed', door(2_000, 0, 20))).toEqual([]);
	});
	it('writes no row for less than a metre', () => {
		expect(refineHouse(gps(door(0, 0, 3)), 'completed', door(0.5, 0, 5))).toEqual([]);
	});
	it('never makes a house less sure than it was', () => {
		fc.assert(
			fc.property(anyDoor, anyDoor, (known, fix) => {
				const patch = patchOf(gps(known), 'completed', fix);
				fc.pre(patch !== null);
				expect(Number(patch!.locationAccuracyM)).toBeLessThanOrEqual(
					Math.max(3, known.accuracyM) + 0.051
				);
			})
		);
	});
});
