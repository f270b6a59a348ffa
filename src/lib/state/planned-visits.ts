// Appointments of households that change hands.
import type { Id } from '#lib/domain/entity.ts';
import type { Records } from '#lib/data/contracts.ts';

/** How many visits of these households are planned and not done: they follow the household. */
export async function plannedVisits(
	records: Records,
	householdIds: readonly Id<'household'>[]
): Promise<number> {
	const plans = await records.outlines('visit_plan', 'householdId', householdIds);
	return plans.filter(({ status }) => status === 'planned').length;
}
