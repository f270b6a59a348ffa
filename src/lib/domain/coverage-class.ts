// The five classes of coverage and the order of the gap list.
import type { AreaCoverage } from './coverage.ts';

/** Lower bounds in percent of classes 1 to 4; class 0 is below the first. WHO and UNICEF bands. */
export const classBounds = [50, 80, 90, 95] as const;

/** Percent, not rounded; null where it is hidden, unknown or has no denominator. */
export function percentOf(coverage: AreaCoverage | null): number | null {
	if (!coverage || coverage.numerator === null || !coverage.denominator) return null;
	return (coverage.numerator / coverage.denominator) * 100;
}

export type CoverageClass = 0 | 1 | 2 | 3 | 4 | 'none' | 'suppressed';

/** `suppressed` where numbers are hidden, `none` where there is nobody to visit or nothing is known. */
export function coverageClass(coverage: AreaCoverage | null): CoverageClass {
	if (coverage?.suppressed) return 'suppressed';
	const percent = percentOf(coverage);
	if (percent === null) return 'none';
	return classBounds.filter((bound) => percent >= bound).length as 0 | 1 | 2 | 3 | 4;
}

/** Registered and not visited; null where hidden. */
export function missedOf(coverage: AreaCoverage | null): number | null {
	if (!coverage || coverage.numerator === null || coverage.denominator === null) return null;
	return coverage.denominator - coverage.numerator;
}

/** Most people missed first; hidden and unknown ones last. */
export function byMissed<R extends { readonly coverage: AreaCoverage | null }>(
	rows: readonly R[]
): R[] {
	return [...rows].sort((a, b) => (missedOf(b.coverage) ?? -1) - (missedOf(a.coverage) ?? -1));
}
