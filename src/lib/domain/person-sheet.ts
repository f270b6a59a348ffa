// One visit as the official sheets read it, person by person: for who types it into ASIK again. Holds the
// answers themselves; putting them in words is the page's.
import type { Answers } from './checklist/answers.ts';
import { cardOf } from './checklist/answers.ts';
import type { Answer, CardCode, ChecklistForm, Question, Section } from './checklist/form.ts';
import type { Member } from './member.ts';
import { householdOrder, officialOrder, personOrder } from './official-order.ts';
import type { Visit } from './visit.ts';

export interface SheetItem {
	readonly question: Question;
	/** Undefined where nothing was answered. */
	readonly answer: Answer | undefined;
}

export interface PersonCard {
	readonly card: CardCode;
	/** Every item of the official card, in its order, answered or not. */
	readonly official: readonly SheetItem[];
	/** What was answered beyond the official sheet. */
	readonly further: readonly SheetItem[];
}

export interface PersonSheet {
	/** Null where the person is no longer on this device. */
	readonly member: Member | null;
	readonly memberId: string;
	/** Relation, marriage, schooling, work. */
	readonly person: readonly SheetItem[];
	readonly cards: readonly PersonCard[];
}

export interface FamilySheet {
	readonly household: readonly SheetItem[];
	readonly further: readonly SheetItem[];
	readonly persons: readonly PersonSheet[];
}

function questionsOf(sections: readonly Section[]): ReadonlyMap<string, Question> {
	return new Map(
		sections.flatMap(({ questions }) => questions.map((question) => [question.code, question]))
	);
}

function inOrder(
	order: readonly string[],
	questions: ReadonlyMap<string, Question>,
	answers: Answers
): SheetItem[] {
	return order.flatMap((code) => {
		const question = questions.get(code);
		return question ? [{ question, answer: answers[code] }] : [];
	});
}

/** What was answered and stands in none of the orders, as the form asks it. */
function beyond(
	orders: readonly string[],
	questions: ReadonlyMap<string, Question>,
	answers: Answers
): SheetItem[] {
	return [...questions.values()]
		.filter(({ code }) => !orders.includes(code) && answers[code] !== undefined)
		.map((question) => ({ question, answer: answers[question.code] }));
}

/**
 * @param form the version on which the visit was filled
 * @returns null where nobody was met: there is nothing to type again
 */
export function familySheet(
	visit: Visit,
	form: ChecklistForm,
	members: readonly Member[]
): FamilySheet | null {
	const { answers, outcome } = visit;
	if (!answers || outcome !== 'completed') return null;
	const { definition } = form;
	const house = questionsOf(definition.household);
	const sheet = answers.household as Answers;
	const ids = [...new Set(answers.cards.map(({ memberId }) => memberId))];
	return {
		household: inOrder(householdOrder, house, sheet),
		further: beyond(householdOrder, house, sheet),
		persons: ids.map((memberId): PersonSheet => {
			const own = answers.cards.filter((card) => card.memberId === memberId);
			const filled = own.map(({ card, answers: given }) => ({
				card: card as CardCode,
				questions: questionsOf(cardOf(definition, card as CardCode)?.sections ?? []),
				answers: given as Answers
			}));
			const first = filled[0]!;
			return {
				member: members.find(({ id }) => id === memberId) ?? null,
				memberId,
				person: inOrder(personOrder, first.questions, first.answers),
				cards: filled.map(({ card, questions, answers: given }) => ({
					card,
					official: inOrder(officialOrder(card), questions, given),
					further: beyond([...officialOrder(card), ...personOrder], questions, given)
				}))
			};
		})
	};
}
