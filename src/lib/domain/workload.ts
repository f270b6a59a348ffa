// Turns a household into minutes of work a month, the load that territories are evened out by.
// Minutes are estimates of a setting, never measured on a kader: they compare households, not people.
import type { Day } from './entity.ts';
import type { CardCode } from './checklist/form.ts';
import type { Member } from './member.ts';
import type { Setting } from './setting.ts';
import { cardsFor, targetGroupsOf } from './target-group.ts';
import { defaultTravelRules, travelRulesFrom, type TravelRules } from './travel.ts';
import type { VisitRules } from './visit-rules.ts';

export interface WorkloadRules {
	/** Minutes of a visit whoever lives there: greeting, water and latrine, writing down. */
	readonly householdMinutes: number;
	/** Minutes for one member's card. */
	readonly cardMinutes: Readonly<Record<CardCode, number>>;
	/** Minutes from the house before to this one, where no house's place is known. */
	readonly walkingMinutes: number;
	readonly travel: TravelRules;
}

/**
 * A visit of a family of four comes to about 25 minutes. Neither the ministry's guide for posyandu kader
 * nor its visit form names minutes; these follow the length of each card (16 to 45 questions, most of
 * them yes or no, at four to seven a minute) and are there to be changed.
 */
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
	walkingMinutes: 5,
	travel: defaultTravelRules
};

export const workloadRulesKey = 'workload_rules';
/** In the order of the form. */
export const workloadCards = Object.keys(defaultWorkloadRules.cardMinutes) as CardCode[];

const daysPerMonth = 30;
/** No single visit part takes longer; a larger number is a slip of the keyboard. */
export const mostMinutes = 240;

/** The rules of a puskesmas from its settings; what is missing or absurd falls back to the default. */
export function workloadRulesFrom(
	settings: readonly Pick<Setting, 'key' | 'value'>[]
): WorkloadRules {
	const value = settings.find(({ key }) => key === workloadRulesKey)?.value;
	if (typeof value !== 'object' || value === null) return defaultWorkloadRules;
	const given = value as Partial<Record<string, unknown>>;
	const cards = (given.cardMinutes ?? {}) as Partial<Record<string, unknown>>;
	const cardMinutes = { ...defaultWorkloadRules.cardMinutes };
	for (const card of workloadCards) cardMinutes[card] = minutes(cards[card], cardMinutes[card]);
	const { householdMinutes, walkingMinutes } = defaultWorkloadRules;
	return {
		householdMinutes: minutes(given.householdMinutes, householdMinutes),
		cardMinutes,
		walkingMinutes: minutes(given.walkingMinutes, walkingMinutes),
		travel: travelRulesFrom(given.travel)
	};
}

function minutes(value: unknown, fallback: number): number {
	return typeof value === 'number' && value >= 0 && value <= mostMinutes ? value : fallback;
}

/** What a household asks for, before anybody says how many minutes that is. */
export interface HouseholdNeed {
	/** A household is visited as often as its neediest member. */
	readonly visitsPerMonth: number;
	/** The cards of all members at one visit. */
	readonly cards: readonly CardCode[];
}

/**
 * Members who moved or died do not count; a household without known members still gets its routine
 * visits.
 */
export function householdNeed(
	members: readonly Member[],
	on: Day,
	visits: VisitRules
): HouseholdNeed {
	let intervalDays = visits.intervalDays.adult;
	const cards: CardCode[] = [];
	for (const member of members) {
		if (member.status !== 'active') continue;
		cards.push(...cardsFor(member, on));
		for (const group of targetGroupsOf(member, on)) {
			intervalDays = Math.min(intervalDays, visits.intervalDays[group]);
		}
		if (member.conditions.includes('tb')) {
			intervalDays = Math.min(intervalDays, visits.intervalDays.tb);
		}
	}
	return { visitsPerMonth: daysPerMonth / intervalDays, cards };
}

/** Minutes of one visit, the way there left out. */
export function serviceMinutes({ cards }: HouseholdNeed, rules: WorkloadRules): number {
	return cards.reduce((sum, card) => sum + rules.cardMinutes[card], rules.householdMinutes);
}

/** Minutes a month of one household alone: visits due × (service + the flat minutes of the way). */
export function householdWorkload(
	members: readonly Member[],
	on: Day,
	visits: VisitRules,
	rules: WorkloadRules
): number {
	const need = householdNeed(members, on, visits);
	return need.visitsPerMonth * (serviceMinutes(need, rules) + rules.walkingMinutes);
}
