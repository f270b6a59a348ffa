// From what was filled in about one step to the changes that it stores, or what is still missing.
import { isDay } from '#lib/domain/day.ts';
import type { Day, Instant } from '#lib/domain/entity.ts';
import {
	followUp,
	type Finding,
	type FindingStatus,
	type StepStatus
} from '#lib/domain/finding.ts';
import { scheduleJointVisit, type JointVisitProblem } from '#lib/domain/joint-visit.ts';
import { err, type Result } from '#lib/domain/result.ts';
import type { Change } from '#lib/domain/sync/change.ts';
import type { CaseContext } from '#lib/state/case-context.ts';

/** `other` is a place that is not in the list: the note names it. */
export interface StepEntry {
	readonly status: StepStatus | null;
	readonly note: string;
	readonly day: string;
	readonly reached: 'yes' | 'no' | null;
	readonly placeId: string | null;
}

export const emptyStep: StepEntry = {
	status: null,
	note: '',
	day: '',
	reached: null,
	placeId: null
};

export type StepProblem =
	'choose' | 'note_missing' | 'call_missing' | 'place_missing' | JointVisitProblem;

/** Sentences that the step itself tells, in the language of who writes them. */
export interface StepWords {
	readonly notReached: () => string;
	readonly referredTo: (place: string) => string;
	readonly visitOn: (day: Day) => string;
}

export interface StepPlace {
	readonly finding: Finding;
	readonly status: FindingStatus;
	readonly context: CaseContext;
	readonly today: Day;
	readonly at: Instant;
	readonly words: StepWords;
	readonly newId: () => string;
}

const sentences = (...parts: string[]) =>
	parts
		.map((part) => part.trim())
		.filter(Boolean)
		.join(' ');

export function stepChanges(entry: StepEntry, place: StepPlace): Result<Change[], StepProblem> {
	const { finding, context, at, words, newId } = place;
	const step = (status: StepStatus, note: string) =>
		followUp(finding, { id: newId(), status, at, note });
	if (entry.status === null) return err('choose');
	if (entry.status === 'contacted') {
		if (entry.reached === null) return err('call_missing');
		if (entry.reached === 'yes') return step('contacted', entry.note);
		// Who dialled has looked at the case, but nobody was spoken to.
		return step(
			place.status === 'new' ? 'seen' : 'note',
			sentences(words.notReached(), entry.note)
		);
	}
	if (entry.status === 'referred') {
		const chosen = context.places.find(({ id }) => id === entry.placeId);
		if (!chosen && entry.note.trim() === '') return err('place_missing');
		return step('referred', sentences(chosen ? words.referredTo(chosen.name) : '', entry.note));
	}
	if (entry.status !== 'scheduled') return step(entry.status, entry.note);
	return scheduleJointVisit(finding, {
		day: entry.day,
		today: place.today,
		at,
		note: sentences(isDay(entry.day) ? words.visitOn(entry.day) : '', entry.note),
		kaderId: context.kaderId,
		plans: context.plans,
		planId: newId(),
		stepId: newId()
	});
}

/** What may be done next. A closed case is only opened again, and a kader only adds notes. */
export function nextSteps(status: FindingStatus): readonly FindingStatus[] {
	if (status === 'closed' || status === 'unresolvable') return ['reopened'];
	return ['contacted', 'scheduled', 'visited', 'referred', 'waiting', 'closed', 'unresolvable'];
}
