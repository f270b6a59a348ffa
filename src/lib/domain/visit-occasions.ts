// Which occasions of one household a single visit answers, and which an existing plan answers already.
import type { Day, Month } from './entity.ts';
import type { Occasion } from './visit-due.ts';
import type { VisitPlan } from './visit-plan.ts';
import { reasonRank } from './reason-codes.ts';

type Held = Pick<VisitPlan, 'period' | 'kind' | 'status' | 'fromOn' | 'dueOn'>;

/**
 * What is left to plan, in as few visits as possible: of those that meet, their common days and all their
 * reasons (stabbing of intervals: the earliest end first).
 * @param existing plans of the household, of any period
 */
export function joinOccasions(
	occasions: readonly Occasion[],
	existing: readonly Held[],
	period: Month,
	today: Day
): Occasion[] {
	const left = occasions
		.filter((occasion) => !existing.some((plan) => isServed(occasion, plan, period, today)))
		.sort((a, b) => endOf(a).localeCompare(endOf(b)) || a.dueOn.localeCompare(b.dueOn));
	const joined: Occasion[] = [];
	for (const occasion of left) {
		const at = joined.findIndex((one) => beginOf(occasion) <= endOf(one));
		if (at < 0) joined.push(occasion);
		else joined[at] = together(joined[at]!, occasion);
	}
	return joined;
}

const forEver = '9999-12-31';
/** The routine may come some days early when that saves a walk. */
const beginOf = ({ kind, dueOn }: Pick<Occasion, 'kind' | 'dueOn'>): Day =>
	kind === 'routine' ? '' : dueOn;
const endOf = ({ untilOn }: Pick<Occasion, 'untilOn'>): Day => untilOn ?? forEver;

/** The later one ends no earlier, so that the first one's end is that of both. */
function together(first: Occasion, later: Occasion): Occasion {
	const weightier = reasonRank(later.reasons) < reasonRank(first.reasons) ? later : first;
	const reasons = [...first.reasons];
	for (const one of later.reasons) {
		const isKnown = ({ code, memberId }: typeof one) =>
			code === one.code && memberId === one.memberId && code !== 'danger_sign_open';
		if (!reasons.some(isKnown)) reasons.push(one);
	}
	return {
		kind: first.kind === 'targeted' || later.kind === 'targeted' ? 'targeted' : 'routine',
		fromOn: weightier.fromOn,
		untilOn: first.untilOn,
		dueOn: beginOf(first) > beginOf(later) ? first.dueOn : later.dueOn,
		reasons: reasons.sort((a, b) => reasonRank([a]) - reasonRank([b]))
	};
}

/** Whether somebody will be there in time anyway, or was there for the same. */
export function isServed(occasion: Occasion, plan: Held, period: Month, today: Day): boolean {
	const isOpen = plan.status === 'planned';
	if (occasion.kind === 'routine') return isOpen || plan.period === period;
	if (plan.period === period && plan.kind === 'targeted' && plan.fromOn === occasion.fromOn)
		return true;
	// What is late already is made up for at once, whatever it was planned for.
	const isInTime =
		plan.dueOn <= endOf(occasion) && (plan.dueOn >= occasion.fromOn || plan.dueOn < today);
	return isOpen && isInTime;
}
