// Says what is wrong with a form before anyone is asked it: a form is data that people write.
import { cardCodes, type FormDefinition, type Question, type Section } from './form.ts';

const kinds = ['yes_no', 'choice', 'choices', 'number', 'date', 'text'];
const subjects = ['age_months', 'sex'];

export interface FormProblem {
	/** `household.water`, `pregnant.danger.fever`. */
	readonly at: string;
	readonly what:
		| 'unknown_card'
		| 'card_missing'
		| 'card_twice'
		| 'code_twice'
		| 'unknown_kind'
		| 'no_label'
		| 'no_options'
		| 'danger_not_yes_no'
		| 'asks_unknown_question'
		| 'asks_later_question';
}

function questionProblems(
	at: string,
	question: Question,
	earlier: ReadonlySet<string>,
	all: ReadonlySet<string>
) {
	const found: FormProblem['what'][] = [];
	if (!kinds.includes(question.kind)) found.push('unknown_kind');
	if (!question.label?.id || !question.label?.en) found.push('no_label');
	if (question.kind.startsWith('choice') && !question.options?.length) found.push('no_options');
	if (question.danger && question.kind !== 'yes_no') found.push('danger_not_yes_no');
	// Asking only what came before keeps the form free of loops.
	for (const condition of question.when ?? []) {
		if (subjects.includes(condition.question) || earlier.has(condition.question)) continue;
		found.push(all.has(condition.question) ? 'asks_later_question' : 'asks_unknown_question');
	}
	for (const condition of question.finding?.when ?? [])
		if (!subjects.includes(condition.question) && !all.has(condition.question))
			found.push('asks_unknown_question');
	return found.map((what) => ({ at, what }));
}

function sectionsProblems(prefix: string, sections: readonly Section[]): FormProblem[] {
	const questions = sections.flatMap((section) => section.questions);
	const all = new Set(questions.map((question) => question.code));
	const earlier = new Set<string>();
	const problems: FormProblem[] = [];
	for (const question of questions) {
		const at = `${prefix}.${question.code}`;
		if (earlier.has(question.code)) problems.push({ at, what: 'code_twice' });
		problems.push(...questionProblems(at, question, earlier, all));
		earlier.add(question.code);
	}
	return problems;
}

/** Every problem of a form definition; empty when it can be used. */
export function formProblems(definition: FormDefinition): FormProblem[] {
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
