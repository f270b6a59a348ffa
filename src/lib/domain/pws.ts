// The ranked chart and the status table of Pemantauan Wilayah Setempat, by the classical rules; what they leave
// open is decided in docs/metrics.md, "PWS". Whatever is compared is compared as it is printed, with one decimal:
// a reader with the paper in hand comes to the same arrow, rank and status.
import type { Area } from './area.ts';
import type { AreaCoverage, DenominatorSource } from './coverage.ts';
import type { Id, Month } from './entity.ts';
import type { FlatRule, PwsRules } from './pws-rules.ts';
import type { TargetBook, TargetPercent } from './target-book.ts';

export type FigureState = 'known' | 'suppressed' | 'no_data' | 'no_denominator';

export interface Figure {
	readonly state: FigureState;
	readonly numerator: number | null;
	readonly denominator: number | null;
	/** To one decimal, may exceed 100; null unless `known`. */
	readonly percent: number | null;
	/** The truth is this or more. */
	readonly isPartial: boolean;
}

export type Arrow = 'up' | 'down' | 'flat';
/** baik, kurang, cukup, jelek, tetap. "Kurang" is above the target but falling, "cukup" below but rising. */
export type PwsStatus = 'good' | 'less' | 'enough' | 'bad' | 'flat';
/** Why an area has no status; the first that holds, in this order. */
export type NoStatus =
	| 'suppressed'
	| 'no_data'
	| 'no_denominator'
	| 'no_target'
	| 'january'
	| 'no_last_month'
	/** Below the target as far as this device knows, which does not reach back to January. */
	| 'partial';

export interface PwsRow {
	readonly area: Area;
	readonly month: Figure;
	readonly last: Figure;
	/** From January to the end of the month. */
	readonly year: Figure;
	readonly target: TargetPercent | null;
	/** Percent that should have been reached by the end of the month. */
	readonly toDate: number | null;
	/** This month against the last one of the same year; null where one of them is not known. */
	readonly arrow: Arrow | null;
	/** 1 is the highest `year`; equal figures share a rank and the next is left out. */
	readonly rank: number | null;
	readonly isAbove: boolean | null;
	readonly status: PwsStatus | null;
	readonly why: NoStatus | null;
}

type CoverageOf = ReadonlyMap<string, AreaCoverage>;

export interface PwsInput {
	readonly parent: Area;
	readonly parts: readonly Area[];
	readonly month: Month;
	/** Of the month, of the one before it and of the year so far; null where nothing is known of the span. */
	readonly coverage: {
		readonly month: CoverageOf | null;
		readonly last: CoverageOf | null;
		readonly year: CoverageOf | null;
	};
	readonly targets: TargetBook;
	readonly rules: PwsRules;
}

export interface PwsChart {
	/** Highest cumulative coverage first; those without a figure last, by name. */
	readonly rows: readonly PwsRow[];
	readonly total: PwsRow;
}

/** January is 1. */
export function monthNumber(month: Month): number {
	return Number(month.slice(5, 7));
}

export function yearOf(month: Month): number {
	return Number(month.slice(0, 4));
}

/** January to December of the year of a month. */
export function monthsOfYear(month: Month): Month[] {
	return Array.from(
		{ length: 12 },
		(_, at) => `${month.slice(0, 4)}-${String(at + 1).padStart(2, '0')}`
	);
}

/** Percent with one decimal, half up. */
function rounded(numerator: number, denominator: number): number {
	return Math.round((numerator * 1000) / denominator) / 10;
}

/** A twelfth of the year's target for each month that has passed, with one decimal. */
export function targetToDate(percent: number, month: Month): number {
	return rounded(percent * monthNumber(month), 1200);
}

/** @param denominator null where the one that was asked for is not known */
export function figureOf(
	coverage: AreaCoverage | null | undefined,
	denominator: number | null
): Figure {
	const isPartial = coverage?.partial ?? false;
	const nothing = { numerator: null, denominator: null, percent: null, isPartial };
	if (!coverage) return { state: 'no_data', ...nothing };
	const { numerator } = coverage;
	if (coverage.suppressed || numerator === null) return { state: 'suppressed', ...nothing };
	if (!denominator) return { ...nothing, state: 'no_denominator', numerator, denominator };
	const percent = rounded(numerator, denominator);
	return { state: 'known', numerator, denominator, percent, isPartial };
}

