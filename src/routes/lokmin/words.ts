// How agreements and the figures of the paper read in the language chosen.
import type { ActionItem } from '#lib/domain/action-item.ts';
import { isOverdue } from '#lib/domain/agreement.ts';
import { percentOf } from '#lib/domain/coverage-class.ts';
import type { AreaCoverage } from '#lib/domain/coverage.ts';
import { daysBetween } from '#lib/domain/day.ts';
import type { Day } from '#lib/domain/entity.ts';
import type { Arrow, Figure, PwsRow, PwsStatus } from '#lib/domain/pws.ts';
import { getLocale } from '#lib/paraglide/runtime.js';
import { m } from '#lib/paraglide/messages.js';
import type { AgreementFailure } from '#lib/state/agreements.svelte.ts';
import { numberWords } from '../cakupan/words.ts';

/** `5 Des 2026`: short enough for a line of a list. */
export function shortDay(day: Day): string {
	return new Intl.DateTimeFormat(getLocale(), { dateStyle: 'medium', timeZone: 'UTC' }).format(
		new Date(`${day}T00:00:00Z`)
	);
}

const problems: Readonly<Record<AgreementFailure, () => string>> = {
	area_missing: m.lokmin_problem_area_missing,
	title_missing: m.lokmin_problem_title_missing,
	title_too_long: m.lokmin_problem_title_too_long,
	owner_missing: m.lokmin_problem_owner_missing,
	owner_too_long: m.lokmin_problem_owner_too_long,
	not_a_day: m.lokmin_problem_not_a_day,
	day_past: m.lokmin_problem_day_past,
	not_open: m.lokmin_problem_not_open,
	not_closed: m.lokmin_problem_not_closed,
	gone: m.lokmin_problem_gone,
	quota: m.lokmin_problem_quota,
	locked: m.lokmin_problem_locked,
	failed: m.lokmin_problem_failed
};

export function problemWords(problem: AgreementFailure): string {
	return problems[problem]();
}

export function dueWords({ dueOn }: Pick<ActionItem, 'dueOn'>): string {
	return dueOn === null ? m.lokmin_due_none() : m.lokmin_due({ day: shortDay(dueOn) });
}

/** On the paper: what has become of it. */
export function stateWords(item: ActionItem, today: Day): string {
	if (item.status === 'open') {
		if (!isOverdue(item, today) || item.dueOn === null) return m.lokmin_state_open();
		return m.lokmin_state_overdue({ days: daysBetween(item.dueOn, today) });
	}
	const day = shortDay(item.closedOn ?? today);
	return item.status === 'done' ? m.lokmin_state_done({ day }) : m.lokmin_state_dropped({ day });
}

/** One decimal always, so that the figures of a column stand under one another. */
export function figurePercent(percent: number): string {
	const digits = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
	return `${percent.toLocaleString(getLocale(), digits)} %`;
}

/** The figure of a period. */
export function coverageWords(coverage: AreaCoverage | null): string {
	const percent = percentOf(coverage);
	if (percent !== null) return figurePercent(percent);
	return coverage?.suppressed ? m.lokmin_hidden() : m.lokmin_no_data();
}

/** `554/800`, or nothing. */
export function countWords(coverage: AreaCoverage | null): string {
	if (!coverage || coverage.numerator === null || coverage.denominator === null) return '';
	return `${numberWords(coverage.numerator)}/${numberWords(coverage.denominator)}`;
}

export function figureWords({ state, percent }: Figure): string {
	if (percent !== null) return figurePercent(percent);
	if (state === 'suppressed') return m.lokmin_hidden();
	return state === 'no_denominator' ? m.lokmin_no_denominator() : m.lokmin_no_data();
}

export const arrowSigns: Readonly<Record<Arrow, string>> = { up: '▲', down: '▼', flat: '■' };

const arrows: Readonly<Record<Arrow, () => string>> = {
	up: m.lokmin_arrow_up,
	down: m.lokmin_arrow_down,
	flat: m.lokmin_arrow_flat
};

export function arrowWords(arrow: Arrow | null): string {
	return arrow === null ? '–' : arrows[arrow]();
}

const statuses: Readonly<Record<PwsStatus, () => string>> = {
	good: m.lokmin_status_good,
	less: m.lokmin_status_less,
	enough: m.lokmin_status_enough,
	bad: m.lokmin_status_bad,
	flat: m.lokmin_status_flat
};

export function statusWords({ status }: Pick<PwsRow, 'status'>): string {
	return status === null ? '–' : statuses[status]();
}
