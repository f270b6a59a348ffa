// One open case per person and problem. A follow-up is an event; the finding's status is its last one.
import type { Id, Instant, Placed, Row } from './entity.ts';

export type FindingKind = 'danger_sign' | 'missed_service' | 'non_compliance';
export type Urgency = 'red' | 'yellow';

export const findingStatuses = [
	'new',
	'seen',
	'contacted',
	'scheduled',
	'visited',
	'referred',
	'waiting',
	'closed',
	'unresolvable'
] as const;
export type FindingStatus = (typeof findingStatuses)[number];

export interface Finding extends Row<'finding'>, Placed {
	readonly householdId: Id<'household'>;
	readonly memberId: Id<'member'> | null;
	readonly visitId: Id<'visit'>;
	readonly kind: FindingKind;
	readonly urgency: Urgency;
	readonly status: FindingStatus;
	/** When the kader saw it, not when it was synchronised. */
	readonly foundAt: Instant;
	readonly closedAt: Instant | null;
	// Personal: sealed on the device.
	/** Code of the problem in the form, e.g. `infant_0_6m.danger.seizure`. */
	readonly problem: string;
	/** The question's wording in Indonesian at the time. */
	readonly text: string;
}

export interface FollowUp extends Row<'follow_up'>, Placed {
	readonly findingId: Id<'finding'>;
	readonly membershipId: Id<'membership'> | null;
	readonly status: FindingStatus;
	readonly at: Instant;
	// Personal: sealed on the device.
	readonly note: string | null;
}
