// A visit that kader and health worker make together because of a case: one more planned visit of the
// house, or one more reason of a visit that is planned for that day anyway.
import { addDays, firstDayOf, isDay, monthOf } from './day.ts';
import type { Day, Id, Instant } from './entity.ts';
import { followUp, type Finding } from './finding.ts';
import { err, ok, type Result } from './result.ts';
import type { Change } from './sync/change.ts';
import { jointVisitCode, type VisitPlan, type VisitReason } from './visit-plan.ts';

export type JointVisitProblem = 'not_a_day' | 'day_past' | 'too_far' | 'day_taken';

/** Nobody plans a case for a season ahead: beyond it is a slip of the finger. */
const furthestDays = 90;

export interface JointVisitEntry {
	readonly day: string;
	readonly today: Day;
	readonly at: Instant;
	/** What the step tells, with the day in words. */
	readonly note: string;
	/** Who holds the house now. */
	readonly kaderId: Id<'kader'> | null;
	/** Every plan of the household on this device. */
	readonly plans: readonly VisitPlan[];
	readonly planId: Id<'visit_plan'>;
	readonly stepId: Id<'follow_up'>;
}

function reasonsOf({ urgency, text, memberId }: Finding): VisitReason[] {
	const together = 'Kunjungan bersama tenaga kesehatan';
	if (urgency === 'yellow') return [{ code: jointVisitCode, text: together, memberId }];
	const joint = { code: jointVisitCode, text: `${together}: tanda bahaya`, memberId };
	const sign = { code: 'danger_sign_open', text: `Tanda bahaya belum selesai: ${text}`, memberId };
	return [joint, sign];
}

function joined(known: readonly VisitReason[], more: readonly VisitReason[]): VisitReason[] {
	const isKnown = (one: VisitReason) =>
		known.some((other) => other.code === one.code && other.memberId === one.memberId);
	return [...more.filter((one) => !isKnown(one)), ...known];
}

/** The step "scheduled" on the case, and the planned visit that goes with it. */
export function scheduleJointVisit(
	finding: Finding,
	entry: JointVisitEntry
): Result<Change[], JointVisitProblem> {
	const { day, today, plans, planId } = entry;
	if (!isDay(day)) return err('not_a_day');
	if (day < today) return err('day_past');
	if (day > addDays(today, furthestDays)) return err('too_far');
	const step = followUp(finding, {
		id: entry.stepId,
		status: 'scheduled',
		at: entry.at,
		note: entry.note
	});
	if (!step.ok) return err('not_a_day');
	const reasons = reasonsOf(finding);
	const period = monthOf(day);
	const isSame = (plan: VisitPlan, kind: VisitPlan['kind'], fromOn: Day) =>
		plan.period === period && plan.kind === kind && plan.fromOn === fromOn;
	const open = plans.filter(({ status }) => status === 'planned');
	const there =
		open.find((plan) => plan.dueOn === day) ?? open.find((plan) => isSame(plan, 'targeted', day));
	if (there)
		return ok([
			...step.value,
			{
				entity: 'visit_plan',
				op: 'update',
				id: there.id,
				baseRev: there.rev,
				patch: { dueOn: day, reasons: joined(there.reasons, reasons) },
				after: [there.id]
			}
		]);
	// Unique by household, month, kind and first day: a visit of today that is done already is in the way.
	const fromOn = [day, firstDayOf(period)].find(
		(first) => !plans.some((plan) => isSame(plan, 'targeted', first))
	);
	if (fromOn === undefined) return err('day_taken');
	return ok([
		...step.value,
		{
			entity: 'visit_plan',
			op: 'create',
			id: planId,
			patch: {
				householdId: finding.householdId,
				areaId: finding.areaId,
				territoryId: finding.territoryId,
				kaderId: entry.kaderId,
				period,
				kind: 'targeted',
				fromOn,
				untilOn: finding.urgency === 'red' ? addDays(day, 1) : null,
				dueOn: day,
				status: 'planned',
				visitId: null,
				reasons
			},
			after: [finding.householdId]
		}
	]);
}
