// The tables of the page for a CSV file: counts by area, nobody's name and no house's place.
import { exportLines, type ExportFacts, type ExportTable } from '#lib/domain/coverage-export.ts';
import { m } from '#lib/paraglide/messages.js';
import type { AccessRow, AccessView } from '#lib/state/access-view.svelte.ts';
import {
	cautionWords,
	howWords,
	limitWords,
	measureWords,
	serviceInWords,
	serviceWords,
	unitOfView
} from './words.ts';

/** No way known is no number; the note says so. */
const cellOf = (value: number | null | undefined): number | null =>
	value === null || value === undefined || !Number.isFinite(value) ? null : Math.round(value);

/** What a village lacks; nothing is said of other areas, which need not have one. */
export function lacks({ area, figures }: AccessRow): string[] {
	if (area?.kind !== 'village') return [];
	const { posyandu = 0, pustu = 0, puskesmas = 0 } = figures?.facilities ?? {};
	return [
		...(posyandu === 0 ? [m.distance_without_posyandu()] : []),
		...(pustu + puskesmas === 0 ? [m.distance_without_pustu()] : [])
	];
}

function rowCells(row: AccessRow, isKnown: boolean): (string | number | null)[] {
	const { area, figures } = row;
	const homes = figures?.homes ?? 0;
	const known = isKnown && homes > 0 ? figures : null;
	const share = known ? Math.round((1_000 * known.beyondHomes) / homes) / 10 : null;
	const noWay = [known?.median, known?.ninetieth].includes(Infinity) ? [m.distance_no_way()] : [];
	return [
		area?.code ?? null,
		area?.name ?? m.distance_row_own(),
		homes,
		figures?.people ?? 0,
		figures?.unplaced ?? 0,
		cellOf(known?.median),
		cellOf(known?.ninetieth),
		known?.beyondHomes ?? null,
		share,
		known?.beyondPeople ?? null,
		figures?.facilities.posyandu ?? 0,
		figures?.facilities.pustu ?? 0,
		figures?.facilities.puskesmas ?? 0,
		[...lacks(row), ...noWay].join(', ') || null
	];
}

/** The parts of the area looked at and, last, the area itself. */
export function areaTable(view: AccessView): ExportTable {
	const unit = unitOfView(view);
	const { parent, total } = view;
	const rows: AccessRow[] = [
		...view.rows,
		...(parent && view.rows[0]?.key !== parent.id
			? [{ key: parent.id, name: parent.name, area: parent, figures: total }]
			: [])
	];
	return {
		name: m.distance_sheet_areas(),
		title: m.distance_sheet_title({
			service: serviceInWords[view.service](),
			area: parent?.name ?? ''
		}),
		columns: [
			m.distance_sheet_code(),
			m.distance_col_area(),
			m.distance_sheet_homes(),
			m.distance_sheet_people(),
			m.distance_sheet_unplaced(),
			m.distance_sheet_median({ unit }),
			m.distance_sheet_ninetieth({ unit }),
			m.distance_sheet_beyond_homes(),
			m.distance_sheet_beyond_share(),
			m.distance_sheet_beyond_people(),
			m.map_facility_posyandu(),
			m.map_facility_pustu(),
			m.map_facility_puskesmas(),
			m.distance_sheet_note()
		],
		rows: rows.map((row) => ({ id: row.key, cells: rowCells(row, view.isKnown) }))
	};
}

/** The proposed points, said by the area around them; null where none were looked for. */
function pointTable(view: AccessView): ExportTable | null {
	if (!view.points) return null;
	return {
		name: m.distance_sheet_points(),
		title: m.distance_points(),
		columns: [
			m.distance_sheet_number(),
			m.distance_sheet_around(),
			m.distance_sheet_gain_homes(),
			m.distance_sheet_gain_people()
		],
		rows: view.points.points.map(({ home, homes, people }, at) => ({
			id: String(at),
			cells: [at + 1, view.areaOfPoint(home), homes, people]
		}))
	};
}

/** Of the area and the measure, how fresh, and what each column means. */
function factsOf(view: AccessView, freshness: string): ExportFacts {
	return {
		facts: [
			[m.distance_fact_area(), view.trail.map(({ name }) => name).join(' › ')],
			[m.distance_fact_service(), serviceWords[view.service]()],
			[m.distance_fact_measure(), `${measureWords[view.measure]()}. ${howWords(view).join(' ')}`],
			[m.distance_fact_limit(), limitWords(view.limit, view.measure)],
			[m.distance_fact_fresh(), freshness],
			...cautionWords(view).map((caution) => [m.distance_fact_caution(), caution] as const)
		],
		definitions: [
			[m.distance_sheet_homes(), m.distance_def_homes()],
			[m.distance_sheet_people(), m.distance_def_people()],
			[m.distance_col_median(), m.distance_def_median()],
			[m.distance_col_ninetieth(), m.distance_def_ninetieth()],
			[m.distance_sheet_beyond_people(), m.distance_def_beyond()],
			[m.distance_col_facilities(), m.distance_def_facilities()],
			[m.distance_sheet_points(), m.distance_def_points()]
		],
		definitionsSheet: [
			m.distance_sheet_definitions(),
			m.distance_sheet_term(),
			m.distance_sheet_meaning()
		]
	};
}

/** The areas with what they mean and, where points were found, those below. */
export function csvLines(view: AccessView, freshness: string): string[][] {
	const points = pointTable(view);
	return [
		...exportLines(areaTable(view), factsOf(view, freshness)),
		...(points
			? [
					[],
					[points.title],
					[...points.columns],
					...points.rows.map(({ cells }) => cells.map((cell) => String(cell ?? '')))
				]
			: [])
	];
}
