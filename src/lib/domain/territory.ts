// A plan divides one area among kader. A published plan is a version and is never edited.
import type { MultiPolygon } from 'geojson';
import type { Day, Id, Instant, Row } from './entity.ts';

export interface TerritoryPlan extends Row<'territory_plan'> {
	readonly areaId: Id<'area'>;
	readonly version: number;
	readonly status: 'draft' | 'published' | 'retired';
	readonly validFrom: Day | null;
	/** Last day of a plan that is meant to be taken back. Nothing changes by itself on that day. */
	readonly untilOn: Day | null;
	readonly decreeNo: string | null;
	readonly parameters: Readonly<Record<string, unknown>>;
	readonly metrics: Readonly<Record<string, unknown>>;
	readonly publishedAt: Instant | null;
}

export interface Territory extends Row<'territory'> {
	readonly planId: Id<'territory_plan'>;
	readonly areaId: Id<'area'>;
	readonly number: number;
	readonly kaderId: Id<'kader'> | null;
	readonly boundary: MultiPolygon | null;
	readonly locked: boolean;
	readonly householdCount: number;
	/** Minutes of work a month. */
	readonly workload: number;
	/** A retired plan's territories are kept as history. */
	readonly active: boolean;
}

/** Who held a household, from when to when: a household has exactly one at any date. */
export interface HouseholdAssignment extends Row<'household_assignment'> {
	readonly householdId: Id<'household'>;
	readonly territoryId: Id<'territory'>;
	readonly kaderId: Id<'kader'> | null;
	readonly areaId: Id<'area'>;
	readonly validFrom: Day;
	readonly validTo: Day | null;
}

/** The one mutation that publishes a plan (entity `territory_plan`, op `publish`). */
export interface PublishTerritoryPlan {
	readonly areaId: Id<'area'>;
	readonly validFrom: Day;
	readonly untilOn: Day | null;
	readonly decreeNo: string | null;
	readonly parameters: Readonly<Record<string, unknown>>;
	readonly metrics: Readonly<Record<string, unknown>>;
	readonly territories: readonly {
		readonly id: Id<'territory'>;
		readonly number: number;
		readonly kaderId: Id<'kader'> | null;
		readonly boundary: MultiPolygon;
		readonly workload: number;
		readonly households: readonly Id<'household'>[];
	}[];
}
