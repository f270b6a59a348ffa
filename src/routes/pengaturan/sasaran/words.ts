// How targets read, and why a row of a file was refused.
import type { RefusedTarget, RowFault, TableFault } from '#lib/domain/target-import.ts';
import { mostTargetRows } from '#lib/domain/target-import.ts';
import { areaCountKinds, type AreaCountKind } from '#lib/domain/area-count.ts';
import { indicators } from '#lib/domain/indicator.ts';
import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';
import { indicatorWords } from '../../cakupan/words.ts';

export function countWords(count: number): string {
	return count.toLocaleString(getLocale());
}

/** As it was set: `82,5 %`, `80 %`. */
export function percentWords(percent: number): string {
	return `${percent.toLocaleString(getLocale(), { maximumFractionDigits: 2 })} %`;
}

const faults: Record<RowFault, (of: { cell: string; first: string }) => string> = {
	unknown_area: m.targets_fault_unknown_area,
	ambiguous_area: m.targets_fault_ambiguous_area,
	unknown_indicator: m.targets_fault_unknown_indicator,
	unknown_source: m.targets_fault_unknown_source,
	bad_year: m.targets_fault_bad_year,
	bad_percent: m.targets_fault_bad_percent,
	bad_denominator: m.targets_fault_bad_denominator,
	denominator_without_source: () => m.targets_fault_denominator_without_source(),
	source_without_denominator: () => m.targets_fault_source_without_denominator(),
	note_too_long: () => m.targets_fault_note_too_long(),
	repeated: m.targets_fault_repeated
};
export function faultWords({ fault, cell, first }: RefusedTarget): string {
	return faults[fault]({ cell, first: String(first ?? '') });
}

const columnWords = {
	area: m.targets_column_area,
	name: m.targets_column_name,
	indicator: m.targets_column_indicator,
	year: m.targets_column_year,
	percent: m.targets_column_percent,
	denominator: m.targets_column_denominator,
	source: m.targets_column_source,
	note: m.targets_column_note
};
export function tableFaultWords(fault: TableFault): string {
	switch (fault.code) {
		case 'empty':
			return m.targets_import_empty();
		case 'too_many':
			return m.targets_import_too_many({ rows: fault.rows, most: mostTargetRows });
		case 'columns':
			return m.targets_import_columns({
				missing: fault.missing.map((column) => columnWords[column]()).join(', ')
			});
	}
}

const countNames: Record<AreaCountKind, () => string> = {
	buildings: m.estimate_buildings,
	residents: m.estimate_residents,
	households_counted: m.estimate_households_counted
};
/** What was counted of an area, as a heading. */
export function areaCountWords(kind: AreaCountKind): string {
	return countNames[kind]();
}

/** What a file may call each indicator, and each thing counted of an area: its code, or its name here. */
export function indicatorNames(): Map<string, string> {
	return new Map([
		...indicators.flatMap((code) => [[code, code] as const, [indicatorWords(code), code] as const]),
		...areaCountKinds.flatMap((code) => [
			[code, code] as const,
			[areaCountWords(code), code] as const
		])
	]);
}
