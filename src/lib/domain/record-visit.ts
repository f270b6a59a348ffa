// The command that records a visit: pure, from what the kader entered to the changes to store.
import type { Point } from 'geojson';
import { keptAnswers, noSubject, cardOf, type Answers, type Subject } from './checklist/answers.ts';
import { foundProblems, type FoundProblem } from './checklist/findings.ts';
import type { CardCode, ChecklistForm } from './checklist/form.ts';
import { ageInMonths } from './day.ts';
import type { Day, Id, Instant } from './entity.ts';
import type { Finding } from './finding.ts';
import { isOpen } from './finding.ts';
import type { Household } from './household.ts';
import type { Member } from './member.ts';
import { memberFactsChange } from './member-facts.ts';
import type { Change } from './sync/change.ts';
import { canTryAgain, type VisitOutcome } from './visit.ts';

export interface FilledCard {
	readonly member: Member;
	readonly card: CardCode;
	readonly answers: Answers;
}

export interface VisitEntry {
	readonly visitId: Id<'visit'>;
	readonly household: Household;
	readonly visitPlanId: Id<'visit_plan'> | null;
	readonly correctsId: Id<'visit'> | null;
	readonly kaderId: Id<'kader'> | null;
	readonly visitorRole: 'kader' | 'health_worker' | 'joint';
	readonly copiedFromPaper: boolean;
	/** A later visit is on the device: what this one says of the people may be out of date. */
	readonly isOvertaken: boolean;
	readonly outcome: VisitOutcome;
	readonly capturedAt: Instant;
	readonly today: Day;
	readonly form: ChecklistForm | null;
	readonly sheet: Answers;
	readonly cards: readonly FilledCard[];
	readonly position: Point | null;
	readonly accuracyM: number | null;
	readonly distanceM: number | null;
	readonly note: string | null;
	/** When somebody comes again where nobody was met. */
	readonly nextTryOn: Day | null;
	/** Findings of this household that are on the device: an open one is not opened twice. */
	readonly knownFindings: readonly Finding[];
	readonly newId: () => string;
}

/** What conditions may ask about a member on the day of the visit. */
export function subjectOf(member: Member, on: Day): Subject {
	const born = member.birthDate !== null && member.birthDate <= on ? member.birthDate : null;
	return { ageMonths: born === null ? null : ageInMonths(born, on), sex: member.sex };
}

/** The problems that the cards filled so far have found, with the member of each. */
export function problemsOf(
	form: ChecklistForm,
	cards: readonly FilledCard[],
	on: Day
): (FoundProblem & { member: Member })[] {
	return cards.flatMap(({ member, card, answers }) => {
		const sections = cardOf(form.definition, card)?.sections ?? [];
		return foundProblems(card, sections, answers, subjectOf(member, on)).map((problem) => ({
			...problem,
			member
		}));
	});
}

/** Only what was asked of her; what was hidden again is neither stored nor believed. */
function answersOf(form: ChecklistForm, { member, card, answers }: FilledCard, on: Day) {
	const sections = cardOf(form.definition, card)?.sections ?? [];
	return keptAnswers(sections, answers, subjectOf(member, on));
}

function nextTry({ outcome, nextTryOn }: VisitEntry) {
	if (!canTryAgain(outcome) || nextTryOn === null) return null;
	return { household: {}, cards: [], nextTryOn };
}

function visitChange(entry: VisitEntry): Change {
	const { household, form, today } = entry;
	const completed = entry.outcome === 'completed' && form !== null;
	const answers = completed
		? {
				household: keptAnswers(form.definition.household, entry.sheet, noSubject),
				cards: entry.cards.map((filled) => ({
					memberId: filled.member.id,
					card: filled.card,
					answers: answersOf(form, filled, today)
				}))
			}
		: nextTry(entry);
	return {
		entity: 'visit',
		op: 'create',
		id: entry.visitId,
		patch: {
			householdId: household.id,
			areaId: household.areaId,
			territoryId: household.territoryId,
			visitPlanId: entry.visitPlanId,
			correctsId: entry.correctsId,
			kaderId: entry.kaderId,
			visitorRole: entry.visitorRole,
			copiedFromPaper: entry.copiedFromPaper,
			outcome: entry.outcome,
			capturedAt: entry.capturedAt,
			visitedOn: today,
			formId: completed ? form.id : null,
			position: entry.position,
			accuracyM: entry.accuracyM,
			distanceM: entry.distanceM,
			answers,
			note: entry.note
		},
		after: [
			household.id,
			...(entry.visitPlanId ? [entry.visitPlanId] : []),
			...(entry.correctsId ? [entry.correctsId] : [])
		]
	};
}

type Case = Pick<Finding, 'memberId' | 'problem' | 'text'>;

/**
 * Whether two findings are one problem of one person. The same question in the same words is asked by
 * several cards: a child who turns six months gets another card, not another case.
 */
function isSameCase(one: Case, other: Case): boolean {
	if (one.memberId !== other.memberId) return false;
	const question = ({ problem }: Case) => problem.slice(problem.indexOf('.') + 1);
	return (
		one.problem === other.problem || (question(one) === question(other) && one.text === other.text)
	);
}

function newFindings(entry: VisitEntry): (FoundProblem & { memberId: Id<'member'> })[] {
	if (entry.outcome !== 'completed' || entry.form === null) return [];
	const open: Case[] = entry.knownFindings.filter((finding) => isOpen(finding.status));
	return problemsOf(entry.form, entry.cards, entry.today)
		.map(({ member, ...problem }) => ({ ...problem, memberId: member.id }))
		.filter((found) => {
			if (open.some((known) => isSameCase(known, found))) return false;
			open.push(found);
			return true;
		});
}

function findingChange(entry: VisitEntry, found: ReturnType<typeof newFindings>[number]): Change {
	return {
		entity: 'finding',
		op: 'create',
		id: entry.newId(),
		patch: {
			householdId: entry.household.id,
			areaId: entry.household.areaId,
			territoryId: entry.household.territoryId,
			visitId: entry.visitId,
			...found,
			status: 'new',
			foundAt: entry.capturedAt,
			closedAt: null
		},
		after: [entry.visitId, found.memberId]
	};
}

function memberChanges(entry: VisitEntry): Change[] {
	const { form, cards, today } = entry;
	if (entry.outcome !== 'completed' || form === null || entry.isOvertaken) return [];
	const members = [...new Set(cards.map(({ member }) => member))];
	return members.flatMap((member) => {
		const own = cards.filter((filled) => filled.member === member);
		const change = memberFactsChange(
			member,
			own.map((filled) => answersOf(form, filled, today))
		);
		return change ? [change] : [];
	});
}

/**
 * The visit itself, then one new case for each problem that has none open, then what it taught about
 * the people.
 */
export function recordVisit(entry: VisitEntry): Change[] {
	return [
		visitChange(entry),
		...newFindings(entry).map((found) => findingChange(entry, found)),
		...memberChanges(entry)
	];
}
