// How the days of the posyandu, what is wrong with them and their state read in the language chosen.
import { weekdayOf } from '#lib/domain/day.ts';
import type { Day } from '#lib/domain/entity.ts';
import type { PosyanduDayProblem } from '#lib/domain/posyandu-day.ts';
import { m } from '#lib/paraglide/messages.js';
import type { PosyanduDayRow, PosyanduDayState } from '#lib/state/posyandu-days.ts';
import type { Tone } from '#lib/ui/nav-item.ts';
import { dayWords, weekdayNames } from './words.ts';

type Failure = PosyanduDayProblem | 'quota' | 'locked' | 'failed';

const problems: Record<Failure, () => string> = {
	posyandu_missing: m.session_problem_posyandu_missing,
	not_a_day: m.session_problem_not_a_day,
	day_too_old: m.session_problem_day_too_old,
	time_wrong: m.session_problem_time_wrong,
	place_too_long: m.session_problem_place_too_long,
	day_taken: m.session_problem_day_taken,
	not_open: m.session_problem_not_open,
	reason_missing: m.session_problem_reason_missing,
	reason_too_long: m.session_problem_reason_too_long,
	too_early: m.session_problem_too_early,
	cancelled: m.session_problem_cancelled,
	quota: m.session_failed_quota,
	locked: m.session_failed_locked,
	failed: m.session_failed_failed
};

export function problemWords(problem: Failure): string {
	return problems[problem]();
}

const states: Record<PosyanduDayState, { words: () => string; tone: Tone }> = {
	planned: { words: m.session_state_planned, tone: 'info' },
	today: { words: m.session_state_today, tone: 'info' },
	open: { words: m.session_state_open, tone: 'warn' },
	held: { words: m.session_state_held, tone: 'success' },
	cancelled: { words: m.session_state_cancelled, tone: 'neutral' }
};

export function stateWords(state: PosyanduDayState): string {
	return states[state].words();
}

export function stateTone(state: PosyanduDayState): Tone {
	return states[state].tone;
}

export function nameWords({ name }: Pick<PosyanduDayRow, 'name'>): string {
	return name ?? m.session_unknown_posyandu();
}

/** "Kamis, 12 November · pukul 08:30 · Balai RW". */
export function whenWords({ session }: Pick<PosyanduDayRow, 'session'>): string {
	const parts = [dayWords(session.heldOn)];
	if (session.startsAt) parts.push(m.session_at({ time: session.startsAt }));
	if (session.place) parts.push(session.place);
	return parts.join(' · ');
}

/** "Kamis ke-2 tiap bulan". */
export function weekdayRepeatWords(day: Day): string {
	const weekday = weekdayNames()[(weekdayOf(day) + 6) % 7]!.long;
	return m.session_repeat_weekday({ weekday, place: Math.ceil(Number(day.slice(8)) / 7) });
}
