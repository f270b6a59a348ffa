// The work of an area, household by household: visits due × (service minutes + the way from the house
// before, which only its neighbours tell).
import type { Road } from './area.ts';
import type { Day, Id } from './entity.ts';
import type { Household } from './household.ts';
import type { Member } from './member.ts';
import { speedMps, travelModes, type TravelMode, type TravelRules } from './travel.ts';
import type { VisitRules } from './visit-rules.ts';
import { walkingSteps, type Step } from './walking-share.ts';
import {
	householdNeed,
	serviceMinutes,
	type HouseholdNeed,
	type WorkloadRules
} from './workload.ts';

export interface AreaRecords {
	readonly households: readonly Pick<Household, 'id' | 'location'>[];
	/** Of these households; others do not count. */
	readonly members: readonly Member[];
	readonly roads: readonly Pick<Road, 'class' | 'line'>[];
	readonly on: Day;
	readonly visits: VisitRules;
}

export interface HouseholdLoad {
	readonly visitsPerMonth: number;
	readonly serviceMinutes: number;
	/** A visit. */
	readonly walkMinutes: number;
	/** A month: visits × (service + way). */
	readonly minutes: number;
}

export interface AreaWork {
	/** By the usual way to travel. */
	readonly loads: ReadonlyMap<Id<'household'>, HouseholdLoad>;
	/** Minutes a month of the whole area, if everybody travelled so. */
	readonly minutesBy: Readonly<Record<TravelMode, number>>;
}

/** Needs and steps, in the order of the households; they hold for any minutes and speeds. */
export interface AreaNeeds {
	readonly households: readonly Id<'household'>[];
	readonly needs: readonly HouseholdNeed[];
	/** Null where a household has no place, or no neighbour. By boat rivers are a way, else a barrier. */
	readonly steps: Readonly<Record<'land' | 'boat', readonly (Step | null)[]>>;
}

export function areaNeeds({ households, members, roads, on, visits }: AreaRecords): AreaNeeds {
	const family = new Map<string, Member[]>();
	for (const member of members) {
		const known = family.get(member.householdId);
		if (known) known.push(member);
		else family.set(member.householdId, [member]);
	}
	const needs = households.map(({ id }) => householdNeed(family.get(id) ?? [], on, visits));
	const places = households.map(({ location }, i) => ({
		position: location?.coordinates ?? null,
		visitsPerMonth: needs[i]!.visitsPerMonth
	}));
	const land = walkingSteps(places, roads, 'foot');
	const hasRivers = roads.some((road) => road.class === 'river_boat');
	const boat = hasRivers ? walkingSteps(places, roads, 'boat') : land;
	return { households: households.map(({ id }) => id), needs, steps: { land, boat } };
}

/** Minutes from house to house. */
export function stepMinutes(step: Step, travel: TravelRules, mode: TravelMode): number {
	return (step.metres * travel.detourFactor) / speedMps(travel, mode, step.road) / 60;
}

/**
 * Minutes of the way to each household. One without a step takes the mean of the others' visits; where
 * there is none, the flat minutes of the rules.
 */
function walkMinutes(area: AreaNeeds, rules: WorkloadRules, mode: TravelMode): number[] {
	const steps = area.steps[mode === 'boat' ? 'boat' : 'land'];
	const known = steps.map((step) => step && stepMinutes(step, rules.travel, mode));
	let walked = 0;
	let visits = 0;
	known.forEach((one, i) => {
		if (one === null) return;
		walked += one * area.needs[i]!.visitsPerMonth;
		visits += area.needs[i]!.visitsPerMonth;
	});
	const mean = visits > 0 ? walked / visits : rules.walkingMinutes;
	return known.map((one) => one ?? mean);
}

/** The same records and rules give the same numbers, whatever order the records come in. */
export function areaWork(area: AreaNeeds, rules: WorkloadRules): AreaWork {
	const service = area.needs.map((need) => serviceMinutes(need, rules));
	const walks = (mode: TravelMode) => walkMinutes(area, rules, mode);
	const minutesBy = { foot: 0, motorbike: 0, boat: 0 };
	for (const mode of travelModes) {
		minutesBy[mode] = walks(mode).reduce(
			(sum, walk, i) => sum + area.needs[i]!.visitsPerMonth * (service[i]! + walk),
			0
		);
	}
	const usual = walks(rules.travel.usualMode);
	const loads = area.households.map((id, i): [Id<'household'>, HouseholdLoad] => {
		const { visitsPerMonth } = area.needs[i]!;
		const minutes = visitsPerMonth * (service[i]! + usual[i]!);
		return [id, { visitsPerMonth, serviceMinutes: service[i]!, walkMinutes: usual[i]!, minutes }];
	});
	return { loads: new Map(loads), minutesBy };
}

export interface WorkTotals {
	readonly households: number;
	/** A month. */
	readonly minutes: number;
	readonly visits: number;
	/** Of `minutes`, those on the way. */
	readonly walkMinutes: number;
}

export function workTotals({ loads }: AreaWork): WorkTotals {
	let [minutes, visits, walkMinutes] = [0, 0, 0];
	for (const load of loads.values()) {
		minutes += load.minutes;
		visits += load.visitsPerMonth;
		walkMinutes += load.visitsPerMonth * load.walkMinutes;
	}
	return { households: loads.size, minutes, visits, walkMinutes };
}
