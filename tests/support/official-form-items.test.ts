// Holds the home visit form against the official sheets: every item asked, at its place, in its kind,
// in its words.
import { describe, expect, it } from 'vitest';
import type { Section } from '#lib/domain/checklist/form.ts';
import { askedItems, officialChoices, recordedItems } from './official-form-items.ts';
import { aHousehold, aMember, aVisit, visitForm } from './visit-world.ts';

const { definition } = visitForm();

function sectionsOf(sheet: string): readonly Section[] {
	if (sheet === 'household') return definition.household;
	return definition.cards.find(({ code }) => code === sheet)?.sections ?? [];
}

function questionOf(sheet: string, code: string) {
	return sectionsOf(sheet)
		.flatMap((section) => section.questions.map((question) => ({ section, question })))
		.find(({ question }) => question.code === code);
}

describe('the official home visit sheets', () => {
	it.each(askedItems)('$sheet: "$item" is asked', ({ sheet, section, question, kind, words }) => {
		const asked = questionOf(sheet, question);
		expect(asked?.section.code).toBe(section);
		expect(asked?.question.danger ? 'danger' : asked?.question.kind).toBe(kind);
		expect(asked?.question.label.id.toLowerCase()).toContain(words.toLowerCase());
	});

	it('are in the table once each', () => {
		const places = askedItems.map(({ sheet, question }) => `${sheet}.${question}`);
		expect(places.filter((place, at) => places.indexOf(place) !== at)).toEqual([]);
	});

	it('have their other items in the records themselves', () => {
		const records = { household: aHousehold(), member: aMember(), visit: aVisit() };
		for (const { record, field } of recordedItems) expect(records[record]).toHaveProperty(field);
	});

	it('have no danger sign but the official ones', () => {
		const official = askedItems.filter(({ kind }) => kind === 'danger');
		const asked = definition.cards.flatMap((card) =>
			card.sections
				.flatMap(({ questions }) => questions)
				.filter(({ danger }) => danger)
				.map(({ code }) => `${card.code}.${code}`)
		);
		expect(asked.toSorted()).toEqual(
			official.map(({ sheet, question }) => `${sheet}.${question}`).toSorted()
		);
	});

	it.each(Object.entries(officialChoices))('offer %s %i choices', (place, count) => {
		const [sheet = '', code = ''] = place.split('.');
		expect(questionOf(sheet, code)?.question.options).toHaveLength(count);
	});

	it('ask each person what JKN, the free health check and the posyandu are about', () => {
		for (const { code, sections } of definition.cards.filter((card) => card.code !== 'tb')) {
			const services = sections.find((section) => section.code === 'services');
			expect(
				services?.questions.map((question) => question.code),
				code
			).toEqual([
				'jkn_status',
				'ckg_done',
				'ckg_on',
				'ckg_place',
				'posyandu_last_on',
				'posyandu_invited'
			]);
		}
	});

	it('offer at least five topics to talk about on every card', () => {
		for (const { code } of definition.cards)
			expect(questionOf(code, 'education_topics')?.question.options?.length, code).toBeGreaterThan(
				4
			);
	});
});
