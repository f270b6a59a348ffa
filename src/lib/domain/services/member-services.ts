// What one person is due on a day, over all target groups that she is in on that day.
import { ageInMonths } from '../day.ts';
import type { Day } from '../entity.ts';
import type { Member } from '../member.ts';
import { ageGroup, isPostpartum, isPregnant } from '../target-group.ts';
import { childServices } from './child.ts';
import {
	adultServices,
	elderlyServices,
	freeHealthCheck,
	tbServices,
	teenServices
} from './grown.ts';
import type { MemberRecord } from './member-record.ts';
import { newbornServices, postpartumServices, pregnancyServices } from './mother.ts';
import { byWeight, service, type MemberService } from './service.ts';

/** Newborn checks are of interest as long as the card of the smallest lasts. */
const newbornMonths = 6;

function byAge(
	member: Member,
	birth: Day,
	record: MemberRecord,
	on: Day,
	jeEndemic: boolean
): MemberService[] {
	switch (ageGroup(birth, on)) {
		case 'infant_0_6m':
		case 'child_6_71m':
			return [
				...(ageInMonths(birth, on) < newbornMonths ? newbornServices(birth, record, on) : []),
				...childServices(birth, record, on, jeEndemic)
			];
		case 'school_age_teen':
			return teenServices(member, birth, record, on);
		case 'adult':
			return adultServices(member, record, on);
		case 'elderly':
			return elderlyServices(member, record, on);
		case 'pregnant':
		case 'postpartum':
		case null:
			return [];
	}
}

/**
 * Every service of a person, what is late first, each once.
 * @param on the day of the visit, by which ages are counted
 * @param jeEndemic whether Japanese encephalitis is immunised against here
 */
export function memberServices(
	member: Member,
	record: MemberRecord,
	on: Day,
	jeEndemic = false
): MemberService[] {
	const birth = member.birthDate !== null && member.birthDate <= on ? member.birthDate : null;
	const pregnant = isPregnant(member, on);
	const postpartum = isPostpartum(member, on);
	const all = [
		...(pregnant ? pregnancyServices(member.pregnantSince!, record, on) : []),
		...(postpartum ? postpartumServices(member.deliveredOn!, record, on) : []),
		...(member.conditions.includes('tb') ? tbServices(record) : []),
		...(birth === null ? [service('birth_date', 'unknown', 'home')] : []),
		// As on the form: what is asked of mothers takes the place of what is asked of her age.
		...(birth !== null && !pregnant && !postpartum
			? byAge(member, birth, record, on, jeEndemic)
			: []),
		...(birth !== null ? [freeHealthCheck(birth, record, on)] : [])
	];
	return byWeight(
		all.filter((entry, at) => all.findIndex(({ code }) => code === entry.code) === at)
	);
}

/** As last answered at a visit, else as registered. */
export function jknOf(member: Member, record: MemberRecord): Member['jknStatus'] {
	const answer = record.get('jkn_status')?.answer;
	return answer === 'active' || answer === 'inactive' || answer === 'none'
		? answer
		: member.jknStatus;
}
