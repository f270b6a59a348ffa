// One published plan as this device knows it: its territories, and which households they hold or held.
import type { Id } from '#lib/domain/entity.ts';
import type { PlanRecord } from '#lib/domain/plan-as-draft.ts';
import type { TerritoryPlan } from '#lib/domain/territory.ts';
import type { Records } from '#lib/data/contracts.ts';

export async function readPlanRecord(records: Records, plan: TerritoryPlan): Promise<PlanRecord> {
	const territories = await records.where('territory', 'planId', plan.id);
	const ids = territories.map(({ id }) => id);
	const holders =
		plan.status === 'published' ? await heldToday(records, ids) : await heldThen(records, ids);
	return { plan, territories, holders };
}

async function heldToday(records: Records, ids: readonly Id<'territory'>[]) {
	const households = await records.outlines('household', 'territoryId', ids);
	return new Map(households.map(({ id, territoryId }) => [id as string, territoryId!]));
}

/** Where a household went from one to another while the plan held, the later one counts. */
async function heldThen(records: Records, ids: readonly Id<'territory'>[]) {
	const rows = await records.outlines('household_assignment', 'territoryId', ids);
	return new Map(
		rows
			.toSorted((a, b) => a.validFrom.localeCompare(b.validFrom))
			.map(({ householdId, territoryId }) => [householdId as string, territoryId])
	);
}
