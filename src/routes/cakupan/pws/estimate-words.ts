// How an estimate reads: its interval, what it lacks and what it is made from.
import { fewestCounted } from '#lib/domain/learnt-ratio.ts';
import { unregistered, type HouseholdEstimate } from '#lib/domain/estimated-coverage.ts';
import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';
import type { AreaEstimate } from '#lib/state/area-estimates.ts';
import { numberWords } from '../words.ts';

/** Whole percent: more digits than the interval bears would lie. */
export function roundWords(percent: number): string {
	return `${Math.round(percent).toLocaleString(getLocale())} %`;
}

/** `kira-kira 61 % (antara 55 % dan 68 %)`; null where there is none. */
export function estimateWords({ coverage, isPartial }: AreaEstimate): string | null {
	if (!coverage) return null;
	const of = {
		percent: roundWords(coverage.percent),
		low: roundWords(coverage.low),
		high: roundWords(coverage.high)
	};
	return isPartial ? m.estimate_at_least(of) : m.estimate_about(of);
}

/** `antara 55 % dan 68 %`; null where there is none. */
export function estimateRange({ coverage }: AreaEstimate): string | null {
	if (!coverage) return null;
	return m.estimate_between({ low: roundWords(coverage.low), high: roundWords(coverage.high) });
}

const gapWords = {
	no_counts: m.estimate_no_counts,
	few_complete: () => m.estimate_few_complete({ count: fewestCounted }),
	elsewhere: m.estimate_elsewhere
};

function ratioWords(ratio: number): string {
	return ratio.toLocaleString(getLocale(), { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}

/** What the number of families is made from; `null` where everything was counted. */
function sizeWords({ basis, size, ratio, learntFrom }: HouseholdEstimate): string | null {
	if (basis === 'counted' || ratio === null || size === 0) return null;
	const of = { size: numberWords(size), ratio: ratioWords(ratio), areas: learntFrom };
	if (basis === 'usual_size') return m.estimate_part_usual(of);
	return basis === 'buildings' ? m.estimate_part_buildings(of) : m.estimate_part_residents(of);
}

/** Why there is no estimate, or what it is made from. */
export function basisOfEstimate({ typed, estimate }: AreaEstimate): string {
	if (typed !== null) return m.estimate_typed({ count: numberWords(typed) });
	if (typeof estimate === 'string') return gapWords[estimate]();
	const parts = [
		...(estimate.counted > 0
			? [m.estimate_part_counted({ count: numberWords(estimate.counted) })]
			: []),
		sizeWords(estimate)
	];
	return m.estimate_from({ parts: `${parts.filter(Boolean).join(' + ')}.` });
}

/** How many families there are thought to be, and how many of them are on no list. */
export function missingWords({ typed, estimate, registered }: AreaEstimate): string[] {
	if (typed !== null || typeof estimate === 'string') return [];
	const of = (range: { count: number; low: number; high: number }) => ({
		count: numberWords(range.count),
		low: numberWords(range.low),
		high: numberWords(range.high)
	});
	const all = m.estimate_households(of(estimate));
	if (estimate.isContradicted) return [m.estimate_contradicted()];
	if (registered === null) return [all];
	const missing = unregistered(estimate, registered);
	return [
		missing.count === 0
			? m.estimate_missing_none({ high: numberWords(missing.high) })
			: m.estimate_missing(of(missing)),
		all
	];
}
