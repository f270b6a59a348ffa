import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aHousehold, aMember, visitForm } from '../../../tests/support/visit-world.ts';
import { cardOf } from './checklist/answers.ts';
import type { CardCode } from './checklist/form.ts';
import { addDays } from './day.ts';
import { isOpen, type Finding } from './finding.ts';
import { problemsOf, recordVisit, type FilledCard } from './record-visit.ts';
import { cardsFor } from './target-group.ts';

const form = visitForm();
const household = aHousehold();
const firstDay = '2026-01-10';
/** Twins whose card changes on the way, their mother, and an uncle with tuberculosis. */
const family = [
	aMember({ id: 'twin-1', birthDate: '2025-12-01' }),
	aMember({ id: 'twin-2', birthDate: '2025-12-01' }),
	aMember({ id: 'mother', sex: 'female', birthDate: '1998-02-28', deliveredOn: '2025-12-01' }),
	aMember({ id: 'uncle', birthDate: '1966-05-05', conditions: ['tb'] })
];

/** The answers at which each card finds something: every danger sign, every finding's own condition. */
function findable(card: CardCode): Record<string, boolean>[] {
	const questions = (cardOf(form.definition, card)?.sections ?? []).flatMap((s) => s.questions);
	return questions.flatMap((question): Record<string, boolean>[] => {
		if (question.danger) return [{ [question.code]: true }];
		const needs = [...(question.when ?? []), ...(question.finding?.when ?? [])];
		if (!question.finding) return [];
		return [
			Object.fromEntries(
				needs
					.filter(({ value }) => typeof value === 'boolean')
					.map(({ question: code, value }) => [code, value as boolean])
			)
		];
	});
}

/** Per visit: days since the last, and for each card which of its findable answers were given. */
const visits = fc.array(
	fc.record({
		days: fc.integer({ min: 0, max: 60 }),
		picks: fc.array(fc.nat({ max: 40 }), { maxLength: 12 }),
		closed: fc.array(fc.nat({ max: 30 }), { maxLength: 3 })
	}),
	{ minLength: 1, maxLength: 14 }
);

function cardsOn(day: string, picks: readonly number[]): FilledCard[] {
	return family.flatMap((member, at) =>
		cardsFor(member, day).map((card) => {
			const all = findable(card);
			const given = picks.map((pick) => all[(pick + at) % Math.max(1, all.length)] ?? {});
			return { member, card, answers: Object.assign({}, ...given) as Record<string, boolean> };
		})
	);
}

/** The cases that one visit opens, beside those that are known. */
function opened(known: readonly Finding[], cards: readonly FilledCard[], day: string): Finding[] {
	let next = known.length;
	return recordVisit({
		visitId: `v-${day}-${known.length}`,
		household,
		visitPlanId: null,
		correctsId: null,
		kaderId: 'k1',
		visitorRole: 'kader',
		copiedFromPaper: false,
		isOvertaken: false,
		outcome: 'completed',
		capturedAt: `${day}T02:00:00Z`,
		today: day,
		form,
		sheet: {},
		cards,
		position: null,
		accuracyM: null,
		distanceM: null,
		note: null,
		nextTryOn: null,
		knownFindings: known,
		newId: () => `f${next++}`
	})
		.filter(({ entity }) => entity === 'finding')
		.map(({ id, patch }) => ({ id, rev: 1, ...patch }) as unknown as Finding);
}

const caseOf = ({ memberId, problem, text }: Pick<Finding, 'memberId' | 'problem' | 'text'>) =>
	`${memberId ?? ''} ${problem.split('.').at(-1) ?? ''} ${text}`;

describe('any run of visits to one family', () => {
	it('leaves one open case for each person and problem, and none of what was found without a case', () => {
		fc.assert(
			fc.property(visits, (run) => {
				let known: Finding[] = [];
				let day = firstDay;
				for (const { days, picks, closed } of run) {
					day = addDays(day, days);
					known = known.map((finding, at) =>
						closed.includes(at) ? { ...finding, status: 'closed' as const } : finding
					);
					const cards = cardsOn(day, picks);
					const found = problemsOf(form, cards, day);
					const made = opened(known, cards, day);
					known = [...known, ...made];
					const open = known.filter(({ status }) => isOpen(status)).map(caseOf);
					expect(new Set(open).size).toBe(open.length);
					for (const { member, ...problem } of found)
						expect(open).toContain(caseOf({ ...problem, memberId: member.id }));
				}
				const people = new Set(known.map(caseOf));
				const closings = run.flatMap(({ closed }) => closed).length;
				expect(known.length).toBeLessThanOrEqual(people.size + closings);
			})
		);
	});

	it('opens as many cases at 156 visits that find the same as at the first', () => {
		let known: Finding[] = [];
		for (let visit = 0; visit < 156; visit++) {
			const day = addDays(firstDay, visit);
			const rows = opened(known, cardsOn(firstDay, [0, 1, 2]), day);
			if (visit > 0) expect(rows).toEqual([]);
			known = [...known, ...rows];
		}
		expect(known.length).toBeGreaterThan(3);
	});
});
