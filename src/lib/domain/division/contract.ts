// What goes into a division and what comes out. Types only; no algorithm lives here.
import type { FeatureCollection, MultiPolygon, Polygon, Position } from 'geojson';

/**
 * `walk` keeps houses near the middle of their territory; `tidy` prefers short, straight borders;
 * `whole` keeps each group (an RT) in one territory wherever the loads allow.
 */
export type DivisionProfile = 'walk' | 'tidy' | 'whole';

export interface DivisionHousehold {
	readonly id: string;
	/** [lng, lat], WGS 84. */
	readonly position: Position;
	/** Any unit, as long as it is the same for all: houses, or minutes of work a month. */
	readonly load: number;
	/** What profile `whole` keeps together: one key for each RT. Null where it is not known. */
	readonly group?: string | null;
	/** Key of whose posyandu it belongs to; null where that is not known. Only `catchments` looks at it. */
	readonly catchment?: string | null;
}

export interface DivisionInput {
	readonly area: Polygon | MultiPolygon | FeatureCollection;
	readonly households: readonly DivisionHousehold[];
	/** How many territories: one a kader. */
	readonly k: number;
	/**
	 * Hours that each kader has, in any unit: k numbers above 0. Territories get loads in proportion;
	 * without it all get the same.
	 */
	readonly shares?: readonly number[];
	/** Where each kader lives, [lng, lat]: the territory of a share lies near it where that costs no balance. */
	readonly homes?: readonly (Position | null)[];
	/**
	 * Every home that lies in the area ends inside the territory of its share, at the cost of crooked
	 * borders where homes are clustered; the notes say which cannot. Without it homes only attract.
	 */
	readonly pinHomes?: boolean;
	/**
	 * Keeps every territory within one catchment: for each of k kader the one she belongs to, null
	 * where she may take any. Loads are even within a catchment only.
	 */
	readonly catchments?: readonly (string | null)[];
	/** Rivers, railways, big roads, [lng, lat] each: borders follow them where that costs little. */
	readonly lines?: readonly (readonly Position[])[];
	/** The same input and seed give the same bytes. */
	readonly seed: number;
	readonly profile?: DivisionProfile;
	/** Profile `whole`: false divides no group, however uneven the loads are then. */
	readonly maySplitGroups?: boolean;
	/** Leaves out the grid between the houses: rougher borders, for areas where the fine mesh fails. */
	readonly isCoarse?: boolean;
}

export interface DivisionTerritory {
	/** 1 … k, from north-west to south-east. */
	readonly number: number;
	/** Which of the input's shares (and homes) this territory was made for, 0 … k − 1. */
	readonly share: number;
	readonly households: readonly string[];
	readonly workload: number;
	readonly polygon: MultiPolygon;
	/** Present where the division was made by catchment. */
	readonly catchment?: string;
}

/**
 * Deviations are of each territory's own target, which is the mean load where shares are equal.
 * Lengths are metres; compactness is Polsby–Popper, 0 … 1.
 */
export interface DivisionMetrics {
	readonly territories: number;
	readonly households: number;
	readonly workload: number;
	readonly maxDeviationPercent: number;
	readonly meanDeviationPercent: number;
	/** Farthest above its target minus farthest below, in units of load: heaviest minus lightest. */
	readonly spread: number;
	/** The heaviest place that cannot be divided (one house, or several at one point), of the mean. */
	readonly heaviestPlacePercent: number;
	readonly compactnessMean: number;
	readonly compactnessMin: number;
	readonly borderM: number;
	/** Part of these borders that runs along the lines they were to follow; absent without lines. */
	readonly onLinesPercent?: number;
	readonly rmsDistanceM: number;
	/** Pieces beyond one a territory, or beyond the area's own parts where those are more. */
	readonly extraParts: number;
	/** Groups (RT) with a household in the division, and how many of them lie in several territories. */
	readonly groups: number;
	readonly groupsSplit: number;
	readonly areaM2: number;
}

export type NoteCode =
	| 'area_mended'
	| 'area_tiny_parts_dropped'
	| 'households_outside'
	| 'households_far_outside'
	| 'households_without_position'
	| 'households_repeated'
	| 'loads_mended'
	| 'loads_all_zero'
	| 'place_too_heavy'
	| 'not_balanced'
	| 'groups_uneven'
	| 'groups_unknown'
	| 'extra_parts'
	| 'homes_outside'
	| 'homes_shared'
	| 'homes_apart'
	| 'catchments_unknown'
	| 'catchments_mixed'
	| 'catchments_apart'
	| 'catchments_strangers'
	| 'catchments_surplus'
	| 'catchments_borrowed'
	| 'catchments_uneven'
	| 'locked_uneven'
	| 'tolerance_missed';

/** Something the planner should know about a division that did succeed, in Indonesian. */
export interface DivisionNote {
	readonly code: NoteCode;
	readonly text: string;
	/** How many households or parts it is about. */
	readonly count: number;
}

export type RefusalCode =
	| 'area_missing'
	| 'area_not_lnglat'
	| 'area_broken'
	| 'area_too_small'
	| 'area_too_large'
	| 'k_invalid'
	| 'k_above_households'
	| 'k_above_places'
	| 'catchments_above_k'
	| 'no_households'
	| 'no_households_inside'
	| 'shares_count'
	| 'shares_invalid'
	| 'territories_unknown'
	| 'territories_broken'
	| 'nobody_left'
	| 'all_locked'
	| 'catchment_left'
	| 'stuck'
	| 'cancelled';

/** Why nothing was divided; `text` is an Indonesian sentence that says what to change. */
export interface DivisionRefusal {
	readonly code: RefusalCode;
	readonly text: string;
}

export interface DivisionSuccess {
	readonly ok: true;
	readonly territories: readonly DivisionTerritory[];
	/** Households outside the area. Those nearby were still given to the nearest territory. */
	readonly outside: readonly string[];
	/** The area that was divided, after mending: the territories cover exactly this. */
	readonly area: MultiPolygon;
	readonly metrics: DivisionMetrics;
	readonly notes: readonly DivisionNote[];
}

export type DivisionResult =
	DivisionSuccess | { readonly ok: false; readonly reason: DivisionRefusal };

export type DivisionStage = 'area' | 'mesh' | 'centres' | 'balance' | 'borders';

export interface DivisionProgress {
	readonly stage: DivisionStage;
	/** 0 … 1 over the whole division. */
	readonly done: number;
}

export interface DivisionHooks {
	progress?(progress: DivisionProgress): void;
	/** Asked between rounds; true ends the division with the refusal `cancelled`. */
	cancelled?(): boolean;
	/** Complete plans while better ones are still looked for: a first, nearly even, then better ones. */
	plan?(plan: DivisionSuccess): void;
}
