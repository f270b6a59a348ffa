import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { headingOf, steadied, turnDeg } from './heading.ts';

const degrees = fc.double({ min: 0, max: 360, noNaN: true, maxExcluded: true });

describe('a direction', () => {
	it('is turned the shorter way round', () => {
		expect(turnDeg(350, 10)).toBe(20);
		expect(turnDeg(10, 350)).toBe(-20);
		expect(turnDeg(0, 180)).toBe(180);
		fc.assert(
			fc.property(degrees, degrees, (a, b) => {
				const turn = turnDeg(a, b);
				expect(Math.abs(turn)).toBeLessThanOrEqual(180);
				expect(Math.abs(turnDeg(a + turn, b))).toBeCloseTo(0, 6);
			})
		);
	});
	it('comes nearer to what is read with each reading, over north too', () => {
		expect(steadied(null, 350)).toBe(350);
		expect(steadied(350, 10)).toBeCloseTo(356, 6);
		fc.assert(
			fc.property(degrees, degrees, (known, read) => {
				const next = steadied(known, read);
				expect(next).toBeGreaterThanOrEqual(0);
				expect(next).toBeLessThanOrEqual(360);
				expect(Math.abs(turnDeg(next, read))).toBeLessThanOrEqual(
					Math.abs(turnDeg(known, read)) + 1e-9
				);
			})
		);
	});
	it('is that of the walk before that of the compass, and else unknown', () => {
		expect(headingOf(80, 100)).toBe(80);
		expect(headingOf(null, 100)).toBe(100);
		expect(headingOf(null, null)).toBeNull();
	});
});
