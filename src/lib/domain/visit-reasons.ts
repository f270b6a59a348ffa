// Why somebody is to be visited before the routine comes round, from what is known of her. Each reason
// is a sentence that the kader and the family can check; there is no score.
import { newbornWindows, postpartumWindows, type BirthWindow } from './care-windows.ts';
import { addDays, ageInMonths, daysBetween } from './day.ts';
import type { Day } from './entity.ts';
import type { Member } from './member.ts';
import { immunisationServices } from './services/child.ts';
import { dayOf, type MemberRecord } from './services/member-record.ts';
import { nextPregnancyCheck } from './services/mother.ts';
import { isPregnant } from './target-group.ts';
import type { ReasonCode } from './reason-codes.ts';
import type { VisitReason } from './visit-plan.ts';
import type { VisitRules } from './visit-rules.ts';

export function reason(
	code: ReasonCode,
	text: string,
	memberId: VisitReason['memberId'] = null
): VisitReason {
	return { code, text, memberId };
}

/** A service after a birth that nobody has recorded yet, and the days in which it is due. */
export interface OpenWindow {
	readonly from: Day;
	readonly until: Day;
	readonly reason: VisitReason;
}

/** KF of a mother and KN of a child whose windows touch the days from `from` to `until`. */
export function openWindows(
	member: Member,
	record: MemberRecord,
	from: Day,
	until: Day
): OpenWindow[] {
	const { deliveredOn, birthDate, sex } = member;
	const mother = sex === 'female' && deliveredOn;
	return [
		...(mother
			? windowsAfter(mother, postpartumWindows, record, from, until).map(
					({ name, days, ...rest }) => ({
						...rest,
						reason: reason(
							'postpartum_window',
							`${name} ibu nifas, ${days} setelah bersalin`,
							member.id
						)
					})
				)
			: []),
		...(birthDate
			? windowsAfter(birthDate, newbornWindows, record, from, until).map(
					({ name, days, ...rest }) => ({
						...rest,
						reason: reason('newborn_window', `${name} bayi baru lahir, ${days} umurnya`, member.id)
					})
				)
			: [])
	];
}

function windowsAfter(
	birth: Day,
	windows: readonly BirthWindow[],
	record: MemberRecord,
	from: Day,
	until: Day
) {
	// Most births are long ago: then there is nothing to count.
	if (birth > from || daysBetween(birth, from) > windows.at(-1)!.to) return [];
	return windows
		.map((one) => ({
			name: one.name,
			days: `hari ${one.from}–${one.to}`,
			isRecorded: dayOf(record, one.answer, birth, until) !== null,
			from: addDays(birth, one.from),
			until: addDays(birth, one.to)
		}))
		.filter((one) => !one.isRecorded && one.until >= from && one.from <= until)
		.map(({ name, days, from: start, until: end }) => ({ name, days, from: start, until: end }));
}

/** What makes a visit to her a targeted one on a day, besides windows and danger signs. */
export function memberReasons(
	member: Member,
	record: MemberRecord,
	on: Day,
	{ jeEndemic }: Pick<VisitRules, 'jeEndemic'>
): VisitReason[] {
	return [
		...tbReasons(member, record),
		...pregnancyReasons(member, record, on),
		...immunisationReasons(member, record, on, jeEndemic),
		...medicineReasons(member, record)
	];
}

function tbReasons({ conditions, id }: Member, record: MemberRecord): VisitReason[] {
	const answer = (code: string) => record.get(code)?.answer;
	const contact = answer('close_contact');
	const isContact = contact === 'household' || contact === 'equivalent';
	const isTreated = conditions.includes('tb') || answer('diagnosed') === true;
	const reasons: VisitReason[] = [];
	if (isTreated && (answer('medicine') === false || answer('taken') === false))
		reasons.push(reason('tb_treatment', 'Obat TBC habis atau tidak diminum', id));
	if (isContact && !isTreated && !answer('last_check_on'))
		reasons.push(reason('tb_contact', 'Kontak erat TBC belum diperiksa', id));
	return reasons;
}

