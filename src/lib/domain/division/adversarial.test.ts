import { describe, expect, it } from 'vitest';
import { awkwardCases } from '../../../../tests/support/awkward-areas.ts';
import { brokenPromises, deviationPercent } from '../../../../tests/support/division-invariants.ts';
import { divide } from './divide.ts';

describe('awkward areas and households', () => {
	for (const { name, input, expected, isSound } of awkwardCases) {
		it(`${name}: ${expected}`, () => {
			const result = divide({ ...input, seed: 1 });
			if (expected !== 'divided' && expected !== 'uneven') {
				expect(result).toMatchObject({ ok: false, reason: { code: expected } });
				return;
			}
			if (!result.ok) throw new Error(result.reason.text);
			const area = isSound && input.area.type === 'MultiPolygon' ? input.area : result.area;
			const whole = { ...input, seed: 1 };
			expect(
				brokenPromises(whole, result, name.startsWith('parts that share') ? result.area : area)
			).toEqual([]);
			const { metrics, notes } = result;
			const allowed = Math.max(5, metrics.heaviestPlacePercent);
			if (expected === 'divided') expect(deviationPercent(result)).toBeLessThanOrEqual(allowed);
			else expect(notes.map(({ code }) => code)).toContain('place_too_heavy');
		});
	}
});
