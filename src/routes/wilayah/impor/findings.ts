// What was mended and refused, one line a kind with its rows, in words that say what to do.
import type {
	FileRefusal,
	Repair,
	RepairCode,
	RowProblem,
	RowRefusal
} from '#lib/data/import/contracts.ts';
import type { ImportFailure } from '#lib/state/import-worker.ts';
import { m } from '#lib/paraglide/messages.js';

type Words = () => string;

/** What it means, what to do. */
const repairWords: Readonly<Record<RepairCode, readonly [Words, Words]>> = {
	swapped_lat_lng: [m.area_repair_swapped_lat_lng, m.area_repair_swapped_lat_lng_do],
	height_dropped: [m.area_repair_height_dropped, m.area_repair_height_dropped_do],
	rings_mended: [m.area_repair_rings_mended, m.area_repair_rings_mended_do],
	tiny_parts_dropped: [m.area_repair_tiny_parts_dropped, m.area_repair_tiny_parts_dropped_do],
	point_from_polygon: [m.area_repair_point_from_polygon, m.area_repair_point_from_polygon_do],
	first_point_taken: [m.area_repair_first_point_taken, m.area_repair_first_point_taken_do],
	name_missing: [m.area_repair_name_missing, m.area_repair_name_missing_do],
	name_repeated: [m.area_repair_name_repeated, m.area_repair_name_repeated_do],
	line_split: [m.area_repair_line_split, m.area_repair_line_split_do],
	duplicate_dropped: [m.area_repair_duplicate_dropped, m.area_repair_duplicate_dropped_do]
};

const problemWords: Readonly<Record<RowRefusal, readonly [Words, Words]>> = {
	no_geometry: [m.area_problem_no_geometry, m.area_problem_no_geometry_do],
	wrong_geometry: [m.area_problem_wrong_geometry, m.area_problem_wrong_geometry_do],
	bad_coordinates: [m.area_problem_bad_coordinates, m.area_problem_bad_coordinates_do],
	broken_polygon: [m.area_problem_broken_polygon, m.area_problem_broken_polygon_do],
	too_small: [m.area_problem_too_small, m.area_problem_too_small_do],
	line_too_short: [m.area_problem_line_too_short, m.area_problem_line_too_short_do],
	too_detailed: [m.area_problem_too_detailed, m.area_problem_too_detailed_do],
	outside_every_area: [m.area_problem_outside_every_area, m.area_problem_outside_every_area_do],
	outside_parent: [m.area_problem_outside_parent, m.area_problem_outside_parent_do]
};

const failureMessages: Readonly<Record<FileRefusal | ImportFailure, Words>> = {
	too_large: m.area_file_too_large,
	empty_file: m.area_file_empty_file,
	not_json: m.area_file_not_json,
	esri_json: m.area_file_esri_json,
	not_geojson: m.area_file_not_geojson,
	no_features: m.area_file_no_features,
	wrong_crs: m.area_file_wrong_crs,
	projected_coordinates: m.area_file_projected_coordinates,
	outside_indonesia: m.area_file_outside_indonesia,
	no_such_geometry: m.area_file_no_such_geometry,
	unreadable: m.area_file_unreadable,
	cancelled: m.area_file_cancelled
};

export function failureWords(failure: ImportFailure): string {
	return failureMessages[failure]();
}

export interface FindingLine {
	readonly key: string;
	readonly isRefused: boolean;
	/** How many rows. */
	readonly count: number;
	/** `3–5, 9`; at most `mostRanges` stretches. */
	readonly rows: string;
	readonly what: string;
	readonly todo: string;
}

const mostRanges = 8;

/** `1–3, 7`: rows in order, neighbours joined. @returns how many rows are not named */
export function rowRanges(rows: readonly number[]): { text: string; left: number } {
	const sorted = [...new Set(rows)].sort((a, b) => a - b);
	const ranges: [number, number][] = [];
	for (const row of sorted) {
		const last = ranges.at(-1);
		if (last && row === last[1] + 1) last[1] = row;
		else ranges.push([row, row]);
	}
	const shown = ranges.slice(0, mostRanges);
	const named = shown.reduce((sum, [from, to]) => sum + to - from + 1, 0);
	return {
		text: shown.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(', '),
		left: sorted.length - named
	};
}

function rowsInWords(rows: readonly number[]): string {
	if (rows.every((row) => row === 0)) return m.area_import_whole_file();
	const { text, left } = rowRanges(rows);
	return left === 0 ? text : m.area_import_rows_more({ rows: text, count: left });
}

/** Refusals first, then what was mended; the most rows on top. */
export function findingLines(
	repairs: readonly Repair[],
	problems: readonly RowProblem[]
): FindingLine[] {
	const line = (
		key: string,
		isRefused: boolean,
		rows: readonly number[],
		[what, todo]: readonly [Words, Words]
	): FindingLine => ({
		key,
		isRefused,
		count: rows.length,
		rows: rowsInWords(rows),
		what: what(),
		todo: todo()
	});
	const refused = [...grouped(problems, ({ reason }) => reason)].map(([reason, rows]) =>
		line(`refused ${reason}`, true, rows, problemWords[reason])
	);
	const mended = [...grouped(repairs, ({ what }) => what)].map(([what, rows]) =>
		line(`mended ${what}`, false, rows, repairWords[what])
	);
	const byCount = (a: FindingLine, b: FindingLine) => b.count - a.count;
	return [...refused.sort(byCount), ...mended.sort(byCount)];
}

function grouped<T extends { readonly row: number }, K>(
	entries: readonly T[],
	keyOf: (entry: T) => K
): Map<K, number[]> {
	const groups = new Map<K, number[]>();
	for (const entry of entries) {
		const rows = groups.get(keyOf(entry));
		if (rows) rows.push(entry.row);
		else groups.set(keyOf(entry), [entry.row]);
	}
	return groups;
}

/** Rows that were changed on the way: a row mended twice counts once, the whole file not at all. */
export function mendedCount(repairs: readonly Repair[]): number {
	return new Set(repairs.filter(({ row }) => row > 0).map(({ row }) => row)).size;
}
