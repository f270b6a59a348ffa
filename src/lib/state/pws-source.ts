// What the PWS page reads: the figures of one indicator, by whatever the role may know, and what is to be reached.
import type { Records } from '#lib/data/contracts.ts';
import type { Role } from '#lib/domain/access.ts';
import type { AreaCoverage, Span, Target } from '#lib/domain/coverage.ts';
import type { Month } from '#lib/domain/entity.ts';
import type { Indicator } from '#lib/domain/indicator.ts';
import type { Setting } from '#lib/domain/setting.ts';
import { readCoverage, type CoverageSource } from './coverage-source.ts';

export interface PwsSource {
	readonly coverage: CoverageSource;
	readonly targets: readonly Target[];
	readonly settings: readonly Setting[];
	/** Of a month and span; null where this device knows nothing of the month. Computed once. */
	readonly at: (month: Month, span: Span) => ReadonlyMap<string, AreaCoverage> | null;
}

export async function readPws(
	records: Records,
	role: Role,
	thisMonth: Month,
	indicator: Indicator
): Promise<PwsSource> {
	const [coverage, targets, settings] = await Promise.all([
		readCoverage(records, role, thisMonth, { indicators: [indicator], reasons: false }),
		records.all('target'),
		records.all('setting')
	]);
	const asked = new Map<string, ReadonlyMap<string, AreaCoverage>>();
	return {
		coverage,
		targets,
		settings,
		at: (month, span) => {
			if (!coverage.months.includes(month)) return null;
			const key = `${month} ${span}`;
			const known = asked.get(key) ?? coverage.coverageOf(month, span, indicator);
			asked.set(key, known);
			return known;
		}
	};
}
