import { describe, expect, it } from 'vitest';
import { figuresOf } from '#lib/domain/plan-figures.ts';
import type { LoadUnit } from '#lib/domain/territory-plan.ts';
import { fairnessSentence } from './words.ts';

const sentence = (minutes: number[], name: string | null, unit: LoadUnit = 'minutes') => {
	const figures = figuresOf(
		minutes.map((one, place) => ({
			number: place + 3,
			kaderId: null,
			households: place === 0 ? 74 : 66,
			minutes: one,
			pieces: 1
		})),
		unit
	);
	return fairnessSentence(figures.territories[0]!, figures, name);
};

describe('the share of a kader in one sentence', () => {
	it('names her, her houses, her hours and the mean', () => {
		expect(sentence([1240, 1160], 'Bu Ani')).toBe(
			'Bu Ani: 74 rumah, 21 jam sebulan; rata-rata 20 jam.'
		);
	});

	it('names the territory where it has no kader, and how uneven it is beyond five percent', () => {
		expect(sentence([900, 1500], null)).toBe(
			'Wilayah 3 (belum ada kader): 74 rumah, 15 jam sebulan; rata-rata 20 jam, lebih ringan 25 %.'
		);
		expect(sentence([1500, 900], null)).toContain('lebih berat 25 %');
	});

	it('compares houses where houses were made even', () => {
		expect(sentence([90, 90], 'Bu Ani', 'households')).toBe(
			'Bu Ani: 74 rumah, 1,5 jam sebulan; rata-rata 70 rumah, lebih berat 6 %.'
		);
	});
});
