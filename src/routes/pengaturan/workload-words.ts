// Names of the fields of the workload rules, and how its numbers read in the language chosen.
import type { CardCode } from '#lib/domain/checklist/form.ts';
import type { LandClass, TravelMode } from '#lib/domain/travel.ts';
import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';
import type { WorkloadProblem } from './workload-form.ts';

/** For a field: decimals only where there are some, no separators of thousands. */
export function entryWords(value: number): string {
	const how = { maximumFractionDigits: 2, useGrouping: false };
	return new Intl.NumberFormat(getLocale(), how).format(value);
}

export function countWords(value: number, maximumFractionDigits = 0): string {
	return value.toLocaleString(getLocale(), { maximumFractionDigits });
}

export const cardLabels: Readonly<Record<CardCode, () => string>> = {
	pregnant: m.workload_card_pregnant,
	postpartum: m.workload_card_postpartum,
	infant_0_6m: m.workload_card_infant,
	child_6_71m: m.workload_card_child,
	school_age_teen: m.workload_card_teen,
	adult: m.workload_card_adult,
	elderly: m.workload_card_elderly,
	tb: m.workload_card_tb
};

export const modeLabels: Readonly<Record<TravelMode, () => string>> = {
	foot: m.workload_mode_foot,
	motorbike: m.workload_mode_motorbike,
	boat: m.workload_mode_boat
};

export const landLabels: Readonly<Record<LandClass, () => string>> = {
	main: m.workload_road_main,
	local: m.workload_road_local,
	path: m.workload_road_path
};

/** Undefined: nothing is wrong. */
export function problemWords(problem: WorkloadProblem | undefined): string | null {
	if (problem === undefined) return null;
	if (problem === null) return m.workload_error_number();
	const { least, most } = problem;
	return m.workload_error_range({ least: countWords(least), most: countWords(most) });
}
