// What one kader has room for in a month: by the rules of the puskesmas, by the time that she said she has,
// and on the days of her posyandu.
import type { DayRoom } from './day-plan.ts';
import { daysBetween } from './day.ts';
import type { Day, Month } from './entity.ts';
import type { ExistingPlan } from './schedule.ts';
import type { VisitRules } from './visit-rules.ts';

export interface KaderRoom {
	/** Visits a month that her hours are enough for; null where nobody asked her. */
	readonly visitsPerMonth: number | null;
	/** Days on which she stands at her posyandu. */
	readonly posyanduDays: readonly Day[];
}

const daysPerMonth = 30;

/**
 * Visits that a month's minutes are enough for, from what a visit to each of her households takes; null where
 * nobody asked her for her hours, and never 0: who has any has time for one.
 */
export function visitsFromMinutes(
	capacityMinutes: number | null,
	visitMinutes: readonly number[]
): number | null {
	if (capacityMinutes === null || visitMinutes.length === 0) return null;
	const mean = visitMinutes.reduce((sum, minutes) => sum + minutes, 0) / visitMinutes.length;
	return mean > 0 ? Math.max(1, Math.floor(capacityMinutes / mean)) : null;
}

/**
 * @param days the days that are left of the month, in order
 * @param own plans of hers that are not skipped, of any month
 */
export function roomOf(
	days: readonly Day[],
	{ rules, period }: { readonly rules: VisitRules; readonly period: Month },
	own: readonly ExistingPlan[],
	kader?: KaderRoom
): DayRoom {
	const perMonth = kader?.visitsPerMonth ?? null;
	const hers = perMonth === null ? Infinity : Math.ceil((perMonth * 7) / daysPerMonth);
	const mostInWeek = Math.min(rules.visitsPerWeek, hers);
	const mostOnDay = Math.min(rules.visitsPerDay, mostInWeek);
	const away = new Set(kader?.posyanduDays);
	const taken = new Map<Day, number>();
	const ofWeek = new Map<number, number>();
	// Monday starts a week; 5 January 1970 was one.
	const weekAt = (day: Day): number => Math.floor(daysBetween('1970-01-05', day) / 7);
	for (const { dueOn } of own) {
		taken.set(dueOn, (taken.get(dueOn) ?? 0) + 1);
		ofWeek.set(weekAt(dueOn), (ofWeek.get(weekAt(dueOn)) ?? 0) + 1);
	}
	const firstWeek = days.length > 0 ? weekAt(days[0]!) : 0;
	const weekOf = days.map((day) => weekAt(day) - firstWeek);
	const weeks = (weekOf.at(-1) ?? -1) + 1;
	const onDay = (day: Day): number =>
		away.has(day) ? Math.min(mostOnDay, rules.visitsOnPosyanduDay) : mostOnDay;
	return {
		perDay: days.map((day) => Math.max(0, onDay(day) - (taken.get(day) ?? 0))),
		weekOf,
		perWeek: Array.from({ length: weeks }, (_, week) =>
			Math.max(0, mostInWeek - (ofWeek.get(firstWeek + week) ?? 0))
		),
		...(perMonth === null
			? {}
			: {
					inAll: Math.max(0, perMonth - own.filter((plan) => plan.period === period).length)
				})
	};
}
