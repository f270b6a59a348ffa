// How numbers, months and instants of this page read in the language chosen.
import { getLocale } from '#lib/paraglide/runtime.js';
import type { Day, Instant, Month } from '#lib/domain/entity.ts';
import { missedReasons, type AreaCoverage, type MissedReason } from '#lib/domain/coverage.ts';
import { m } from '#lib/paraglide/messages.js';

export function monthWords(month: Month): string {
	return new Intl.DateTimeFormat(getLocale(), {
		month: 'long',
		year: 'numeric',
		timeZone: 'UTC'
	}).format(new Date(`${month}-01T00:00:00Z`));
}

export function dayWords(day: Day): string {
	return new Intl.DateTimeFormat(getLocale(), { dateStyle: 'long', timeZone: 'UTC' }).format(
		new Date(`${day}T00:00:00Z`)
	);
}

/** An instant in the puskesmas' own zone, named. */
export function instantWords(instant: Instant, timeZone: string): string {
	return new Intl.DateTimeFormat(getLocale(), {
		day: 'numeric',
		month: 'short',
		hour: '2-digit',
		minute: '2-digit',
		timeZoneName: 'short',
		timeZone
	}).format(new Date(instant));
}

export function numberWords(value: number): string {
	return value.toLocaleString(getLocale());
}

/** One decimal below ten percent, where a whole number would hide the difference; none above. */
export function percentWords(percent: number): string {
	const digits = percent > 0 && percent < 10 ? 1 : 0;
	return `${percent.toLocaleString(getLocale(), { maximumFractionDigits: digits })} %`;
}

const reasonWords: Record<MissedReason, (count: string) => string> = {
	tried: (count) => m.coverage_why_tried({ count }),
	no_kader: (count) => m.coverage_why_no_kader({ count }),
	planned: (count) => m.coverage_why_planned({ count }),
	unplanned: (count) => m.coverage_why_unplanned({ count })
};

/** Why households were missed, the largest reason first; hidden counts are said to be hidden. */
export function reasonsInWords(coverage: AreaCoverage): string[] {
	const known = missedReasons
		.map((reason) => ({ reason, count: coverage.missed[reason] }))
		.filter((entry): entry is { reason: MissedReason; count: number } => (entry.count ?? 0) > 0)
		.sort((a, b) => b.count - a.count)
		.map(({ reason, count }) => reasonWords[reason](numberWords(count)));
	const hidden = missedReasons.some((reason) => coverage.missed[reason] === null);
	return hidden && !coverage.suppressed ? [...known, m.coverage_why_hidden()] : known;
}
