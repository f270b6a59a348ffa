// Exact figures of spans that begin before what the device of a planner or health worker holds: the server
// counts them from its records (coverage_report). Nothing of it is kept.
import type { CallFailure, Remote } from '#lib/data/contracts.ts';
import { missedReasons, noneMissed, type AreaCoverage, type Span } from '#lib/domain/coverage.ts';
import type { Id, Instant, Month } from '#lib/domain/entity.ts';
import type { Indicator } from '#lib/domain/indicator.ts';
import { err, ok, type Result } from '#lib/domain/result.ts';

export interface ReportQuestion {
	readonly areaId: string;
	/** One to twelve. */
	readonly months: readonly Month[];
	readonly span: Span;
	readonly indicator: Indicator;
	/** How far below the area; 1 are its parts. */
	readonly depth?: number;
}

export interface CoverageReport {
	/** By the server's clock. */
	readonly computedAt: Instant;
	/** By month, then by area; areas with nobody to count are left out. */
	readonly of: ReadonlyMap<Month, ReadonlyMap<string, AreaCoverage>>;
}

export type ReportState = CoverageReport | 'asking' | 'failed';
/** By what was asked for. */
export type Reports = ReadonlyMap<string, ReportState>;
export const noReports: Reports = new Map();

export function withReport(reports: Reports, key: string, state: ReportState): Reports {
	return new Map(reports).set(key, state);
}

/** Without those that are in one state, so that they are asked again. */
export function withoutState(reports: Reports, left: ReportState): Reports {
	const kept = [...reports].filter(([, state]) => state !== left);
	return kept.length < reports.size ? new Map(kept) : reports;
}

type At = (month: Month, span: Span) => ReadonlyMap<string, AreaCoverage> | null;

/** What the device knows of a month and span, with what the report of the span does in its place. */
export function exactAt(own: At, reportOf: (span: Span) => CoverageReport | null): At {
	const found = new Map<string, ReadonlyMap<string, AreaCoverage>>();
	return (month, span) => {
		const report = reportOf(span);
		if (!report?.of.has(month)) return own(month, span);
		const key = `${month} ${span}`;
		const known = found.get(key) ?? overlaid(own(month, span) ?? new Map(), report, month);
		found.set(key, known);
		return known;
	};
}

/** What the report knows in place of what the device does; the rest stays. */
export function overlaid(
	own: ReadonlyMap<string, AreaCoverage>,
	report: CoverageReport | null,
	month: Month
): ReadonlyMap<string, AreaCoverage> {
	const exact = report?.of.get(month);
	return exact ? new Map([...own, ...exact]) : own;
}

interface Row {
	readonly area_id: string;
	readonly month: Month;
	readonly indicator: string;
	readonly numerator: number;
	readonly denominator: number;
}
type Answer =
	| { readonly ok: true; readonly computed_at: string; readonly figures: readonly Row[] }
	| { readonly ok: false; readonly code: string };

function figuresOf(rows: readonly Row[], indicator: Indicator): Map<string, AreaCoverage> {
	const figures = new Map<string, AreaCoverage>();
	for (const { area_id, numerator, denominator, ...row } of rows)
		if (row.indicator === indicator)
			figures.set(area_id, {
				areaId: area_id as Id<'area'>,
				numerator,
				denominator,
				suppressed: false,
				missed: { ...noneMissed }
			});
	for (const reason of missedReasons)
		for (const row of rows) {
			const figure = figures.get(row.area_id);
			if (!figure || row.indicator !== `missed_${reason}`) continue;
			const missed = { ...figure.missed, [reason]: row.numerator };
			figures.set(row.area_id, { ...figure, missed });
		}
	return figures;
}

/** One area that the asker answers for, with its parts; `forbidden` where it is more than that. */
export async function readReport(
	remote: Pick<Remote, 'call'>,
	{ areaId, months, span, indicator, depth = 1 }: ReportQuestion
): Promise<Result<CoverageReport, CallFailure>> {
	const asked = { area_id: areaId, months, span, indicators: [indicator], depth };
	const answer = await remote.call<Answer>('coverage_report', asked);
	if (!answer.ok) return answer;
	if (!answer.value.ok) return err(answer.value.code === 'forbidden' ? 'forbidden' : 'unknown');
	const { figures, computed_at } = answer.value;
	const of = new Map(
		months.map((month) => {
			const own = figures.filter((row) => row.month === month);
			return [month, figuresOf(own, indicator)] as const;
		})
	);
	return ok({ computedAt: computed_at, of });
}

function sumOf(areaId: string, figures: readonly AreaCoverage[]): AreaCoverage {
	const of = (count: (figure: AreaCoverage) => number | null) =>
		figures.reduce((sum, figure) => sum + (count(figure) ?? 0), 0);
	return {
		areaId: areaId as Id<'area'>,
		numerator: of((figure) => figure.numerator),
		denominator: of((figure) => figure.denominator),
		suppressed: false,
		missed: Object.fromEntries(
			missedReasons.map((reason) => [reason, of((figure) => figure.missed[reason])])
		) as AreaCoverage['missed']
	};
}

/**
 * The same of an area that may reach beyond what the asker answers for (a kecamatan of two puskesmas): then its
 * parts are asked one by one, and the area has their sum, as on the device.
 * @param parts those of which the device has figures
 */
export async function readWholeReport(
	remote: Pick<Remote, 'call'>,
	question: Omit<ReportQuestion, 'depth'>,
	parts: readonly string[]
): Promise<Result<CoverageReport, CallFailure>> {
	const whole = await readReport(remote, question);
	if (whole.ok || whole.error !== 'forbidden' || parts.length === 0) return whole;
	const answers = await Promise.all(
		parts.map((areaId) => readReport(remote, { ...question, areaId, depth: 0 }))
	);
	const known: CoverageReport[] = [];
	for (const answer of answers) {
		// Half of a sum would be taken for the whole.
		if (!answer.ok) return answer;
		known.push(answer.value);
	}
	const of = new Map(
		question.months.map((month) => {
			const figures = known.flatMap((report) => [...(report.of.get(month)?.values() ?? [])]);
			const all = new Map<string, AreaCoverage>(figures.map((one) => [one.areaId, one]));
			if (figures.length > 0) all.set(question.areaId, sumOf(question.areaId, figures));
			return [month, all] as const;
		})
	);
	return ok({ computedAt: known[0]!.computedAt, of });
}
