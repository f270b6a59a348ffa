// The members of each family, by the age structure of a young coastal kecamatan: about 3.6 a
// household, one in ten under five, one in twelve sixty or older. Facts only, never a target group.
import { addDays } from '#lib/domain/day.ts';
import type { Day } from '#lib/domain/entity.ts';
import type { Condition, Member, Sex } from '#lib/domain/member.ts';
import type { DemoHousehold } from './households.ts';
import { fullName, givenName } from './names.ts';
import { Random } from './random.ts';

interface Person {
	readonly sex: Sex;
	readonly ageDays: number;
	/** Code of the form: 1 head, 2 spouse, 3 child, 5 grandchild, 6 parent, 9 other. */
	readonly relation: number;
	readonly pregnantDays?: number;
	readonly deliveredDaysAgo?: number;
}

const year = 365.25;
const inDays = (years: number) => Math.floor(years * year);

/** Chance that a couple whose wife is this old had a child in a given past year. */
function birthChance(motherAge: number): number {
	if (motherAge < 18 || motherAge > 42) return 0;
	return motherAge < 22 ? 0.12 : motherAge < 32 ? 0.16 : motherAge < 38 ? 0.085 : 0.025;
}

function childrenOf(
	motherAge: number,
	random: Random
): { children: Person[]; mother: Partial<Person> } {
	const children: Person[] = [];
	let mother: Partial<Person> = {};
	for (let ago = Math.floor(Math.min(motherAge - 18, 26)); ago >= 0; ago--) {
		if (!random.chance(birthChance(motherAge - ago))) continue;
		// Grown children move out.
		if (ago > 19 && random.chance(0.65)) continue;
		const ageDays = inDays(ago) + random.int(0, 364);
		children.push({ sex: random.chance(0.512) ? 'male' : 'female', ageDays, relation: 3 });
		if (ageDays <= 42) mother = { deliveredDaysAgo: ageDays };
	}
	const youngest = children.at(-1)?.ageDays ?? Infinity;
	if (youngest > 400 && random.chance(birthChance(motherAge) * 0.78))
		mother = { pregnantDays: random.int(35, 275) };
	return { children, mother };
}

function nuclearFamily(random: Random): Person[] {
	const headAge = random.between(23, 59);
	const femaleHead = random.chance(0.09);
	const wifeAge = femaleHead ? headAge : Math.max(19, headAge - random.between(-1, 7));
	const { children, mother } = childrenOf(wifeAge, random);
	if (femaleHead)
		return [
			{ sex: 'female', ageDays: inDays(headAge), relation: 1 },
			...children.filter((child) => child.ageDays > 700)
		];
	return [
		{ sex: 'male', ageDays: inDays(headAge), relation: 1 },
		{ sex: 'female', ageDays: inDays(wifeAge), relation: 2, ...mother },
		...children
	];
}

function elderlyFamily(random: Random): Person[] {
	const headAge = random.between(58, 82);
	const alone = random.chance(0.3);
	const head: Person = {
		sex: alone && random.chance(0.7) ? 'female' : 'male',
		ageDays: inDays(headAge),
		relation: 1
	};
	const spouse: Person = {
		sex: 'female',
		ageDays: inDays(headAge - random.between(0, 7)),
		relation: 2
	};
	const grandchild: Person = {
		sex: random.chance(0.5) ? 'male' : 'female',
		ageDays: inDays(random.between(5, 17)),
		relation: 5
	};
	return [head, ...(alone ? [] : [spouse]), ...(random.chance(0.3) ? [grandchild] : [])];
}

function family(random: Random): Person[] {
	const roll = random.next();
	if (roll < 0.11) return elderlyFamily(random);
	const people = nuclearFamily(random);
	if (roll < 0.24)
		people.push({
			sex: random.chance(0.7) ? 'female' : 'male',
			ageDays: inDays(random.between(60, 84)),
			relation: 6
		});
	else if (roll < 0.36)
		people.push({
			sex: random.chance(0.5) ? 'male' : 'female',
			ageDays: inDays(random.between(16, 34)),
			relation: 9
		});
	return people;
}

/** Diagnosed, not suffering: about a third of those with high blood pressure know it. */
function conditionsOf(ageDays: number, random: Random): Condition[] {
	const age = ageDays / year;
	const found: Condition[] = [];
	if (random.chance(age >= 60 ? 0.31 : age >= 40 ? 0.13 : age >= 18 ? 0.02 : 0))
		found.push('hypertension');
	if (random.chance(age >= 60 ? 0.075 : age >= 40 ? 0.04 : age >= 18 ? 0.003 : 0))
		found.push('diabetes');
	if (random.chance(age >= 15 ? 0.0042 : 0.0012)) found.push('tb');
	if (random.chance(age >= 15 ? 0.0022 : 0)) found.push('odgj');
	return found;
}

function jknOf(random: Random): Member['jknStatus'] {
	const roll = random.next();
	return roll < 0.82 ? 'active' : roll < 0.9 ? 'inactive' : roll < 0.96 ? 'none' : 'unknown';
}

function memberOf(person: Person, household: DemoHousehold, today: Day, random: Random): Member {
	const grown = person.ageDays > 17 * year;
	return {
		id: random.uuid(Date.UTC(2025, 1, 3)),
		rev: 1,
		areaId: household.areaId,
		territoryId: household.territoryId,
		householdId: household.id,
		status: 'active',
		name: grown ? fullName(random, person.sex) : givenName(random, person.sex),
		sex: person.sex,
		birthDate: addDays(today, -person.ageDays),
		relation: person.relation,
		pregnantSince: person.pregnantDays ? addDays(today, -person.pregnantDays) : null,
		deliveredOn:
			person.deliveredDaysAgo === undefined ? null : addDays(today, -person.deliveredDaysAgo),
		conditions: conditionsOf(person.ageDays, random),
		jknStatus: jknOf(random),
		nikLast4: null
	};
}

/** Sheet A of the family, by the question codes of the form. */
function factsOf(
	household: DemoHousehold,
	members: readonly Member[],
	random: Random
): Record<string, unknown> {
	const remote = household.village.key === 'upstream';
	const onStilts = household.village.key === 'riverside';
	const cleanWater = random.chance(remote ? 0.48 : onStilts ? 0.72 : 0.9);
	const latrine = random.chance(remote ? 0.66 : onStilts ? 0.8 : 0.94);
	const ill = (['tb', 'hypertension', 'diabetes'] as const).filter((condition) =>
		members.some(({ conditions }) => conditions.includes(condition))
	);
	return {
		people: members.length,
		jkn: members.every(({ jknStatus }) => jknStatus === 'active'),
		clean_water: cleanWater,
		...(cleanWater ? { protected_water: random.chance(0.8) } : {}),
		latrine,
		...(latrine ? { sanitary_latrine: random.chance(remote ? 0.4 : 0.78) } : {}),
		ventilation: random.chance(0.85),
		odgj: members.some(({ conditions }) => conditions.includes('odgj')),
		diagnosed: ill
	};
}

export interface Population {
	/** The households given, now with the head's name and the facts of sheet A. */
	readonly households: readonly DemoHousehold[];
	readonly members: readonly Member[];
}

/** Fills the households with people whose ages are as of `today`. */
export function populate(empty: readonly DemoHousehold[], today: Day): Population {
	const random = new Random('people');
	const members: Member[] = [];
	const households = empty.map((household) => {
		const people = family(random).map((person) => memberOf(person, household, today, random));
		members.push(...people);
		return {
			...household,
			headName: people[0]!.name,
			facts: factsOf(household, people, random)
		};
	});
	return { households, members };
}
