// One open case per person and problem. A follow-up is an event; the finding's status is its last one.
import type { Id, Instant, Placed, Row } from './entity.ts';
import { err, ok, type Result } from './result.ts';
import type { Change } from './sync/change.ts';

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

export function isOpen(status: FindingStatus): boolean {
	return status !== 'closed' && status !== 'unresolvable';
}

/** The last follow-up's status; what is still on this phone counts at once. */
export function currentStatus(
	finding: Pick<Finding, 'id' | 'status'>,
	followUps: readonly Pick<FollowUp, 'findingId' | 'status' | 'at'>[]
): FindingStatus {
	const own = followUps.filter((entry) => entry.findingId === finding.id);
	if (own.length === 0) return finding.status;
	return own.reduce((last, entry) => (entry.at >= last.at ? entry : last)).status;
}

/**
 * The command for one step on a case. Closing without a result or a reason is refused: the kader who
 * reported it must be able to read what became of it.
 */
export function followUp(
	finding: Finding,
	step: { id: Id<'follow_up'>; status: FindingStatus; at: Instant; note: string }
): Result<Change[], 'note_missing'> {
	const note = step.note.trim();
	if (!isOpen(step.status) && note === '') return err('note_missing');
	return ok([
		{
			entity: 'follow_up',
			op: 'create',
			id: step.id,
			patch: {
				findingId: finding.id,
				areaId: finding.areaId,
				territoryId: finding.territoryId,
				status: step.status,
				at: step.at,
				note: note || null
			},
			after: [finding.id]
		}
	]);
}
