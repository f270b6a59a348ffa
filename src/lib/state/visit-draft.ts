// A half-filled visit as plain data, and what follows from it. Pure; knows no particular form.
import {
	answerProblem,
	askedSections,
	cardOf,
	keptAnswers,
	noSubject
} from '#lib/domain/checklist/answers.ts';
import type { AnswerProblem, Answers } from '#lib/domain/checklist/answers.ts';
import type { Answer, CardCode, ChecklistForm, Section } from '#lib/domain/checklist/form.ts';
import type { Day } from '#lib/domain/entity.ts';
import type { Member } from '#lib/domain/member.ts';
import { problemsOf, subjectOf, type FilledCard } from '#lib/domain/record-visit.ts';
import { visitCards } from '#lib/domain/visit-cards.ts';
import { visitOutcomes, type Visit, type VisitOutcome } from '#lib/domain/visit.ts';

export interface VisitDraft {
	/** Made when the form is opened: saving twice is one visit. */
	readonly visitId: string;
	readonly correctsId: string | null;
	readonly outcome: VisitOutcome | null;
	readonly sheet: Answers;
	/** By `cardKey`. */
	readonly cards: Readonly<Record<string, Answers>>;
	readonly note: string;
	/** She has told the family to go to the Pustu or puskesmas. */
	readonly reminded: boolean;
	/** Why she could not; null while she can or was not asked. */
	readonly notReminded: string | null;
	/** When she comes again where nobody was met; null where nothing was agreed. */
	readonly nextTryOn: Day | null;
}

/** Question that records the reminding in the cards that ask for it. */
const remindedCode = 'reminded';

export function emptyDraft(visitId: string): VisitDraft {
	return {
		visitId,
		correctsId: null,
		outcome: null,
		sheet: {},
		cards: {},
		note: '',
		reminded: false,
		notReminded: null,
		nextTryOn: null
	};
}

