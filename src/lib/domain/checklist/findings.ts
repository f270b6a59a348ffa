// From the answers of one card to what was found: danger signs are red and reported today,
// everything else is a yellow work list. One finding per person and problem, never one per answer.
import type { FindingKind, Urgency } from '../finding.ts';
import { holds, isAsked, type Answers, type Subject } from './answers.ts';
import type { Question, Section } from './form.ts';

export interface FoundProblem {
	/** `<card>.<question>`, stable over form versions as long as the codes are. */
	readonly problem: string;
	readonly kind: FindingKind;
	readonly urgency: Urgency;
	/** The question's Indonesian wording, as the kader read it. */
	readonly text: string;
}

function problemOf(
	card: string,
	question: Question,
	answers: Answers,
	subject: Subject
): FoundProblem | null {
	const base = { problem: `${card}.${question.code}`, text: question.label.id };
	if (question.danger)
		return answers[question.code] === true
			? { ...base, kind: 'danger_sign', urgency: 'red' }
			: null;
	const finding = question.finding;
	if (finding?.when.every((condition) => holds(condition, answers, subject)))
		return { ...base, kind: finding.kind, urgency: 'yellow' };
	return null;
}

/** Problems in the order of the form; questions that are not asked find nothing. */
export function foundProblems(
	card: string,
	sections: readonly Section[],
	answers: Answers,
	subject: Subject
): FoundProblem[] {
	return sections
		.flatMap((section) => section.questions)
		.filter((question) => isAsked(question, answers, subject))
		.map((question) => problemOf(card, question, answers, subject))
		.filter((problem) => problem !== null);
}
