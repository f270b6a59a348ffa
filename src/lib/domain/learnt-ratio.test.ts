import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LearntRatio, type CountedArea } from './learnt-ratio.ts';
import { studentT95 } from './student-t.ts';

const area = (group: string, size: number, households: number): CountedArea => ({
	group,
	size,
	households
});

describe("Student's t", () => {
	it('agrees with the table', () => {
		for (const [degrees, table] of [
			[3, 3.182],
			[5, 2.571],
			[10, 2.228],
			[30, 2.042],
			[1000, 1.962]
		] as const)
			expect(Math.abs(studentT95(degrees) - table)).toBeLessThan(0.041);
		expect(studentT95(Number.POSITIVE_INFINITY)).toBeCloseTo(1.96, 2);
	});
});

describe('a ratio learnt where all were counted', () => {
	it('is all families over all buildings, not the mean of ratios', () => {
		const learnt = LearntRatio.from([
			area('a', 100, 50),
			area('a', 10, 10),
			area('b', 50, 40),
			area('b', 50, 45),
			area('c', 40, 30)
		])!;
		expect(learnt.ratio).toBeCloseTo(175 / 250, 10);
		expect(learnt.areas).toBe(5);
		expect(learnt.predict([{ group: 'd', size: 200 }]).households).toBeCloseTo(140, 10);
	});

	it('is not known from fewer than five areas, nor from empty ones', () => {
		const four = [1, 2, 3, 4].map((n) => area('a', 10 + n, 9));
		expect(LearntRatio.from(four)).toBeNull();
		expect(LearntRatio.from([...four, area('a', 12, 0)])).toBeNull();
		expect(LearntRatio.from([...four, area('a', 12, 9)])).not.toBeNull();
	});

	it('goes to other villages only where three were sampled', () => {
		const two = LearntRatio.from([1, 2, 3, 4, 5].map((n) => area(n < 3 ? 'a' : 'b', 40, 30 + n)))!;
		expect(two.reaches('a')).toBe(true);
		expect(two.reaches('c')).toBe(false);
		const three = LearntRatio.from([1, 2, 3, 4, 5].map((n) => area('abc'[n % 3]!, 40, 30 + n)))!;
		expect(three.reaches('z')).toBe(true);
	});

	it('has no doubt where all areas are alike, and more the more they differ', () => {
		const of = (spread: number) =>
			LearntRatio.from(
				Array.from({ length: 12 }, (_, at) =>
					area('abcd'[at % 4]!, 1000, Math.round(800 * (1 + spread * (((at * 7) % 5) / 2 - 1))))
				)
			)!.predict([{ group: 'a', size: 500 }]).factor;
		expect(of(0)).toBeCloseTo(1, 6);
		expect(of(0.1)).toBeGreaterThan(1.01);
		expect(of(0.3)).toBeGreaterThan(of(0.1));
	});

	it('doubts one small part more than many together, and a strange village more than its own', () => {
		const learnt = LearntRatio.from(
			Array.from({ length: 16 }, (_, at) =>
				area('abcd'[at % 4]!, 50, 40 + (at % 4) * 4 + ((at * 5) % 7))
			)
		)!;
		const of = (...groups: string[]) =>
			learnt.predict(groups.map((group) => ({ group, size: 50 }))).factor;
		expect(of('a')).toBeGreaterThan(of('a', 'b', 'c', 'd'));
		expect(of('z')).toBeGreaterThan(of('a'));
	});

	it('grows in proportion, and never gives a negative end', () => {
		const some = fc.array(
			fc.tuple(
				fc.constantFrom('a', 'b', 'c'),
				fc.integer({ min: 1, max: 90 }),
				fc.integer({ min: 1, max: 90 })
			),
			{ minLength: 5, maxLength: 20 }
		);
		fc.assert(
			fc.property(some, fc.integer({ min: 1, max: 5000 }), (rows, size) => {
				const learnt = LearntRatio.from(rows.map(([group, b, h]) => area(group, b, h)))!;
				const { households, factor } = learnt.predict([{ group: 'a', size }]);
				expect(households).toBeCloseTo(learnt.ratio * size, 6);
				expect(factor).toBeGreaterThanOrEqual(1);
				expect(Number.isFinite(factor)).toBe(true);
			})
		);
	});
});
