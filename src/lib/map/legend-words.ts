// The words of a legend entry in the person's language.
import { m } from '#lib/paraglide/messages.js';
import type { LegendEntry, LegendKey } from './legend.ts';

type FixedKey = Exclude<LegendKey, `territory_${number}` | `own_${string}` | 'missed'>;

const words: Readonly<Record<FixedKey, () => string>> = {
	area: m.map_area,
	area_derived: m.map_area_derived,
	road_main: m.map_road_main,
	road_local: m.map_road_local,
	road_path: m.map_road_path,
	road_river_boat: m.map_road_river_boat,
	road_rail: m.map_road_rail,
	household_due: m.map_household_due,
	household_overdue: m.map_household_overdue,
	household_done: m.map_household_done,
	household_planned: m.map_household_planned,
	household_missed: m.map_household_missed,
	household_new: m.map_household_new,
	cluster: m.map_cluster,
	assigned_household: m.map_assigned_household,
	coverage_0: m.map_coverage_0,
	coverage_1: m.map_coverage_1,
	coverage_2: m.map_coverage_2,
	coverage_3: m.map_coverage_3,
	coverage_4: m.map_coverage_4,
	coverage_suppressed: m.map_coverage_suppressed,
	coverage_none: m.map_coverage_none,
	heat: m.map_heat,
	facility_puskesmas: m.map_facility_puskesmas,
	facility_hospital: m.map_facility_hospital,
	facility_pustu: m.map_facility_pustu,
	facility_posyandu: m.map_facility_posyandu,
	kept: m.maps_legend_kept,
	kept_part: m.maps_legend_part,
	position: m.map_position,
	position_too_vague: m.map_position_too_vague
};

export function legendWords({ key, label, count }: LegendEntry): string {
	if (label !== null) return label;
	if (key === 'missed') return m.map_missed({ count: count ?? 0 });
	if (isFixed(key)) return words[key]();
	return m.map_territory({ number: key.slice('territory_'.length) });
}

function isFixed(key: LegendKey): key is FixedKey {
	return key in words;
}
