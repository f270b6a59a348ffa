import { monthOf } from './day.ts';
import type { Day, Id, Month, Placed, Row } from './entity.ts';
import type { VisitOutline } from './visit.ts';

/** Why a household is to be visited. `text` is the reason in Indonesian words, as the kader reads it. */
export interface VisitReason {
	readonly code: string;
	readonly text: string;
	readonly memberId: Id<'member'> | null;
}

/** Among the reasons of a visit that kader and health worker make together. */
export const jointVisitCode = 'joint_visit';

export const isJoint = ({ reasons }: Pick<VisitPlan, 'reasons'>): boolean =>
	reasons.some(({ code }) => code === jointVisitCode);

/** One planned visit of one household in one period; unique per household, period, kind and `fromOn`. */
export interface VisitPlan extends Row<'visit_plan'>, Placed {
	readonly householdId: Id<'household'>;
	readonly kaderId: Id<'kader'> | null;
	readonly period: Month;
	readonly kind: 'routine' | 'targeted';
	/** First day of the window it was planned for; without one the first of the month. */
	readonly fromOn: Day;
	/** Last day on which it is in time; null where the whole month is. */
	readonly untilOn: Day | null;
	/** The day chosen for it. */
	readonly dueOn: Day;
	readonly status: 'planned' | 'done' | 'skipped';
	readonly visitId: Id<'visit'> | null;
	// Personal: sealed on the device.
	readonly reasons: readonly VisitReason[];
}

/**
 * Whether a visit did what was planned, as the server will say too (`fulfil_plan`): the visit of this plan,
 * or one of its month once its window had begun. Who was there saw everybody.
 */
export function fulfils(
	visit: Pick<VisitOutline, 'visitPlanId' | 'outcome' | 'visitedOn' | 'householdId'>,
	plan: Pick<VisitPlan, 'id' | 'period' | 'fromOn' | 'householdId'>
): boolean {
	if (visit.outcome !== 'completed' || visit.householdId !== plan.householdId) return false;
	if (visit.visitPlanId === plan.id) return true;
	return monthOf(visit.visitedOn) === plan.period && plan.fromOn <= visit.visitedOn;
}
