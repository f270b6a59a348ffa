import { describe, expect, it } from 'vitest';
import { ageInMonths } from './day.ts';
import { ageGroup, cardsFor, targetGroupsOf } from './target-group.ts';

const on = '2026-11-22';
const person = (over: Partial<Parameters<typeof cardsFor>[0]> = {}) => ({
	birthDate: '1996-01-01',
	pregnantSince: null,
	deliveredOn: null,
	conditions: [],
	sex: 'female' as const,
	...over
});

describe('the group of an age', () => {
	it.each([
		['2026-11-22', 'infant_0_6m'],
		['2026-05-23', 'infant_0_6m'],
		['2026-05-22', 'child_6_71m'],
		['2020-11-23', 'child_6_71m'],
		['2020-11-22', 'school_age_teen'],
		['2008-11-23', 'school_age_teen'],
		['2008-11-22', 'adult'],
		['1966-11-23', 'adult'],
		['1966-11-22', 'elderly']
	])('puts someone born on %s into %s', (birth, group) => {
		expect(ageGroup(birth, on)).toBe(group);
	});

	it('knows no group for a birth date to come', () => {
		expect(ageGroup('2026-11-23', on)).toBeNull();
	});

	it('counts a completed month only on its day', () => {
		expect(ageInMonths('2026-01-31', '2026-02-28')).toBe(0);
		expect(ageInMonths('2026-01-31', '2026-03-01')).toBe(1);
	});
});

describe('pregnancy and childbed', () => {
	it('gives a pregnant adult the pregnancy card in place of the adult one, and counts her in both groups', () => {
		const mother = person({ pregnantSince: '2026-06-01' });
		expect(cardsFor(mother, on)).toEqual(['pregnant']);
		expect(targetGroupsOf(mother, on)).toEqual(['pregnant', 'adult']);
	});

	it('ends on the day of birth and turns into childbed for 42 days', () => {
		const mother = person({ pregnantSince: '2026-01-10', deliveredOn: '2026-10-11' });
		expect(cardsFor(mother, '2026-10-10')).toEqual(['pregnant']);
		expect(cardsFor(mother, '2026-10-11')).toEqual(['postpartum']);
		expect(cardsFor(mother, on)).toEqual(['postpartum']);
		expect(cardsFor(mother, '2026-11-23')).toEqual(['adult']);
	});

	it('does not keep someone pregnant for ever when the birth was never recorded', () => {
		expect(cardsFor(person({ pregnantSince: '2025-06-01' }), on)).toEqual(['adult']);
	});
});

describe('more cards than one', () => {
	it('adds the tuberculosis card to the card of the age', () => {
		expect(cardsFor(person({ birthDate: '1950-01-01', conditions: ['tb'] }), on)).toEqual([
			'elderly',
			'tb'
		]);
	});

	it('leaves nobody without a card when the birth date is unknown', () => {
		expect(cardsFor(person({ birthDate: null }), on)).toEqual(['adult']);
	});
});
