// The visit intervals and service minutes of a puskesmas. The ministry fixes none of them
// (one puskesmas visits yearly, another monthly), so each is a setting with a default.
import type { Setting } from './setting.ts';
import { targetGroups, type TargetGroup } from './target-group.ts';
import { reasonCodes, type ReasonCode } from './reason-codes.ts';
import { isJeEndemic, visitRulesKey } from './visit-rules-setting.ts';

export interface VisitRules {
	/** Days between routine visits, by the group that needs them most often in the household. */
	readonly intervalDays: Readonly<Record<TargetGroup | 'tb', number>>;
	/** Visits one kader can make on one visiting day. */
	readonly visitsPerDay: number;
	/** And in one week, from Monday to Sunday. */
	readonly visitsPerWeek: number;
	/** Days of the week on which kader visit; 0 is Sunday. */
	readonly visitWeekdays: readonly number[];
	/** Targeted reasons that bring nobody there in this puskesmas. */
	readonly withoutReasons: readonly ReasonCode[];
	/** Days in which a targeted visit is to be made, and days of rest after a visit before the next one. */
	readonly targetedWithinDays: number;
	readonly targetedAgainDays: number;
	/** Days after a visit until an open danger sign is looked at again. */
	readonly dangerAgainDays: number;
	/** Visits that a kader can still make on the day of her posyandu. */
	readonly visitsOnPosyanduDay: number;
	/** Who comes to the posyandu every month, and is looked for when she did not. */
	readonly posyanduGroups: readonly TargetGroup[];
	/** Children here are immunised against Japanese encephalitis. */
	readonly jeEndemic: boolean;
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
	visitsPerWeek: 20,
	visitWeekdays: [1, 2, 3, 4, 5, 6],
	withoutReasons: [],
	targetedWithinDays: 14,
	targetedAgainDays: 14,
	dangerAgainDays: 2,
	visitsOnPosyanduDay: 0,
	// Pupils and workers may come too, but nobody walks to them because they did not.
	posyanduGroups: ['pregnant', 'postpartum', 'infant_0_6m', 'child_6_71m', 'elderly'],
	// The form asks for it "in endemic areas", which most are not.
	jeEndemic: false
};

/** Least and most of each number; beyond it is a slip of the keyboard. */
export const visitRuleRanges = {
	intervalDays: [1, 730],
	visitsPerDay: [1, 50],
	visitsPerWeek: [1, 300],
	targetedWithinDays: [1, 31],
	targetedAgainDays: [1, 90],
	dangerAgainDays: [1, 14],
	visitsOnPosyanduDay: [0, 50]
} as const satisfies Record<string, readonly [number, number]>;

/** The rules of a puskesmas from its settings; what is missing or absurd falls back to the default. */
export function visitRulesFrom(settings: readonly Pick<Setting, 'key' | 'value'>[]): VisitRules {
	const value = settings.find((setting) => setting.key === visitRulesKey)?.value;
	if (typeof value !== 'object' || value === null) return defaultVisitRules;
	const given = value as Partial<Record<string, unknown>>;
	const intervals = (given.intervalDays ?? {}) as Partial<Record<string, unknown>>;
	const intervalDays = { ...defaultVisitRules.intervalDays };
	for (const group of [...targetGroups, 'tb'] as const)
		intervalDays[group] = within(intervals[group], 'intervalDays', intervalDays[group]);
	const number = (key: Exclude<keyof typeof visitRuleRanges, 'intervalDays'>): number =>
		within(given[key], key, defaultVisitRules[key]);
	const weekdays = listFrom(given.visitWeekdays, (day) => isWeekday(day));
	return {
		intervalDays,
		visitsPerDay: number('visitsPerDay'),
		visitsPerWeek: number('visitsPerWeek'),
		visitWeekdays: weekdays.length > 0 ? weekdays : defaultVisitRules.visitWeekdays,
		withoutReasons: listFrom(given.withoutReasons, (code) => isSwitchable(code)),
		targetedWithinDays: number('targetedWithinDays'),
		targetedAgainDays: number('targetedAgainDays'),
		dangerAgainDays: number('dangerAgainDays'),
		visitsOnPosyanduDay: number('visitsOnPosyanduDay'),
		posyanduGroups: Array.isArray(given.posyanduGroups)
			? listFrom(given.posyanduGroups, (group) => isGroup(group))
			: defaultVisitRules.posyanduGroups,
		jeEndemic: isJeEndemic(settings)
	};
}

function within(value: unknown, key: keyof typeof visitRuleRanges, fallback: number): number {
	const [least, most] = visitRuleRanges[key];
	const isGood = typeof value === 'number' && Number.isInteger(value);
	return isGood && value >= least && value <= most ? value : fallback;
}

function listFrom<T>(value: unknown, isOne: (entry: unknown) => entry is T): T[] {
	return Array.isArray(value) ? value.filter((entry) => isOne(entry)) : [];
}

const isWeekday = (day: unknown): day is number =>
	typeof day === 'number' && Number.isInteger(day) && day >= 0 && day <= 6;

const isGroup = (group: unknown): group is TargetGroup => targetGroups.some((one) => one === group);

/** A danger sign and a house that is due always bring somebody there. */
export const switchableReasons: readonly ReasonCode[] = reasonCodes.filter(
	(code) => !['danger_sign_open', 'never_visited', 'routine_due'].includes(code)
);

const isSwitchable = (code: unknown): code is ReasonCode =>
	switchableReasons.some((one) => one === code);
