// What all visits together say of one person: of every question the newest answer, and its day.
import type { Answer } from '../checklist/form.ts';
import type { Answers } from '../checklist/answers.ts';
import { isDay } from '../day.ts';
import type { Day, Id } from '../entity.ts';
import { standingVisits } from '../standing-visits.ts';
import type { Visit } from '../visit.ts';

export interface KnownAnswer {
	readonly answer: Answer;
	/** Day of the visit at which it was given. */
	readonly on: Day;
}

/** By question code; cards that share a code ask the same thing. */
export type MemberRecord = ReadonlyMap<string, KnownAnswer>;

/**
 * @param now answers of the visit that is being filled in, newer than all others
 * @param today day of that visit; later visits are left out, so that a day can be looked at again
 */
export function memberRecord(
	memberId: Id<'member'>,
	visits: readonly Visit[],
	now: readonly Answers[],
	today: Day
): MemberRecord {
	const record = new Map<string, KnownAnswer>();
	const note = (answers: Answers, on: Day) => {
		for (const [code, answer] of Object.entries(answers))
			if (answer !== undefined && answer !== null) record.set(code, { answer, on });
	};
	const inOrder = standingVisits(visits)
		.filter(({ visitedOn }) => visitedOn <= today)
		.toSorted(
			(a, b) => a.visitedOn.localeCompare(b.visitedOn) || a.capturedAt.localeCompare(b.capturedAt)
		);
	for (const { answers, visitedOn } of inOrder)
		for (const card of answers?.cards ?? [])
			if (card.memberId === memberId) note(card.answers as Answers, visitedOn);
	for (const answers of now) note(answers, today);
	return record;
}

/** A day that was given as an answer, not before `since` and not after `on`; null when there is none. */
export function dayOf(record: MemberRecord, code: string, since: Day, on: Day): Day | null {
	const answer = record.get(code)?.answer;
	return isDay(answer) && answer >= since && answer <= on ? answer : null;
}