export function cardKey(memberId: string, card: CardCode): string {
	return `${memberId}/${card}`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A draft as it was stored; null for anything else, as after a change of its shape. */
export function draftFrom(stored: unknown): VisitDraft | null {
	if (!isRecord(stored) || typeof stored.visitId !== 'string') return null;
	const { visitId, correctsId, outcome, sheet, cards, note } = stored;
	const { reminded, notReminded, nextTryOn } = stored;
	const known = visitOutcomes.find((entry) => entry === outcome);
	if (!isRecord(sheet) || !isRecord(cards) || !Object.values(cards).every(isRecord)) return null;
	return {
		visitId,
		correctsId: typeof correctsId === 'string' ? correctsId : null,
		outcome: known ?? null,
		sheet: sheet as Answers,
		cards: cards as Record<string, Answers>,
		note: typeof note === 'string' ? note : '',
		reminded: reminded === true,
		notReminded: typeof notReminded === 'string' ? notReminded : null,
		nextTryOn: typeof nextTryOn === 'string' ? nextTryOn : null
	};
}

/** The draft that corrects a visit: it starts from what was answered there. */
export function draftCorrecting(visit: Visit, visitId: string): VisitDraft {
	return {
		visitId,
		correctsId: visit.id,
		outcome: visit.outcome,
		sheet: (visit.answers?.household ?? {}) as Answers,
		cards: Object.fromEntries(
			(visit.answers?.cards ?? []).map(({ memberId, card, answers }) => [
				cardKey(memberId, card as CardCode),
				answers as Answers
			])
		),
		note: visit.note ?? '',
		reminded: false,
		notReminded: null,
		nextTryOn: visit.answers?.nextTryOn ?? null
	};
}

export function isUntouched(draft: VisitDraft): boolean {
	const answered = (answers: Answers) =>
		Object.values(answers).some((value) => value !== undefined);
	return (
		draft.outcome === null &&
		draft.note === '' &&
		!answered(draft.sheet) &&
		!Object.values(draft.cards).some(answered)
	);
}

export function withAnswer(answers: Answers, code: string, answer: Answer | undefined): Answers {
	const rest = Object.fromEntries(Object.entries(answers).filter(([key]) => key !== code));
	return answer === undefined || answer === null ? rest : { ...rest, [code]: answer };
}

/** The members whose tuberculosis card is in the draft, answered or just opened. */
function tbOpenedIn(draft: VisitDraft): ReadonlySet<string> {
	return new Set(
		Object.keys(draft.cards)
			.filter((key) => key.endsWith('/tb'))
			.map((key) => key.slice(0, -'/tb'.length))
	);
}

/** Every card of every person who lives there, with the answers given so far. */
export function cardsOf(members: readonly Member[], draft: VisitDraft, today: Day): FilledCard[] {
	return visitCards(members, today, tbOpenedIn(draft)).map(({ member, card }) => ({
		member,
		card,
		answers: draft.cards[cardKey(member.id, card)] ?? {}
	}));
}

/** The sections of a card that are asked now, danger signs first. */
export function sectionsShown(form: ChecklistForm, filled: FilledCard, today: Day): Section[] {
	const sections = cardOf(form.definition, filled.card)?.sections ?? [];
	const asked = askedSections(sections, filled.answers, subjectOf(filled.member, today)).map(
		(section) => (isKnownIllness(section, filled.member) ? { ...section, folded: false } : section)
	);
	return [
		...asked.filter(isDangerSection),
		...asked.filter((section) => !isDangerSection(section))
	];
}

/** Asks about an illness that she is known to have: that stands open. */
function isKnownIllness({ questions }: Section, { conditions }: Member): boolean {
	return conditions.some((one) => questions.some(({ code }) => code === `${one}_diagnosed`));
}

export function isDangerSection(section: Section): boolean {
	return section.questions.some((question) => question.danger === true);
}

export interface WrongAnswer {
	/** `cardKey`, or null for the household sheet. */
	readonly card: string | null;
	readonly question: Section['questions'][number];
	readonly problem: AnswerProblem;
}

function wrongIn(sections: readonly Section[], answers: Answers, card: string | null, today: Day) {
	return sections
		.flatMap((section) => section.questions)
		.flatMap((question): WrongAnswer[] => {
			const problem = answerProblem(question, answers[question.code], today);
			return problem ? [{ card, question, problem }] : [];
		});
}

/** Answers that cannot be kept, in the order of the page. */
export function wrongAnswers(
	form: ChecklistForm,
	draft: VisitDraft,
	cards: readonly FilledCard[],
	today: Day
): WrongAnswer[] {
	const sheet = askedSections(form.definition.household, draft.sheet, noSubject);
	return [
		...wrongIn(sheet, draft.sheet, null, today),
		...cards.flatMap((filled) =>
			wrongIn(
				sectionsShown(form, filled, today),
				filled.answers,
				cardKey(filled.member.id, filled.card),
				today
			)
		)
	];
}

export interface DangerSign {
	readonly member: Member;
	/** `<card>.<question>` */
	readonly problem: string;
	readonly text: string;
}

/** The danger signs ticked so far. */
export function dangerSigns(
	form: ChecklistForm,
	cards: readonly FilledCard[],
	today: Day
): DangerSign[] {
	return problemsOf(form, cards, today)
		.filter(({ urgency }) => urgency === 'red')
		.map(({ member, problem, text }) => ({ member, problem, text }));
}

/** How far a card is: answered and asked questions. */
export function progressOf(form: ChecklistForm, filled: FilledCard, today: Day) {
	const asked = sectionsShown(form, filled, today).flatMap((section) => section.questions);
	const answered = asked.filter(({ code }) => {
		const answer = filled.answers[code];
		return answer !== undefined && answer !== null && answer !== '';
	});
	return { asked: asked.length, answered: answered.length };
}

/**
 * The cards to record: those that were answered at all. Where she confirmed that the family was
 * reminded, the cards with a danger sign say so.
 */
export function cardsToRecord(
	form: ChecklistForm,
	cards: readonly FilledCard[],
	reminded: boolean,
	today: Day
): FilledCard[] {
	return cards
		.filter(({ member, card, answers }) => {
			const sections = cardOf(form.definition, card)?.sections ?? [];
			return Object.keys(keptAnswers(sections, answers, subjectOf(member, today))).length > 0;
		})
		.map((filled) => {
			const asksReminder = sectionsShown(form, filled, today).some((section) =>
				section.questions.some(({ code }) => code === remindedCode)
			);
			const confirmed = reminded && asksReminder && dangerSigns(form, [filled], today).length > 0;
			return confirmed
				? { ...filled, answers: { ...filled.answers, [remindedCode]: true } }
				: filled;
		});
}
