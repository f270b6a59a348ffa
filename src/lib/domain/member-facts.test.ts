import { describe, expect, it } from 'vitest';
import { aHousehold, aMember, visitForm } from '../../../tests/support/visit-world.ts';
import type { Answers } from './checklist/answers.ts';
import type { CardCode } from './checklist/form.ts';
import type { Member } from './member.ts';
import { memberFactsChange } from './member-facts.ts';
import { recordVisit } from './record-visit.ts';
import { cardsFor } from './target-group.ts';

const today = '2026-11-22';
const woman = aMember({ sex: 'female', birthDate: '1998-03-03', rev: 4 });

function memberChanges(member: Member, card: CardCode, answers: Answers) {
	return recordVisit({
		visitId: 'v1',
		household: aHousehold(),
		visitPlanId: null,
		correctsId: null,
		kaderId: 'k1',
		visitorRole: 'kader',
		copiedFromPaper: false,
		isOvertaken: false,
		outcome: 'completed',
		capturedAt: `${today}T02:00:00Z`,
		today,
		form: visitForm(),
		sheet: {},
		cards: [{ member, card, answers }],
		position: null,
		accuracyM: null,
		distanceM: null,
		note: null,
		nextTryOn: null,
		knownFindings: [],
		newId: () => 'f1'
	}).filter(({ entity }) => entity === 'member');
}

describe('what a visit teaches about a person', () => {
	it('is written to her record with the visit: a pregnancy gives her its card the next time', () => {
		const [change] = memberChanges(woman, 'adult', { pregnant_since: '2026-09-01' });
		expect(change).toMatchObject({ op: 'update', id: 'm1', baseRev: 4 });
		expect(change?.patch).toEqual({ pregnantSince: '2026-09-01' });
		const next = { ...woman, pregnantSince: '2026-09-01' };
		expect(cardsFor(next, '2026-12-01')).toEqual(['pregnant']);
	});

	it('makes a pregnant woman a mother in childbed once the birth is written down', () => {
		const pregnant = { ...woman, pregnantSince: '2026-02-10' };
		const [change] = memberChanges(pregnant, 'pregnant', { delivered_on: '2026-11-20' });
		const mother = { ...pregnant, ...change?.patch } as Member;
		expect(cardsFor(mother, today)).toEqual(['postpartum']);
	});

	it('takes JKN, relation and illness, and never takes an illness away', () => {
		const ill = { ...woman, conditions: ['hypertension' as const] };
		const answers = {
			jkn_status: 'inactive',
			relation: '2',
			hypertension_diagnosed: false,
			diabetes_diagnosed: true,
			odgj_diagnosed: true
		};
		expect(memberFactsChange(ill, [answers])?.patch).toEqual({
			jknStatus: 'inactive',
			relation: 2,
			conditions: ['hypertension', 'diabetes', 'odgj']
		});
	});

	it('is nothing when the answers say what is known', () => {
		const known = { ...woman, jknStatus: 'active' as const, relation: 2 };
		expect(memberFactsChange(known, [{ jkn_status: 'active', relation: '2' }])).toBeNull();
		expect(memberChanges(woman, 'adult', { temperature: 36.5 })).toEqual([]);
	});

	it('leaves out what was not asked: no pregnancy of a man', () => {
		const man = aMember({ birthDate: '1990-01-01' });
		expect(memberChanges(man, 'adult', { pregnant_since: '2026-09-01' })).toEqual([]);
	});
});
