// What an earlier visit answered and seldom changes, offered again so that nobody types it twice. It
// becomes an answer of this visit only when the visitor says that it still holds.
import type { Day } from '../entity.ts';
import type { KnownAnswer } from '../services/member-record.ts';
import { answerProblem, type Answers } from './answers.ts';
import type { Answer, Section } from './form.ts';

export interface LastingAnswers {
	/** By question code: only what is not answered yet. */
	readonly answers: Readonly<Record<string, Answer>>;
	/** Day of the newest visit that gave one of them. */
	readonly on: Day;
}

/**
 * @param section as the form defines it, with the questions that are not asked now
 * @param known what is recorded, by question code
 * @returns null where there is nothing to offer. What makes a finding is asked anew at every visit.
 */
export function lastingAnswers(
	section: Section,
	answers: Answers,
	known: ReadonlyMap<string, KnownAnswer>,
	today: Day
): LastingAnswers | null {
	if (!section.lasting) return null;
	const found = section.questions.flatMap((question) => {
		const earlier = known.get(question.code);
		const isOpen = answers[question.code] === undefined || answers[question.code] === null;
		if (!earlier || !isOpen || question.finding || question.danger) return [];
		if (answerProblem(question, earlier.answer, today) !== null) return [];
		return [{ code: question.code, ...earlier }];
	});
	if (found.length === 0) return null;
	return {
		answers: Object.fromEntries(found.map(({ code, answer }) => [code, answer])),
		on: found.map(({ on }) => on).reduce((newest, on) => (on > newest ? on : newest))
	};
}
