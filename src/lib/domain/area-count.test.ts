import { describe, expect, it } from 'vitest';
import { AreaCounts } from './area-count.ts';
import type { Target } from './coverage.ts';

const row = (indicator: string, year: number, denominator: number | null) =>
	({ areaId: 'rt', indicator, year, denominator, denominatorNote: `citra ${year}` }) as Target;

describe('what was counted of an area', () => {
	it('is the newest count that is not of a later year', () => {
		const targets = [
			row('buildings', 2027, 99),
			row('buildings', 2025, 40),
			row('buildings', 2024, 38)
		];
		expect(new AreaCounts(targets, 2026).get('buildings', 'rt')).toEqual({
			count: 40,
			year: 2025,
			note: 'citra 2025'
		});
		expect(new AreaCounts(targets, 2023).get('buildings', 'rt')).toBeNull();
	});

	it('is not a target, not another kind, and not nought', () => {
		const counts = new AreaCounts(
			[row('household_visited', 2026, 50), row('residents', 2026, 0), row('buildings', 2026, null)],
			2026
		);
		expect(counts.get('buildings', 'rt')).toBeNull();
		expect(counts.get('residents', 'rt')).toBeNull();
		expect(counts.get('households_counted', 'rt')).toBeNull();
	});

	it('is taken back by a nought of a later year', () => {
		const targets = [row('buildings', 2025, 40), row('buildings', 2026, 0)];
		expect(new AreaCounts(targets, 2026).get('buildings', 'rt')).toBeNull();
		expect(new AreaCounts(targets, 2025).get('buildings', 'rt')?.count).toBe(40);
	});
});
