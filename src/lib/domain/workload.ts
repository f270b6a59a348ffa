// Turns a household into minutes of work a month, the load that territories are evened out by.
// Minutes are estimates of a setting, never measured on a kader: they compare households, not people.
import type { Day } from './entity.ts';
import type { CardCode } from './checklist/form.ts';
import type { Member } from './member.ts';
import type { Setting } from './setting.ts';
import { cardsFor, targetGroupsOf } from './target-group.ts';
import type { VisitRules } from './visit-rules.ts';

export interface WorkloadRules {
	/** Minutes of a visit whoever lives there: greeting, water and latrine, writing down. */
	readonly householdMinutes: number;
	/** Minutes for one member's card. */
	readonly cardMinutes: Readonly<Record<CardCode, number>>;
	/** Minutes from the house before to this one. */
	readonly walkingMinutes: number;
}

/** A visit of a family of four comes to about 25 minutes; each is a setting of the puskesmas. */
export const defaultWorkloadRules: WorkloadRules = {
	householdMinutes: 5,
	cardMinutes: {
		pregnant: 10,
		postpartum: 10,
		infant_0_6m: 8,
		child_6_71m: 6,
		school_age_teen: 3,
		adult: 4,
		elderly: 6,
		tb: 6
	},
	walkingMinutes: 5
};

export const workloadRulesKey = 'workload_rules';

const daysPerMonth = 30;
/** No single visit part takes longer; a larger number is a slip of the keyboard. */
const mostMinutes = 240;

/** The rules of a puskesmas from its settings; what is missing or absurd falls back to the default. */
export function workloadRulesFrom(
	settings: readonly Pick<Setting, 'key' | 'value'>[]
): WorkloadRules {
	const value = settings.find(({ key }) => key === workloadRulesKey)?.value;
	if (typeof value !== 'object' || value === null) return defaultWorkloadRules;
	const given = value as Partial<Record<string, unknown>>;
	const cards = (given.cardMinutes ?? {}) as Partial<Record<string, unknown>>;
	const cardMinutes = { ...defaultWorkloadRules.cardMinutes };
	for (const card of Object.keys(cardMinutes) as CardCode[]) {
		cardMinutes[card] = minutes(cards[card], cardMinutes[card]);
	}
	const { householdMinutes, walkingMinutes } = defaultWorkloadRules;
	return {
		householdMinutes: minutes(given.householdMinutes, householdMinutes),
		cardMinutes,
		walkingMinutes: minutes(given.walkingMinutes, walkingMinutes)
	};
}

function minutes(value: unknown, fallback: number): number {
	return typeof value === 'number' && value >= 0 && value <= mostMinutes ? value : fallback;
}

/**
 * Minutes a month: visits due (a household is visited as often as its neediest member) × (service
 * minutes of every member's cards + the walk there). Members who moved or died do not count; a
 * household without known members still gets its routine visits.
 */
export function householdWorkload(
	members: readonly Member[],
	on: Day,
	visits: VisitRules,
	rules: WorkloadRules
): number {
	const present = members.filter(({ status }) => status === 'active');
	let intervalDays = visits.intervalDays.adult;
	let visitMinutes = rules.householdMinutes + rules.walkingMinutes;
	for (const member of present) {
		for (const card of cardsFor(member, on)) visitMinutes += rules.cardMinutes[card];
		for (const group of targetGroupsOf(member, on)) {
			intervalDays = Math.min(intervalDays, visits.intervalDays[group]);
		}
		if (member.conditions.includes('tb')) {
			intervalDays = Math.min(intervalDays, visits.intervalDays.tb);
		}
	}
	return (visitMinutes * daysPerMonth) / intervalDays;
}
