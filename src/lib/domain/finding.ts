// One open case per person and problem. Follow-ups are events that are only ever added; the state of a
// case follows from the set of them, in whatever order they arrived.
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
	'unresolvable',
	'reopened'
] as const;
export type FindingStatus = (typeof findingStatuses)[number];
/** A note tells something and changes nothing: what a kader may add. */
export type StepStatus = FindingStatus | 'note';

export interface Finding extends Row<'finding'>, Placed {
	readonly householdId: Id<'household'>;
	readonly memberId: Id<'member'> | null;
	readonly visitId: Id<'visit'>;
	readonly kind: FindingKind;
	readonly urgency: Urgency;
	readonly status: FindingStatus;
	/** When the kader saw it, not when it was synchronised; the server sets a wrong clock right. */
	readonly foundAt: Instant;
	/** When the server got it; absent or null while only this phone has it. */
	readonly receivedAt?: Instant | null;
	/** The puskesmas that answers for it; absent or null until the server has said which. */
	readonly puskesmasId?: Id<'facility'> | null;
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
	readonly status: StepStatus;
	/** By the server's clock once it is there. */
	readonly at: Instant;
	// Personal: sealed on the device.
	readonly note: string | null;
}

export function isOpen(status: FindingStatus): boolean {
	return status !== 'closed' && status !== 'unresolvable';
}

type Step = Pick<FollowUp, 'id' | 'findingId' | 'status' | 'at'>;

/** By time, and by id where two phones name the same instant: the same everywhere. */
export function byTime(a: Pick<Step, 'at' | 'id'>, b: Pick<Step, 'at' | 'id'>): number {
	return Date.parse(a.at) - Date.parse(b.at) || (a.id < b.id ? -1 : Number(a.id > b.id));
}

/**
 * The state of a case from its steps; what is still on this phone counts at once. Closing ends it: what
 * somebody adds later without knowing is history, and only `reopened` opens it again. The server decides by
 * the same rule (`private.case_state`).
 */
export function currentStatus(
	finding: Pick<Finding, 'id' | 'status'>,
	followUps: readonly Step[]
): FindingStatus {
	const own = followUps.filter((step) => step.findingId === finding.id && step.status !== 'note');
	if (own.length === 0) return finding.status;
	return own
		.sort(byTime)
		.reduce<FindingStatus>(
			(state, { status }) =>
				status === 'note' || (!isOpen(state) && status !== 'reopened') ? state : status,
			'new'
		);
}

/** Steps that say nothing without words. */
function needsNote(status: StepStatus): boolean {
	return !isOpen(status as FindingStatus) || status === 'note' || status === 'reopened';
}

/**
 * The command for one step on a case. Closing without a result or a reason is refused: the kader who
 * reported it must be able to read what became of it. So is a note without words.
 */
export function followUp(
	finding: Pick<Finding, 'id' | 'areaId' | 'territoryId'>,
	step: { id: Id<'follow_up'>; status: StepStatus; at: Instant; note: string }
): Result<Change[], 'note_missing'> {
	const note = step.note.trim();
	if (needsNote(step.status) && note === '') return err('note_missing');
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
