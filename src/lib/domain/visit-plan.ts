import type { Day, Id, Month, Placed, Row } from './entity.ts';

/** Why a household is to be visited. `text` is the reason in Indonesian words, as the kader reads it. */
export interface VisitReason {
	readonly code: string;
	readonly text: string;
	readonly memberId: Id<'member'> | null;
}

/** One planned visit of one household in one period; unique per household, period and kind. */
export interface VisitPlan extends Row<'visit_plan'>, Placed {
	readonly householdId: Id<'household'>;
	readonly kaderId: Id<'kader'> | null;
	readonly period: Month;
	readonly kind: 'routine' | 'targeted';
	readonly dueOn: Day;
	readonly status: 'planned' | 'done' | 'skipped';
	readonly visitId: Id<'visit'> | null;
	// Personal: sealed on the device.
	readonly reasons: readonly VisitReason[];
}
