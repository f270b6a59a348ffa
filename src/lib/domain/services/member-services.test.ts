import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aMember, aVisit, visitForm } from '../../../../tests/support/visit-world.ts';
import type { Answers } from '../checklist/answers.ts';
import { addDays, ageInMonths, ageReachedOn } from '../day.ts';
import type { Day } from '../entity.ts';
import type { Member } from '../member.ts';
import { memberRecord } from './member-record.ts';
import { jknOf, memberServices } from './member-services.ts';
import { serviceCodes } from './service.ts';

const known = (answers: Answers, on: Day) => memberRecord('m1', [], [answers], on);
const servicesOf = (member: Partial<Member>, answers: Answers, on: Day) =>
	memberServices(aMember(member), known(answers, on), on);
const stateOf = (member: Partial<Member>, answers: Answers, on: Day, code: string) =>
	servicesOf(member, answers, on).find((entry) => entry.code === code)?.state;

const days = fc.integer({ min: 0, max: 36_500 }).map((after) => addDays('1940-01-01', after));
const birthDays = fc.oneof(days, fc.constantFrom('2024-02-29', '2000-02-29', '2025-12-31'));

describe('what a child is due', () => {
	const born = { birthDate: '2026-01-10' };

	it('is every dose on its day, by the official months of age', () => {
		const official: Readonly<Record<string, number>> = {
			...{ hb0: 0, bcg: 0, opv1: 0, dpt1: 2, pcv1: 2, rv1: 2, ipv1: 4, mr1: 9 }
		};
		for (const [code, months] of Object.entries(official)) {
			const on = ageReachedOn('2026-01-10', months);
			const other = { [code === 'hb0' ? 'bcg' : 'hb0']: '2026-01-10' };
			expect(stateOf(born, other, on, code), code).toBe('due');
			if (months > 0) expect(stateOf(born, other, addDays(on, -1), code), code).toBe('later');
		}
	});

	it('is JE in its eleventh month, where it is endemic', () => {
		const je = (on: Day, jeEndemic?: boolean) =>
			memberServices(aMember(born), known({ bcg: '2026-01-11' }, on), on, jeEndemic).find(
				({ code }) => code === 'je'
			)?.state;
		expect(je('2026-11-09', true)).toBe('later');
		expect(je('2026-11-10', true)).toBe('due');
		expect(je('2026-12-10', true)).toBe('overdue');
		expect(je('2026-12-10', false)).toBeUndefined();
		expect(je('2026-12-10')).toBeUndefined();
	});

	it('is the next dose only after the one before it, four weeks apart', () => {
		const answers = { dpt1: '2026-05-01', bcg: '2026-01-11' };
		expect(stateOf(born, answers, '2026-05-20', 'dpt2')).toBe('later');
		expect(stateOf(born, answers, '2026-05-29', 'dpt2')).toBe('due');
		expect(stateOf(born, answers, '2026-05-29', 'dpt3')).toBeUndefined();
		expect(stateOf(born, answers, '2026-05-29', 'dpt1')).toBeUndefined();
	});

	it('is late once its month of age is over, and then first', () => {
		const answers = { bcg: '2026-01-11', opv1: '2026-01-11' };
		expect(stateOf(born, answers, '2026-04-10', 'dpt1')).toBe('overdue');
		expect(servicesOf(born, answers, '2026-04-10')[0]?.state).toBe('overdue');
		expect(stateOf(born, answers, '2026-04-10', 'dpt2')).toBeUndefined();
	});

	it('is unknown, not undone, when no dose was ever written down', () => {
		const services = servicesOf(born, {}, '2026-06-01');
		expect(services.find(({ code }) => code === 'immunisation')?.state).toBe('unknown');
		expect(services.some(({ code, state }) => code.startsWith('dpt') && state !== 'later')).toBe(
			false
		);
	});

	it('is nothing that the family says is complete for the age', () => {
		const answers = { immunisation_complete: true };
		const due = servicesOf(born, answers, '2026-11-22').filter(({ code }) => /\d$/.test(code));
		expect(due.filter(({ state }) => state === 'overdue' || state === 'due')).toEqual([]);
	});

	it('is vitamin A in February and August, and unknown in between until somebody said', () => {
		const child = { birthDate: '2025-01-10' };
		expect(stateOf(child, {}, '2026-08-15', 'vitamin_a')).toBe('due');
		expect(stateOf(child, { vitamin_a_red: true }, '2026-08-15', 'vitamin_a')).toBe('done');
		expect(stateOf(child, {}, '2026-10-15', 'vitamin_a')).toBe('unknown');
		expect(stateOf(child, { vitamin_a_red: false }, '2026-10-15', 'vitamin_a')).toBe('overdue');
		expect(stateOf({ birthDate: '2026-07-01' }, {}, '2026-08-15', 'vitamin_a')).toBeUndefined();
		const last = aVisit({
			visitedOn: '2026-02-20',
			answers: {
				household: {},
				cards: [{ memberId: 'm1', card: 'child_6_71m', answers: { vitamin_a_red: true } }]
			}
		});
		const record = memberRecord('m1', [last], [], '2026-08-03');
		const again = memberServices(aMember(child), record, '2026-08-03');
		expect(again.find(({ code }) => code === 'vitamin_a')?.state).toBe('due');
	});

	it('is the same for twins, each by what is recorded of them', () => {
		const visit = aVisit({
			visitedOn: '2026-05-01',
			answers: {
				household: {},
				cards: [{ memberId: 'twin-1', card: 'infant_0_6m', answers: { dpt1: '2026-03-20' } }]
			}
		});
		const dueOf = (id: string) =>
			memberServices(
				aMember({ id, ...born }),
				memberRecord(id, [visit], [], '2026-05-01'),
				'2026-05-01'
			).map(({ code }) => code);
		expect(dueOf('twin-1')).toContain('dpt2');
		expect(dueOf('twin-2')).toContain('immunisation');
		expect(dueOf('twin-2')).not.toContain('dpt2');
	});
});

