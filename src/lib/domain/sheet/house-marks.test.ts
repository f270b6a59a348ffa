import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isCrossed } from './boxes.ts';
import { houseMarks, ranges } from './house-marks.ts';

describe('numbers of houses on one spot', () => {
	it('are written as ranges', () => {
		expect(ranges([3, 4, 5, 6, 7, 12])).toBe('3–7, 12');
		expect(ranges([1])).toBe('1');
	});

	it('share one label', () => {
		const points = [1, 2, 3].map((number) => ({ number, at: [50, 50] as const }));
		expect(houseMarks(points, [])).toMatchObject([{ text: '1–3', numbers: [1, 2, 3] }]);
	});

	it('stand apart with a leader line where there is no room beside the house', () => {
		const row = Array.from({ length: 20 }, (_, i) => ({
			number: i + 1,
			at: [60 + i * 1.5, 80] as const
		}));
		const marks = houseMarks(row, []);
		expect(marks.flatMap(({ numbers }) => numbers)).toHaveLength(20);
		expect(marks.some(({ leader }) => leader !== null)).toBe(true);
	});

	it('have no leader line through the house of another', () => {
		const spot = fc.record({
			x: fc.integer({ min: 60, max: 80 }),
			y: fc.integer({ min: 60, max: 80 })
		});
		fc.assert(
			fc.property(fc.array(spot, { maxLength: 40 }), (spots) => {
				const points = spots.map(({ x, y }, i) => ({ number: i + 1, at: [x, y] as const }));
				for (const { leader, numbers } of houseMarks(points, [])) {
					const others = points.filter(({ number }) => !numbers.includes(number));
					const through = others.some(
						({ at: [x, y] }) => leader && isCrossed([x - 0.1, y - 0.1, x + 0.1, y + 0.1], leader)
					);
					expect(through).toBe(false);
				}
			})
		);
	});
});
