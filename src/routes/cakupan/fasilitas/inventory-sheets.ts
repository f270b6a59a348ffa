// The inventory as lines of a file: buildings and days, no person.
import { exportLines } from '#lib/domain/coverage-export.ts';
import type { VillageInventory } from '#lib/domain/facility-inventory.ts';
import { m } from '#lib/paraglide/messages.js';
import type { FacilityRow } from '#lib/state/facility-inventory.svelte.ts';
import { conditionWords, kindWords, stageWords } from './words.ts';

/** The facilities with what the columns mean and, below, the counts per desa. */
export function inventoryLines(
	rows: readonly FacilityRow[],
	villages: readonly VillageInventory[],
	fresh: string
): string[][] {
	const list = {
		name: m.facility_title(),
		title: m.facility_title(),
		columns: [
			m.facility_col_village_code(),
			m.facility_col_village(),
			m.facility_col_kind(),
			m.facility_col_name(),
			m.facility_col_condition(),
			m.facility_col_on(),
			m.facility_col_stage(),
			m.facility_col_held(),
			m.facility_col_planned(),
			m.facility_col_months(),
			m.facility_col_present(),
			m.facility_col_marked(),
			'lng',
			'lat'
		],
		rows: rows.map(({ facility, village, work }) => ({
			id: facility.id,
			cells: [
				village?.code ?? null,
				village?.name ?? null,
				kindWords[facility.kind](),
				facility.name,
				conditionWords[facility.condition ?? 'none'](),
				facility.conditionOn ?? null,
				facility.stage ? stageWords[facility.stage] : null,
				work?.held ?? null,
				work?.planned ?? null,
				work?.activeMonths ?? null,
				work?.present ?? null,
				work?.marked ?? null,
				facility.location?.coordinates[0] ?? null,
				facility.location?.coordinates[1] ?? null
			]
		}))
	};
	const about = {
		facts: [[m.facility_fact_fresh(), fresh]] as const,
		definitions: [
			[m.facility_col_condition(), m.facility_def_condition()],
			[m.facility_col_stage(), m.facility_def_stage()],
			[m.facility_col_held(), m.facility_def_held()],
			[m.facility_col_months(), m.facility_def_months()],
			[m.facility_col_present(), m.facility_def_present()]
		] as const,
		definitionsSheet: ['', '', ''] as const
	};
	const conditions = ['good', 'light', 'moderate', 'heavy', 'none'] as const;
	return [
		...exportLines(list, about),
		[],
		[m.facility_villages()],
		[m.facility_col_village(), m.facility_all(), ...conditions.map((one) => conditionWords[one]())],
		...villages.map(({ village, all, byCondition }) => [
			village.name,
			String(all),
			...conditions.map((one) => String(byCondition[one]))
		])
	];
}
