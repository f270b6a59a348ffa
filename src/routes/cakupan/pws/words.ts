// How figures, arrows and statuses of this page read.
import type { DenominatorSource } from '#lib/domain/coverage.ts';
import type { Instant, Month } from '#lib/domain/entity.ts';
import { unitOf, type Indicator } from '#lib/domain/indicator.ts';
import type { FlatRule } from '#lib/domain/pws-rules.ts';
import type { Arrow, Figure, FigureState, NoStatus, PwsRow, PwsStatus } from '#lib/domain/pws.ts';
import { m } from '#lib/paraglide/messages.js';
import type { ExactState } from '#lib/state/exact-reports.svelte.ts';
import type { PwsView } from '#lib/state/pws-view.svelte.ts';
import { getLocale } from '#lib/paraglide/runtime.js';
import { dayWords, instantWords, monthWords } from '../words.ts';

/** One decimal always, as figures are compared. */
export function percentWords(percent: number): string {
	const digits = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
	return `${percent.toLocaleString(getLocale(), digits)} %`;
}

export function shortMonthWords(month: Month): string {
	const date = new Date(`${month}-01T00:00:00Z`);
	return new Intl.DateTimeFormat(getLocale(), { month: 'short', timeZone: 'UTC' }).format(date);
}

const stateWords: Record<Exclude<FigureState, 'known'>, () => string> = {
	suppressed: m.pws_suppressed,
	no_data: m.pws_no_data,
	no_denominator: m.pws_no_denominator
};

/** The percent, or why there is none; never a zero that is none. */
export function figureWords(figure: Figure): string {
	return figure.state === 'known' ? percentWords(figure.percent!) : stateWords[figure.state]();
}

export const basisWords: Record<DenominatorSource, () => string> = {
	registered: m.pws_basis_registered,
	official: m.pws_basis_official,
	estimated: m.pws_basis_estimated
};
export const basisLongWords: Record<DenominatorSource, () => string> = {
	registered: m.pws_basis_registered_long,
	official: m.pws_basis_official_long,
	estimated: m.pws_basis_estimated_long
};
export const flatWords: Record<FlatRule, () => string> = {
	own: m.pws_flat_own,
	up: m.pws_flat_up,
	down: m.pws_flat_down
};
export const flatSentence: Record<FlatRule, () => string> = {
	own: m.pws_status_flat_own,
	up: m.pws_status_flat_up,
	down: m.pws_status_flat_down
};

const arrowNames: Record<Arrow, () => string> = {
	up: m.pws_arrow_up,
	down: m.pws_arrow_down,
	flat: m.pws_arrow_flat
};
export const arrowSigns: Record<Arrow, string> = { up: '↑', down: '↓', flat: '–' };
export function arrowWords(arrow: Arrow | null): string {
	return arrow === null ? m.pws_arrow_none() : arrowNames[arrow]();
}

const statusNames: Record<PwsStatus, () => string> = {
	good: m.pws_status_good,
	less: m.pws_status_less,
	enough: m.pws_status_enough,
	bad: m.pws_status_bad,
	flat: m.pws_status_flat
};
const whyWords: Record<NoStatus, () => string> = {
	suppressed: m.pws_why_suppressed,
	no_data: m.pws_why_no_data,
	no_denominator: m.pws_why_no_denominator,
	no_target: m.pws_why_no_target,
	january: m.pws_why_january,
	no_last_month: m.pws_why_no_last_month,
	partial: m.pws_why_partial
};
/** The status, or why there is none. */
export function statusWords({ status, why }: Pick<PwsRow, 'status' | 'why'>): string {
	if (status !== null) return statusNames[status]();
	return why === null ? m.pws_unknown() : whyWords[why]();
}

const units = {
	household: m.pws_unit_household,
	person: m.pws_unit_person,
	kader: m.pws_unit_kader,
	finding: m.pws_unit_finding
};
export function unitWords(indicator: Indicator): string {
	return units[unitOf[indicator]]();
}

/** From 1 January to the end of the month, or the month alone. */
export function periodWords(days: { from: string; to: string }): string {
	return m.pws_legend_period({ from: dayWords(days.from), to: dayWords(days.to) });
}

export interface Freshness {
	readonly computedAt: Instant | null;
	/** When the server counted what this device does not hold. */
	readonly reportedAt: Instant | null;
	readonly pulledAt: Instant | null;
	readonly kaderSynced: { readonly heard: number; readonly all: number } | null;
	readonly timeZone: string;
}

/** Up to when the figures go, and how many phones may still hold visits. */
export function freshnessWords(fresh: Freshness): string {
	const { computedAt, reportedAt, pulledAt, kaderSynced, timeZone } = fresh;
	const { heard = 0, all = 0 } = kaderSynced ?? {};
	const when = (instant: Instant) => ({ when: instantWords(instant, timeZone) });
	const synced = all > 0 ? ` ${m.coverage_synced({ heard, all, silent: all - heard })}` : '';
	if (computedAt) return m.coverage_computed(when(computedAt)) + synced;
	const reported = reportedAt ? ` ${m.pws_reported(when(reportedAt))}` : '';
	if (!pulledAt) return m.coverage_never_pulled() + reported;
	return m.coverage_from_device(when(pulledAt)) + reported + synced;
}

/** What this device lacks of the figures that show; null where it lacks nothing. */
export function shortfallWords(view: PwsView): string | null {
	const months = monthListWords(view.months);
	if (view.isPartial) return m.pws_partial({ months });
	return view.exact === null || view.exact === 'known' ? null : m.pws_older({ months });
}

/** What becomes of it. */
export function exactWords(exact: ExactState | null, isOffline: boolean): string {
	if (exact === null) return m.pws_partial_elsewhere();
	if (isOffline) return m.coverage_partial_offline();
	if (exact === 'failed') return m.coverage_partial_failed();
	return exact === 'known' ? '' : m.coverage_partial_asking();
}

/** `September 2026`, `Agustus 2026`, … as one list. */
export function monthListWords(months: readonly Month[]): string {
	return new Intl.ListFormat(getLocale()).format([...months].sort().map(monthWords));
}
