import { describe, expect, it } from 'vitest';
import { visitForm } from '../../../tests/support/visit-world.ts';
import { adviceFor } from './danger-advice.ts';

const signs = visitForm().definition.cards.flatMap(({ code, sections }) =>
	sections.flatMap(({ questions }) =>
		questions.filter(({ danger }) => danger).map((question) => `${code}.${question.code}`)
	)
);

describe('what to do about a danger sign', () => {
	it.each([
		['infant_0_6m.seizure', 'at_once'],
		['postpartum.bleeding', 'at_once'],
		['pregnant.headache', 'at_once'],
		['postpartum.headache', 'today'],
		['postpartum.mood', 'not_alone'],
		['tb.cough', 'cough'],
		['child_6_71m.cough', 'today'],
		['infant_0_6m.no_birth_vaccine', 'today'],
		['a_new_card.a_new_sign', 'today']
	])('%s is for %s', (problem, advice) => {
		expect(adviceFor(problem)).toBe(advice);
	});
	it('knows the trouble with breath under every name that the form has for it', () => {
		const breath = signs.filter((code) => /\.breath(ing)?$/.test(code));
		expect(breath.length).toBe(3);
		for (const code of breath) expect(adviceFor(code)).toBe('at_once');
	});
	it('treats most signs of the form as for today, not all as the worst', () => {
		const worst = signs.filter((code) => adviceFor(code) === 'at_once');
		expect(worst.length).toBeLessThan(signs.length * 0.6);
	});
});
