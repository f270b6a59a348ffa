// What the visit page reads from the device about one household. Pure but for the reading.
import { formInForce, formProblems } from '#lib/domain/checklist/form-check.ts';
import type { ChecklistForm } from '#lib/domain/checklist/form.ts';
import { monthOf } from '#lib/domain/day.ts';
import type { Day, Id } from '#lib/domain/entity.ts';
import { currentStatus, type Finding } from '#lib/domain/finding.ts';
import type { Household } from '#lib/domain/household.ts';
import type { Member } from '#lib/domain/member.ts';
import { standingVisits } from '#lib/domain/standing-visits.ts';
import type { Visit } from '#lib/domain/visit.ts';
import { fulfils, type VisitPlan } from '#lib/domain/visit-plan.ts';
import { isJeEndemic } from '#lib/domain/visit-rules-setting.ts';
import type { Records } from '#lib/data/contracts.ts';

export const formCode = 'kunjungan-rumah';

export interface VisitSource {
	readonly household: Household;
	readonly members: readonly Member[];
	readonly visits: readonly Visit[];
	readonly plans: readonly VisitPlan[];
	readonly findings: readonly Finding[];
	/** Null while no form has reached this device. */
	readonly form: ChecklistForm | null;
	readonly jeEndemic: boolean;
}

/** @returns null when the household is not on this device */
export async function readVisitSource(
	records: Records,
	householdId: string,
	today: Day
): Promise<VisitSource | null> {
	const [household, members, visits, plans, findings, forms, settings] = await Promise.all([
		records.get('household', householdId),
		records.where('member', 'householdId', householdId),
		records.where('visit', 'householdId', householdId),
		records.where('visit_plan', 'householdId', householdId),
		records.where('finding', 'householdId', householdId),
		records.all('checklist_form'),
		records.all('setting')
	]);
	if (!household) return null;
	const followUps = await Promise.all(
		findings.map(({ id }) => records.where('follow_up', 'findingId', id))
	);
	return {
		household,
		members: byAge(members),
		visits: standingVisits(visits),
		plans,
		// A case closed on this phone is closed, sent or not: what is seen anew is a new case.
		findings: findings.map((finding, at) => ({
			...finding,
			status: currentStatus(finding, followUps[at]!)
		})),
		form: usableForm(forms, today),
		jeEndemic: isJeEndemic(settings)
	};
}

/** The newest form without a fault: a faulty one must not stand in the way of a visit. */
function usableForm(forms: readonly ChecklistForm[], today: Day): ChecklistForm | null {
	const form = formInForce(forms, formCode, today);
	if (!form || formProblems(form.definition).length === 0) return form ?? null;
	return usableForm(
		forms.filter((other) => other !== form),
		today
	);
}

/** The head first, then the youngest: small children are looked at before anyone is tired. */
function byAge(members: readonly Member[]): Member[] {
	return members
		.filter((member) => member.status === 'active')
		.sort(
			(a, b) =>
				Number(b.relation === 1) - Number(a.relation === 1) ||
				(b.birthDate ?? '').localeCompare(a.birthDate ?? '') ||
				a.id.localeCompare(b.id)
		);
}

/** The newest visit recorded on a day; undefined when there is none. */
export function visitOn(visits: readonly Visit[], day: Day): Visit | undefined {
	return visits
		.filter((visit) => visit.visitedOn === day)
		.sort((a, b) => b.capturedAt.localeCompare(a.capturedAt))[0];
}

/** The plan that a visit on a day would fulfil: the earliest that is open, never one of a later month. */
export function openPlanId(
	plans: readonly VisitPlan[],
	visits: readonly Visit[],
	on: Day
): Id<'visit_plan'> | null {
	return (
		plans
			.filter((plan) => plan.status === 'planned' && plan.period <= monthOf(on))
			.filter((plan) => !visits.some((visit) => fulfils(visit, plan)))
			.sort((a, b) => a.dueOn.localeCompare(b.dueOn))[0]?.id ?? null
	);
}
