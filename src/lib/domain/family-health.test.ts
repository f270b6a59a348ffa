import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aMember } from '../../../tests/support/visit-world.ts';
import type { Answers } from './checklist/answers.ts';
import { familyHealth, type KnownMember } from './family-health.ts';
import type { Member } from './member.ts';
import { memberRecord } from './services/member-record.ts';

const today = '2026-11-22';
const goodHouse = {
	...{ clean_water: true, protected_water: true, latrine: true, sanitary_latrine: true },
	odgj: false
};

function person(own: Partial<Member>, answers: Answers): KnownMember {
	const member = aMember({ jknStatus: 'active', ...own });
	return { member, record: memberRecord(member.id, [], [answers], today) };
}
const wife = (answers: Answers = {}) =>
	person({ id: 'w', sex: 'female', birthDate: '1995-05-05' }, { smoking: 'no', ...answers });
const husband = (answers: Answers = {}, own: Partial<Member> = {}) =>
	person({ id: 'h', birthDate: '1990-01-01', ...own }, { smoking: 'no', ...answers });
const toddler = (answers: Answers = {}) => person({ id: 't', birthDate: '2025-06-01' }, answers);

describe('the healthy-family index', () => {
	it('counts only what concerns the family', () => {
		const health = familyHealth([husband(), wife({ contraception: 'pill' })], goodHouse, today);
		expect(Object.values(health.verdicts).filter((verdict) => verdict === 'na')).toHaveLength(7);
		expect(health).toMatchObject({ index: 1, level: 'healthy' });
	});

	it('gives the official example of seven met, four not met and one that concerns nobody', () => {
		const people = [
			husband({ hypertension_medicine: false }, { conditions: ['hypertension', 'tb'] }),
			wife({ contraception: 'none' }),
			toddler({ immunisation_complete: true, breast_milk_only: true, measured_on: '2026-11-02' })
		].map(({ member, record }) => ({
			member,
			record: new Map([...record, ['medicine', { answer: true, on: today }] as const]).set(
				'taken',
				{
					answer: true,
					on: today
				}
			)
		}));
		const mother = people[1]!;
		const withBirth = [
			people[0]!,
			{
				member: { ...mother.member, deliveredOn: '2026-06-01' },
				record: new Map(mother.record).set('birth_place', { answer: 'other', on: today })
			},
			people[2]!
		];
		const health = familyHealth(withBirth, { ...goodHouse, sanitary_latrine: false }, today);
		expect(health.verdicts).toMatchObject({
			...{ family_planning: 'no', facility_birth: 'no', hypertension_treated: 'no' },
			...{ sanitary_latrine: 'no', odgj_treated: 'na', immunised: 'yes' }
		});
		expect(health.index).toBeCloseTo(0.6364, 4);
		expect(health.level).toBe('nearly');
	});

	it('is not given while something that concerns the family is unknown', () => {
		const health = familyHealth([husband(), wife()], goodHouse, today);
		expect(health.verdicts.family_planning).toBe('unknown');
		expect(health).toMatchObject({ index: null, level: null });
	});

	it('lets one who does not decide for all: one smoker, one without JKN', () => {
		const people = [husband({ smoking: 'active' }), wife({ jkn_status: 'none' })];
		expect(familyHealth(people, goodHouse, today).verdicts).toMatchObject({
			smoke_free: 'no',
			jkn: 'no'
		});
	});

	it('follows the age of a child on the day, not a stored label', () => {
		const child = [toddler({ breast_milk_only: false })];
		expect(familyHealth(child, goodHouse, '2026-11-22').verdicts.breastfed).toBe('no');
		expect(familyHealth(child, goodHouse, '2027-06-01').verdicts.breastfed).toBe('na');
	});

	it('counts a birth only until the child is a year old', () => {
		const mother = wife({ birth_place: 'other' });
		const at = (deliveredOn: string) =>
			familyHealth([{ ...mother, member: { ...mother.member, deliveredOn } }], goodHouse, today)
				.verdicts.facility_birth;
		expect(at('2025-11-23')).toBe('no');
		expect(at('2025-11-22')).toBe('na');
	});

	it('asks of each who lives with a severe mental disorder whether it is treated', () => {
		const of = (answers: Answers, own: Partial<Member> = {}, house: object = goodHouse) =>
			familyHealth([husband(answers, own)], { ...house }, today).verdicts.odgj_treated;
		const ill = { conditions: ['odgj'] } as const;
		expect(of({})).toBe('na');
		expect(of({}, ill)).toBe('unknown');
		expect(of({ odgj_medicine: true, odgj_taken: true }, ill)).toBe('yes');
		expect(of({ odgj_diagnosed: true, odgj_medicine: false })).toBe('no');
		const shackled = { odgj_medicine: true, odgj_taken: true, odgj_restrained: true };
		expect(of(shackled, ill)).toBe('no');
	});

	it('takes the word of the sheet where no card names who is ill', () => {
		const of = (sheet: Readonly<Record<string, unknown>>, answers: Answers = {}) =>
			familyHealth([husband(answers)], { ...goodHouse, ...sheet }, today).verdicts.odgj_treated;
		expect(of({ odgj: true })).toBe('unknown');
		expect(of({ odgj: true, odgj_treated: false })).toBe('no');
		expect(of({ odgj: undefined })).toBe('unknown');
		expect(of({ odgj: undefined }, { odgj_diagnosed: false })).toBe('na');
	});

	it('lies between 0 and 1, and rises with nothing that turns bad', () => {
		const house = fc.record({
			clean_water: fc.boolean(),
			protected_water: fc.boolean(),
			latrine: fc.boolean(),
			sanitary_latrine: fc.boolean(),
			odgj: fc.constant(false)
		});
		fc.assert(
			fc.property(house, fc.constantFrom('pill', 'none'), (sheet, contraception) => {
				const people = [husband(), wife({ contraception })];
				const index = familyHealth(people, sheet, today).index!;
				expect(index).toBeGreaterThanOrEqual(0);
				const worse = familyHealth(people, { ...sheet, clean_water: false }, today).index!;
				expect(worse).toBeLessThanOrEqual(index);
				expect(index).toBeLessThanOrEqual(1);
			})
		);
	});
});
