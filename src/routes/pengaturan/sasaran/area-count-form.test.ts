import { describe, expect, it } from 'vitest';
import { AreaCounts } from '#lib/domain/area-count.ts';
import type { Target } from '#lib/domain/coverage.ts';
import { countEntries, countFaults, typedCounts } from './area-count-form.ts';

const row = (indicator: string, year: number, denominator: number, note: string | null = null) =>
	({ areaId: 'rt', indicator, year, denominator, denominatorNote: note }) as Target;
const stored = [row('buildings', 2025, 48, 'citra'), row('households_counted', 2026, 41)];
const before = typedCounts(new AreaCounts(stored, 2026), 'rt');
const of = { areaId: 'rt', year: 2026 };

describe('what was counted of an area, as it is typed', () => {
	it('begins with what is known, of earlier years too', () => {
		expect(before).toEqual({
			...{ buildings: '48', residents: '', households_counted: '41', note: 'citra' }
		});
	});

	it('makes a row of each count that changed, of this year; the others stay of theirs', () => {
		expect(countEntries(before, before, of)).toEqual([]);
		expect(countEntries({ ...before, residents: '1.250' }, before, of)).toEqual([
			{
				...{ ...of, indicator: 'residents', percent: 0, denominator: 1250 },
				...{ denominatorSource: 'estimated', denominatorNote: 'citra' }
			}
		]);
	});

	it('takes a count away, also one of an earlier year', () => {
		const entries = countEntries({ ...before, buildings: '' }, before, of);
		expect(entries).toMatchObject([{ indicator: 'buildings', denominator: 0 }]);
		const after = [...stored, row('buildings', 2026, entries[0]!.denominator!)];
		expect(new AreaCounts(after, 2026).get('buildings', 'rt')).toBeNull();
	});

	it('says what is no count', () => {
		expect(countFaults({ ...before, buildings: 'kira-kira 50', note: 'x'.repeat(301) })).toEqual({
			...{ buildings: 'bad_count', note: 'too_long' }
		});
		expect(countFaults({ ...before, buildings: '1.250' })).toEqual({});
	});
});
