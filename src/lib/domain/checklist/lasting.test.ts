import { describe, expect, it } from 'vitest';
import { visitForm } from '../../../../tests/support/visit-world.ts';
import type { Answer, Section } from './form.ts';
import { lastingAnswers } from './lasting.ts';

const today = '2026-11-22';
const section: Section = {
	code: 'house',
	label: { id: 'Rumah', en: 'House' },
	lasting: true,
	questions: [
		{ code: 'water', kind: 'yes_no', label: { id: 'Air', en: 'Water' } },
		{
			code: 'protected',
			kind: 'yes_no',
			label: { id: 'Terlindung', en: 'Protected' },
			when: [{ question: 'water', op: 'eq', value: true }]
		},
		{
			code: 'roof',
			kind: 'choice',
			label: { id: 'Atap', en: 'Roof' },
			options: [{ code: 'tin', label: { id: 'Seng', en: 'Tin' } }]
		}
	]
};
const known = (entries: Record<string, Answer>, on = '2026-05-12') =>
	new Map(Object.entries(entries).map(([code, answer]) => [code, { answer, on }]));

describe('answers that last', () => {
	it('are offered with what they make asked, and the day they were given', () => {
		const offered = lastingAnswers(section, {}, known({ water: true, protected: false }), today);
		expect(offered).toEqual({ answers: { water: true, protected: false }, on: '2026-05-12' });
	});

	it('leave alone what was answered at this visit', () => {
		const offered = lastingAnswers(section, { water: false }, known({ water: true }), today);
		expect(offered).toBeNull();
	});

	it('are not offered where the form of today has no such answer', () => {
		expect(lastingAnswers(section, {}, known({ roof: 'thatch' }), today)).toBeNull();
	});

	it('are not offered in a section that is asked anew each time', () => {
		const fresh = { ...section, lasting: false };
		expect(lastingAnswers(fresh, {}, known({ water: true }), today)).toBeNull();
	});

	it('never answer a danger sign or what makes a finding', () => {
		const risky: Section = {
			...section,
			questions: [
				{ ...section.questions[0]!, danger: true },
				{ ...section.questions[1]!, finding: { kind: 'missed_service', when: [] } }
			]
		};
		expect(lastingAnswers(risky, {}, known({ water: true, protected: true }), today)).toBeNull();
	});

	it('exist in the official form for the house, the personal data and what was immunised', () => {
		const { household, cards } = visitForm().definition;
		const lasting = [...household, ...cards.flatMap(({ sections }) => sections)]
			.filter((part) => part.lasting)
			.map(({ code }) => code);
		expect(new Set(lasting)).toEqual(
			new Set(['contact', 'environment', 'phbs', 'person', 'immunisation', 'neonatal'])
		);
	});
});
