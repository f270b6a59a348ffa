// The ten habits of a clean and healthy household (PHBS, tatanan rumah tangga; Permenkes 2269/2011),
// from what visits recorded.
import type { Answer } from './checklist/form.ts';
import { ageInMonths, daysBetween } from './day.ts';
import type { Day } from './entity.ts';
import { together, verdictOf, type KnownMember, type Verdict } from './family-health.ts';

/** In the official order. */
export const phbsHabits = [
	'attended_birth',
	'breastfed',
	'weighed',
	'clean_water',
	'handwashing',
	'latrine',
	'larvae_checked',
	'fruit_vegetables',
	'exercise',
	'smoke_free'
] as const;
export type PhbsHabit = (typeof phbsHabits)[number];

export type Phbs = Readonly<Record<PhbsHabit, Verdict>>;

/** A birth longer ago says nothing of the family today. */
const birthYearsDays = 365;

function attended({ member, record }: KnownMember, on: Day): Verdict {
	const { deliveredOn } = member;
	if (deliveredOn === null || deliveredOn > on || daysBetween(deliveredOn, on) > birthYearsDays)
		return 'na';
	return verdictOf(record.get('attendant')?.answer, (who) => who !== 'other');
}

function breastfed({ member, record }: KnownMember, on: Day): Verdict {
	const isInfant = member.birthDate !== null && member.birthDate <= on;
	if (!isInfant || ageInMonths(member.birthDate, on) >= 6) return 'na';
	return verdictOf(record.get('breast_milk_only')?.answer, (answer) => answer === true);
}

function weighed({ member, record }: KnownMember, on: Day): Verdict {
	const isYoung = member.birthDate !== null && member.birthDate <= on;
	if (!isYoung || ageInMonths(member.birthDate, on) >= 60) return 'na';
	return verdictOf(
		record.get('measured_on')?.answer,
		(day) => typeof day === 'string' && daysBetween(day, on) <= 31
	);
}

/**
 * @param sheet newest answers of the household sheet
 * @param on the day of the visit, by which ages are counted
 * @returns of each habit whether it holds; `na` where it concerns nobody of this family
 */
export function phbsOf(
	members: readonly KnownMember[],
	sheet: Readonly<Record<string, unknown>>,
	on: Day
): Phbs {
	const house = (code: string) =>
		verdictOf(sheet[code] as Answer | undefined, (yes) => yes === true);
	return {
		attended_birth: together(members.map((person) => attended(person, on))),
		breastfed: together(members.map((person) => breastfed(person, on))),
		weighed: together(members.map((person) => weighed(person, on))),
		clean_water: house('clean_water'),
		handwashing: house('handwashing'),
		latrine: house('latrine'),
		larvae_checked: house('larvae_checked'),
		fruit_vegetables: house('fruit_vegetables'),
		exercise: house('exercise'),
		smoke_free: house('smoke_free')
	};
}
