// What the division of one area stands on: its households with their work, its kader, and the plan
// of today. Read from the device only.
import type { Area, Road } from '#lib/domain/area.ts';
import { lineage } from '#lib/domain/lineage.ts';
import type { Day, Id } from '#lib/domain/entity.ts';
import { locator } from '#lib/domain/geometry/locate.ts';
import type { Household } from '#lib/domain/household.ts';
import type { Kader } from '#lib/domain/kader.ts';
import { atHome } from '#lib/domain/lend-household.ts';
import { posyanduCatchments } from '#lib/domain/posyandu-catchment.ts';
import { fewestKaderFrom, posyanduStaff, type PosyanduStaff } from '#lib/domain/posyandu-staff.ts';
import type { Territory, TerritoryPlan } from '#lib/domain/territory.ts';
import { visitRulesFrom } from '#lib/domain/visit-rules.ts';
import { areaNeeds, areaWork } from '#lib/domain/workload-area.ts';
import type { TravelPace } from '#lib/domain/workload-shares.ts';
import { workloadRulesFrom } from '#lib/domain/workload.ts';
import type { Records } from '#lib/data/contracts.ts';

export interface DivisionSource {
	readonly area: Area;
	/** Active ones of the area and of its parts. */
	readonly households: readonly Household[];
	/** Household → minutes of work a month. */
	readonly minutes: ReadonlyMap<Id<'household'>, number>;
	/** How long all of it takes by each way to travel: what a kader's hours are worth. */
	readonly pace: TravelPace;
	/** Active kader of the villages that the area touches, by name. */
	readonly kader: readonly Kader[];
	/** Those who take part unless the planner says otherwise. */
	readonly usualKader: readonly Id<'kader'>[];
	/** Every posyandu that this device knows, with its kader. */
	readonly posyandu: readonly PosyanduStaff[];
	/** Household → its posyandu; none where that is not known. */
	readonly posyanduOf: ReadonlyMap<Id<'household'>, Id<'facility'>>;
	/** Household → who holds it today; null where nobody does. */
	readonly holders: ReadonlyMap<Id<'household'>, Id<'kader'> | null>;
	/** Territories that hold these households today, by number. */
	readonly territories: readonly Territory[];
	/** Versions of this area's plan; what waits to be sent first, then the newest. */
	readonly plans: readonly TerritoryPlan[];
	readonly roads: readonly Road[];
	/** Rows that only this device knows so far. */
	readonly madeHere: readonly string[];
}

/** Undefined where this device does not know the area. */
export async function readDivisionSource(
	records: Records,
	areaId: string,
	today: Day
): Promise<DivisionSource | undefined> {
	const [areas, allKader, facilities, served, settings, plans, allTerritories] = await Promise.all([
		records.all('area'),
		records.all('kader'),
		records.all('facility'),
		records.all('facility_area'),
		records.all('setting'),
		records.where('territory_plan', 'areaId', areaId),
		records.all('territory')
	]);
	const byId = new Map(areas.map((area) => [area.id as string, area]));
	const area = byId.get(areaId);
	if (!area) return undefined;
	const parts = areas.filter(({ id }) => lineage(byId, id).includes(area.id)).map(({ id }) => id);
	const around = [...new Set([...parts, ...lineage(byId, area.id)])];
	const [known, members, roads] = await Promise.all([
		records.where('household', 'areaId', parts),
		records.where('member', 'areaId', parts),
		records.where('road', 'areaId', around)
	]);
	const households = known.filter(({ status }) => status === 'active').map(atHome);
	const kaderOf = new Map(allTerritories.map((one) => [one.id as string, one]));
	const holders = new Map(
		households.map(({ id, territoryId }) => [id, holderOf(kaderOf, territoryId)])
	);
	const kader = kaderAround(allKader, around);
	const holding = new Set(households.map(({ territoryId }) => territoryId));
	const rules = workloadRulesFrom(settings);
	const visits = visitRulesFrom(settings);
	const work = areaWork(areaNeeds({ households, members, roads, on: today, visits }), rules);
	return {
		area,
		households,
		minutes: new Map([...work.loads].map(([id, load]) => [id, load.minutes])),
		pace: { usualMode: rules.travel.usualMode, minutesBy: work.minutesBy },
		kader,
		usualKader: usualKader(area, kader, holders),
		posyandu: posyanduStaff(facilities, allKader, fewestKaderFrom(settings)),
		posyanduOf: posyanduCatchments(households, byId, facilities, served),
		holders,
		territories: allTerritories
			.filter(({ id, active }) => active && holding.has(id))
			.sort((a, b) => a.number - b.number),
		plans: plans.sort(newestFirst),
		roads,
		madeHere: [area, ...households, ...kader].filter(({ rev }) => rev === 0).map(({ id }) => id)
	};
}

function holderOf(territories: ReadonlyMap<string, Territory>, id: string | null) {
	return (id !== null && territories.get(id)?.kaderId) || null;
}

function kaderAround(kader: readonly Kader[], around: readonly Id<'area'>[]): Kader[] {
	const places = new Set(around);
	return kader
		.filter(({ active, areaId }) => active && places.has(areaId))
		.sort((a, b) => a.name.localeCompare(b.name, 'id'));
}

/** All of a village; of a part of it those who live there, else those who hold houses there. */
function usualKader(
	{ kind, boundary }: Area,
	kader: readonly Kader[],
	holders: ReadonlyMap<string, Id<'kader'> | null>
): Id<'kader'>[] {
	const all = kader.map(({ id }) => id);
	if (!['hamlet', 'rw', 'rt'].includes(kind) || !boundary) return all;
	const inside = locator([{ polygon: boundary, value: true }]);
	const living = kader
		.filter(({ home }) => home !== null && inside.at(home.coordinates) === true)
		.map(({ id }) => id);
	if (living.length > 0) return living;
	const holding = new Set(holders.values());
	const held = all.filter((id) => holding.has(id));
	return held.length > 0 ? held : all;
}

function newestFirst(a: TerritoryPlan, b: TerritoryPlan): number {
	const rank = ({ version }: TerritoryPlan): number => (version === 0 ? Infinity : version);
	return rank(a) === rank(b) ? b.id.localeCompare(a.id) : rank(b) - rank(a);
}
