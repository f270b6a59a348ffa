import { describe, expect, it } from 'vitest';
import { at } from '../../../../tests/support/routing-cases.ts';
import { hasLeftWay, metresOff } from './left-way.ts';

const legs = [
	{ parts: [{ coordinates: [at(0, 0), at(500, 0)], isGuess: false }] },
	{ parts: [{ coordinates: [at(500, 0), at(500, 500)], isGuess: true }] }
];
const seen = (x: number, y: number, accuracyM = 10) => ({ at: at(x, y), accuracyM });

describe('leaving the way', () => {
	it('is measured to the nearest point of any leg', () => {
		expect(metresOff(legs, at(250, 30))).toBeCloseTo(30, 1);
		expect(metresOff(legs, at(560, 480))).toBeCloseTo(60, 1);
		expect(metresOff(legs, at(-40, -30))).toBeCloseTo(50, 1);
	});
	it('is seen when she walks another way, twice', () => {
		expect(hasLeftWay(legs, [seen(0, -400)])).toBe(false);
		expect(hasLeftWay(legs, [seen(0, -400), seen(10, -430)])).toBe(true);
	});
	it('is not the lane next to it, nor what the phone doubts', () => {
		expect(hasLeftWay(legs, [seen(100, 150), seen(120, 160)])).toBe(false);
		expect(hasLeftWay(legs, [seen(100, -400, 300), seen(110, -420, 300)])).toBe(false);
	});
	it('is no jump of the GPS, neither away nor back', () => {
		expect(hasLeftWay(legs, [seen(100, 0), seen(2_100, 0)])).toBe(false);
		expect(hasLeftWay(legs, [seen(2_100, 0), seen(100, 0)])).toBe(false);
		expect(hasLeftWay(legs, [seen(-2_000, 0), seen(2_500, 0)])).toBe(false);
	});
	it('cannot be where there is no way', () => {
		expect(hasLeftWay([], [seen(0, -900), seen(0, -900)])).toBe(false);
	});
});
