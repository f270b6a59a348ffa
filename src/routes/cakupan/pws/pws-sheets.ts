// The tables of the page in words, for a workbook, a CSV file and a map.
import { spanDays } from '#lib/domain/area-coverage.ts';
import type { ExportFacts, ExportTable } from '#lib/domain/coverage-export.ts';
import {
	isOverFull,
	monthsOfYear,
	type Figure,
	type PwsChart,
	type PwsRow
} from '#lib/domain/pws.ts';
import { m } from '#lib/paraglide/messages.js';
import type { PwsView } from '#lib/state/pws-view.svelte.ts';
import { indicatorWords } from '../words.ts';
import {
	arrowWords,
	basisLongWords,
	basisWords,
	figureWords,
	flatSentence,
	periodWords,
	shortMonthWords,
	statusWords
} from './words.ts';

const valueOf = (figure: Figure) => figure.percent ?? figureWords(figure);

function noteOf({ year, last, month }: PwsRow): string | null {
	const notes = [
		...(isOverFull(year) ? [m.pws_over_note()] : []),
		...(year.isPartial && year.percent !== null
			? [m.pws_at_least({ percent: figureWords(year) })]
			: []),
		...([year, month, last].some(({ state }) => state === 'suppressed')
			? [m.pws_figure_suppressed()]
			: [])
	];
	return notes.length > 0 ? notes.join(' ') : null;
}

/** The chart with all that stands below it. */
export function chartTable(chart: PwsChart, title: string): ExportTable {
	return {
		name: m.pws_sheet_data(),
		title,
		columns: [
			m.pws_sheet_code(),
			m.pws_sheet_area(),
			m.pws_sheet_numerator(),
			m.pws_sheet_denominator(),
			m.pws_sheet_year(),
			m.pws_sheet_month(),
			m.pws_sheet_last(),
			m.pws_row_arrow(),
			m.pws_row_rank(),
			m.pws_sheet_target(),
			m.pws_sheet_to_date(),
			m.pws_row_status(),
			m.pws_sheet_note()
		],
		rows: [...chart.rows, chart.total].map((row) => ({
			id: row.area.id,
			cells: [
				row.area.code,
				row.area.name,
				row.year.numerator,
				row.year.denominator,
				valueOf(row.year),
				valueOf(row.month),
				valueOf(row.last),
				arrowWords(row.arrow),
				row.rank,
				row.target?.percent ?? null,
				row.toDate,
				statusWords(row),
				noteOf(row)
			]
		}))
	};
}

/** Each month of the year, from January on. */
export function monthsTable(view: PwsView): ExportTable {
	return {
		name: m.pws_sheet_months(),
		title: `${m.pws_sheet_months()}: ${indicatorWords(view.indicator)}, ${m.pws_months_month()}`,
		columns: [
			m.pws_sheet_code(),
			m.pws_sheet_area(),
			...monthsOfYear(view.month).map(shortMonthWords)
		],
		rows: view.areas.map((area) => ({
			id: area.id,
			cells: [
				area.code,
				area.name,
				...view
					.yearRow(area, 'month')
					.map(({ figure }) => (figure ? valueOf(figure) : m.pws_not_yet()))
			]
		}))
	};
}

/** Of the area and the period, how fresh, and what each column means. */
export function factsOf(
	view: PwsView,
	chart: PwsChart,
	freshness: string,
	cautions: readonly string[]
): ExportFacts {
	const { basis, flat } = view.rules;
	return {
		facts: [
			[m.pws_fact_area(), view.trail.map(({ name }) => name).join(' › ') || chart.total.area.name],
			[m.pws_fact_indicator(), indicatorWords(view.indicator)],
			[m.pws_fact_period(), periodWords(spanDays(view.month, 'year'))],
			[m.pws_fact_basis(), `${basisWords[basis]()}. ${basisLongWords[basis]()}`],
			[m.pws_fact_fresh(), freshness],
			...(cautions.length > 0 ? [[m.pws_fact_caution(), cautions.join(' ')] as const] : [])
		],
		definitions: [
			[m.pws_row_year(), m.pws_def_year()],
			[m.pws_row_month(), m.pws_def_month()],
			[m.pws_sheet_to_date(), m.pws_def_target()],
			[m.pws_row_arrow(), m.pws_def_arrow()],
			[m.pws_row_rank(), m.pws_def_rank()],
			...(view.estimates.length > 0 ? [[m.estimate_def_term(), m.estimate_def()] as const] : []),
			[m.pws_row_status(), `${m.pws_status_lead()} ${flatSentence[flat]()}`],
			[m.pws_suppressed(), m.pws_def_hidden()]
		],
		definitionsSheet: [m.pws_sheet_definitions(), m.pws_sheet_term(), m.pws_sheet_meaning()]
	};
}
