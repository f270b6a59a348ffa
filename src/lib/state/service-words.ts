// How services, their times and JKN read to the person in the field.
import type { Day } from '#lib/domain/entity.ts';
import type { Member } from '#lib/domain/member.ts';
import type { MemberService, serviceCodes } from '#lib/domain/services/service.ts';
import { m } from '#lib/paraglide/messages.js';
import { dayWords } from './visit-words.ts';

const names: Readonly<Record<(typeof serviceCodes)[number], () => string>> = {
	birth_date: m.service_birth_date,
	pregnancy_checks: m.service_pregnancy_checks,
	iron: m.service_iron,
	supplement: m.service_supplement,
	pregnancy_class: m.service_pregnancy_class,
	postpartum_checks: m.service_postpartum_checks,
	postpartum_vitamin_a: m.service_postpartum_vitamin_a,
	contraception: m.service_contraception,
	newborn_checks: m.service_newborn_checks,
	immunisation: m.service_immunisation,
	growth: m.service_growth,
	vitamin_a: m.service_vitamin_a,
	deworming: m.service_deworming,
	anaemia: m.service_anaemia,
	blood_pressure: m.service_blood_pressure,
	blood_sugar: m.service_blood_sugar,
	hypertension_check: m.service_hypertension_check,
	hypertension_medicine: m.service_hypertension_medicine,
	diabetes_check: m.service_diabetes_check,
	diabetes_medicine: m.service_diabetes_medicine,
	odgj_check: m.care_odgj_check,
	odgj_medicine: m.care_odgj_medicine,
	mental_screening: m.service_mental_screening,
	adl: m.service_adl,
	skilas: m.service_skilas,
	tb_medicine: m.service_tb_medicine,
	ckg: m.service_ckg
};

/** Doses that the book names otherwise than by their code in capitals. */
const doseNames: Readonly<Record<string, string>> = {
	dpt1: 'DPT-HB-Hib 1',
	dpt2: 'DPT-HB-Hib 2',
	dpt3: 'DPT-HB-Hib 3',
	dpt4: 'DPT-HB-Hib 4',
	mr1: 'Campak-Rubela 1',
	mr2: 'Campak-Rubela 2'
};

export function serviceName(code: string): string {
	const named = names[code as keyof typeof names];
	if (named) return named();
	const name = doseNames[code] ?? code.toUpperCase();
	return /^k[fn]?\d$/.test(code) ? m.service_check({ name }) : m.service_dose({ name });
}

function timeWords({ state, from, until, on }: MemberService): string {
	const day = (given: Day) => ({ day: dayWords(given) });
	switch (state) {
		case 'overdue':
			return until ? m.service_overdue(day(until)) : m.service_overdue_plain();
		case 'due':
			if (on) return m.service_due_again(day(on));
			return until ? m.service_due_until(day(until)) : m.service_due();
		case 'unknown':
			return m.service_unknown();
		case 'missed':
			return until ? m.service_missed(day(until)) : m.service_unknown();
		case 'later':
			return from ? m.service_later(day(from)) : m.service_due();
		case 'done':
			return on ? m.service_done_on(day(on)) : m.service_done();
	}
}

const places: Readonly<Record<MemberService['place'], (() => string) | null>> = {
	posyandu: m.service_place_posyandu,
	pustu: m.service_place_pustu,
	puskesmas: m.service_place_puskesmas,
	home: null
};

/** When and, while it is still to be done, where. */
export function serviceWords(service: MemberService): string {
	const place =
		service.state === 'due' || service.state === 'overdue' ? places[service.place] : null;
	const time = timeWords(service);
	return place ? `${time}, ${place()}` : time;
}

const jkn: Readonly<Record<Member['jknStatus'], () => string>> = {
	active: m.service_jkn_active,
	inactive: m.service_jkn_inactive,
	none: m.service_jkn_none,
	unknown: m.service_jkn_unknown
};

export function jknWords(status: Member['jknStatus']): string {
	return jkn[status]();
}
