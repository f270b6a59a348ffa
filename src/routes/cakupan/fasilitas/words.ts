// How the inventory of facilities reads.
import type { FacilityCondition, FacilityKind, PosyanduStage } from '#lib/domain/facility.ts';
import {
	activeMonthsWanted,
	type FacilityStateProblem,
	type PosyanduWork
} from '#lib/domain/facility-inventory.ts';
import { m } from '#lib/paraglide/messages.js';

export const kindWords: Readonly<Record<FacilityKind, () => string>> = {
	puskesmas: m.map_facility_puskesmas,
	pustu: m.map_facility_pustu,
	posyandu: m.map_facility_posyandu,
	hospital: m.map_facility_hospital
};

export const conditionWords: Readonly<Record<FacilityCondition | 'none', () => string>> = {
	good: m.facility_condition_good,
	light: m.facility_condition_light,
	moderate: m.facility_condition_moderate,
	heavy: m.facility_condition_heavy,
	none: m.facility_condition_none
};

/** The words of the field stay in every language. */
export const stageWords: Readonly<Record<PosyanduStage, string>> = {
	pratama: 'Pratama',
	madya: 'Madya',
	purnama: 'Purnama',
	mandiri: 'Mandiri'
};

export const problemWords: Readonly<Record<FacilityStateProblem, () => string>> = {
	not_a_day: m.facility_day_missing,
	day_in_future: m.facility_day_future,
	not_a_posyandu: m.facility_stage_wrong
};

/** Days, months and who came; null where this device knows no day of the posyandu. */
export function workWords(work: PosyanduWork | undefined): string | null {
	if (!work) return null;
	const { held, planned, activeMonths, present, marked } = work;
	const months = { months: activeMonths, wanted: activeMonthsWanted };
	return [
		m.facility_work_days({ held, planned }),
		m.facility_work_months(months),
		...(marked > 0
			? [m.facility_work_came({ percent: Math.round((100 * present) / marked), present, marked })]
			: [])
	].join(' · ');
}
