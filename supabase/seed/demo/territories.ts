// Who works where: one kader a territory and the assignment of every household. All of it follows
// from the division; no kader is placed by hand.
import type { Day, Id } from '#lib/domain/entity.ts';
import type { Kader } from '#lib/domain/kader.ts';
import type { Member } from '#lib/domain/member.ts';
import { publishedBoundary } from '#lib/domain/territory-plan.ts';
import type { HouseholdAssignment, Territory, TerritoryPlan } from '#lib/domain/territory.ts';
import { defaultWorkloadRules, householdWorkload } from '#lib/domain/workload.ts';
import { storyHamlets, type DemoAreas, type DemoVillage, type VillageKey } from './areas.ts';
import { divideVillage, type DividedTerritory } from './division.ts';
import type { Facilities } from './facilities.ts';
import type { DemoHousehold } from './households.ts';
import { fullName } from './names.ts';
import type { Population } from './people.ts';
import { Random } from './random.ts';
import { demoVisitRules, type Story } from './story.ts';

/** Kader, and so territories, of each village: 60 in all. */
export const kaderPerVillage: Record<VillageKey, number> = {
	coast: 23,
	riverside: 15,
	transmigration: 16,
	upstream: 6
};

export interface DemoTerritory extends Territory {
	readonly village: DemoVillage;
	/** Who visited until the resignation; the same as `kaderId` where nobody resigned. */
	readonly visitor: Kader;
	/** Name of the RW or dusun in which most of its households are. */
	readonly mostlyIn: string;
	readonly households: readonly DemoHousehold[];
}

export interface Staffing {
	readonly plans: readonly TerritoryPlan[];
	readonly territories: readonly DemoTerritory[];
	readonly kaders: readonly Kader[];
	readonly assignments: readonly HouseholdAssignment[];
	/** The population, each row in its territory. */
	readonly households: readonly DemoHousehold[];
	readonly members: readonly Member[];
}

/** Name of the hamlet that most of these households are in. */
function mostCommonHamlet(households: readonly DemoHousehold[]): DemoHousehold['hamlet'] {
	const counts = new Map<DemoHousehold['hamlet'], number>();
	for (const { hamlet } of households) counts.set(hamlet, (counts.get(hamlet) ?? 0) + 1);
	return [...counts].sort((a, b) => b[1] - a[1])[0]![0];
}

function kaderOf(
	part: DividedTerritory,
	village: DemoVillage,
	facilities: Facilities,
	active: boolean,
	random: Random
): Kader {
	const home = random.pick(part.households).location;
	const posyandu = facilities.posyanduOf.get(mostCommonHamlet(part.households).area.id)!;
	return {
		id: random.uuid(Date.UTC(2025, 0, 20)),
		rev: 1,
		puskesmasId: facilities.puskesmas.id,
		posyanduId: posyandu.id,
		areaId: village.area.id,
		name: fullName(random, random.chance(0.95) ? 'female' : 'male'),
		home,
		decreeNo: `SK/${String(random.int(1, 60)).padStart(3, '0')}/POSYANDU`,
		active,
		capacityMinutes: random.chance(0.7) ? random.int(24, 44) * 30 : null,
		travelMode: null
	};
}

/** The territory that the resigned kader left: the one with most of the vacant RW. */
function vacantPart(parts: readonly DividedTerritory[]): DividedTerritory | undefined {
	const inRw = (part: DividedTerritory) =>
		part.households.filter(({ hamlet }) => hamlet.name === storyHamlets.vacant).length;
	const [most] = [...parts].sort((a, b) => inRw(b) - inRw(a));
	return most && inRw(most) > 0 ? most : undefined;
}

function assignmentsOf(
	territory: DemoTerritory,
	story: Story,
	random: Random
): HouseholdAssignment[] {
	const row = (
		household: DemoHousehold,
		kaderId: Id<'kader'> | null,
		from: Day,
		to: Day | null
	) => ({
		id: random.uuid(Date.parse(`${story.programStart}T00:00:00Z`)),
		rev: 1,
		householdId: household.id,
		territoryId: territory.id,
		kaderId,
		areaId: household.areaId,
		validFrom: from,
		validTo: to
	});
	return territory.households.flatMap((household) =>
		territory.kaderId === null
			? [
					row(household, territory.visitor.id, story.programStart, story.resignedOn),
					row(household, null, story.resignedOn, null)
				]
			: [row(household, territory.kaderId, story.programStart, null)]
	);
}

function planOf(
	village: DemoVillage,
	story: Story,
	divided: ReturnType<typeof divideVillage>,
	random: Random
): TerritoryPlan {
	return {
		id: random.uuid(Date.parse(`${story.programStart}T00:00:00Z`)),
		rev: 1,
		areaId: village.area.id,
		version: 1,
		status: 'published',
		validFrom: story.programStart,
		untilOn: null,
		decreeNo: `SK/${village.area.code!.slice(-4)}/KADER`,
		parameters: divided.parameters,
		metrics: divided.metrics,
		publishedAt: `${story.programStart}T01:00:00.000Z`
	};
}

/** Minutes a month of each household on the day of the plan, by the app's own rule. */
function workloadOf(population: Population, on: Day): (household: DemoHousehold) => number {
	const minutes = new Map<string, number>();
	const families = new Map<string, Member[]>();
	for (const member of population.members)
		if (member.birthDate! <= on)
			families.set(member.householdId, [...(families.get(member.householdId) ?? []), member]);
	for (const [id, members] of families)
		minutes.set(id, householdWorkload(members, on, demoVisitRules, defaultWorkloadRules));
	return ({ id }) => minutes.get(id)!;
}

/** Divides every village and staffs each territory. */
export function staffVillages(
	areas: DemoAreas,
	facilities: Facilities,
	population: Population,
	story: Story
): Staffing {
	const random = new Random('staff');
	const plans: TerritoryPlan[] = [];
	const territories: DemoTerritory[] = [];
	const minutesOf = workloadOf(population, story.programStart);
	for (const village of areas.villages) {
		const own = population.households.filter((household) => household.village === village);
		const divided = divideVillage(village, own, kaderPerVillage[village.key], minutesOf);
		const plan = planOf(village, story, divided, random);
		plans.push(plan);
		const vacant = vacantPart(divided.territories);
		for (const part of divided.territories) {
			const visitor = kaderOf(part, village, facilities, part !== vacant, random);
			const { number, workload, boundary } = part;
			const id = random.uuid(Date.parse(`${story.programStart}T00:00:00Z`));
			territories.push({
				id,
				rev: 1,
				planId: plan.id,
				areaId: village.area.id,
				number,
				kaderId: part === vacant ? null : visitor.id,
				boundary: publishedBoundary(boundary),
				locked: false,
				householdCount: part.households.length,
				workload,
				active: true,
				village,
				visitor,
				mostlyIn: mostCommonHamlet(part.households).name,
				households: part.households.map((household) => ({
					...household,
					territoryId: id,
					posyanduId: facilities.posyanduOf.get(household.areaId)!.id
				}))
			});
		}
	}
	const households = territories.flatMap((territory) => territory.households);
	const territoryOf = new Map(households.map(({ id, territoryId }) => [id, territoryId]));
	return {
		plans,
		territories,
		kaders: territories.map(({ visitor }) => visitor),
		assignments: territories.flatMap((territory) => assignmentsOf(territory, story, random)),
		households,
		members: population.members.map((member) => ({
			...member,
			territoryId: territoryOf.get(member.householdId)!
		}))
	};
}
