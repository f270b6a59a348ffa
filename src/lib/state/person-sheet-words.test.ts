import { describe, expect, it } from 'vitest';
import type { Answer, Question } from '#lib/domain/checklist/form.ts';
import { visitForm } from '../../../tests/support/visit-world.ts';
import { lineOf, plainText } from './person-sheet-words.ts';

const questions = new Map<string, Question>(
	visitForm().definition.cards.flatMap((card) =>
		card.sections.flatMap((section) =>
			section.questions.map((question) => [`${card.code}.${question.code}`, question] as const)
		)
	)
);
const line = (code: string, answer: Answer | undefined) =>
	lineOf({ question: questions.get(code)!, answer });

describe('an item of the sheet for ASIK', () => {
	it.each([
		['pregnant.temperature', 38.4, '38,4 °C'],
		['pregnant.mch_book', true, 'Ya'],
		['pregnant.mch_book', false, 'Tidak'],
		['pregnant.k1_on', '2026-05-12', '12 Mei 2026'],
		['postpartum.attendant', 'midwife', 'Bidan'],
		['pregnant.k1_by', 'Bidan Rina', 'Bidan Rina'],
		['adult.family_history', [], 'Tidak ada']
	] as const)('reads %s %j as %s', (code, answer, words) => {
		expect(line(code, answer)).toMatchObject({ value: words, isBlank: false });
	});

	it('says of a danger sign that it was not ticked, of anything else that it is blank', () => {
		expect(line('pregnant.fever', undefined).value).toBe('Tidak dicentang');
		expect(line('pregnant.temperature', undefined)).toMatchObject({ value: '–', isBlank: true });
	});

	it('shows an answer that the form does not know, instead of hiding it', () => {
		expect(line('postpartum.attendant', 'shaman').value).toBe('shaman');
	});

	it('is copied as one line with one tab, whatever is in the answer', () => {
		const text = plainText([
			line('pregnant.k1_by', 'Bidan\tRina\nPustu'),
			line('pregnant.fever', true)
		]);
		expect(text.split('\n').map((row) => row.split('\t').length)).toEqual([2, 2]);
	});
});
