// Which target group a person is in is computed from facts at a date and never stored: a child of
// last year's list is not a child of this year's (national IKS fell when an app aged its labels).
import { ageInMonths, daysBetween } from './day.ts';
import type { Day } from './entity.ts';
import type { CardCode } from './checklist/form.ts';
import type { Member } from './member.ts';

export const targetGroups = [
	'pregnant',
	'postpartum',
	'infant_0_6m',
	'child_6_71m',
	'school_age_teen',
	'adult',
	'elderly'
] as const;
export type TargetGroup = (typeof targetGroups)[number];

/** Postpartum ends after 42 days (KF4 is day 29–42). */
const postpartumDays = 42;
/** 44 weeks: no pregnancy lasts longer, so an unrecorded birth cannot keep someone pregnant. */
const longestPregnancyDays = 308;

type Facts = Pick<Member, 'birthDate' | 'pregnantSince' | 'deliveredOn' | 'conditions' | 'sex'>;

export function isPregnant(member: Facts, on: Day): boolean {
	if (!member.pregnantSince || member.sex !== 'female') return false;
	const days = daysBetween(member.pregnantSince, on);
	const delivered = member.deliveredOn !== null && member.deliveredOn >= member.pregnantSince;
	return days >= 0 && days <= longestPregnancyDays && !(delivered && member.deliveredOn! <= on);
}

export function isPostpartum(member: Facts, on: Day): boolean {
	if (!member.deliveredOn || member.sex !== 'female') return false;
	const days = daysBetween(member.deliveredOn, on);
	return days >= 0 && days <= postpartumDays;
}

/** The group of the person's age alone, by the visit form's bands; null when the birth date is unknown or later. */
export function ageGroup(birthDate: Day | null, on: Day): TargetGroup | null {
	if (!birthDate || birthDate > on) return null;
	const months = ageInMonths(birthDate, on);
	if (months < 6) return 'infant_0_6m';
	if (months < 72) return 'child_6_71m';
	if (months < 18 * 12) return 'school_age_teen';
	if (months < 60 * 12) return 'adult';
	return 'elderly';
}

/** Every group a person counts in on a day: a pregnant adult is both. */
export function targetGroupsOf(member: Facts, on: Day): TargetGroup[] {
	const groups: TargetGroup[] = [];
	if (isPregnant(member, on)) groups.push('pregnant');
	if (isPostpartum(member, on)) groups.push('postpartum');
	const byAge = ageGroup(member.birthDate, on);
	if (byAge) groups.push(byAge);
	return groups;
}

/**
 * The cards of the form that a person is asked on a day. Pregnancy and childbed replace the adult
 * card; tuberculosis is added to whatever else applies. An unknown birth date gets the adult card,
 * so that nobody is left without one.
 */
export function cardsFor(member: Facts, on: Day): CardCode[] {
	const cards: CardCode[] = [];
	if (isPregnant(member, on)) cards.push('pregnant');
	if (isPostpartum(member, on)) cards.push('postpartum');
	if (cards.length === 0) cards.push(ageGroup(member.birthDate, on) ?? 'adult');
	if (member.conditions.includes('tb')) cards.push('tb');
	return cards;
}
