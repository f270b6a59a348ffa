// The list of everything that is recorded and synchronised, by its table name.
// Types only: what each thing is stands in its own file beside this one.
import type { ActionItem } from './action-item.ts';
import type { Area, Road } from './area.ts';
import type { ChecklistForm } from './checklist/form.ts';
import type { CoverageCell, Target } from './coverage.ts';
import type { Facility, FacilityArea } from './facility.ts';
import type { Finding, FollowUp } from './finding.ts';
import type { Household } from './household.ts';
import type { Kader } from './kader.ts';
import type { Member } from './member.ts';
import type { Attendance, PosyanduSession } from './posyandu-day.ts';
import type { Setting } from './setting.ts';
import type { HouseholdAssignment, Territory, TerritoryPlan } from './territory.ts';
import type { Visit } from './visit.ts';
import type { VisitPlan } from './visit-plan.ts';

declare const entityOf: unique symbol;

/** A UUIDv7 made on the device. The brand keeps a visit's id from being passed for a household's. */
export type Id<E extends string> = string & { readonly [entityOf]?: E };

/** An instant in UTC, ISO 8601 with a trailing Z. */
export type Instant = string;

/** A calendar day in the puskesmas' own time zone, `YYYY-MM-DD`. */
export type Day = string;

/** A calendar month in the puskesmas' own time zone, `YYYY-MM`. */
export type Month = string;

/** What every synchronised row carries. `rev` is 0 until the server has stored the row. */
export interface Row<E extends string> {
	readonly id: Id<E>;
	readonly rev: number;
}

/** Where a personal row belongs: its area decides for staff, its territory for the kader. */
export interface Placed {
	readonly areaId: Id<'area'>;
	readonly territoryId: Id<'territory'> | null;
}

/** Every entity that sync carries, under the name of its table on the server and on the device. */
export interface EntityMap {
	area: Area;
	road: Road;
	facility: Facility;
	facility_area: FacilityArea;
	kader: Kader;
	setting: Setting;
	checklist_form: ChecklistForm;
	territory_plan: TerritoryPlan;
	territory: Territory;
	household_assignment: HouseholdAssignment;
	household: Household;
	member: Member;
	visit: Visit;
	visit_plan: VisitPlan;
	finding: Finding;
	follow_up: FollowUp;
	target: Target;
	action_item: ActionItem;
	coverage_cell: CoverageCell;
	posyandu_session: PosyanduSession;
	attendance: Attendance;
}

export type EntityName = keyof EntityMap;
