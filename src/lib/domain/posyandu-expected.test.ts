import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aWoman } from '../../../tests/support/visit-world.ts';
import { addDays } from './day.ts';
import { isExpected, missedDays, missedOf, posyanduOf } from './posyandu-expected.ts';
import { reasonCodes } from './reason-codes.ts';
import { targetGroups } from './target-group.ts';
import { occasionsOf } from './visit-due.ts';
import { defaultVisitRules as rules } from './visit-rules.ts';

const today = '2026-11-20';
const groups = rules.posyanduGroups;
const toddler = aWoman({ id: 'child', birthDate: '2024-05-01' });
const adult = aWoman({ id: 'adult', birthDate: '1990-01-01' });
const held = (id: string, heldOn: string, status: 'held' | 'planned' | 'cancelled' = 'held') => ({
	id,
	heldOn,
	status
});
const mark = (sessionId: string, memberId: string, present: boolean) => ({
	sessionId,
	memberId,
	present
});

describe('who is expected at a posyandu', () => {
	it('is the family of the posyandu, or of its kader', () => {
		const ofTerritory = new Map([['t', 'p2']]);
		expect(posyanduOf({ posyanduId: 'p1', territoryId: 't' }, ofTerritory)).toBe('p1');
		expect(posyanduOf({ posyanduId: null, territoryId: 't' }, ofTerritory)).toBe('p2');
		expect(posyanduOf({ posyanduId: null, territoryId: null }, ofTerritory)).toBeNull();
	});

	it('is who is in one of the groups that come every month, on that day', () => {
		expect(isExpected(toddler, today, groups)).toBe(true);
		expect(isExpected(adult, today, groups)).toBe(false);
		expect(isExpected({ ...adult, pregnantSince: '2026-08-01' }, today, groups)).toBe(true);
		expect(isExpected({ ...toddler, status: 'moved' }, today, groups)).toBe(false);
		expect(isExpected({ ...toddler, birthDate: '2026-12-01' }, today, groups)).toBe(false);
		expect(isExpected({ ...toddler, birthDate: null }, today, groups)).toBe(false);
	});

	it('can be everybody of the life cycle', () => {
		fc.assert(
			fc.property(fc.integer({ min: 0, max: 36_000 }), (days) => {
				const born = aWoman({ birthDate: addDays(today, -days) });
				expect(isExpected(born, today, targetGroups)).toBe(true);
				expect(isExpected(born, today, [])).toBe(false);
			})
		);
	});
});

describe('who missed the last posyandu', () => {
	const sessions = [
		held('old', '2026-08-12'),
		held('october', '2026-10-12'),
		held('november', '2026-11-12'),
		held('open', '2026-11-18', 'planned'),
		held('off', '2026-11-19', 'cancelled')
	];
	const missed = (...marks: ReturnType<typeof mark>[]) =>
		Object.fromEntries(missedDays(sessions, marks, today));

	it('did not come the last time that somebody noted it', () => {
		expect(missed(mark('november', 'm', false))).toEqual({ m: '2026-11-12' });
		expect(missed(mark('october', 'm', false), mark('november', 'm', true))).toEqual({});
		expect(missed(mark('october', 'm', true), mark('november', 'm', false))).toEqual({
			m: '2026-11-12'
		});
		expect(missed(mark('october', 'm', false))).toEqual({ m: '2026-10-12' });
	});

	it('is nobody on a day that nobody closed, that was called off, or is long past', () => {
		expect(
			missed(mark('open', 'm', false), mark('off', 'm', false), mark('old', 'm', false))
		).toEqual({});
		expect(missed()).toEqual({});
	});

	it('is looked for once, and not when somebody was at the house since', () => {
		const days = new Map([['child', '2026-11-12']]);
		const looked = (last: string | null) =>
			missedOf([toddler, adult], days, last, groups).map(({ member }) => member.id);
		expect(looked(null)).toEqual(['child']);
		expect(looked('2026-11-11')).toEqual(['child']);
		expect(looked('2026-11-12')).toEqual([]);
		expect(looked('2026-11-15')).toEqual([]);
	});

	it('is not looked for where her group does not come every month', () => {
		const days = new Map([
			['child', '2026-11-12'],
			['adult', '2026-11-12']
		]);
		const looked = (wanted: typeof groups) =>
			missedOf([toddler, adult], days, null, wanted).map(({ member }) => member.id);
		expect(looked(groups)).toEqual(['child']);
		expect(looked(['adult'])).toEqual(['adult']);
	});

	it('is missed only on a held day that has a mark of hers, whatever the lists say', () => {
		fc.assert(
			fc.property(
				fc.array(
					fc.record({
						ago: fc.integer({ min: -5, max: 90 }),
						status: fc.constantFrom('held' as const, 'planned' as const, 'cancelled' as const),
						present: fc.constantFrom(true, false, null)
					})
				),
				(rows) => {
					const days = rows.map(({ ago, status }, n) =>
						held(`s${n}`, addDays(today, -ago), status)
					);
					const marks = rows.flatMap(({ present }, n) =>
						present === null ? [] : [mark(`s${n}`, 'm', present)]
					);
					const day = missedDays(days, marks, today).get('m');
					const known = rows.filter(
						({ ago, status, present }) =>
							status === 'held' && present !== null && ago >= 0 && ago <= 62
					);
					const last = Math.min(...known.map(({ ago }) => ago));
					const came = known.some(({ ago, present }) => ago === last && present === true);
					expect(day).toBe(known.length === 0 || came ? undefined : addDays(today, -last));
				}
			)
		);
	});
});

describe('the visit to who missed it', () => {
	const situation = (lastVisitedOn: string | null, members = [toddler]) => ({
		members,
		lastVisitedOn,
		openFindings: [],
		missed: new Map(members.map(({ id }) => [id as string, '2026-11-12']))
	});

	it('is a targeted one, with its reason in words and whom it is about', () => {
		const [first] = occasionsOf(situation('2026-11-01'), today, '2026-11-30', rules);
		expect(first).toMatchObject({ kind: 'targeted' });
		expect(first!.reasons[0]).toEqual({
			code: 'missed_posyandu',
			text: 'Tidak hadir di posyandu 12 November 2026',
			memberId: 'child'
		});
	});

	it('is one for all of the house', () => {
		const two = [toddler, aWoman({ id: 'baby', birthDate: '2026-09-01' })];
		const occasions = occasionsOf(situation('2026-11-01', two), today, '2026-11-30', rules);
		const reasons = occasions.flatMap((one) => one.reasons);
		expect(reasons.filter(({ code }) => code === 'missed_posyandu')).toEqual([
			{
				code: 'missed_posyandu',
				text: '2 orang tidak hadir di posyandu 12 November 2026',
				memberId: null
			}
		]);
	});

	it('is none once somebody was there, or where the puskesmas does not want it', () => {
		const codes = (last: string, over = {}) =>
			occasionsOf(situation(last), today, '2026-11-30', { ...rules, ...over })
				.flatMap((one) => one.reasons)
				.map(({ code }) => code);
		expect(codes('2026-11-13')).not.toContain('missed_posyandu');
		expect(codes('2026-11-01', { withoutReasons: ['missed_posyandu'] })).not.toContain(
			'missed_posyandu'
		);
	});

	it('comes after medicine that is missing and before a house that nobody knows', () => {
		const at = (code: (typeof reasonCodes)[number]) => reasonCodes.indexOf(code);
		expect(at('missed_posyandu')).toBeGreaterThan(at('medicine_missed'));
		expect(at('missed_posyandu')).toBeLessThan(at('never_visited'));
	});
});
