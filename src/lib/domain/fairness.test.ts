import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fairnessOf } from './fairness.ts';
import { figuresOf } from './plan-figures.ts';

function fairness(minutes: number[], unit: 'minutes' | 'households' = 'minutes', households = 74) {
	const figures = figuresOf(
		minutes.map((one, place) => ({
			number: place + 1,
			kaderId: null,
			households: place === 0 ? households : 74,
			minutes: one,
			pieces: 1
		})),
		unit
	);
	return fairnessOf(figures.territories[0]!, figures);
}

describe('a fair share', () => {
	it('is called even up to five percent from the mean, and uneven beyond', () => {
		expect(fairness([1050, 950]).uneven).toBeNull();
		expect(fairness([1051, 949]).uneven).toEqual({ is: 'heavier', percent: 5 });
		expect(fairness([800, 1200]).uneven).toEqual({ is: 'lighter', percent: 20 });
	});

	it('is told in whole hours, half hours or minutes, as long as the work is', () => {
		expect(fairness([1270, 1130])).toMatchObject({
			load: { value: 21, unit: 'hours' },
			mean: { value: 20, unit: 'hours' }
		});
		expect(fairness([100]).load).toEqual({ value: 1.5, unit: 'hours' });
		expect(fairness([58]).load).toEqual({ value: 1, unit: 'hours' });
		expect(fairness([43]).load).toEqual({ value: 45, unit: 'minutes' });
		expect(fairness([0])).toMatchObject({ load: { value: 0, unit: 'minutes' }, uneven: null });
	});

	it('is by the hours that a kader has, where these are known', () => {
		const territory = { households: 74, pieces: 1 };
		const figures = figuresOf(
			[
				{ ...territory, number: 1, kaderId: 'half', minutes: 640 },
				{ ...territory, number: 2, kaderId: 'full', minutes: 1160 }
			],
			'minutes',
			(ids) => ids.map((id) => (id === 'half' ? 1 : 2))
		);
		const [half, full] = figures.territories.map((one) => fairnessOf(one, figures));
		expect(half).toMatchObject({
			share: { value: 10, unit: 'hours' },
			mean: { value: 15, unit: 'hours' },
			uneven: { is: 'heavier', percent: 7 }
		});
		expect(full).toMatchObject({ share: { value: 20, unit: 'hours' }, uneven: null });
	});

	it('is measured in houses where houses were made even', () => {
		expect(fairness([600, 60], 'households', 100)).toMatchObject({
			meanHouseholds: 87,
			uneven: { is: 'heavier', percent: 15 }
		});
	});

	it('never rounds further than a quarter of an hour below twenty hours, half an hour above', () => {
		fc.assert(
			fc.property(fc.double({ min: 0, max: 50_000, noNaN: true }), (minutes) => {
				const { value, unit } = fairness([minutes]).load;
				const told = unit === 'hours' ? value * 60 : value;
				return Math.abs(told - minutes) <= (minutes >= 1200 ? 30 : 15);
			})
		);
	});
});
