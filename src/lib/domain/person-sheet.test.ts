import { describe, expect, it } from 'vitest';
import { aMember, aVisit, visitForm } from '../../../tests/support/visit-world.ts';
import { officialOrder } from './official-order.ts';
import { familySheet } from './person-sheet.ts';

const form = visitForm();
const mother = aMember({ id: 'm2', sex: 'female', birthDate: '1995-01-01' });
const visit = aVisit({
	answers: {
		household: { clean_water: true, handwashing: false },
		cards: [
			{
				memberId: 'm2',
				card: 'pregnant',
				answers: { fever: true, relation: '2', ckg_done: true, temperature: 38.4 }
			},
			{ memberId: 'm2', card: 'tb', answers: { cough: true } }
		]
	}
});
const sheet = familySheet(visit, form, [mother])!;
const codes = (items: readonly { question: { code: string } }[]) =>
	items.map(({ question }) => question.code);

describe('the sheet of a person', () => {
	it('has every item of her official cards in their order, answered or not', () => {
		const [pregnant, tb] = sheet.persons[0]!.cards;
		expect(codes(pregnant!.official)).toEqual(officialOrder('pregnant'));
		expect(codes(tb!.official)).toEqual(officialOrder('tb'));
		const answered = pregnant!.official.filter(({ answer }) => answer !== undefined);
		expect(codes(answered)).toEqual(['temperature', 'fever']);
	});

	it('keeps apart what the official sheet does not ask', () => {
		expect(codes(sheet.persons[0]!.cards[0]!.further)).toEqual(['ckg_done']);
		expect(codes(sheet.further)).toEqual(['handwashing']);
	});

	it('takes her personal data once, not with each card', () => {
		const { person } = sheet.persons[0]!;
		expect(person.find(({ question }) => question.code === 'relation')?.answer).toBe('2');
	});

	it('stands there without a name where the person is no longer on the device', () => {
		expect(familySheet(visit, form, [])!.persons[0]).toMatchObject({
			member: null,
			memberId: 'm2'
		});
	});

	it('is none where nobody was met', () => {
		expect(familySheet(aVisit({ answers: null }), form, [mother])).toBeNull();
	});
});
