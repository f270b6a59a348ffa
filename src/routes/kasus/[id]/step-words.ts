// How steps and what is wrong with them read in the form of one case.
import type { FindingStatus } from '#lib/domain/finding.ts';
import type { JointVisitProblem } from '#lib/domain/joint-visit.ts';
import { m } from '#lib/paraglide/messages.js';
import { dayWords } from '#lib/state/visit-words.ts';
import type { StepProblem, StepWords } from './case-step.ts';

export const stepLabels: Readonly<Record<FindingStatus, () => string>> = {
	new: m.case_status_new,
	seen: m.case_status_seen,
	contacted: m.case_status_contacted,
	scheduled: m.followup_schedule,
	visited: m.case_status_visited,
	referred: m.case_status_referred,
	waiting: m.case_status_waiting,
	closed: m.followup_close,
	unresolvable: m.followup_unresolvable,
	reopened: m.followup_reopen
};

export const stepWords: StepWords = {
	notReached: m.followup_not_reached_note,
	referredTo: (place) => m.followup_refer_note({ place }),
	visitOn: (day) => m.followup_schedule_note({ day: dayWords(day) })
};

const dayProblems: Readonly<Record<JointVisitProblem, () => string>> = {
	not_a_day: m.followup_day_missing,
	day_past: m.followup_day_past,
	too_far: m.followup_day_far,
	day_taken: m.followup_day_taken
};

/** What is wrong with the day; null where something else is. */
export function dayProblemWords(problem: StepProblem | null): string | null {
	const words = dayProblems[problem as JointVisitProblem] as (() => string) | undefined;
	return words?.() ?? null;
}

/** What is often written when a case cannot be followed up: one tap fills it in. */
export const quickReasons = [
	m.followup_reason_moved,
	m.followup_reason_refused,
	m.followup_reason_unreachable,
	m.followup_reason_mistake
] as const;
