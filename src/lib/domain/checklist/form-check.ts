// Says what is wrong with a form before anyone is asked it: a form is data that people write.
import { cardCodes, type Condition, type FormDefinition } from './form.ts';
import type { Question, Section } from './form.ts';

export const questionKinds = ['yes_no', 'choice', 'choices', 'number', 'date', 'text'];
const subjects = ['age_months', 'sex'];
export const conditionOperators = ['eq', 'ne', 'in', 'gte', 'lt', 'answered'];

export type FormFault =
	| 'not_a_form'
	| 'unknown_card'
	| 'card_missing'
	| 'card_twice'
	| 'code_missing'
	| 'code_twice'
	| 'unknown_kind'
	| 'no_label'
	| 'no_options'
	| 'option_twice'
	| 'limits_reversed'
	| 'danger_not_yes_no'
	| 'unknown_operator'
	| 'asks_unknown_question'
	| 'asks_later_question'
	| 'loop';

export interface FormProblem {
	/** `household.water`, `pregnant.fever`. */
	readonly at: string;
	readonly what: FormFault;
}

function conditionsOf(question: Question): readonly Condition[] {
	return [...(question.when ?? []), ...(question.finding?.when ?? [])];
}

/** Codes of questions that wait for each other, themselves included. */
function loopedCodes(questions: readonly Question[]): ReadonlySet<string> {
	const waitsFor = new Map(
		questions.map(({ code, when }) => [code, (when ?? []).map(({ question }) => question)])
	);
	const looped = new Set<string>();
	for (const start of waitsFor.keys()) {
		const seen = new Set<string>();
		const open = [...waitsFor.get(start)!];
		for (let next = open.pop(); next !== undefined; next = open.pop()) {
			if (next === start) looped.add(start);
			if (seen.has(next)) continue;
			seen.add(next);
			open.push(...(waitsFor.get(next) ?? []));
		}
	}
	return looped;
}

function ownFaults(question: Question): FormFault[] {
	const found: FormFault[] = [];
	if (!question.code) found.push('code_missing');
	if (!questionKinds.includes(question.kind)) found.push('unknown_kind');
	if (!question.label?.id || !question.label?.en) found.push('no_label');
	const options = (question.options ?? []).map(({ code }) => code);
	if (['choice', 'choices'].includes(question.kind) && options.length === 0)
		found.push('no_options');
	if (new Set(options).size < options.length) found.push('option_twice');
	if ((question.min ?? -Infinity) > (question.max ?? Infinity)) found.push('limits_reversed');
	if (question.danger && question.kind !== 'yes_no') found.push('danger_not_yes_no');
	if (conditionsOf(question).some(({ op }) => !conditionOperators.includes(op)))
		found.push('unknown_operator');
	return found;
}

interface Surroundings {
	readonly earlier: ReadonlySet<string>;
	readonly all: ReadonlySet<string>;
	readonly looped: ReadonlySet<string>;
}

function targetFaults(question: Question, { earlier, all, looped }: Surroundings): FormFault[] {
	const found: FormFault[] = [];
	if (looped.has(question.code)) found.push('loop');
	// Asking only what came before keeps the form free of loops.
	for (const { question: target } of question.when ?? []) {
		if (subjects.includes(target) || earlier.has(target) || looped.has(question.code)) continue;
		found.push(all.has(target) ? 'asks_later_question' : 'asks_unknown_question');
	}
	for (const { question: target } of question.finding?.when ?? [])
		if (!subjects.includes(target) && !all.has(target)) found.push('asks_unknown_question');
	return found;
}

function sectionsProblems(prefix: string, sections: readonly Section[]): FormProblem[] {
	const questions = sections.flatMap((section) => section.questions);
	const all = new Set(questions.map((question) => question.code));
	const looped = loopedCodes(questions);
	const earlier = new Set<string>();
	const problems: FormProblem[] = [];
	for (const question of questions) {
		const at = `${prefix}.${question.code}`;
		if (earlier.has(question.code)) problems.push({ at, what: 'code_twice' });
		const faults = [...ownFaults(question), ...targetFaults(question, { earlier, all, looped })];
		problems.push(...faults.map((what) => ({ at, what })));
		earlier.add(question.code);
	}
	return problems;
}

function isList(value: unknown): value is readonly unknown[] {
	return Array.isArray(value);
}

function isThing(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !isList(value);
}

/** A list of things that each pass. */
function areThings(
	value: unknown,
	pass: (thing: Readonly<Record<string, unknown>>) => boolean
): boolean {
	return isList(value) && value.every((entry) => isThing(entry) && pass(entry));
}

function isAbsentOr(value: unknown, pass: (value: unknown) => boolean): boolean {
	return value === undefined || pass(value);
}

const areConditions = (value: unknown) =>
	areThings(value, (condition) => typeof condition.question === 'string');

const areSections = (value: unknown) =>
	areThings(value, (section) =>
		areThings(
			section.questions,
			(question) =>
				isAbsentOr(question.when, areConditions) &&
				isAbsentOr(question.options, (options) => areThings(options, () => true)) &&
				isAbsentOr(question.finding, (finding) => isThing(finding) && areConditions(finding.when))
		)
	);

/** Whether the pieces are where they belong; what they say is another question. */
function hasFormShape(value: unknown): value is FormDefinition {
	return (
		isThing(value) &&
		areSections(value.household) &&
		areThings(value.cards, (card) => areSections(card.sections))
	);
}

/** Every problem of a form definition, of whatever shape; empty when it can be used. */
export function formProblems(definition: unknown): FormProblem[] {
	if (!hasFormShape(definition)) return [{ at: 'definition', what: 'not_a_form' }];
	const problems = sectionsProblems('household', definition.household);
	const codes = definition.cards.map((card) => card.code as string);
	for (const card of definition.cards) {
		if (!(cardCodes as readonly string[]).includes(card.code))
			problems.push({ at: card.code, what: 'unknown_card' });
		problems.push(...sectionsProblems(card.code, card.sections));
	}
	for (const code of cardCodes) {
		const count = codes.filter((entry) => entry === code).length;
		if (count === 0) problems.push({ at: code, what: 'card_missing' });
		if (count > 1) problems.push({ at: code, what: 'card_twice' });
	}
	return problems;
}

/** The form of the highest version that is in force on a day; undefined when there is none. */
export function formInForce<F extends { code: string; version: number; validFrom: string }>(
	forms: readonly F[],
	code: string,
	on: string
): F | undefined {
	return forms
		.filter((form) => form.code === code && form.validFrom <= on)
		.sort((a, b) => b.version - a.version)[0];
}
