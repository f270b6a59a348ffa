import { describe, expect, it } from 'vitest';
import { aMember } from '../../../tests/support/visit-world.ts';
import type { Answers } from './checklist/answers.ts';
import type { KnownMember } from './family-health.ts';
import type { Member } from './member.ts';
import { phbsHabits, phbsOf } from './phbs.ts';
import { memberRecord } from './services/member-record.ts';

const today = '2026-11-22';
function person(own: Partial<Member>, answers: Answers = {}): KnownMember {
	const member = aMember(own);
	return { member, record: memberRecord(member.id, [], [answers], today) };
}
const father = person({ id: 'f', birthDate: '1990-01-01' });

describe('the habits of a clean and healthy household', () => {
	it('are all unknown where nobody was asked, but for those that concern nobody', () => {
		const habits = phbsOf([father], {}, today);
		expect(phbsHabits.filter((habit) => habits[habit] === 'na')).toEqual([
			'attended_birth',
			'breastfed',
			'weighed'
		]);
		expect(phbsHabits.filter((habit) => habits[habit] === 'unknown')).toHaveLength(7);
	});

	it('follow the household sheet', () => {
		const habits = phbsOf([father], { handwashing: true, smoke_free: false }, today);
		expect(habits).toMatchObject({ handwashing: 'yes', smoke_free: 'no', exercise: 'unknown' });
	});

	it('count a birth of the last year by who attended it, an older one not at all', () => {
		const born = (deliveredOn: string, attendant: string) =>
			phbsOf([person({ sex: 'female', deliveredOn }, { attendant })], {}, today).attended_birth;
		expect(born('2026-10-01', 'midwife')).toBe('yes');
		expect(born('2026-10-01', 'other')).toBe('no');
		expect(born('2025-10-01', 'other')).toBe('na');
	});

	it('are not met while one of two infants is not', () => {
		const twins = [true, false].map((breast_milk_only, at) =>
			person({ id: String(at), birthDate: '2026-09-01' }, { breast_milk_only })
		);
		expect(phbsOf(twins, {}, today).breastfed).toBe('no');
		expect(phbsOf(twins.slice(0, 1), {}, today).breastfed).toBe('yes');
	});

	it('take a child as weighed for a month after it was', () => {
		const weighed = (measured_on: string) =>
			phbsOf([person({ birthDate: '2024-01-01' }, { measured_on })], {}, today).weighed;
		expect(weighed('2026-11-01')).toBe('yes');
		expect(weighed('2026-10-01')).toBe('no');
	});

	it('leave out a birth date that is still to come', () => {
		expect(phbsOf([person({ birthDate: '2027-01-01' })], {}, today)).toMatchObject({
			breastfed: 'na',
			weighed: 'na'
		});
	});
});
