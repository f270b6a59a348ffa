// A plan that was published until a date, and the version to go back to. Nothing goes back by itself:
// only a planner who publishes changes who answers for a household.
import { daysBetween } from './day.ts';
import type { Day, Id } from './entity.ts';
import type { TerritoryPlan } from './territory.ts';

/** Time enough to tell the kader and to have a decree signed. */
const noticeDays = 7;

export interface TemporaryPlan<P> {
	readonly untilOn: Day;
	/** `ending` within a week of its last day, `over` from the day after. */
	readonly state: 'running' | 'ending' | 'over';
	/** The newest version before it that was meant to stay; null where none is known. */
	readonly back: P | null;
}

type Version = Pick<TerritoryPlan, 'version' | 'status' | 'untilOn'>;

/**
 * The plan in force, if it has a last day.
 * @param plans all versions of one area; what the server has not numbered does not count
 */
export function temporaryPlan<P extends Version>(
	plans: readonly P[],
	today: Day
): TemporaryPlan<P> | null {
	const numbered = plans.filter(({ version }) => version > 0);
	const current = numbered.find(({ status }) => status === 'published');
	// Rows of before there was such a day have no field for it.
	const untilOn = current?.untilOn ?? null;
	if (!current || untilOn === null) return null;
	const left = daysBetween(today, untilOn);
	const stayed = numbered
		.filter((plan) => plan.version < current.version && (plan.untilOn ?? null) === null)
		.sort((a, b) => b.version - a.version);
	return {
		untilOn,
		state: left < 0 ? 'over' : left <= noticeDays ? 'ending' : 'running',
		back: stayed[0] ?? null
	};
}

export interface EndingPlan {
	readonly areaId: Id<'area'>;
	readonly untilOn: Day;
	/** Its last day is past. */
	readonly isOver: boolean;
}

/**
 * Areas whose plan is meant for a time that ends soon or has ended, the longest past first.
 * @param plans all versions of all areas
 */
export function endingPlans(
	plans: readonly (Version & Pick<TerritoryPlan, 'areaId'>)[],
	today: Day
): EndingPlan[] {
	return [...new Set(plans.map(({ areaId }) => areaId))]
		.flatMap((areaId) => {
			const own = plans.filter((plan) => plan.areaId === areaId);
			const found = temporaryPlan(own, today);
			if (!found || found.state === 'running') return [];
			return [{ areaId, untilOn: found.untilOn, isOver: found.state === 'over' }];
		})
		.sort((a, b) => a.untilOn.localeCompare(b.untilOn));
}
