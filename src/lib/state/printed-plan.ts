// The plan in force of one area with all that its sheets say, read from the device only: paper is
// for places without a network.
import type { Area, Road } from '#lib/domain/area.ts';
import { lineage } from '#lib/domain/lineage.ts';
import type { Household } from '#lib/domain/household.ts';
import type { Territory, TerritoryPlan } from '#lib/domain/territory.ts';
import type { Records } from '#lib/data/contracts.ts';
import { readDivisibleAreas, type DivisibleArea } from './division-areas.ts';

export interface PrintedTerritory {
	readonly territory: Territory;
	/** Name; null where it is nobody's. */
	readonly kader: string | null;
	/** Name of her posyandu; null where she belongs to none that is known here. */
	readonly posyandu: string | null;
	/** Active ones that it holds today. */
	readonly households: readonly Household[];
}

export interface PrintedPlan {
	readonly plan: TerritoryPlan;
	/** By number. */
	readonly territories: readonly PrintedTerritory[];
	/** Household → how many people live there. */
	readonly people: ReadonlyMap<string, number>;
	readonly roads: readonly Road[];
}

/** Those with a plan in force, in the order of the tree. */
export async function readPrintedAreas(records: Records): Promise<DivisibleArea[]> {
	const [areas, plans] = await Promise.all([
		readDivisibleAreas(records),
		records.all('territory_plan')
	]);
	const divided = new Set(plans.filter(isInForce).map(({ areaId }) => areaId as string));
	return areas.filter(({ id }) => divided.has(id));
}

/** Undefined where the area has no plan in force on this device. */
export async function readPrintedPlan(
	records: Records,
	areaId: string
): Promise<PrintedPlan | undefined> {
	const [areas, plans, kader, facilities] = await Promise.all([
		records.all('area'),
		records.where('territory_plan', 'areaId', areaId),
		records.all('kader'),
		records.all('facility')
	]);
	const plan = plans.filter(isInForce).sort((a, b) => b.version - a.version)[0];
	if (!plan) return undefined;
	const [known, roads] = await Promise.all([
		records.where('territory', 'planId', plan.id),
		records.where('road', 'areaId', areasAround(areas, areaId))
	]);
	const territories = known.filter(({ active }) => active).sort((a, b) => a.number - b.number);
	const ids = territories.map(({ id }) => id);
	const [households, members] = await Promise.all([
		records.where('household', 'territoryId', ids),
		// How many there are lies in the clear: nobody is unsealed to be counted.
		records.outlines('member', 'territoryId', ids)
	]);
	const people = new Map<string, number>();
	for (const { householdId, status } of members)
		if (status === 'active') people.set(householdId, (people.get(householdId) ?? 0) + 1);
	const kaderOf = new Map(kader.map((one) => [one.id as string, one]));
	const posyandu = new Map(facilities.map(({ id, name }) => [id as string, name]));
	const held = new Map<string, Household[]>(ids.map((id) => [id, []]));
	for (const household of households)
		if (household.status === 'active') held.get(household.territoryId ?? '')?.push(household);
	return {
		plan,
		territories: territories.map((territory) => {
			const holder = kaderOf.get(territory.kaderId ?? '');
			return {
				territory,
				kader: holder?.name ?? null,
				posyandu: posyandu.get(holder?.posyanduId ?? '') ?? null,
				households: held.get(territory.id) ?? []
			};
		}),
		people,
		roads
	};
}

/** A plan without a number is on its way to the server, and nobody knows yet whether it holds. */
function isInForce({ version, status }: TerritoryPlan): boolean {
	return version > 0 && status === 'published';
}

/** Its parts, and what it is a part of: roads are kept with the village. */
function areasAround(areas: readonly Area[], areaId: string): string[] {
	const byId = new Map(areas.map((area) => [area.id as string, area]));
	const parts = areas.filter(({ id }) => lineage(byId, id).includes(areaId)).map(({ id }) => id);
	return [...new Set<string>([...parts, ...lineage(byId, areaId)])];
}
