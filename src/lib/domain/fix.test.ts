import { describe, expect, it } from 'vitest';
import { replacesFix, type LiveFix } from './fix.ts';

const fix = (accuracyM: number, atMs = 0): LiveFix => ({
	...{ point: { type: 'Point', coordinates: [117.5, 0.5] }, accuracyM, atMs, movingDeg: null }
});

describe('a newer position', () => {
	it('replaces none, and an older one that is about as good', () => {
		expect(replacesFix(null, fix(900))).toBe(true);
		expect(replacesFix(fix(20), fix(60, 1_000))).toBe(true);
		expect(replacesFix(fix(400), fix(1_000, 1_000))).toBe(true);
	});
	it('replaces none that is much surer, until that has grown old', () => {
		expect(replacesFix(fix(20), fix(61, 1_000))).toBe(false);
		expect(replacesFix(fix(20), fix(1_500, 30_000))).toBe(false);
		expect(replacesFix(fix(20), fix(1_500, 30_001))).toBe(true);
	});
	it('replaces any when it is good', () => {
		expect(replacesFix(fix(4), fix(25, 1))).toBe(true);
	});
});
