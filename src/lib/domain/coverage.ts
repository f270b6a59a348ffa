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
export const missedReasons = ['tried', 'no_kader', 'planned', 'unplanned'] as const;
export type MissedReason = (typeof missedReasons)[number];

export interface AreaCoverage {
	readonly areaId: Id<'area'>;
	readonly numerator: number | null;
	readonly denominator: number | null;
	readonly suppressed: boolean;
	/** Null where a small count is hidden. */
	readonly missed: Readonly<Record<MissedReason, number | null>>;
}
