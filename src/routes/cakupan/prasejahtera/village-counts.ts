// The counts per desa as rows of a table and lines of a file. A count that is hidden stays hidden: words, never 0.
import type { VillageCount } from '#lib/data/remote/low-income.ts';
import type { Area } from '#lib/domain/area.ts';
import { exportLines } from '#lib/domain/coverage-export.ts';
import { m } from '#lib/paraglide/messages.js';

export interface VillageRow {
	readonly id: string;
	readonly code: string | null;
	readonly name: string;
	readonly families: number | null;
	readonly uninsured: number | null;
}

/** Most families without JKN first; hidden counts last. */
export function villageRows(
	counts: readonly VillageCount[],
	areas: readonly Pick<Area, 'id' | 'name' | 'code'>[]
): VillageRow[] {
	const byId = new Map<string, Pick<Area, 'name' | 'code'>>(areas.map((area) => [area.id, area]));
	return counts
		.map(({ areaId, families, uninsured }) => ({
			id: areaId,
			code: byId.get(areaId)?.code ?? null,
			name: byId.get(areaId)?.name ?? m.lowincome_village_unknown(),
			families,
			uninsured
		}))
		.sort((a, b) => (b.uninsured ?? -1) - (a.uninsured ?? -1) || (a.name < b.name ? -1 : 1));
}

/** `25–29`: the server rounds down to fives; fewer than five it does not tell. */
export function countWords(count: number | string | null): string {
	return count === null ? m.lowincome_count_few() : `${count}–${Number(count) + 4}`;
}

export function countLines(rows: readonly VillageRow[], fresh: string): string[][] {
	const table = {
		name: m.lowincome_counts_title(),
		title: m.lowincome_counts_title(),
		columns: [
			m.lowincome_col_area_code(),
			m.lowincome_col_village(),
			m.lowincome_counts_uninsured(),
			m.lowincome_counts_families()
		],
		rows: rows.map(({ id, code, name, uninsured, families }) => ({
			id,
			cells: [code, name, countWords(uninsured), countWords(families)]
		}))
	};
	return exportLines(table, {
		facts: [[m.lowincome_fact_fresh(), fresh]],
		definitions: [
			[m.lowincome_term_low(), m.lowincome_def_low()],
			[m.lowincome_counts_uninsured(), m.lowincome_def_family()],
			[m.lowincome_counts_title(), m.lowincome_counts_note()]
		],
		definitionsSheet: ['', '', '']
	});
}
