// What goes into a change of an existing division (staff comes or goes, or the rest is evened out
// round what a planner fixed by hand) and what comes out. Types only; no algorithm lives here.
import type { MultiPolygon, Position } from 'geojson';
import type {
	DivisionHousehold,
	DivisionRefusal,
	DivisionSuccess,
	DivisionTerritory
} from './contract.ts';

export interface PresentTerritory {
	/** Unique among the territories; any whole numbers. */
	readonly number: number;
	/** As the engine drew it: inner borders shared digit by digit with its neighbours. */
	readonly polygon: MultiPolygon;
	/**
	 * Ids of who is visited from here now. A household that was moved by hand may stand in another
	 * territory's polygon; one without a usable position stays where it is listed.
	 */
	readonly households: readonly string[];
	/** Where its kader lives, [lng, lat], when that is to stay within: a home outside is left there. */
	readonly home?: Position | null;
	/** Whose posyandu visits here; null where that is not known. Where any is given, nobody crosses. */
	readonly catchment?: string | null;
}

export interface RedivisionInput {
	readonly territories: readonly PresentTerritory[];
	/**
	 * Every household, of locked territories too. One that no territory lists (it was added since)
	 * goes by its position, into a locked territory as well.
	 */
	readonly households: readonly DivisionHousehold[];
	/** Numbers of territories whose kader stops: their households go to others. */
	readonly leaving: readonly number[];
	/** One new territory each; `home` is [lng, lat]. */
	readonly joining: readonly {
		readonly home: Position | null;
		readonly catchment?: string | null;
	}[];
	/** Numbers of territories that stay as they are: the same polygon object, the same households. */
	readonly locked: readonly number[];
	/** Ids that stay with the territory that lists them, unless its kader leaves. */
	readonly fixed?: readonly string[];
	/**
	 * Hours that each kader has: first of the territories that go on (locked ones too), in the order
	 * of `territories`, then of those who join. Equal without it.
	 */
	readonly shares?: readonly number[];
	/** As in a division: borders that are drawn anew follow these where they part two banks. */
	readonly lines?: readonly (readonly Position[])[];
	readonly seed: number;
	/** Part of its target by which a load may be off; 0.05 without it. Smaller moves more households. */
	readonly tolerance?: number;
	/** Leaves out the grid between the houses, for areas where the fine mesh fails. */
	readonly isCoarse?: boolean;
}

export interface RedividedTerritory extends DivisionTerritory {
	/** The present territory whose kader goes on with it; null for one who joins. Its number stays. */
	readonly from: number | null;
	/** Place in `joining`; null for territories that go on. */
	readonly joiner: number | null;
	readonly isLocked: boolean;
}

/** What changes hands, as parts of the whole load in percent. */
export interface RedivisionMoves {
	/** Households with another kader than before, without those that had none. */
	readonly households: number;
	readonly loadPercent: number;
	/** No way to come within the tolerance moves less than this. */
	readonly unavoidablePercent: number;
}

/**
 * Deviations in `metrics` are of the territories that are not locked, each from its share of the
 * load that the locked ones leave over.
 */
export interface RedivisionSuccess extends Omit<DivisionSuccess, 'territories'> {
	/** By number. Those who join take the numbers of those who leave, then the next free ones. */
	readonly territories: readonly RedividedTerritory[];
	readonly moved: RedivisionMoves;
}

export type RedivisionResult =
	RedivisionSuccess | { readonly ok: false; readonly reason: DivisionRefusal };
