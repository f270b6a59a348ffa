// How days, months and the state of a planned visit read in the language chosen.
import type { Day, Month } from '#lib/domain/entity.ts';
import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';
import type { Tone } from '#lib/ui/nav-item.ts';
import type { LendProblem } from '#lib/domain/lend-household.ts';
import type { MoveProblem, MoveWarning } from '#lib/domain/move-visit.ts';
import type { VisitPlan } from '#lib/domain/visit-plan.ts';
import type { VisitRules } from '#lib/domain/visit-rules.ts';
import type { PlanState } from '#lib/state/schedule-view.ts';

function format(day: Day, options: Intl.DateTimeFormatOptions): string {
	return new Intl.DateTimeFormat(getLocale(), { ...options, timeZone: 'UTC' }).format(
		new Date(`${day}T00:00:00Z`)
	);
}

export function monthWords(month: Month): string {
	return format(`${month}-01`, { month: 'long', year: 'numeric' });
}

export function dayWords(day: Day): string {
	return format(day, { weekday: 'long', day: 'numeric', month: 'long' });
}

export function shortDayWords(day: Day): string {
	return format(day, { weekday: 'short', day: 'numeric', month: 'short' });
}

/** Monday to Sunday; 5 January 2026 was a Monday. */
export function weekdayNames(): { readonly short: string; readonly long: string }[] {
	return Array.from({ length: 7 }, (_, index) => {
		const day = `2026-01-${String(5 + index).padStart(2, '0')}`;
		return { short: format(day, { weekday: 'short' }), long: format(day, { weekday: 'long' }) };
	});
}

export function numberWords(value: number): string {
	return value.toLocaleString(getLocale());
}

const states: Record<PlanState, { words: () => string; tone: Tone }> = {
	planned: { words: m.schedule_planned, tone: 'info' },
	late: { words: m.schedule_late, tone: 'danger' },
	done: { words: m.schedule_done, tone: 'success' },
	skipped: { words: m.schedule_skipped, tone: 'neutral' }
};

export function stateWords(state: PlanState): string {
	return states[state].words();
}

export function stateTone(state: PlanState): Tone {
	return states[state].tone;
}

const saveFailures = {
	quota: m.schedule_quota,
	locked: m.schedule_locked,
	failed: m.schedule_not_saved
};

export function saveWords(failure: keyof typeof saveFailures): string {
	return saveFailures[failure]();
}

const moveProblems: Record<MoveProblem, () => string> = {
	not_open: m.schedule_move_not_open,
	not_a_day: m.schedule_move_not_a_day,
	day_past: m.schedule_move_day_past,
	other_month: m.schedule_move_other_month
};

export function moveProblemWords(problem: MoveProblem): string {
	return moveProblems[problem]();
}

const loanProblems: Record<LendProblem | 'gone', () => string> = {
	already_hers: m.loan_problem_already_hers,
	not_a_day: m.loan_problem_not_a_day,
	day_past: m.loan_problem_day_past,
	too_long: m.loan_problem_too_long,
	gone: m.loan_problem_gone
};

export function loanProblemWords(problem: LendProblem | 'gone'): string {
	return loanProblems[problem]();
}

export function moveWarningWords(
	warning: MoveWarning,
	{ fromOn, untilOn }: Pick<VisitPlan, 'fromOn' | 'untilOn'>,
	{ visitsPerDay }: VisitRules
): string {
	const from = dayWords(fromOn);
	const until = dayWords(untilOn ?? fromOn);
	switch (warning) {
		case 'after_window':
			return m.schedule_move_after_window({ until });
		case 'before_window':
			return m.schedule_move_before_window({ from });
		case 'day_full':
			return m.schedule_move_day_full({ count: visitsPerDay });
		case 'no_visiting_day':
			return m.schedule_move_no_visiting_day();
		case 'posyandu_day':
			return m.session_move_warning();
	}
}
