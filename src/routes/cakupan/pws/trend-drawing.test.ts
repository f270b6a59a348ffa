import { describe, expect, it } from 'vitest';
import type { Figure } from '#lib/domain/pws.ts';
import { trendDrawing, trendHeight } from './trend-drawing.ts';

const figure = (percent: number | null, state: Figure['state'] = 'known'): Figure => ({
	state: percent === null ? state : 'known',
	numerator: percent,
	denominator: percent === null ? null : 100,
	percent,
	isPartial: false
});
const row = (figures: (Figure | null)[], target: number | null) =>
	Array.from({ length: 12 }, (_, at) => ({
		month: `2026-${String(at + 1).padStart(2, '0')}`,
		figure: figures[at] ?? null,
		toDate: target === null ? null : (target * (at + 1)) / 12
	}));

describe('the trend of a year', () => {
	it('breaks where a month has no figure, instead of drawing zero', () => {
		const figures = [
			figure(5),
			figure(10),
			figure(null, 'no_data'),
			figure(30),
			figure(null, 'suppressed')
		];
		const { lines, points } = trendDrawing(row(figures, null), 652);
		expect(points.slice(0, 6).map(({ state }) => state)).toEqual([
			'known',
			'known',
			'no_data',
			'known',
			'suppressed',
			'later'
		]);
		expect(lines.map((line) => line.split(' ').length)).toEqual([2, 1]);
		expect(points[2]!.y).toBeNull();
	});
	it('draws zero on the ground and every figure below the top', () => {
		const drawing = trendDrawing(row([figure(0), figure(140)], 80), 652);
		expect(drawing.points[0]!.y).toBe(drawing.base);
		expect(drawing.points[1]!.y).toBeGreaterThan(0);
		expect(drawing.base).toBeLessThan(trendHeight);
	});
	it('has a target line from nothing in January to the target in December, if there is one', () => {
		const drawing = trendDrawing(row([], 80), 652);
		expect(drawing.goal).toBe(`40,${drawing.base} 640,${drawing.yOf(80)}`);
		expect(trendDrawing(row([], null), 652).goal).toBeNull();
	});
	it('keeps to its width', () => {
		for (const width of [300, 652, 1200])
			for (const { x } of trendDrawing(row([], 80), width).points)
				expect(x).toBeLessThanOrEqual(width);
	});
});
