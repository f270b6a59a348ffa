// How the healthy-family index of an area reads, on the screen and in files.
import {
	areaIndex,
	indicatorCoverage,
	knownFamilies,
	weakestFirst,
	type AreaFamilyHealth
} from '#lib/domain/area-family-health.ts';
import type { FamilyIndicator } from '#lib/domain/family-health.ts';
import type { ExportTable } from '#lib/domain/coverage-export.ts';
import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';
import type { FamilyHealthAnswer } from '#lib/state/family-health-run.svelte.ts';
import type { PwsView } from '#lib/state/pws-view.svelte.ts';
import { dayWords } from '../words.ts';

export const familyIndicatorWords: Readonly<Record<FamilyIndicator, () => string>> = {
	family_planning: m.iks_of_family_planning,
	facility_birth: m.iks_of_facility_birth,
	immunised: m.iks_of_immunised,
	breastfed: m.iks_of_breastfed,
	weighed: m.iks_of_weighed,
	tb_treated: m.iks_of_tb_treated,
	hypertension_treated: m.iks_of_hypertension_treated,
	odgj_treated: m.iks_of_odgj_treated,
	smoke_free: m.iks_of_smoke_free,
	jkn: m.iks_of_jkn,
	clean_water: m.iks_of_clean_water,
	sanitary_latrine: m.iks_of_sanitary_latrine
};

/** Three decimals, as the programme writes it; or that it is not known. */
export function indexWords(health: AreaFamilyHealth): string {
	const index = areaIndex(health);
	const digits = { minimumFractionDigits: 3, maximumFractionDigits: 3 };
	return index === null ? m.iks_none() : index.toLocaleString(getLocale(), digits);
}

const rounded = (share: number | null, digits: number) =>
	share === null ? null : Number(share.toFixed(digits));

/** Index of each area, and the twelve indicators of the whole. */
export function familyHealthTables(view: PwsView, { on, sum }: FamilyHealthAnswer): ExportTable[] {
	const health = view.parent ? sum.of(view.parent.id) : null;
	if (!health || !view.parent) return [];
	const asOf = `${m.iks_sheet_as_of()} ${dayWords(on)}`;
	return [
		{
			name: m.iks_sheet(),
			title: `${m.iks_title()}. ${asOf}`,
			columns: [
				m.pws_sheet_code(),
				m.pws_sheet_area(),
				m.iks_index(),
				m.iks_healthy(),
				m.iks_nearly(),
				m.iks_unhealthy(),
				m.iks_not_known(),
				m.iks_sheet_families()
			],
			rows: view.areas.flatMap(({ id, code, name }) => {
				const own = sum.of(id);
				if (!own) return [];
				const { healthy, nearly, unhealthy, families } = own;
				const index = rounded(areaIndex(own), 3);
				const unknown = families - knownFamilies(own);
				return [{ id, cells: [code, name, index, healthy, nearly, unhealthy, unknown, families] }];
			})
		},
		{
			name: m.iks_sheet_indicators(),
			title: `${m.iks_table({ area: view.parent.name })}. ${asOf}`,
			columns: [
				m.iks_indicator(),
				m.iks_sheet_coverage(),
				m.iks_yes(),
				m.iks_no(),
				m.iks_na(),
				m.iks_unknown()
			],
			rows: weakestFirst(health).map((code) => {
				const own = health.indicators[code];
				const coverage = indicatorCoverage(own);
				const percent = coverage === null ? null : rounded(coverage * 100, 1);
				return {
					id: code,
					cells: [familyIndicatorWords[code](), percent, own.yes, own.no, own.na, own.unknown]
				};
			})
		}
	];
}
