import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerProblem, askedSections, keptAnswers, noSubject, type Answers } from './answers.ts';
import { foundProblems } from './findings.ts';
import { formProblems } from './form-check.ts';
import type { Card, CardCode, FormDefinition, Question } from './form.ts';

const form = JSON.parse(
	readFileSync(
		new URL('../../../../supabase/seed/forms/kunjungan-rumah.v1.json', import.meta.url),
		'utf8'
	)
) as { definition: FormDefinition };

const card = (code: CardCode): Card => form.definition.cards.find((entry) => entry.code === code)!;
const questions = (code: CardCode): Question[] =>
	card(code).sections.flatMap((section) => section.questions);

/** Counted by hand on the official form: the danger signs of each card. */
const officialDangerSigns: Record<CardCode, number> = {
	pregnant: 10,
	postpartum: 14,
	infant_0_6m: 12,
	child_6_71m: 9,
	school_age_teen: 0,
	adult: 0,
	elderly: 0,
	tb: 3
};

describe('the home visit form', () => {
	it('has nothing wrong with it', () => {
		expect(formProblems(form.definition)).toEqual([]);
	});

	it.each(Object.entries(officialDangerSigns))(
		'asks the danger signs of %s that the official form asks',
		(code, count) => {
			expect(questions(code as CardCode).filter((question) => question.danger)).toHaveLength(count);
		}
	);

	it('asks only girls of twelve and over about iron tablets', () => {
		const asked = (sex: 'female' | 'male', ageMonths: number) =>
			askedSections(card('school_age_teen').sections, {}, { sex, ageMonths })
				.flatMap((section) => section.questions)
				.some((question) => question.code === 'iron_has');
		expect(asked('female', 160)).toBe(true);
		expect(asked('male', 160)).toBe(false);
		expect(asked('female', 100)).toBe(false);
	});

	it('finds one red problem for each ticked danger sign and none for what is not ticked', () => {
		const signs = questions('infant_0_6m').filter((question) => question.danger);
		fc.assert(
			fc.property(fc.subarray(signs), (ticked) => {
				const answers = Object.fromEntries(signs.map((sign) => [sign.code, ticked.includes(sign)]));
				const found = foundProblems(
					'infant_0_6m',
					card('infant_0_6m').sections,
					answers,
					noSubject
				);
				const red = found.filter((problem) => problem.urgency === 'red');
				expect(red.map((problem) => problem.problem)).toEqual(
					signs.filter((sign) => ticked.includes(sign)).map((sign) => `infant_0_6m.${sign.code}`)
				);
			})
		);
	});

	it('calls someone who has the medicine but did not take it non-compliant', () => {
		const answers = {
			hypertension_diagnosed: true,
			hypertension_checked_month: true,
			hypertension_medicine: true,
			hypertension_taken: false
		};
		expect(foundProblems('adult', card('adult').sections, answers, noSubject)).toEqual([
			expect.objectContaining({
				problem: 'adult.hypertension_taken',
				kind: 'non_compliance',
				urgency: 'yellow'
			})
		]);
	});

	it('does not keep the answer of a question that was hidden again', () => {
		const answers: Answers = { hypertension_diagnosed: false, hypertension_medicine: true };
		expect(keptAnswers(card('adult').sections, answers, noSubject)).toEqual({
			hypertension_diagnosed: false
		});
	});
});

describe('checking an answer', () => {
	const number: Question = {
		code: 'temperature',
		kind: 'number',
		label: { id: 'Suhu', en: 'Temperature' },
		min: 34,
		max: 43
	};
	const date: Question = { code: 'on', kind: 'date', label: { id: 'Tanggal', en: 'Date' } };

	it('refuses a temperature that no person has', () => {
		expect(answerProblem(number, 380, '2026-11-22')).toBe('out_of_range');
		expect(answerProblem(number, 38, '2026-11-22')).toBeNull();
	});

	it('refuses a day that does not exist and a day to come', () => {
		expect(answerProblem(date, '2026-02-31', '2026-11-22')).toBe('not_a_day');
		expect(answerProblem(date, '2026-11-23', '2026-11-22')).toBe('in_the_future');
	});
});
