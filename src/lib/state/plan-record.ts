// One published plan as this device knows it: its territories, and which households they hold or held.
import { lineage } from '#lib/domain/lineage.ts';
import type { Id } from '#lib/domain/entity.ts';
import { homeTerritory } from '#lib/domain/lend-household.ts';
import type { PlanRecord } from '#lib/domain/plan-as-draft.ts';
import type { TerritoryPlan } from '#lib/domain/territory.ts';
import type { Records } from '#lib/data/contracts.ts';

export async function readPlanRecord(records: Records, plan: TerritoryPlan): Promise<PlanRecord> {
	const territories = await records.where('territory', 'planId', plan.id);
	const ids = territories.map(({ id }) => id);
	const holders =
		plan.status === 'published'
			? await heldToday(records, plan.areaId, ids)
			: await heldThen(records, ids);
	return { plan, territories, holders };
}

/** A house that is lent belongs to its own territory, also while it stands in one of another village. */
async function heldToday(records: Records, areaId: string, ids: readonly Id<'territory'>[]) {
	const areas = await records.all('area');
	const byId = new Map(areas.map((area) => [area.id as string, area]));
	const parts = areas.filter(({ id }) => lineage(byId, id).includes(areaId)).map(({ id }) => id);
	const households = await records.outlines('household', 'areaId', parts);
	const wanted = new Set<string>(ids);
	return new Map(
		households
			.map((household) => [household.id as string, homeTerritory(household)] as const)
			.filter((pair): pair is [string, Id<'territory'>] => wanted.has(pair[1] ?? ''))
	);
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
