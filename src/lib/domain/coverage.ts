import type { Id, Instant, Month, Row } from './entity.ts';

export type DenominatorSource = 'registered' | 'estimated' | 'official';

export interface Target extends Row<'target'> {
	readonly areaId: Id<'area'>;
	readonly indicator: string;
	readonly year: number;
	/** Percent of the denominator to be reached by the end of the year. */
	readonly percent: number;
	readonly denominator: number | null;
	readonly denominatorSource: DenominatorSource | null;
	readonly denominatorNote: string | null;
}

/** One cell of the fixed cube that viewers pull. Suppressed numbers are null, never zero. */
export interface CoverageCell extends Row<'coverage_cell'> {
	readonly areaId: Id<'area'>;
	readonly month: Month;
	readonly indicator: string;
	/** Target group code, or `all`. */
	readonly targetGroup: string;
	readonly numerator: number | null;
	readonly denominator: number | null;
	readonly suppressed: boolean;
	readonly computedAt: Instant;
	/** Set when a published month was changed afterwards. */
	readonly revisedAt: Instant | null;
}

export const spans = ['month', 'quarter', 'year'] as const;
/** A period that ends with a month: the month, its quarter so far, its year so far. */
export type Span = (typeof spans)[number];

/** Why a registered household was not visited; the first that holds, in this order. */
export const missedReasons = [
	'refused',
	'not_home',
	'unreachable',
	'no_kader',
	'unsynced',
	'overdue',
	'planned',
	'unplanned'
] as const;
export type MissedReason = (typeof missedReasons)[number];

/** Her kader's phone not heard of for longer: visits may exist that nobody here has seen. */
export const silentDays = 7;

/** So many of so many in one area, of one indicator, month and span. */
export interface AreaCoverage {
	readonly areaId: Id<'area'>;
	readonly numerator: number | null;
	readonly denominator: number | null;
	readonly suppressed: boolean;
	/** Null where a small count is hidden. All zero for an indicator that is not of missed households. */
	readonly missed: Readonly<Record<MissedReason, number | null>>;
	/** True where the reasons are in steps of five, as viewers get them: 30 stands for 30 to 34. */
	readonly missedInSteps?: boolean;
	/** True where what was read does not reach back to the first day of the span: the truth is higher. */
	readonly partial?: boolean;
}

/** Nothing missed, or not asked. */
export const noneMissed: Readonly<Record<MissedReason, number>> = {
	refused: 0,
	not_home: 0,
	unreachable: 0,
	no_kader: 0,
	unsynced: 0,
	overdue: 0,
	planned: 0,
	unplanned: 0
};
