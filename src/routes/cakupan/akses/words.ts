// How distances, limits and services of this page read.
import type { AreaDistance } from '#lib/domain/distance-table.ts';
import type { Instant } from '#lib/domain/entity.ts';
import type { DistanceMeasure, DistanceService } from '#lib/domain/service-distance.ts';
import { kmhFromMps } from '#lib/domain/travel.ts';
import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';
import { unitOf, type AccessView } from '#lib/state/access-view.svelte.ts';
import { instantWords, numberWords } from '../words.ts';

export const measureWords: Record<DistanceMeasure, () => string> = {
	line: m.distance_measure_line,
	road: m.distance_measure_road,
	minutes: m.distance_measure_minutes
};
export const serviceWords: Record<DistanceService, () => string> = {
	posyandu: m.distance_service_posyandu,
	clinic: m.distance_service_clinic
};
/** Within a sentence. */
export const serviceInWords: Record<DistanceService, () => string> = {
	posyandu: m.distance_service_posyandu_in,
	clinic: m.distance_service_clinic_in
};
export const unitWords: Record<'metres' | 'minutes', () => string> = {
	metres: m.distance_unit_metres,
	minutes: m.distance_unit_minutes
};

/** Rounded to what the eye can use; Infinity is no known way, null no figure. */
export function distanceWords(value: number | null, measure: DistanceMeasure): string {
	if (value === null) return '–';
	if (!Number.isFinite(value)) return m.distance_no_way();
	if (measure === 'minutes') return m.distance_minutes_value({ value: String(Math.round(value)) });
	if (value < 995)
		return `${numberWords(value < 100 ? Math.round(value) : 10 * Math.round(value / 10))} m`;
	return `${(value / 1_000).toLocaleString(getLocale(), { maximumFractionDigits: 1 })} km`;
}

/** A limit as it was set, not rounded. */
export function limitWords(limit: number, measure: DistanceMeasure): string {
	if (measure === 'minutes') return m.distance_minutes_value({ value: numberWords(limit) });
	if (limit < 1_000) return `${numberWords(limit)} m`;
	return `${(limit / 1_000).toLocaleString(getLocale(), { maximumFractionDigits: 3 })} km`;
}

/** A share of 0 … 1. */
export function shareWords(part: number, all: number): string {
	if (all === 0) return '–';
	const percent = (100 * part) / all;
	const digits = percent > 0 && percent < 10 ? 1 : 0;
	return `${percent.toLocaleString(getLocale(), { maximumFractionDigits: digits })} %`;
}

export function freshnessWords(pulledAt: Instant | null, timeZone: string): string {
	return pulledAt
		? m.distance_fresh({ when: instantWords(pulledAt, timeZone) })
		: m.distance_fresh_never();
}

/** Which kind of figure this is, and whose distance is not quite one. */
export function howWords(view: AccessView): string[] {
	const { measure, pointsWithin } = view;
	const service = serviceInWords[view.service]();
	if (measure === 'line') return [m.distance_how_line({ service }), m.distance_outside()];
	const rules = view.source?.travel;
	const speed = kmhFromMps(rules?.footMps.local ?? 0).toLocaleString(getLocale(), {
		maximumFractionDigits: 1
	});
	const factor = (rules?.detourFactor ?? 1).toLocaleString(getLocale());
	const guesses = pointsWithin.filter(({ isGuess }) => isGuess).length;
	const lost = pointsWithin.filter(({ value }) => value === Infinity).length;
	return [
		measure === 'road'
			? m.distance_how_road({ service })
			: m.distance_how_minutes({ service, speed }),
		...(guesses > 0 ? [m.distance_how_guess({ count: numberWords(guesses), factor })] : []),
		...(lost > 0 ? [m.distance_how_no_way({ count: numberWords(lost) })] : []),
		m.distance_outside()
	];
}

/** What must be mended before the figures are whole. */
export function cautionWords(view: AccessView): string[] {
	const service = serviceInWords[view.service]();
	if (!view.isKnown) return [m.distance_unknown({ service })];
	if (view.unmapped === 0) return [];
	return [m.distance_unmapped({ count: numberWords(view.unmapped), service })];
}

/** The services that stand in an area, in words. */
export function servicesHere(figures: AreaDistance | null): string {
	const { posyandu = 0, pustu = 0, puskesmas = 0 } = figures?.facilities ?? {};
	const words = [
		...(posyandu > 0 ? [m.distance_facilities_posyandu({ count: numberWords(posyandu) })] : []),
		...(pustu > 0 ? [m.distance_facilities_pustu({ count: numberWords(pustu) })] : []),
		...(puskesmas > 0 ? [m.distance_facilities_puskesmas({ count: numberWords(puskesmas) })] : [])
	];
	return words.join(', ') || m.distance_col_services_none();
}

export const unitOfView = (view: AccessView): string => unitWords[unitOf(view.measure)]();
