// A planned visit goes to another day, is left out, or comes back: commands of whoever makes the schedule.
import { firstDayOf, isDay, lastDayOf, weekdayOf } from './day.ts';
import type { Day } from './entity.ts';
import { err, ok, type Result } from './result.ts';
import type { Change } from './sync/change.ts';
import type { VisitPlan } from './visit-plan.ts';
import type { VisitRules } from './visit-rules.ts';

/** A visit stays in the month that it was planned for. */
export type MoveProblem = 'not_open' | 'not_a_day' | 'day_past' | 'other_month';

/** What should be known before it is moved; it may be moved all the same. */
export type MoveWarning =
	'after_window' | 'before_window' | 'day_full' | 'no_visiting_day' | 'posyandu_day';

const edit = (plan: VisitPlan, patch: Partial<VisitPlan>): Change => ({
	entity: 'visit_plan',
	op: 'update',
	id: plan.id,
	patch,
	baseRev: plan.rev,
	after: [plan.id]
});

export function moveVisit(plan: VisitPlan, day: string, today: Day): Result<Change[], MoveProblem> {
	if (plan.status !== 'planned') return err('not_open');
	if (!isDay(day)) return err('not_a_day');
	if (day < today) return err('day_past');
	if (day < firstDayOf(plan.period) || day > lastDayOf(plan.period)) return err('other_month');
	return ok(day === plan.dueOn ? [] : [edit(plan, { dueOn: day })]);
}

/**
 * @param onDay visits that her kader has on that day, without this one
 * @param isPosyanduDay whether her posyandu is open on it
 */
export function moveWarnings(
	{ fromOn, untilOn }: Pick<VisitPlan, 'fromOn' | 'untilOn'>,
	day: Day,
	rules: VisitRules,
	onDay: number,
	isPosyanduDay = false
): MoveWarning[] {
	const warnings: MoveWarning[] = [];
	if (untilOn !== null && day > untilOn) warnings.push('after_window');
	if (untilOn !== null && day < fromOn) warnings.push('before_window');
	if (onDay >= rules.visitsPerDay) warnings.push('day_full');
	if (isPosyanduDay && onDay >= rules.visitsOnPosyanduDay) warnings.push('posyandu_day');
	if (!rules.visitWeekdays.includes(weekdayOf(day))) warnings.push('no_visiting_day');
	return warnings;
}

/** Left out it counts for nobody's day; a visit that is done stays done. */
export function skipVisit(plan: VisitPlan, isSkipped: boolean): Result<Change[], 'not_open'> {
	const wanted = isSkipped ? 'planned' : 'skipped';
	if (plan.status !== wanted) return err('not_open');
	return ok([edit(plan, { status: isSkipped ? 'skipped' : 'planned' })]);
}