/** The denominator of an area by its source. The registered one is of the span itself. */
export function denominatorBy(
	basis: DenominatorSource,
	coverage: AreaCoverage | null | undefined,
	areaId: Id<'area'>,
	targets: TargetBook
): number | null {
	if (basis === 'registered') return coverage?.denominator ?? null;
	return targets.denominatorFor(areaId, basis)?.count ?? null;
}

/** Up where this month's coverage, as printed, is more than the last month's. */
export function arrowOf(now: Figure, before: Figure): Arrow | null {
	if (now.percent === null || before.percent === null) return null;
	if (now.percent === before.percent) return 'flat';
	return now.percent > before.percent ? 'up' : 'down';
}

/** The classical table. To reach the target exactly is to be above it. */
export function statusOf(isAbove: boolean, arrow: Arrow, flat: FlatRule): PwsStatus {
	const trend = arrow === 'flat' ? flat : arrow;
	if (trend === 'own') return 'flat';
	if (isAbove) return trend === 'up' ? 'good' : 'less';
	return trend === 'up' ? 'enough' : 'bad';
}

function whyNone(row: Omit<PwsRow, 'rank' | 'status' | 'why'>, month: Month): NoStatus | null {
	const { year, arrow, toDate } = row;
	if (year.state !== 'known') return year.state;
	if (row.month.state === 'suppressed' || row.last.state === 'suppressed') return 'suppressed';
	if (row.month.state !== 'known') return row.month.state;
	if (toDate === null) return 'no_target';
	if (arrow !== null) return year.isPartial && row.isAbove === false ? 'partial' : null;
	return monthNumber(month) === 1 ? 'january' : 'no_last_month';
}

function rowOf(input: PwsInput, area: Area): Omit<PwsRow, 'rank'> {
	const { coverage, targets, rules, month } = input;
	const figure = (of: CoverageOf | null) => {
		const own = of?.get(area.id);
		return figureOf(own, denominatorBy(rules.basis, own, area.id, targets));
	};
	const target = targets.percentFor(area.id);
	const now = figure(coverage.month);
	// December belongs to another year, with a target of its own: January is compared with nothing.
	const last = figure(monthNumber(month) === 1 ? null : coverage.last);
	const year = figure(coverage.year);
	const toDate = target ? targetToDate(target.percent, month) : null;
	const isAbove = toDate === null || year.percent === null ? null : year.percent >= toDate;
	const arrow = arrowOf(now, last);
	const row = { area, month: now, last, year, target, toDate, arrow, isAbove };
	const why = whyNone(row, month);
	const status =
		why === null && isAbove !== null && arrow !== null
			? statusOf(isAbove, arrow, rules.flat)
			: null;
	return { ...row, status, why };
}

function byRank(a: Omit<PwsRow, 'rank'>, b: Omit<PwsRow, 'rank'>): number {
	const difference = (b.year.percent ?? -1) - (a.year.percent ?? -1);
	return difference || a.area.name.localeCompare(b.area.name, 'id', { numeric: true });
}

/** The ranked chart of the parts of an area, and the area itself. */
export function pwsChart(input: PwsInput): PwsChart {
	const sorted = input.parts.map((area) => rowOf(input, area)).sort(byRank);
	const percents = sorted.map(({ year }) => year.percent);
	return {
		rows: sorted.map((row) => ({
			...row,
			rank: row.year.percent === null ? null : percents.indexOf(row.year.percent) + 1
		})),
		total: { ...rowOf(input, input.parent), rank: null }
	};
}

/** More than there are: too few are registered, or the target is too low. Never cut off at 100. */
export function isOverFull({ percent }: Figure): boolean {
	return percent !== null && percent > 100;
}