describe('what a mother is due', () => {
	const pregnant = { sex: 'female', birthDate: '1998-03-03', pregnantSince: '2026-06-01' } as const;
	const delivered = { sex: 'female', birthDate: '1998-03-03', deliveredOn: '2026-11-01' } as const;

	it('is the check after those recorded, in its weeks', () => {
		expect(stateOf(pregnant, {}, '2026-07-01', 'k1')).toBe('due');
		expect(stateOf(pregnant, {}, '2026-11-01', 'pregnancy_checks')).toBe('unknown');
		expect(stateOf(pregnant, { k1_on: '2026-07-01' }, '2026-07-05', 'k2')).toBe('later');
		expect(stateOf(pregnant, { k1_on: '2026-07-01' }, '2026-09-05', 'k2')).toBe('due');
		expect(stateOf(pregnant, { k1_on: '2026-07-01' }, '2026-12-01', 'k2')).toBe('overdue');
	});

	it('is what her card asks, not what her age would', () => {
		const codes = servicesOf(pregnant, {}, '2026-11-01').map(({ code }) => code);
		expect(codes).toEqual(['pregnancy_checks', 'iron', 'pregnancy_class', 'ckg']);
	});

	it('does not take the checks of an earlier pregnancy for this one', () => {
		expect(stateOf(pregnant, { k1_on: '2024-07-01' }, '2026-07-01', 'k1')).toBe('due');
	});

	it.each([
		[0, 'kf1'],
		[2, 'kf1'],
		[3, 'kf2'],
		[7, 'kf2'],
		[8, 'kf3'],
		[28, 'kf3'],
		[29, 'kf4'],
		[42, 'kf4']
	])('is, %i days after the birth, %s', (day, code) => {
		const services = servicesOf(delivered, {}, addDays('2026-11-01', day));
		expect(services.filter((entry) => /^kf/.test(entry.code) && entry.state === 'due')).toEqual([
			expect.objectContaining({ code })
		]);
	});

	it('is no more once the 42 days are over', () => {
		const services = servicesOf(delivered, {}, '2026-12-14');
		expect(services.filter(({ code }) => /^kf|postpartum/.test(code))).toEqual([]);
	});
});

