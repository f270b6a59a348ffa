import { describe, expect, it } from 'vitest';
import { aMember, aVisit, visitForm } from '../../../tests/support/visit-world.ts';
import {
	cardKey,
	cardsOf,
	cardsToRecord,
	dangerSigns,
	draftCorrecting,
	draftFrom,
	emptyDraft,
	isDangerSection,
	isUntouched,
	progressOf,
	sectionsShown,
	withAnswer,
	wrongAnswers,
	type VisitDraft
} from './visit-draft.ts';

const today = '2026-11-22';
const form = visitForm();
const infant = aMember();
const motherWithTb = aMember({
	id: 'm2',
	name: 'Siti',
	sex: 'female',
	birthDate: '1998-02-03',
	pregnantSince: '2026-06-01',
	conditions: ['tb']
});
const members = [infant, motherWithTb];
const met: VisitDraft = { ...emptyDraft('v9'), outcome: 'completed' };
const withCards = (cards: VisitDraft['cards']): VisitDraft => ({ ...met, cards });

describe('what is asked about an illness', () => {
	const stands = (member: ReturnType<typeof aMember>) =>
		sectionsShown(form, { member, card: 'adult', answers: {} }, today).find(
			({ code }) => code === 'mental_illness'
		)?.folded;

	it('stands open where she is known to have it, and is folded for everybody else', () => {
		expect(stands(aMember({ birthDate: '1990-01-01' }))).toBe(true);
		expect(stands(aMember({ birthDate: '1990-01-01', conditions: ['odgj'] }))).toBe(false);
	});
});

describe('a draft of a visit', () => {
	it('comes back as it was stored', () => {
		const cards = { 'm1/infant_0_6m': { fever: true, temperature: 38.5 } };
		const draft = { ...withCards(cards), nextTryOn: '2026-11-24' };
		expect(draftFrom(JSON.parse(JSON.stringify(draft)))).toEqual(draft);
	});
	it.each([undefined, null, 'x', [], {}, { visitId: 'v', sheet: null, cards: {} }])(
		'is none where something else was stored: %j',
		(stored) => {
			expect(draftFrom(stored)).toBeNull();
		}
	);
	it('is untouched until something was answered, chosen or written', () => {
		const draft = emptyDraft('v9');
		expect(isUntouched(draft)).toBe(true);
		expect(isUntouched({ ...draft, outcome: 'not_home' })).toBe(false);
		expect(isUntouched({ ...draft, note: 'x' })).toBe(false);
		expect(isUntouched({ ...draft, cards: { a: { b: false } } })).toBe(false);
	});
	it('forgets an answer that was taken back', () => {
		const answers = withAnswer({ a: true }, 'b', 3);
		expect(withAnswer(answers, 'a', undefined)).toEqual({ b: 3 });
	});
	it('starts a correction from what was answered', () => {
		const visit = aVisit({
			note: 'lama',
			answers: {
				household: { people: 4 },
				cards: [{ memberId: 'm1', card: 'infant_0_6m', answers: { fever: true } }]
			}
		});
		const draft = draftCorrecting(visit, 'v10');
		expect(draft).toMatchObject({ visitId: 'v10', correctsId: 'v1', outcome: 'completed' });
		expect(draft.sheet).toEqual({ people: 4 });
		expect(draft.cards[cardKey('m1', 'infant_0_6m')]).toEqual({ fever: true });
	});
});

describe('the cards of a household', () => {
	it('are one for each group that a person is in, and tuberculosis for who lives with a patient', () => {
		expect(cardsOf(members, met, today).map(({ member, card }) => [member.id, card])).toEqual([
			['m1', 'infant_0_6m'],
			['m1', 'tb'],
			['m2', 'pregnant'],
			['m2', 'tb']
		]);
	});
	it('keep the tuberculosis card of who had it opened by hand', () => {
		const draft = { ...met, cards: { [cardKey('m1', 'tb')]: {} } };
		const cards = cardsOf([members[0]!], draft, today).map(({ card }) => card);
		expect(cards).toEqual(['infant_0_6m', 'tb']);
	});
	it('leave out who moved away or died', () => {
		expect(cardsOf([aMember({ status: 'died' })], met, today)).toEqual([]);
	});
	it('ask the danger signs first', () => {
		for (const filled of cardsOf(members, met, today))
			expect(isDangerSection(sectionsShown(form, filled, today)[0]!)).toBe(true);
	});
	it('keep the answers of two people with the same card apart', () => {
		const twin = aMember({ id: 'm3', name: 'Beni' });
		const draft = withCards({ 'm1/infant_0_6m': { weak: true } });
		const [first, second] = cardsOf([infant, twin], draft, today);
		expect(first?.answers).toEqual({ weak: true });
		expect(second?.answers).toEqual({});
	});
	it('count what is answered among what is asked', () => {
		const [filled] = cardsOf(
			[infant],
			withCards({ 'm1/infant_0_6m': { temperature: 37, seizure: false } }),
			today
		);
		const { asked, answered } = progressOf(form, filled!, today);
		expect(answered).toBe(2);
		expect(asked).toBeGreaterThan(20);
	});
});

describe('what stops a visit from being saved', () => {
	it('names the answer that cannot be kept, and where', () => {
		const draft = withCards({ 'm1/infant_0_6m': { temperature: 380 } });
		const wrong = wrongAnswers(form, draft, cardsOf(members, draft, today), today);
		expect(wrong).toEqual([
			expect.objectContaining({ card: 'm1/infant_0_6m', problem: 'out_of_range' })
		]);
	});
	it('does not count a wrong answer whose question is hidden', () => {
		const draft = withCards({
			'm2/pregnant': { pregnancy_no: 1, pregnancy_gap_years: 99 }
		});
		expect(wrongAnswers(form, draft, cardsOf(members, draft, today), today)).toEqual([]);
	});
	it('says whose danger sign it is', () => {
		const draft = withCards({ 'm2/tb': { cough: true }, 'm1/infant_0_6m': { temperature: 37 } });
		const signs = dangerSigns(form, cardsOf(members, draft, today), today);
		expect(signs.map(({ member }) => member.name)).toEqual(['Siti']);
	});
});

describe('what is recorded', () => {
	it('leaves out the cards of people who were asked nothing', () => {
		const draft = withCards({ 'm1/infant_0_6m': { temperature: 37 }, 'm2/tb': {} });
		const kept = cardsToRecord(form, cardsOf(members, draft, today), false, today);
		expect(kept.map(({ member, card }) => [member.id, card])).toEqual([['m1', 'infant_0_6m']]);
	});
	it('says on the card with a danger sign, and only there, that the family was reminded', () => {
		const draft = withCards({
			'm1/infant_0_6m': { seizure: true },
			'm2/pregnant': { fever: false }
		});
		const kept = cardsToRecord(form, cardsOf(members, draft, today), true, today);
		expect(kept.map(({ answers }) => answers.reminded)).toEqual([true, undefined]);
	});
});
