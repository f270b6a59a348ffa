// The visit intervals and service minutes of a puskesmas. The ministry fixes none of them
// (one puskesmas visits yearly, another monthly), so each is a setting with a default.
import type { Setting } from './setting.ts';
import { targetGroups, type TargetGroup } from './target-group.ts';

export interface VisitRules {
	/** Days between routine visits, by the group that needs them most often in the household. */
	readonly intervalDays: Readonly<Record<TargetGroup | 'tb', number>>;
	/** Visits one kader can make on one visiting day. */
	readonly visitsPerDay: number;
	/** Days of the week on which kader visit; 0 is Sunday. */
	readonly visitWeekdays: readonly number[];
}

export const defaultVisitRules: VisitRules = {
	intervalDays: {
		pregnant: 30,
		postpartum: 7,
		infant_0_6m: 30,
		child_6_71m: 90,
		school_age_teen: 180,
		adult: 180,
		elderly: 90,
		tb: 30
	},
	visitsPerDay: 5,
	visitWeekdays: [1, 2, 3, 4, 5, 6]
};

export const visitRulesKey = 'visit_rules';

/** The rules of a puskesmas from its settings; what is missing or absurd falls back to the default. */
export function visitRulesFrom(settings: readonly Pick<Setting, 'key' | 'value'>[]): VisitRules {
	const value = settings.find((setting) => setting.key === visitRulesKey)?.value;
	if (typeof value !== 'object' || value === null) return defaultVisitRules;
	const given = value as Partial<Record<string, unknown>>;
	const intervals = (given.intervalDays ?? {}) as Partial<Record<string, unknown>>;
	const intervalDays = { ...defaultVisitRules.intervalDays };
	for (const group of [...targetGroups, 'tb'] as const) {
		const days = intervals[group];
		if (typeof days === 'number' && days >= 1 && days <= 730) intervalDays[group] = days;
	}
	const perDay = given.visitsPerDay;
	const weekdays = given.visitWeekdays;
	return {
		intervalDays,
		visitsPerDay:
			typeof perDay === 'number' && perDay >= 1 ? perDay : defaultVisitRules.visitsPerDay,
		visitWeekdays:
			Array.isArray(weekdays) && weekdays.some((day) => Number.isInteger(day))
				? weekdays.filter((day): day is number => Number.isInteger(day) && day >= 0 && day <= 6)
				: defaultVisitRules.visitWeekdays
	};
}