describe('what the grown are due', () => {
	const adult = { birthDate: '1980-06-01' };

	it('is blood pressure and sugar once in twelve months', () => {
		const at = (on: Day) =>
			stateOf(adult, { blood_pressure_on: '2026-01-10' }, on, 'blood_pressure');
		expect(at('2027-01-09')).toBe('done');
		expect(at('2027-01-10')).toBe('due');
		expect(stateOf(adult, {}, '2026-11-22', 'blood_sugar')).toBe('unknown');
	});

	it('is medicine and a monthly check where somebody is ill', () => {
		const ill = { ...adult, conditions: ['hypertension' as const] };
		expect(stateOf(ill, {}, '2026-11-22', 'hypertension_medicine')).toBe('unknown');
		const answers = { hypertension_medicine: true, hypertension_taken: false };
		expect(stateOf(ill, answers, '2026-11-22', 'hypertension_medicine')).toBe('due');
		expect(stateOf(adult, {}, '2026-11-22', 'hypertension_medicine')).toBeUndefined();
	});

	it('is the same of a severe mental disorder, from fifteen on', () => {
		const ill = { conditions: ['odgj' as const] };
		for (const birthDate of ['1980-06-01', '2010-06-01', '1950-06-01'])
			expect(stateOf({ ...ill, birthDate }, {}, '2026-11-22', 'odgj_medicine')).toBe('unknown');
		const answers = { odgj_medicine: true, odgj_taken: true, odgj_checked_month: false };
		expect(stateOf({ ...adult, ...ill }, answers, '2026-11-22', 'odgj_medicine')).toBe('done');
		expect(stateOf({ ...adult, ...ill }, answers, '2026-11-22', 'odgj_check')).toBe('due');
	});

	it('is AKS and SKILAS from sixty on', () => {
		expect(stateOf({ birthDate: '1966-11-22' }, {}, '2026-11-22', 'skilas')).toBe('unknown');
		expect(stateOf({ birthDate: '1966-11-23' }, {}, '2026-11-22', 'skilas')).toBeUndefined();
	});

	it('is the free health check from each birthday on', () => {
		const checked = { ckg_done: true, ckg_on: '2026-06-02' };
		expect(stateOf(adult, checked, '2026-11-22', 'ckg')).toBe('done');
		expect(stateOf(adult, { ckg_on: '2026-05-31' }, '2026-06-15', 'ckg')).toBe('due');
		expect(stateOf(adult, {}, '2026-11-22', 'ckg')).toBe('unknown');
		expect(stateOf(adult, { ckg_done: false }, '2026-11-22', 'ckg')).toBe('due');
	});

	it('takes the JKN answer of the last visit before what is registered', () => {
		const member = aMember({ jknStatus: 'active' });
		expect(jknOf(member, known({}, '2026-11-22'))).toBe('active');
		expect(jknOf(member, known({ jkn_status: 'inactive' }, '2026-11-22'))).toBe('inactive');
	});
});

describe('at any age and on any day', () => {
	it('asks for the birth date, and counts nothing by age, while it is unknown or lies ahead', () => {
		fc.assert(
			fc.property(days, fc.option(fc.integer({ min: 1, max: 900 })), (on, ahead) => {
				const birthDate = ahead === null ? null : addDays(on, ahead);
				expect(servicesOf({ birthDate }, {}, on).map(({ code }) => code)).toEqual(['birth_date']);
			})
		);
	});

	it('counts the age on the day of the visit: a birthday changes what is due, today does not', () => {
		fc.assert(
			fc.property(birthDays, fc.integer({ min: 0, max: 1100 }), (birthDate, months) => {
				const day = ageReachedOn(birthDate, months);
				expect(ageInMonths(birthDate, day)).toBe(months);
				expect(ageInMonths(birthDate, addDays(day, -1))).toBe(months - 1);
				expect(servicesOf({ birthDate }, {}, day)).toEqual(servicesOf({ birthDate }, {}, day));
				const grown = stateOf({ birthDate }, {}, day, 'skilas') !== undefined;
				expect(grown).toBe(months >= 720);
			})
		);
	});

	it('names each service once, in a known code, with a window that is none the wrong way round', () => {
		const questions = visitForm()
			.definition.cards.flatMap(({ sections }) => sections)
			.flatMap((section) => section.questions.map(({ code }) => code));
		const dated = fc.dictionary(fc.constantFrom(...questions), fc.oneof(days, fc.boolean()));
		const people = fc.record({
			birthDate: fc.option(birthDays),
			sex: fc.constantFrom('female' as const, 'male' as const),
			pregnantSince: fc.option(days),
			deliveredOn: fc.option(days)
		});
		fc.assert(
			fc.property(people, dated, days, (person, answers, on) => {
				const services = servicesOf(person, answers, on);
				const codes = services.map(({ code }) => code);
				expect(new Set(codes).size).toBe(codes.length);
				for (const { code, from, until, on: given } of services) {
					if (!/^(k[fn]?\d|\w+\d|bcg)$/.test(code)) expect(serviceCodes).toContain(code);
					if (from && until) expect(from <= until).toBe(true);
					if (given) expect(given <= on).toBe(true);
				}
			})
		);
	});

	it('never looks at a visit of a later day', () => {
		const later = aVisit({
			visitedOn: '2026-12-01',
			answers: { household: {}, cards: [{ memberId: 'm1', card: 'adult', answers: { a: true } }] }
		});
		expect(memberRecord('m1', [later], [], '2026-11-22').size).toBe(0);
	});
});
