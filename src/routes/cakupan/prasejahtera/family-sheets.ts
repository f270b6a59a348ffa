// The proposal as a file: what the dinas needs to find a family, and no illness, no visit, no place on the map.
import type { LowIncomeList, UninsuredFamily } from '#lib/data/remote/low-income.ts';
import type { ExportFacts, ExportTable } from '#lib/domain/coverage-export.ts';
import { m } from '#lib/paraglide/messages.js';

/** `Desa Suka, RW 002, RT 011`, of what is known. */
export function placeOfFamily({ village, rw, rt }: UninsuredFamily): string {
	return [village, rw === null ? null : `RW ${rw}`, rt === null ? null : `RT ${rt}`]
		.filter((part) => part !== null)
		.join(', ');
}

export function familyTable({ families }: LowIncomeList): ExportTable {
	return {
		name: m.lowincome_sheet(),
		title: m.lowincome_sheet_title(),
		columns: [
			m.lowincome_col_code(),
			m.lowincome_col_head(),
			m.lowincome_col_address(),
			m.lowincome_col_village(),
			'RW',
			'RT',
			m.lowincome_col_posyandu(),
			m.lowincome_col_people(),
			m.lowincome_col_uninsured(),
			m.lowincome_col_unknown()
		],
		rows: families.map((one) => ({
			id: one.id,
			cells: [
				one.code,
				one.headName,
				one.address,
				one.village,
				one.rw,
				one.rt,
				one.posyandu,
				one.people,
				one.uninsured,
				one.unknown
			]
		}))
	};
}

/** @param when of the answer, in words */
export function aboutFamilies(
	{ families, known, unclear }: LowIncomeList,
	when: string
): ExportFacts {
	return {
		facts: [
			[m.lowincome_fact_families(), String(families.length)],
			[m.lowincome_fact_known(), String(known)],
			[m.lowincome_fact_unclear(), String(unclear)],
			[m.lowincome_fact_fresh(), when],
			[m.lowincome_fact_personal(), m.lowincome_export_note()]
		],
		definitions: [
			[m.lowincome_term_low(), m.lowincome_def_low()],
			[m.lowincome_col_uninsured(), m.lowincome_def_uninsured()],
			[m.lowincome_col_unknown(), m.lowincome_def_unknown()],
			[m.lowincome_col_people(), m.lowincome_def_people()]
		],
		definitionsSheet: [
			m.lowincome_sheet_definitions(),
			m.lowincome_sheet_term(),
			m.lowincome_sheet_meaning()
		]
	};
}
