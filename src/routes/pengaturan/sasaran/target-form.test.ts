import { describe, expect, it } from 'vitest';
import type { Target } from '#lib/domain/coverage.ts';
import { entriesOf, typedFaults, typedFrom, type TypedTarget } from './target-form.ts';

const of = { areaId: 'desa', indicator: 'household_visited', year: 2026 };
const stored: Target = {
	...of,
	id: 't',
	rev: 1,
	percent: 82.5,
	denominator: 1250,
	denominatorSource: 'official',
	denominatorNote: 'SK 12'
};
const typed = (own: Partial<TypedTarget> = {}): TypedTarget => ({
	...typedFrom(null, null),
	...own
});

describe('what a planner types about an area', () => {
	it('begins as it is stored, and unchanged makes the same again', () => {
		const first = typedFrom(stored, null);
		expect(first).toMatchObject({ percent: '82,5', official: '1250', officialNote: 'SK 12' });
		const [entry] = entriesOf(first, of, null);
		expect(stored).toMatchObject({ ...entry });
	});
	it.each([
		[{ percent: '-1' }, { percent: 'bad_percent' }],
		[{ percent: '101' }, { percent: 'bad_percent' }],
		[{ percent: 'banyak' }, { percent: 'bad_percent' }],
		[{ official: '250' }, { percent: 'needs_percent' }],
		[{ percent: '80', official: '12,5' }, { official: 'bad_count' }],
		[{ percent: '80', official: '-2' }, { official: 'bad_count' }],
		[{ estimated: 'kira-kira' }, { estimated: 'bad_count' }],
		[{ percent: '80', officialNote: 'x'.repeat(301) }, { officialNote: 'too_long' }],
		[{ percent: '80' }, {}],
		[{ percent: '82,5 %', official: '1.250' }, {}],
		[{ estimated: '300' }, {}],
		[{}, {}]
	] as const)('%j is wrong in %j', (own, faults) => {
		expect(typedFaults(typed(own), null)).toEqual(faults);
	});
	it('cannot empty a target that the server has', () => {
		expect(typedFaults(typed(), stored)).toEqual({ percent: 'kept' });
	});
	it('makes the target and the estimate, each with its own source', () => {
		const entries = entriesOf(
			typed({ percent: '80', official: '1.250', estimated: '1400', estimatedNote: ' citra ' }),
			of,
			null
		);
		expect(entries).toEqual([
			{
				...of,
				percent: 80,
				denominator: 1250,
				denominatorSource: 'official',
				denominatorNote: null
			},
			{
				...of,
				indicator: 'household_visited.estimated',
				percent: 0,
				denominator: 1400,
				denominatorSource: 'estimated',
				denominatorNote: 'citra'
			}
		]);
	});
	it('takes back an estimate, and makes nothing of nothing', () => {
		const estimate = { ...stored, indicator: 'household_visited.estimated' };
		expect(entriesOf(typed(), of, estimate)[0]).toMatchObject({
			denominator: null,
			denominatorSource: null
		});
		expect(entriesOf(typed(), of, null)).toEqual([]);
	});
});
