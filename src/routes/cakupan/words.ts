// How numbers, months and instants of this page read in the language chosen.
import { getLocale } from '#lib/paraglide/runtime.js';
import type { Day, Instant, Month } from '#lib/domain/entity.ts';
import {
	missedReasons,
	silentDays,
	type AreaCoverage,
	type MissedReason
} from '#lib/domain/coverage.ts';
import type { Indicator } from '#lib/domain/indicator.ts';
import type { PeopleGroup } from '#lib/domain/cluster.ts';
import { m } from '#lib/paraglide/messages.js';

/** Kept: making one takes a cheap phone longer than using it a hundred times. */
const numberFormats = new Map<string, Intl.NumberFormat>();

function numberFormat(maximumFractionDigits: number): Intl.NumberFormat {
	const locale = getLocale();
	const key = `${locale}/${maximumFractionDigits}`;
	const format = numberFormats.get(key) ?? new Intl.NumberFormat(locale, { maximumFractionDigits });
	numberFormats.set(key, format);
	return format;
}

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
	return numberFormat(3).format(value);
}

/** One decimal below ten percent, where a whole number would hide the difference; none above. */
export function percentWords(percent: number): string {
	const digits = percent > 0 && percent < 10 ? 1 : 0;
	return `${numberFormat(digits).format(percent)} %`;
}

const reasonWords: Record<MissedReason, (count: string) => string> = {
	refused: (count) => m.coverage_why_refused({ count }),
	not_home: (count) => m.coverage_why_not_home({ count }),
	unreachable: (count) => m.unreachable_why({ count }),
	no_kader: (count) => m.coverage_why_no_kader({ count }),
	unsynced: (count) => m.coverage_why_unsynced({ count, days: silentDays }),
	overdue: (count) => m.coverage_why_overdue({ count }),
	planned: (count) => m.coverage_why_planned({ count }),
	unplanned: (count) => m.coverage_why_unplanned({ count })
};

const indicatorNames: Record<Indicator, () => string> = {
	household_visited: () => m.coverage_indicator_household_visited(),
	priority_visited: () => m.coverage_indicator_priority_visited(),
	position_known: () => m.coverage_indicator_position_known(),
	jkn_active: () => m.coverage_indicator_jkn_active(),
	kader_active: () => m.coverage_indicator_kader_active(),
	danger_reported: () => m.coverage_indicator_danger_reported(),
	weighed: () => m.coverage_indicator_weighed()
};

/** The name of an indicator, as a heading or a choice. */
export function indicatorWords(indicator: Indicator): string {
	return indicatorNames[indicator]();
}

const indicatorCounts: Record<
	Indicator,
	(of: { numerator: string; denominator: string }) => string
> = {
	household_visited: (of) => m.coverage_of(of),
	priority_visited: (of) => m.coverage_of_priority_visited(of),
	position_known: (of) => m.coverage_of_position_known(of),
	jkn_active: (of) => m.coverage_of_jkn_active(of),
	kader_active: (of) => m.coverage_of_kader_active(of),
	danger_reported: (of) => m.coverage_of_danger_reported(of),
	weighed: (of) => m.coverage_of_weighed(of)
};

/** So many of so many, saying of what; hidden numbers give nothing. @param group people were counted */
export function countsInWords(
	indicator: Indicator,
	coverage: AreaCoverage | null,
	group: PeopleGroup | null = null
): string {
	if (!coverage || coverage.numerator === null || !coverage.denominator) return '';
	const of = {
		numerator: numberWords(coverage.numerator),
		denominator: numberWords(coverage.denominator)
	};
	return group !== null && indicator === 'household_visited'
		? m.coverage_of_group(of)
		: indicatorCounts[indicator](of);
}

const missedNames: Record<Indicator, () => string> = {
	household_visited: () => m.coverage_missed(),
	priority_visited: () => m.coverage_missed(),
	position_known: () => m.coverage_missed_position_known(),
	jkn_active: () => m.coverage_missed_jkn_active(),
	kader_active: () => m.coverage_missed_kader_active(),
	danger_reported: () => m.coverage_missed_danger_reported(),
	weighed: () => m.coverage_missed_weighed()
};

/** What those are who count in the denominator and not in the numerator. */
export function missedWords(indicator: Indicator): string {
	return missedNames[indicator]();
}

const sources: Record<Indicator, () => string> = {
	household_visited: () => m.coverage_source(),
	priority_visited: () => m.coverage_source_priority_visited(),
	position_known: () => m.coverage_source(),
	jkn_active: () => m.coverage_source_jkn_active(),
	kader_active: () => m.coverage_source_kader_active(),
	danger_reported: () => m.coverage_source_danger_reported(),
	weighed: () => m.coverage_source_weighed()
};

/** Where the denominator comes from. */
export function sourceWords(indicator: Indicator, group: PeopleGroup | null): string {
	return group === null ? sources[indicator]() : m.coverage_source_group();
}

const groups: Record<PeopleGroup, () => string> = {
	cluster_2: m.unreachable_cluster_2,
	cluster_3: m.unreachable_cluster_3,
	pregnant: m.visit_group_pregnant,
	postpartum: m.visit_group_postpartum,
	infant_0_6m: m.visit_group_infant_0_6m,
	child_6_71m: m.visit_group_child_6_71m,
	school_age_teen: m.visit_group_school_age_teen,
	adult: m.visit_group_adult,
	elderly: m.visit_group_elderly
};

export function groupWords(group: PeopleGroup): string {
	return groups[group]();
}

/** Why households were missed, the largest reason first; hidden counts are said to be hidden. */
export function reasonsInWords(coverage: AreaCoverage): string[] {
	const known = missedReasons
		.map((reason) => ({ reason, count: coverage.missed[reason] }))
		.filter((entry): entry is { reason: MissedReason; count: number } => (entry.count ?? 0) > 0)
		.sort((a, b) => b.count - a.count)
		.map(({ reason, count }) => {
			const upTo = coverage.missedInSteps ? `–${numberWords(count + 4)}` : '';
			return reasonWords[reason](numberWords(count) + upTo);
		});
	const hidden = missedReasons.some((reason) => coverage.missed[reason] === null);
	return hidden && !coverage.suppressed ? [...known, m.coverage_why_hidden()] : known;
}
