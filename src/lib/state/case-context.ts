// What a step on one case may need beside the case: places to refer to, what is planned for the house and
// who holds it.
import type { Records } from '#lib/data/contracts.ts';
import type { Id } from '#lib/domain/entity.ts';
import type { Facility } from '#lib/domain/facility.ts';
import { currentStatus, isOpen, type Finding } from '#lib/domain/finding.ts';
import { careKinds } from '#lib/domain/nearest-care.ts';
import type { VisitPlan } from '#lib/domain/visit-plan.ts';

export interface CaseContext {
	/** Where one is treated, by name. */
	readonly places: readonly Facility[];
	/** Of the household, of any month. */
	readonly plans: readonly VisitPlan[];
	/** Who holds the house now; null where nobody does or this device does not know. */
	readonly kaderId: Id<'kader'> | null;
	/** Another case of the same person and problem is open: this one stays closed. */
	readonly isReplaced: boolean;
}

export async function readCaseContext(records: Records, finding: Finding): Promise<CaseContext> {
	const [facilities, plans, territory, others] = await Promise.all([
		records.all('facility'),
		records.where('visit_plan', 'householdId', finding.householdId),
		finding.territoryId ? records.get('territory', finding.territoryId) : undefined,
		records.where('finding', 'householdId', finding.householdId)
	]);
	const same = others.filter(
		({ id, memberId, problem }) =>
			id !== finding.id && memberId === finding.memberId && problem === finding.problem
	);
	const steps = await records.where(
		'follow_up',
		'findingId',
		same.map(({ id }) => id)
	);
	return {
		places: facilities
			.filter(({ kind }) => careKinds.includes(kind))
			.sort((a, b) => a.name.localeCompare(b.name)),
		plans,
		kaderId: territory?.kaderId ?? null,
		isReplaced: same.some((other) => isOpen(currentStatus(other, steps)))
	};
}
