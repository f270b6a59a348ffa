// The paper as a PDF file, made on the device from the same figures and words as the page.
import { agreementsOfMeeting } from '#lib/domain/agreement.ts';
import type { ActionItem } from '#lib/domain/action-item.ts';
import { missedOf, percentOf, type CoverageClass } from '#lib/domain/coverage-class.ts';
import type { Day } from '#lib/domain/entity.ts';
import { pdfOf, type PdfPage } from '#lib/data/export/pdf.ts';
import { PdfSheet, sheetWidthMm, type PdfCell } from '#lib/data/export/pdf-sheet.ts';
import { coverageColours, noDataColour, suppressedColours } from '#lib/map/palette.ts';
import { m } from '#lib/paraglide/messages.js';
import type { AgreementsView } from '#lib/state/agreements.svelte.ts';
import type { LokminPack, PackRow } from '#lib/state/lokmin.svelte.ts';
import { numberWords, reasonsInWords } from '../cakupan/words.ts';
import { classLegend, packPicture, type PackPicture } from './pack-map.ts';
import {
	areaWords,
	methodWords,
	packFacts,
	packTitle,
	sumWords,
	syncedWords
} from './pack-words.ts';
import {
	figurePercent,
	arrowWords,
	countWords,
	coverageWords,
	figureWords,
	shortDay,
	stateWords,
	statusWords
} from './words.ts';

const mapHeightMm = 85;
const legendMm = 11;
const note = { size: 8 };

export async function packPdf(
	pack: LokminPack,
	agreements: AgreementsView,
	today: Day,
	timeZone: string
): Promise<Blob> {
	const sheet = new PdfSheet();
	sheet.title(packTitle(pack), areaWords(pack));
	const facts = packFacts(pack, today, timeZone);
	sheet.paragraph(facts.map(([name, value]) => `${name}: ${value}`).join(' · '));
	for (const words of [
		pack.isAddedUp ? m.lokmin_added_up() : null,
		syncedWords(pack),
		pack.period.to >= today ? m.lokmin_running() : null
	])
		if (words !== null) sheet.paragraph(words);
	sheet.gap(1.5);
	sheet.paragraph(sumWords(pack.total).join(' '), { size: 11, isBold: true });

	const picture = packPicture(pack.rows, sheetWidthMm, mapHeightMm);
	sheet.heading(m.lokmin_map(), picture ? picture.picture.height + legendMm : 10);
	if (!picture) sheet.paragraph(m.lokmin_map_none());
	else {
		sheet.drawing(picture.picture.height + legendMm, (page, x, y) => {
			drawMap(page, x, y, picture);
			drawLegend(page, x, y + picture.picture.height + 3, picture);
		});
		sheet.paragraph(m.lokmin_map_numbers(), note);
	}
	ranks(sheet, pack);
	gaps(sheet, pack);

	const meeting = agreementsOfMeeting(
		pack.parent ? agreements.within(pack.parent.id) : [],
		pack.period,
		today
	);
	const { overdue, open, closed } = meeting.followUp;
	sheet.heading(m.lokmin_follow());
	agreed(sheet, [...overdue, ...open, ...closed], agreements, today, m.lokmin_follow_none());
	sheet.heading(m.lokmin_agreed());
	agreed(sheet, meeting.agreed, agreements, today, m.lokmin_agreed_none_yet());

	sheet.heading(m.lokmin_method(), 30);
	for (const words of methodWords(pack)) sheet.paragraph(words, note);
	sheet.feet(`${packTitle(pack)} · ${areaWords(pack)}`, (page, pages) =>
		m.lokmin_page({ page, pages })
	);
	return pdfOf(sheet.pages, packTitle(pack));
}

function colourOf(own: CoverageClass): [fill: string, hatch: string | null] {
	if (own === 'suppressed') return [suppressedColours.ground, suppressedColours.line];
	return [own === 'none' ? noDataColour : coverageColours[own], null];
}

function drawMap(
	page: PdfPage,
	x: number,
	y: number,
	{ picture, fills, labels, lineMm }: PackPicture
) {
	for (const { id, path } of picture.shapes)
		page.shape(path, x, y, ...colourOf(fills.get(id) ?? 'none'));
	const ink = { size: 8, isBold: true };
	for (const label of labels)
		for (const [at, words] of label.lines.entries())
			page.centred(words, x + label.x, y + label.y + at * lineMm, { ...ink, colour: label.ink });
}

