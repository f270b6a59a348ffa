import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scaleFor } from './chart-scale.ts';

describe('the percent axis', () => {
	it('goes to 100 where nothing is higher, and holds every figure where something is', () => {
		expect(scaleFor([])).toEqual({ top: 100, step: 20, ticks: [0, 20, 40, 60, 80, 100] });
		expect(scaleFor([3, null]).top).toBe(100);
		expect(scaleFor([124]).ticks).toEqual([0, 50, 100, 150]);
		fc.assert(
			fc.property(fc.array(fc.double({ min: 0, max: 5000, noNaN: true })), (percents) => {
				const { top, ticks } = scaleFor(percents);
				for (const percent of percents) expect(percent).toBeLessThanOrEqual(top);
				expect(ticks.at(-1)).toBe(top);
				expect(ticks.length).toBeLessThanOrEqual(8);
			})
		);
	});
});
