// Which questions of a form are asked, and which answers are acceptable. Works on the form's data
// alone: no question of any particular form is known here.
import { isDay } from '../day.ts';
import type { Day } from '../entity.ts';
import type {
	Answer,
	Card,
	CardCode,
	Condition,
	FormDefinition,
	Question,
	Section
} from './form.ts';

export type Answers = Readonly<Record<string, Answer | undefined>>;

/** What conditions may ask about the person besides the answers. */
export interface Subject {
	readonly ageMonths: number | null;
	readonly sex: 'female' | 'male' | null;
}

export const noSubject: Subject = { ageMonths: null, sex: null };

function valueOf(condition: Condition, answers: Answers, subject: Subject): Answer | undefined {
	if (condition.question === 'age_months') return subject.ageMonths;
	if (condition.question === 'sex') return subject.sex;
	return answers[condition.question];
}

export function holds(condition: Condition, answers: Answers, subject: Subject): boolean {
	const value = valueOf(condition, answers, subject);
	const wanted = condition.value ?? null;
	switch (condition.op) {
		case 'answered':
			return value !== undefined && value !== null;
		case 'eq':
			return value === wanted;
		case 'ne':
			return value !== undefined && value !== null && value !== wanted;
		case 'in':
			return Array.isArray(wanted) && typeof value === 'string' && wanted.includes(value);
		case 'gte':
			return typeof value === 'number' && typeof wanted === 'number' && value >= wanted;
		case 'lt':
			return typeof value === 'number' && typeof wanted === 'number' && value < wanted;
	}
}

export function isAsked(question: Question, answers: Answers, subject: Subject): boolean {
	return (question.when ?? []).every((condition) => holds(condition, answers, subject));
}

/** The sections with only the questions that are asked now; empty sections are left out. */
export function askedSections(
	sections: readonly Section[],
	answers: Answers,
	subject: Subject
): Section[] {
	return sections
		.map((section) => ({
			...section,
			questions: section.questions.filter((question) => isAsked(question, answers, subject))
		}))
		.filter((section) => section.questions.length > 0);
}

export type AnswerProblem =
	'not_a_number' | 'out_of_range' | 'not_a_day' | 'in_the_future' | 'not_an_option';

/** Why an answer cannot be kept; null when it can. An empty answer is always acceptable. */
export function answerProblem(
	question: Question,
	answer: Answer | undefined,
	today: Day
): AnswerProblem | null {
	if (answer === undefined || answer === null || answer === '') return null;
	switch (question.kind) {
		case 'yes_no':
			return typeof answer === 'boolean' ? null : 'not_an_option';
		case 'number':
			if (typeof answer !== 'number' || !Number.isFinite(answer)) return 'not_a_number';
			return answer < (question.min ?? -Infinity) || answer > (question.max ?? Infinity)
				? 'out_of_range'
				: null;
		case 'date':
			if (!isDay(answer)) return 'not_a_day';
			return answer > today ? 'in_the_future' : null;
		case 'choice':
			return question.options?.some((option) => option.code === answer) ? null : 'not_an_option';
		case 'choices':
			return Array.isArray(answer) &&
				answer.every((code) => question.options?.some((option) => option.code === code))
				? null
				: 'not_an_option';
		case 'text':
			return typeof answer === 'string' ? null : 'not_an_option';
	}
}

export function cardOf(definition: FormDefinition, code: CardCode): Card | undefined {
	return definition.cards.find((card) => card.code === code);
}

/** Only the answers of questions that are asked: what was hidden again is not stored. */
export function keptAnswers(
	sections: readonly Section[],
	answers: Answers,
	subject: Subject
): Record<string, Answer> {
	const kept: Record<string, Answer> = {};
	for (const section of askedSections(sections, answers, subject))
		for (const { code } of section.questions) {
			const answer = answers[code];
			if (answer !== undefined && answer !== null && answer !== '') kept[code] = answer;
		}
	return kept;
}