function drawLegend(page: PdfPage, x: number, y: number, { fills }: PackPicture) {
	const entries = classLegend(new Set(fills.values()));
	const step = sheetWidthMm / entries.length;
	for (const [at, { of, words }] of entries.entries()) {
		page.shape('M0 0L5 0L5 3.6L0 3.6Z', x + at * step, y, ...colourOf(of));
		page.text(words, x + at * step + 6, y + 2.8, { size: 7.5 });
	}
}

function ranks(sheet: PdfSheet, { rows, total, chart, span }: LokminPack) {
	sheet.heading(m.lokmin_bars());
	sheet.paragraph(m.lokmin_bars_lead(), note);
	const end = Math.max(100, ...rows.map(({ coverage }) => percentOf(coverage) ?? 0));
	const line = (
		number: string,
		name: string,
		{ coverage, pws }: Pick<PackRow, 'coverage' | 'pws'>
	) => [
		number,
		name,
		{ percent: percentOf(coverage) ?? 0, end },
		`${coverageWords(coverage)} ${countWords(coverage)}`,
		figureWords(span === 'quarter' ? pws.month : pws.last),
		arrowWords(pws.arrow),
		figureWords(pws.year),
		statusWords(pws)
	];
	sheet.table(
		[
			{ title: m.lokmin_col_no(), share: 0.05, isNumber: true },
			{ title: m.lokmin_col_area(), share: 0.22, isBold: true },
			{ title: '', share: 0.16 },
			{ title: m.lokmin_col_period(), share: 0.18, isNumber: true },
			{
				title: span === 'quarter' ? m.lokmin_col_month() : m.lokmin_col_last(),
				share: 0.12,
				isNumber: true
			},
			{ title: m.lokmin_col_arrow(), share: 0.07 },
			{ title: m.lokmin_col_year(), share: 0.1, isNumber: true },
			{ title: m.lokmin_col_status(), share: 0.1, isBold: true }
		],
		[
			...rows.map((row) => line(String(row.number), row.area.name, row)),
			...(chart && rows.length > 1
				? [
						line('', m.lokmin_total({ area: chart.total.area.name }), {
							coverage: total,
							pws: chart.total
						})
					]
				: [])
		]
	);
}

function gaps(sheet: PdfSheet, { gaps: all }: LokminPack) {
	sheet.heading(m.lokmin_gaps());
	const missed = all.filter(({ coverage }) => (missedOf(coverage) ?? 0) > 0);
	const hidden = all.filter(({ coverage }) => coverage?.suppressed);
	const unknown = all.filter(
		({ coverage }) => !coverage?.suppressed && missedOf(coverage) === null
	);
	const names = (rows: readonly PackRow[]) => rows.map(({ area }) => area.name).join(', ');
	if (missed.length > 0)
		sheet.table(
			[
				{ title: m.lokmin_col_no(), share: 0.05, isNumber: true },
				{ title: m.lokmin_col_area(), share: 0.22, isBold: true },
				{ title: m.lokmin_col_missed(), share: 0.13, isNumber: true, isBold: true },
				{ title: m.coverage_percent(), share: 0.1, isNumber: true },
				{ title: m.lokmin_col_why(), share: 0.5 }
			],
			missed.map(({ number, area, coverage }) => [
				String(number),
				area.name,
				numberWords(missedOf(coverage) ?? 0),
				figurePercent(percentOf(coverage) ?? 0),
				coverage ? reasonsInWords(coverage).join('; ') : ''
			])
		);
	else if (hidden.length + unknown.length === 0) sheet.paragraph(m.lokmin_gaps_none());
	if (hidden.length > 0) sheet.paragraph(m.lokmin_gaps_hidden({ areas: names(hidden) }), note);
	if (unknown.length > 0) sheet.paragraph(m.lokmin_gaps_unknown({ areas: names(unknown) }), note);
}

function agreed(
	sheet: PdfSheet,
	items: readonly ActionItem[],
	view: AgreementsView,
	today: Day,
	none: string
) {
	if (items.length === 0) {
		sheet.paragraph(none);
		return;
	}
	sheet.table(
		[
			{ title: m.lokmin_col_agreement(), share: 0.45 },
			{ title: m.lokmin_col_owner(), share: 0.23 },
			{ title: m.lokmin_col_due(), share: 0.15 },
			{ title: m.lokmin_col_state(), share: 0.17, isBold: true }
		],
		items.map((item): PdfCell[] => [
			`${item.title} (${view.areaName(item)})`,
			item.owner,
			item.dueOn === null ? '–' : shortDay(item.dueOn),
			stateWords(item, today)
		])
	);
}
