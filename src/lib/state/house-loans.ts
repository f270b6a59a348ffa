// Houses that another kader visits for a while: to whom one can be lent, and which are. Pure but for reading.
import type { Area } from '#lib/domain/area.ts';
import { lineage } from '#lib/domain/lineage.ts';
import type { Day, Id } from '#lib/domain/entity.ts';
import type { Kader } from '#lib/domain/kader.ts';
import { homeTerritory, visitingTerritory } from '#lib/domain/lend-household.ts';
import type { Territory } from '#lib/domain/territory.ts';
import type { Records } from '#lib/data/contracts.ts';

/** A kader who could visit a house: who holds a territory. */
export interface Borrower {
	readonly kaderId: Id<'kader'>;
	readonly territoryId: Id<'territory'>;
	readonly name: string;
	/** The desa of her territory. */
	readonly village: string;
}

/** One entry a kader, by desa and name. */
export function borrowers(
	kader: readonly Pick<Kader, 'id' | 'name' | 'active'>[],
	territories: readonly Pick<Territory, 'id' | 'kaderId' | 'areaId' | 'active' | 'number'>[],
	areas: readonly Area[]
): Borrower[] {
	const byId = new Map(areas.map((area) => [area.id as string, area]));
	const villageOf = (id: string) =>
		lineage(byId, id)
			.map((above) => byId.get(above))
			.find((area) => area?.kind === 'village')?.name ?? '';
	const first = new Map<string, (typeof territories)[number]>();
	for (const one of territories.toSorted((a, b) => a.number - b.number || (a.id < b.id ? -1 : 1)))
		if (one.active && one.kaderId !== null && !first.has(one.kaderId)) first.set(one.kaderId, one);
	return kader
		.filter(({ active }) => active)
		.flatMap(({ id, name }) => {
			const hers = first.get(id);
			return hers
				? [{ kaderId: id, territoryId: hers.id, name, village: villageOf(hers.areaId) }]
				: [];
		})
		.sort((a, b) => a.village.localeCompare(b.village, 'id') || a.name.localeCompare(b.name, 'id'));
}

export interface LentHouse {
	readonly id: Id<'household'>;
	readonly code: string;
	readonly until: Day;
	/** Null where nobody holds the territory. */
	readonly homeKaderId: Id<'kader'> | null;
	readonly kaderId: Id<'kader'> | null;
}

/** The first to go home first. */
export async function readLentHouses(records: Records): Promise<LentHouse[]> {
	const territories = await records.all('territory');
	const ids = territories.filter(({ active }) => active).map(({ id }) => id);
	const outlines = await records.outlines('household', 'territoryId', ids);
	const lent = outlines.filter(({ lentTo }) => lentTo).map(({ id }) => id);
	if (lent.length === 0) return [];
	const holder = new Map(territories.map(({ id, kaderId }) => [id as string, kaderId]));
	const holderOf = (id: string | null) => (id === null ? null : (holder.get(id) ?? null));
	return (await records.where('household', 'id', lent))
		.map((house) => ({
			id: house.id,
			code: house.code,
			until: house.lentUntil ?? '',
			homeKaderId: holderOf(homeTerritory(house)),
			kaderId: holderOf(visitingTerritory(house))
		}))
		.sort((a, b) => a.until.localeCompare(b.until) || a.code.localeCompare(b.code));
}

/** What the commands of lending need to know of one house; undefined where this device has it no more. */
export async function readLoan(records: Records, householdId: string) {
	const [household, plans, territories] = await Promise.all([
		records.get('household', householdId),
		records.where('visit_plan', 'householdId', householdId),
		records.all('territory')
	]);
	if (!household) return undefined;
	const home = homeTerritory(household);
	const homeKaderId = territories.find(({ id }) => id === home)?.kaderId ?? null;
	return { household, plans, homeKaderId };
}