function pregnancyReasons(member: Member, record: MemberRecord, on: Day): VisitReason[] {
	if (!isPregnant(member, on)) return [];
	const since = member.pregnantSince!;
	const reasons: VisitReason[] = [];
	const week = Math.floor(daysBetween(since, on) / 7);
	const next = nextPregnancyCheck(since, record, on);
	if (next?.state === 'overdue' || next?.state === 'unknown') {
		const name = next.state === 'unknown' ? 'Pemeriksaan kehamilan' : next.code.toUpperCase();
		reasons.push(
			reason('pregnancy_check', `${name} belum tercatat, hamil ${week} minggu`, member.id)
		);
	}
	const risks = pregnancyRisks(member, record, on);
	if (risks.length > 0)
		reasons.push(reason('pregnancy_risk', `Ibu hamil berisiko: ${risks.join(', ')}`, member.id));
	return reasons;
}

/** 4T (terlalu muda, tua, rapat, banyak) and KEK, as answered in this pregnancy. */
function pregnancyRisks(
	{ birthDate, pregnantSince }: Member,
	record: MemberRecord,
	on: Day
): string[] {
	const age = birthDate ? Math.floor(ageInMonths(birthDate, on) / 12) : null;
	const answer = (code: string) => {
		const known = record.get(code);
		return known && known.on >= pregnantSince! ? known.answer : undefined;
	};
	const gap = answer('pregnancy_gap_years');
	const count = answer('pregnancy_no');
	return [
		age !== null && (age < 20 || age > 35) ? `umur ${age} tahun` : '',
		typeof gap === 'number' && gap < 2 ? 'jarak kehamilan kurang dari 2 tahun' : '',
		typeof count === 'number' && count > 4 ? `kehamilan ke-${count}` : '',
		answer('muac_low') === true ? 'LiLA kurang dari 23,5 cm' : ''
	].filter((risk) => risk !== '');
}

/** A dose late by more than this brings somebody there. */
const lateDoseDays = 30;

/** Who was never asked about immunisation is unknown, not overdue. */
function immunisationReasons(
	{ birthDate, id }: Member,
	record: MemberRecord,
	on: Day,
	jeEndemic: boolean
): VisitReason[] {
	if (!birthDate || birthDate > on || ageInMonths(birthDate, on) >= 72) return [];
	const late = immunisationServices(birthDate, record, on, jeEndemic)
		.filter(({ state, until }) => state === 'overdue' && addDays(until!, lateDoseDays) < on)
		.map(({ code }) => code);
	if (late.length === 0) return [];
	return [reason('immunisation_overdue', `Imunisasi terlambat: ${doseWords(late)}`, id)];
}

function doseWords(doses: readonly string[]): string {
	const shown = doses.slice(0, 4).map((dose) => dose.toUpperCase());
	return doses.length > 4 ? `${shown.join(', ')} dan ${doses.length - 4} lagi` : shown.join(', ');
}

const illnesses = [
	{ code: 'hypertension', words: 'hipertensi' },
	{ code: 'diabetes', words: 'diabetes' },
	{ code: 'odgj', words: 'gangguan jiwa' }
] as const;

function medicineReasons({ conditions, id }: Member, record: MemberRecord): VisitReason[] {
	const isNot = (code: string): boolean => record.get(code)?.answer === false;
	return illnesses.flatMap(({ code, words }) => {
		const isIll = conditions.includes(code) || record.get(`${code}_diagnosed`)?.answer === true;
		if (!isIll) return [];
		if (record.get(`${code}_restrained`)?.answer === true)
			return [reason('medicine_missed', 'Dipasung, dikurung, atau ditelantarkan', id)];
		if (isNot(`${code}_medicine`) || isNot(`${code}_taken`))
			return [reason('medicine_missed', `Obat ${words} habis atau tidak diminum`, id)];
		if (isNot(`${code}_checked_month`))
			return [reason('medicine_missed', `Penderita ${words} belum diperiksa sebulan ini`, id)];
		return [];
	});
}
