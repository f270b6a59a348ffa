import { describe, expect, it } from 'vitest';
import { aWoman } from '../../../tests/support/visit-world.ts';
import type { Member } from './member.ts';
import { defaultVisitRules } from './visit-rules.ts';
import { defaultWorkloadRules, householdWorkload, workloadRulesFrom } from './workload.ts';

const on = '2026-11-20';

const minutes = (...members: Member[]): number =>
	householdWorkload(members, on, defaultVisitRules, defaultWorkloadRules);

describe('minutes of work of a household', () => {
	it('is one visit of greeting, walk and card per interval of the only member', () => {
		expect(minutes(aWoman())).toBeCloseTo(((5 + 5 + 4) * 30) / 180);
	});

	it('is visited as often as the neediest member', () => {
		const mother = aWoman({ pregnantSince: '2026-06-01' });
		expect(minutes(mother, aWoman({ sex: 'male' }))).toBeCloseTo(5 + 5 + 10 + 4);
	});

	it('does not count members who moved or died', () => {
		const gone = aWoman({ status: 'moved', birthDate: '2026-10-01' });
		expect(minutes(aWoman(), gone)).toBe(minutes(aWoman()));
	});

	it('still counts the routine visit where no member is known', () => {
		expect(minutes()).toBeGreaterThan(0);
	});

	it('takes the minutes of the settings and ignores absurd ones', () => {
		const rules = workloadRulesFrom([
			{ key: 'workload_rules', value: { walkingMinutes: 12, cardMinutes: { adult: -3, tb: 9 } } }
		]);
		expect(rules.walkingMinutes).toBe(12);
		expect(rules.cardMinutes.tb).toBe(9);
		expect(rules.cardMinutes.adult).toBe(defaultWorkloadRules.cardMinutes.adult);
		expect(rules.travel).toEqual(defaultWorkloadRules.travel);
	});

	it('takes how the kader of the puskesmas travel', () => {
		const value = { travel: { usualMode: 'motorbike', detourFactor: 1.2 } };
		const { travel } = workloadRulesFrom([{ key: 'workload_rules', value }]);
		expect(travel).toMatchObject({ usualMode: 'motorbike', detourFactor: 1.2 });
	});
});
