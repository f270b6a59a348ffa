// What all visits together say of one person: of every question the newest answer, and its day.
import type { Answer } from '../checklist/form.ts';
import type { Answers } from '../checklist/answers.ts';
import { isDay } from '../day.ts';
import type { Day, Id } from '../entity.ts';
import type { Household } from '../household.ts';
import { standingVisits } from '../standing-visits.ts';
import type { Visit } from '../visit.ts';

export interface KnownAnswer {
	readonly answer: Answer;
	/** Day of the visit at which it was given. */
	readonly on: Day;
}

/** By question code; cards that share a code ask the same thing. */
export type MemberRecord = ReadonlyMap<string, KnownAnswer>;

function note(
	record: Map<string, KnownAnswer>,
	answers: Readonly<Record<string, unknown>>,
	on: Day
): void {
	for (const [code, answer] of Object.entries(answers))
		if (answer !== undefined && answer !== null) record.set(code, { answer: answer as Answer, on });
}

/** The visits that stand, the oldest first. */
function inOrder(visits: readonly Visit[], until: Day): Visit[] {
	return standingVisits(visits)
		.filter(({ visitedOn }) => visitedOn <= until)
		.toSorted(
			(a, b) => a.visitedOn.localeCompare(b.visitedOn) || a.capturedAt.localeCompare(b.capturedAt)
		);
}

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
	for (const { answers, visitedOn } of inOrder(visits, today))
		for (const card of answers?.cards ?? [])
			if (card.memberId === memberId) note(record, card.answers, visitedOn);
	for (const answers of now) note(record, answers, today);
	return record;
}

/** The same of a household's own sheet: what was registered first, then each visit. */
export function householdRecord(
	household: Pick<Household, 'facts' | 'registeredOn'>,
	visits: readonly Visit[],
	today: Day
): MemberRecord {
	const record = new Map<string, KnownAnswer>();
	note(record, household.facts, household.registeredOn);
	for (const { answers, visitedOn } of inOrder(visits, today))
		note(record, answers?.household ?? {}, visitedOn);
	return record;
}

/** A day that was given as an answer, not before `since` and not after `on`; null when there is none. */
export function dayOf(record: MemberRecord, code: string, since: Day, on: Day): Day | null {
	const answer = record.get(code)?.answer;
	return isDay(answer) && answer >= since && answer <= on ? answer : null;
}
