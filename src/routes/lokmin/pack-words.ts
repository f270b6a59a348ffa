// The title block of the paper, on the page and in the file.
import { missedOf, percentOf } from '#lib/domain/coverage-class.ts';
import type { AreaCoverage } from '#lib/domain/coverage.ts';
import { monthOf } from '#lib/domain/day.ts';
import type { Day } from '#lib/domain/entity.ts';
import { m } from '#lib/paraglide/messages.js';
import type { LokminPack } from '#lib/state/lokmin.svelte.ts';
import { dayWords, instantWords, monthWords, numberWords } from '../cakupan/words.ts';
import { basisLongWords, flatSentence } from '../cakupan/pws/words.ts';
import { kindWords } from '../wilayah/words.ts';
import { figurePercent } from './words.ts';

export function packTitle({ span }: Pick<LokminPack, 'span'>): string {
	return span === 'month' ? m.lokmin_pack_title_month() : m.lokmin_pack_title_quarter();
}

/** `Kecamatan Teluk Pandan`; below a desa the name says itself what it is. */
export function areaWords({ parent }: Pick<LokminPack, 'parent'>): string {
	if (!parent) return '';
	const says = parent.kind === 'hamlet' || parent.kind === 'rw' || parent.kind === 'rt';
	return says ? parent.name : `${kindWords(parent)} ${parent.name}`;
}

/** `Oktober 2026`, or from the first to the last month of a quarter. */
export function periodWords({ period }: Pick<LokminPack, 'period'>): string {
	const [first, last] = [monthOf(period.from), monthOf(period.to)];
	return first === last ? monthWords(last) : `${monthWords(first)} – ${monthWords(last)}`;
}

/** Name and value; the last says how fresh the figures are. */
export function packFacts(
	pack: LokminPack,
	today: Day,
	timeZone: string
): (readonly [name: string, value: string])[] {
	const computed = pack.source?.computedAt;
	return [
		...(pack.puskesmas.length > 0
			? [[m.lokmin_fact_puskesmas(), pack.puskesmas.join(', ')] as const]
			: []),
		[m.lokmin_fact_period(), periodWords(pack)],
		[m.lokmin_fact_made(), dayWords(today)],
		[m.lokmin_fact_data(), computed ? instantWords(computed, timeZone) : m.lokmin_fact_unknown()]
	];
}

/** How many kader's phones were heard of; null where nobody knows. */
export function syncedWords({ kader }: Pick<LokminPack, 'kader'>): string | null {
	if (kader.all === 0) return null;
	const silent = kader.all - kader.heard;
	if (silent === 0) return m.lokmin_synced_all();
	return m.lokmin_synced_some({ silent: numberWords(silent), all: numberWords(kader.all) });
}

/** The figure of the whole area, and what follows from it. */
export function sumWords(total: AreaCoverage | null): [sum: string, rest: string] {
	const percent = percentOf(total);
	if (total === null || total.suppressed || percent === null) return ['', m.lokmin_sum_hidden()];
	const sum = m.lokmin_sum({
		numerator: numberWords(total.numerator ?? 0),
		denominator: numberWords(total.denominator ?? 0),
		percent: figurePercent(percent)
	});
	if (percent > 100) return [sum, m.lokmin_sum_over()];
	return [sum, m.lokmin_sum_missed({ missed: numberWords(missedOf(total) ?? 0) })];
}

/** How the figures of the paper are counted, one paragraph each. */
export function methodWords({ rules, span }: Pick<LokminPack, 'rules' | 'span'>): string[] {
	const { basis, flat } = rules;
	const columns =
		span === 'quarter' ? m.lokmin_method_columns_quarter() : m.lokmin_method_columns_month();
	return [
		m.lokmin_method_coverage(),
		m.lokmin_method_denominator(),
		...(basis === 'registered'
			? [m.lokmin_method_same({ columns })]
			: [m.lokmin_method_other({ columns, basis: basisLongWords[basis]() })]),
		m.lokmin_method_hidden(),
		`${m.lokmin_method_status()} ${flatSentence[flat]()}`
	];
}
