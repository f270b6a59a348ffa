// What every figure of /cakupan needs beside it: of what, when, out of whom, and how fresh.
import { spanDays } from '#lib/domain/area-coverage.ts';
import { missedOf } from '#lib/domain/coverage-class.ts';
import type { Area } from '#lib/domain/area.ts';
import type { AreaCoverage, DenominatorSource } from '#lib/domain/coverage.ts';
import type { Instant } from '#lib/domain/entity.ts';
import { isState } from '#lib/domain/indicator.ts';
import { figureOf } from '#lib/domain/pws.ts';
import { m } from '#lib/paraglide/messages.js';
import type { CoverageView } from '#lib/state/coverage-view.svelte.ts';
import type { Ask } from './ask.ts';
import { basisWords, figureWords } from './pws/words.ts';
import {
	countsInWords,
	dayWords,
	groupWords,
	indicatorWords,
	instantWords,
	missedWords,
	numberWords,
	reasonsInWords,
	sourceWords
} from './words.ts';

export interface Received {
	readonly pulledAt: Instant | null;
	readonly timeZone: string;
}

/** Up to when the figures go, and how many phones may still hold visits. */
export function freshnessOf(view: CoverageView, { pulledAt, timeZone }: Received): string {
	const when = (instant: Instant) => ({ when: instantWords(instant, timeZone) });
	const { source, parent } = view;
	const synced = source && ((parent && source.kaderSyncedIn.get(parent.id)) ?? source.kaderSynced);
	const { heard = 0, all = 0 } = synced ?? {};
	const silent = all > 0 ? m.coverage_synced({ heard, all, silent: all - heard }) : '';
	const computed = source?.computedAt;
	const counted = () => {
		if (view.reportedAt) return m.coverage_reported(when(view.reportedAt));
		if (computed) return m.coverage_computed(when(computed));
		return pulledAt ? m.coverage_from_device(when(pulledAt)) : m.coverage_never_pulled();
	};
	return [counted(), silent].filter(Boolean).join(' ');
}

export function periodOf(view: CoverageView): string {
	const { from, to } = spanDays(view.month, view.span);
	return isState(view.shownIndicator)
		? m.coverage_state_note({ to: dayWords(to) })
		: m.coverage_period_note({ from: dayWords(from), to: dayWords(to) });
}

/** Posyandu, kader and group that are filtered by; empty where nobody is left out. */
export function filterOf(view: CoverageView): string {
	const { posyanduId, kaderId, group } = view.shownFilter;
	const name = (among: readonly { id: string; name: string }[], id: string | null) =>
		among.find((one) => one.id === id)?.name;
	return [
		name(view.posyandu, posyanduId),
		name(view.kader, kaderId),
		group === null ? undefined : groupWords(group)
	]
		.filter(Boolean)
		.join(', ');
}

export function countsOf(view: CoverageView, coverage: AreaCoverage | null): string {
	return countsInWords(view.shownIndicator, coverage, view.shownFilter.group);
}

/** All of it in one note, for the legend of the map. */
export function legendOf(view: CoverageView, received: Received): string {
	const { parent, shownIndicator: indicator, shownFilter } = view;
	const of = parent ? countsOf(view, view.coverage.get(parent.id) ?? null) : '';
	const filter = filterOf(view);
	return [
		`${indicatorWords(indicator)}.`,
		filter ? m.coverage_filter_only({ what: filter }) : '',
		of ? m.coverage_legend_n({ of }) : '',
		`${periodOf(view)}.`,
		sourceWords(indicator, shownFilter.group),
		freshnessOf(view, received)
	]
		.filter(Boolean)
		.join(' ');
}

/** The share of an area, as it is printed everywhere; `≥` where the truth may be more. */
export function shareWords(coverage: AreaCoverage | null): string {
	const figure = figureOf(coverage, coverage?.denominator ?? null);
	return `${figure.state === 'known' && figure.isPartial ? '≥ ' : ''}${figureWords(figure)}`;
}

/** How many were missed; `≤` where the truth may be less. */
export function missedCountWords(coverage: AreaCoverage | null): string {
	const missed = missedOf(coverage);
	if (missed !== null) return `${coverage?.partial ? '≤ ' : ''}${numberWords(missed)}`;
	return coverage?.suppressed ? m.coverage_suppressed() : m.coverage_none();
}

/** What opens under the share of an area, over any of its denominators. */
export function askOf(view: CoverageView, area: Area, basis: DenominatorSource): Ask {
	const { month, span, shownIndicator: indicator } = view;
	const coverage = view.coverage.get(area.id) ?? null;
	const filter = filterOf(view);
	const missed = missedOf(coverage);
	const why = coverage ? reasonsInWords(coverage) : [];
	return {
		area,
		label: basis === 'registered' ? indicatorWords(indicator) : basisWords[basis](),
		figure: view.figure(area, basis),
		...{ month, span, basis },
		more: [
			...(filter ? [[m.coverage_figure_filter(), filter] as const] : []),
			...(missed === null || basis !== 'registered'
				? []
				: [[missedWords(indicator), missedCountWords(coverage)] as const]),
			...(why.length === 0 || basis !== 'registered'
				? []
				: [[m.coverage_figure_why(), why.join('; ')] as const])
		]
	};
}

/** The same, of those who were missed. */
export function missedAskOf(view: CoverageView, area: Area): Ask {
	const ask = askOf(view, area, 'registered');
	const value = missedCountWords(view.coverage.get(area.id) ?? null);
	return { ...ask, label: missedWords(view.shownIndicator), value };
}
