// What happened in the demo's last months, as numbers that the simulation follows. Every gap on the
// map has a cause here: a flood, a resignation, a phone without signal, work at sea, a refusal.
import { addDays, addMonths, firstDayOf, monthOf } from '#lib/domain/day.ts';
import type { Day, Month } from '#lib/domain/entity.ts';
import { defaultVisitRules, type VisitRules } from '#lib/domain/visit-rules.ts';
import { storyHamlets } from './areas.ts';
import type { DemoHousehold } from './households.ts';

export interface Story {
	readonly today: Day;
	/** Visits exist up to this day; today's are still to be made. */
	readonly lastVisitDay: Day;
	/** The months with plans, oldest first; the last is the current one. */
	readonly months: readonly Month[];
	readonly programStart: Day;
	/** From this day no boat went up to the flooded dusun. */
	readonly floodedFrom: Day;
	readonly resignedOn: Day;
	/** Visits after this day are still on one kader's phone. */
	readonly unsyncedAfter: Day;
}

/** The demo puskesmas visits every family about monthly, as its pilot of ILP asks. */
export const demoVisitRules: VisitRules = {
	...defaultVisitRules,
	intervalDays: {
		...defaultVisitRules.intervalDays,
		child_6_71m: 30,
		school_age_teen: 35,
		adult: 35,
		elderly: 30,
		tb: 14
	},
	visitsPerWeek: 35,
	visitWeekdays: [0, 1, 2, 3, 4, 5, 6]
};

export function storyOf(today: Day): Story {
	const current = monthOf(today);
	const months = [-3, -2, -1, 0].map((months) => addMonths(current, months));
	return {
		today,
		lastVisitDay: addDays(today, -1),
		months,
		programStart: firstDayOf(months[0]!),
		floodedFrom: addDays(today, -63),
		resignedOn: addDays(today, -52),
		unsyncedAfter: addDays(today, -19)
	};
}

/** How an attempt at a household's door goes; the rest of the probability is a completed visit. */
export interface Chances {
	readonly notHome: number;
	readonly refused: number;
	readonly postponed: number;
	/** Local hours between which the kader comes. */
	readonly hours: readonly [number, number];
}

export function chancesAt(household: DemoHousehold): Chances {
	const { name } = household.hamlet;
	if (name === storyHamlets.fishing)
		return { notHome: 0.46, refused: 0.01, postponed: 0.02, hours: [17, 19] };
	if (name === storyHamlets.refusing && household.rt === '001')
		return { notHome: 0.06, refused: 0.68, postponed: 0.02, hours: [8, 11] };
	return { notHome: 0.1, refused: 0.012, postponed: 0.02, hours: [8, 11] };
}

/** True when no visit to the household could be made or has arrived on that day. */
export function unreached(story: Story, household: DemoHousehold, day: Day): boolean {
	return household.hamlet.name === storyHamlets.flooded && day >= story.floodedFrom;
}
