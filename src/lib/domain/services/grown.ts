// What people from school age on are due: checks of the year, medicine of the day, and at every age the
// free health check.
import { addDays, ageInMonths, ageReachedOn } from '../day.ts';
import type { Day } from '../entity.ts';
import type { Member } from '../member.ts';
import { dayOf, type MemberRecord } from './member-record.ts';
import { daily } from './mother.ts';
import { service, type MemberService } from './service.ts';

const everSince = '1900-01-01';
const monthlyDays = 30;

/** A check of which the last day is recorded, once in twelve months. */
function yearly(
	code: string,
	record: MemberRecord,
	on: Day,
	place: MemberService['place']
): MemberService {
	const given = dayOf(record, `${code}_on`, everSince, on);
	if (!given) return service(code, 'unknown', place);
	const until = addDays(ageReachedOn(given, 12), -1);
	return service(code, on > until ? 'due' : 'done', place, { until, on: given });
}

function mentalScreening(record: MemberRecord, on: Day): MemberService {
	const known = record.get('mental_screening');
	if (!known) return service('mental_screening', 'unknown', 'posyandu');
	const fresh = known.answer === true && on < ageReachedOn(known.on, 12);
	return service('mental_screening', fresh ? 'done' : 'due', 'posyandu', {
		on: fresh ? known.on : null
	});
}

/** Checked every month and treated every day, once diagnosed. */
function chronic(
	code: 'hypertension' | 'diabetes' | 'odgj',
	member: Pick<Member, 'conditions'>,
	record: MemberRecord,
	on: Day
): MemberService[] {
	const diagnosed = record.get(`${code}_diagnosed`)?.answer === true;
	if (!diagnosed && !member.conditions.includes(code)) return [];
	const checked = record.get(`${code}_checked_month`);
	const fresh = checked?.answer === true && on <= addDays(checked.on, monthlyDays);
	return [
		service(`${code}_check`, checked ? (fresh ? 'done' : 'due') : 'unknown', 'pustu', {
			on: fresh ? checked.on : null
		}),
		daily(`${code}_medicine`, record, `${code}_medicine`, `${code}_taken`, 'pustu')
	];
}

export function teenServices(member: Member, birth: Day, record: MemberRecord, on: Day) {
	const months = ageInMonths(birth, on);
	return [
		...(member.sex === 'female' && months >= 12 * 12
			? [
					daily('iron', record, 'iron_has', 'iron_taken', 'pustu'),
					yearly('anaemia', record, on, 'puskesmas')
				]
			: []),
		...(months >= 15 * 12
			? [
					yearly('blood_pressure', record, on, 'posyandu'),
					yearly('blood_sugar', record, on, 'posyandu'),
					...chronic('odgj', member, record, on)
				]
			: []),
		mentalScreening(record, on)
	];
}

export function adultServices(member: Member, record: MemberRecord, on: Day): MemberService[] {
	return [
		...chronic('hypertension', member, record, on),
		...chronic('diabetes', member, record, on),
		...chronic('odgj', member, record, on),
		yearly('blood_pressure', record, on, 'posyandu'),
		yearly('blood_sugar', record, on, 'posyandu'),
		mentalScreening(record, on)
	];
}

export function elderlyServices(member: Member, record: MemberRecord, on: Day): MemberService[] {
	return [
		...adultServices(member, record, on),
		yearly('adl', record, on, 'posyandu'),
		yearly('skilas', record, on, 'posyandu')
	];
}

export function tbServices(record: MemberRecord): MemberService[] {
	return [daily('tb_medicine', record, 'medicine', 'taken', 'puskesmas')];
}

/**
 * The free health check (CKG): once from each birthday on; in the month after it, it is the birthday's.
 * A year that nobody was asked about is unknown.
 */
export function freeHealthCheck(birth: Day, record: MemberRecord, on: Day): MemberService {
	const from = ageReachedOn(birth, Math.floor(ageInMonths(birth, on) / 12) * 12);
	const until = ageReachedOn(from, 1);
	const given = dayOf(record, 'ckg_on', from, on);
	const said = record.get('ckg_done');
	const asked = said && said.on >= from ? said : undefined;
	if (given || asked?.answer === true)
		return service('ckg', 'done', 'puskesmas', { from, until, on: given });
	return service('ckg', asked || on <= until ? 'due' : 'unknown', 'puskesmas', { from, until });
}
