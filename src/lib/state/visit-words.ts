// How days, distances, groups and outcomes read to the person in the field.
import { ageInMonths, addDays, daysBetween } from '#lib/domain/day.ts';
import type { CardCode } from '#lib/domain/checklist/form.ts';
import type { AnswerProblem } from '#lib/domain/checklist/answers.ts';
import type { Question } from '#lib/domain/checklist/form.ts';
import type { Day, Instant } from '#lib/domain/entity.ts';
import type { FacilityKind } from '#lib/domain/facility.ts';
import type { Household } from '#lib/domain/household.ts';
import { jointVisitCode, type VisitReason } from '#lib/domain/visit-plan.ts';
import type { ReasonCode } from '#lib/domain/reason-codes.ts';
import type { VisitOutcome } from '#lib/domain/visit.ts';
import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';

/** Wording of a form in the language chosen. */
export function formWords(label: { readonly id: string; readonly en: string }): string {
	return getLocale() === 'en' ? label.en : label.id;
}

export function dayWords(day: Day): string {
	return new Intl.DateTimeFormat(getLocale(), {
		day: 'numeric',
		month: 'short',
		year: 'numeric',
		timeZone: 'UTC'
	}).format(new Date(`${day}T00:00:00Z`));
}

export function clockWords(instant: Instant, timeZone: string): string {
	return new Intl.DateTimeFormat(getLocale(), {
		hour: '2-digit',
		minute: '2-digit',
		timeZoneName: 'short',
		timeZone
	}).format(new Date(instant));
}

/** "hari ini", "kemarin", else the day. */
export function recentDayWords(day: Day, today: Day): string {
	if (day === today) return m.visit_today();
	return day === addDays(today, -1) ? m.visit_yesterday() : dayWords(day);
}

export function dueWords(dueOn: Day, today: Day): string {
	const late = daysBetween(dueOn, today);
	if (late > 0) return m.visit_due_late({ days: late });
	if (late === 0) return m.visit_due_today();
	return late === -1 ? m.visit_due_tomorrow() : m.visit_due_in({ days: -late });
}

/** Rounded to what a phone can know: 10 m below a kilometre, 100 m above. */
export function distanceWords(metres: number): string {
	if (metres < 1000) return m.visit_metres({ metres: Math.max(10, Math.round(metres / 10) * 10) });
	const km = (metres / 1000).toLocaleString(getLocale(), { maximumFractionDigits: 1 });
	return m.visit_kilometres({ km });
}

const directions = [
	m.visit_north,
	m.visit_north_east,
	m.visit_east,
	m.visit_south_east,
	m.visit_south,
	m.visit_south_west,
	m.visit_west,
	m.visit_north_west
];

/** @param degrees clockwise from north */
export function directionWords(degrees: number): string {
	return directions[Math.round(degrees / 45) % 8]!();
}

export function placeWords({ rt, rw, address }: Pick<Household, 'rt' | 'rw' | 'address'>): string {
	const numbers = [rt ? `RT ${rt}` : '', rw ? `RW ${rw}` : ''].filter(Boolean).join(' / ');
	return [numbers, address ?? ''].filter(Boolean).join(' · ') || m.visit_no_address();
}

export function ageWords(birthDate: Day | null, today: Day): string {
	if (!birthDate || birthDate > today) return m.visit_age_unknown();
	const months = ageInMonths(birthDate, today);
	return months < 24
		? m.visit_age_months({ months })
		: m.visit_age_years({ years: Math.floor(months / 12) });
}

const groups: Readonly<Record<CardCode, () => string>> = {
	pregnant: m.visit_group_pregnant,
	postpartum: m.visit_group_postpartum,
	infant_0_6m: m.visit_group_infant_0_6m,
	child_6_71m: m.visit_group_child_6_71m,
	school_age_teen: m.visit_group_school_age_teen,
	adult: m.visit_group_adult,
	elderly: m.visit_group_elderly,
	tb: m.visit_group_tb
};

export function groupWords(group: CardCode): string {
	return groups[group]();
}

const outcomes: Readonly<Record<VisitOutcome, () => string>> = {
	completed: m.visit_outcome_completed,
	not_home: m.visit_outcome_not_home,
	refused: m.visit_outcome_refused,
	moved: m.visit_outcome_moved,
	house_empty: m.visit_outcome_house_empty,
	not_found: m.visit_outcome_not_found,
	postponed: m.visit_outcome_postponed
};

export function outcomeWords(outcome: VisitOutcome): string {
	return outcomes[outcome]();
}

const reasons: Readonly<Record<ReasonCode, () => string>> = {
	danger_sign_open: m.visit_reason_danger_sign_open,
	postpartum_window: m.visit_reason_postpartum_window,
	newborn_window: m.visit_reason_newborn_window,
	tb_treatment: m.visit_reason_tb_treatment,
	tb_contact: m.visit_reason_tb_contact,
	pregnancy_check: m.visit_reason_pregnancy_check,
	pregnancy_risk: m.visit_reason_pregnancy_risk,
	immunisation_overdue: m.visit_reason_immunisation_overdue,
	medicine_missed: m.visit_reason_medicine_missed,
	missed_posyandu: m.session_reason_missed,
	never_visited: m.visit_reason_never_visited,
	routine_due: m.visit_reason_routine_due
};

export function reasonKindWords(code: ReasonCode): string {
	return reasons[code]();
}

/** The reason as the schedule worded it, which is Indonesian; in English its kind. */
export function reasonWords(reason: VisitReason): string {
	if (getLocale() === 'id') return reason.text;
	if (reason.code === jointVisitCode) return m.followup_joint_reason();
	const words = reasons[reason.code as ReasonCode] as (() => string) | undefined;
	return words?.() ?? reason.text;
}

const facilityKinds: Readonly<Record<FacilityKind, () => string>> = {
	puskesmas: m.visit_facility_puskesmas,
	pustu: m.visit_facility_pustu,
	posyandu: m.visit_facility_posyandu,
	hospital: m.visit_facility_hospital
};

export function facilityKindWords(kind: FacilityKind): string {
	return facilityKinds[kind]();
}

export function problemWords(problem: AnswerProblem, question: Question): string {
	switch (problem) {
		case 'not_a_number':
			return m.visit_problem_not_a_number();
		case 'out_of_range':
			return rangeWords(question);
		case 'not_a_day':
			return m.visit_problem_not_a_day();
		case 'in_the_future':
			return m.visit_problem_in_the_future();
		case 'not_an_option':
			return m.visit_problem_not_an_option();
	}
}

function rangeWords({ min, max, unit = '' }: Question): string {
	const number = (value: number) => `${value.toLocaleString(getLocale())} ${unit}`.trim();
	if (min !== undefined && max !== undefined)
		return m.visit_problem_range({ min: number(min), max: number(max) });
	return min !== undefined
		? m.visit_problem_min({ min: number(min) })
		: m.visit_problem_max({ max: number(max ?? 0) });
}

/** A write that this device refused, with what to do now. */
export function storeProblemWords(problem: 'quota' | 'locked' | 'failed'): string {
	if (problem === 'quota') return m.visit_store_quota();
	return problem === 'locked' ? m.visit_store_locked() : m.visit_store_failed();
}
