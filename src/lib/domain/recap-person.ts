// What one visit says about one person in the words of the recapitulation: her target group on that
// day, her problems, and what was done. Pure; which questions are read stands in recap-questions.ts.
import { foundProblems, type FoundProblem } from './checklist/findings.ts';
import type { Answers } from './checklist/answers.ts';
import { cardOf } from './checklist/answers.ts';
import type { CardCode, ChecklistForm } from './checklist/form.ts';
import { addDays, isDay } from './day.ts';
import type { Day } from './entity.ts';
import type { Member } from './member.ts';
import {
	educationCodes,
	groupOfCard,
	medicines,
	reportedCode,
	servicesOf,
	tbSymptoms,
	type RecapGroup
} from './recap-questions.ts';
import { subjectOf } from './record-visit.ts';
import { ageGroup, targetGroupsOf } from './target-group.ts';
import type { Visit } from './visit.ts';

/** The cards of one person in one visit. */
export interface Seen {
	readonly visit: Visit;
	readonly memberId: string;
	/** Undefined where this device no longer has her. */
	readonly member: Member | undefined;
	readonly cards: readonly { readonly card: CardCode; readonly answers: Answers }[];
}

/** Everybody of whom a card was filled in; several cards of a person are one entry. */
export function seenIn(visit: Visit, members: ReadonlyMap<string, Member>): Seen[] {
	const seen = new Map<string, { card: CardCode; answers: Answers }[]>();
	for (const { memberId, card, answers } of visit.answers?.cards ?? []) {
		const own = seen.get(memberId) ?? [];
		own.push({ card: card as CardCode, answers: answers as Answers });
		seen.set(memberId, own);
	}
	return [...seen].map(([memberId, cards]) => ({
		visit,
		memberId,
		member: members.get(memberId),
		cards
	}));
}

/**
 * The one column she counts in. Pregnancy and childbed are as recorded on the day, since they are
 * overwritten later; age follows from the birth date, which is only ever put right.
 */
export function groupOf({ visit, member, cards }: Seen): RecapGroup {
	const codes = cards.map(({ card }) => card);
	if (codes.includes('pregnant')) return 'pregnant';
	if (codes.includes('postpartum')) return 'postpartum';
	const stage = codes.find((code) => code !== 'tb');
	const known =
		member && stage === undefined
			? targetGroupsOf(member, visit.visitedOn)[0]
			: ageGroup(member?.birthDate ?? null, visit.visitedOn);
	return groupOfCard[known ?? stage ?? 'adult'] ?? 'adult';
}

function inWindow(answer: unknown, from: Day, to: Day): boolean {
	return isDay(answer) && answer >= from && answer <= to;
}

/** Whether the cards of a visit, hers or an earlier one, show a service that counts on a day. */
export function showsService(seen: Seen, group: RecapGroup, on: Day): boolean {
	const { dates, had, withinDays } = servicesOf[group];
	const from = addDays(on, -withinDays);
	if (seen.visit.visitedOn < from || seen.visit.visitedOn > on) return false;
	return seen.cards.some(
		({ card, answers }) =>
			dates[card]?.some((code) => inWindow(answers[code], from, on)) ||
			had[card]?.some((code) => answers[code] === true)
	);
}

/** The form's danger signs and gaps on her cards; none where the form is not on this device. */
export function problemsSeen(seen: Seen, form: ChecklistForm | undefined): FoundProblem[] {
	if (!form) return [];
	const subject = seen.member
		? subjectOf(seen.member, seen.visit.visitedOn)
		: { ageMonths: null, sex: null };
	return seen.cards.flatMap(({ card, answers }) =>
		foundProblems(card, cardOf(form.definition, card)?.sections ?? [], answers, subject)
	);
}

export function hasTbSymptom(seen: Seen): boolean {
	return seen.cards.some(({ card, answers }) =>
		tbSymptoms[card]?.some((code) => answers[code] === true)
	);
}

/** The medicine is there and was not taken. Not asked is not "no". */
export function skipsMedicine(seen: Seen): boolean {
	return seen.cards.some(({ card, answers }) =>
		medicines[card]?.some(({ has, taken }) => answers[has] === true && answers[taken] === false)
	);
}

function isFilled(answer: unknown): boolean {
	if (typeof answer === 'string') return answer.trim() !== '';
	return Array.isArray(answer) ? answer.length > 0 : answer === true;
}

export function wasEducated(seen: Seen): boolean {
	return seen.cards.some(({ answers }) => educationCodes.some((code) => isFilled(answers[code])));
}

export function noteOfReport(seen: Seen): boolean {
	return seen.cards.some(({ answers }) => isDay(answers[reportedCode]));
}
