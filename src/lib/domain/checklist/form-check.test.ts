import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { askedSections, noSubject } from './answers.ts';
import { formInForce, formProblems } from './form-check.ts';
import { formProblemText } from './form-fault-words.ts';
import type { FormDefinition, Question } from './form.ts';

const form = JSON.parse(
	readFileSync(
		new URL('../../../../supabase/seed/forms/kunjungan-rumah.v1.json', import.meta.url),
		'utf8'
	)
) as { definition: FormDefinition };
const { cards } = form.definition;

const words = { id: 'a', en: 'a' };
const ask = (code: string, own: Partial<Question> = {}): Question => ({
	code,
	kind: 'yes_no',
	label: words,
	...own
});
const waitsFor = (...codes: string[]): Partial<Question> => ({
	when: codes.map((question) => ({ question, op: 'eq' as const, value: true }))
});
const formOf = (...questions: Question[]): FormDefinition => ({
	cards,
	household: [{ code: 's', label: words, questions }]
});
const faults = (...questions: Question[]) =>
	formProblems(formOf(...questions)).map(({ at, what }) => `${at} ${what}`);

describe('checking a form', () => {
	it('finds nothing wrong with the form in use', () => {
		expect(formProblems(form.definition)).toEqual([]);
	});

	it('names a question that waits for a later one or for one that is not there', () => {
		expect(faults(ask('a', waitsFor('b')), ask('b'))).toEqual(['household.a asks_later_question']);
		expect(faults(ask('a', waitsFor('z')))).toEqual(['household.a asks_unknown_question']);
		const finding = { kind: 'missed_service' as const, when: waitsFor('z').when! };
		expect(faults(ask('a', { finding }))).toEqual(['household.a asks_unknown_question']);
	});

	it('names every question of a loop, of whatever length', () => {
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 12 }), (length) => {
				const loop = Array.from({ length }, (_, at) =>
					ask(`q${at}`, waitsFor(`q${(at + 1) % length}`))
				);
				expect(faults(...loop)).toEqual(loop.map(({ code }) => `household.${code} loop`));
			})
		);
	});

	it('lets a form pass only when each question can come to be asked', () => {
		const targets = fc.array(fc.integer({ min: -1, max: 7 }), { minLength: 1, maxLength: 7 });
		fc.assert(
			fc.property(targets, (waits) => {
				const questions = waits.map((target, at) =>
					ask(`q${at}`, target < 0 ? {} : waitsFor(`q${target}`))
				);
				const definition = formOf(...questions);
				const yes = Object.fromEntries(questions.map(({ code }) => [code, true]));
				const asked = askedSections(definition.household, yes, noSubject);
				const inOrder = waits.every((target, at) => target < at);
				expect(formProblems(definition).length === 0).toBe(inOrder);
				if (inOrder) expect(asked.flatMap((section) => section.questions)).toEqual(questions);
			})
		);
	});

	it('names a code used twice, a kind and an operator that do not exist, and missing words', () => {
		expect(faults(ask('a'), ask('a'))).toEqual(['household.a code_twice']);
		expect(faults(ask('a', { kind: 'signature' as never }))).toEqual(['household.a unknown_kind']);
		const when = [{ question: 'sex', op: 'like' as never, value: 'female' }];
		expect(faults(ask('a', { when }))).toEqual(['household.a unknown_operator']);
		expect(faults(ask('a', { label: { id: 'a', en: '' } }))).toEqual(['household.a no_label']);
	});

	it('names a choice without options, an option twice, and limits that no number keeps', () => {
		const option = { code: 'x', label: words };
		expect(faults(ask('a', { kind: 'choice' }))).toEqual(['household.a no_options']);
		expect(faults(ask('a', { kind: 'choices', options: [option, option] }))).toEqual([
			'household.a option_twice'
		]);
		expect(faults(ask('a', { kind: 'number', min: 43, max: 34 }))).toEqual([
			'household.a limits_reversed'
		]);
	});

	it('names a danger sign that cannot be ticked', () => {
		expect(faults(ask('a', { danger: true, kind: 'text' }))).toEqual([
			'household.a danger_not_yes_no'
		]);
	});

	it('names a card that is missing, strange or there twice', () => {
		const without = cards.filter(({ code }) => code !== 'tb');
		const strange = { ...cards[0]!, code: 'dentist' as never };
		expect(formProblems({ household: [], cards: without })).toEqual([
			{ at: 'tb', what: 'card_missing' }
		]);
		expect(formProblems({ household: [], cards: [...cards, cards[7]!, strange] })).toEqual([
			{ at: 'dentist', what: 'unknown_card' },
			{ at: 'tb', what: 'card_twice' }
		]);
	});

	it('answers whatever it is given, without throwing', () => {
		fc.assert(
			fc.property(fc.jsonValue(), (value) => {
				expect(formProblems(value)).toEqual([{ at: 'definition', what: 'not_a_form' }]);
				const broken = { household: value, cards: [{ code: 'tb', sections: value }] };
				expect(formProblems(broken).length).toBeGreaterThan(0);
			})
		);
	});

	it('says what to do in Indonesian', () => {
		const [problem] = formProblems(formOf(ask('a', waitsFor('a'))));
		expect(formProblemText(problem!)).toBe(
			'household.a: syaratnya berputar: pertanyaan saling menunggu sehingga tidak pernah muncul.'
		);
	});
});

describe('the form in force', () => {
	it('is the newest version whose day has come', () => {
		const versions = [
			{ code: 'f', version: 1, validFrom: '2024-01-01' },
			{ code: 'f', version: 2, validFrom: '2026-12-01' }
		];
		expect(formInForce(versions, 'f', '2026-11-22')?.version).toBe(1);
		expect(formInForce(versions, 'f', '2026-12-01')?.version).toBe(2);
	});
});
