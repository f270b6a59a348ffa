import { describe, expect, it } from 'vitest';
import type { Household } from './household.ts';
import {
	atHome,
	homeTerritory,
	lendHousehold,
	takeHome,
	usualLastDay,
	visitingTerritory
} from './lend-household.ts';
import type { VisitPlan } from './visit-plan.ts';

const today = '2026-11-10';
const house = { id: 'h', rev: 3, territoryId: 't1' } as unknown as Household;
const plan = (given: Partial<VisitPlan>) =>
	({
		id: 'p',
		rev: 2,
		householdId: 'h',
		kaderId: 'k1',
		status: 'planned',
		...given
	}) as VisitPlan;
const other = { territoryId: 't2', kaderId: 'k2' };

describe('a house that is lent', () => {
	it('goes to the other kader with every open visit, and with none that is done or of another house', () => {
		const plans = [
			plan({}),
			plan({ id: 'q' }),
			plan({ id: 'd', status: 'done' }),
			plan({ id: 'x', householdId: 'h2' })
		];
		expect(lendHousehold(house, plans, other, '2026-11-17', today)).toMatchObject({
			value: [
				{ entity: 'household', baseRev: 3, patch: { lentTo: 't2', lentUntil: '2026-11-17' } },
				{ entity: 'visit_plan', id: 'p', patch: { kaderId: 'k2' }, after: ['h', 'p'] },
				{ entity: 'visit_plan', id: 'q', patch: { kaderId: 'k2' } }
			]
		});
	});

	it.each([
		['to whom it is lent already', { ...house, lentTo: 't2' }, '2026-11-17', 'already_hers'],
		['without a day', house, 'nanti', 'not_a_day'],
		['until yesterday', house, '2026-11-09', 'day_past'],
		['for a year', house, '2027-11-10', 'too_long']
	])('is not lent %s', (_, given, until, error) => {
		expect(lendHousehold(given as Household, [], other, until, today)).toEqual({
			ok: false,
			error
		});
	});

	it('lent to whose it is comes home', () => {
		const lent = { ...house, territoryId: 't2', lentTo: 't2', lentFrom: 't1' } as Household;
		const back = lendHousehold(
			lent,
			[plan({ kaderId: 'k2' })],
			{ territoryId: 't1', kaderId: 'k1' },
			'2026-11-17',
			today
		);
		expect(back).toEqual({ ok: true, value: takeHome(lent, [plan({ kaderId: 'k2' })], 'k1') });
		expect(back).toMatchObject({
			value: [{ patch: { lentTo: null, lentUntil: null } }, { patch: { kaderId: 'k1' } }]
		});
	});

	it.each([
		['never lent', { territoryId: 't1' }, 't1', 't1'],
		['as the server says it', { territoryId: 't1', lentTo: null, lentFrom: null }, 't1', 't1'],
		['lent here, not sent yet', { territoryId: 't1', lentTo: 't2', lentFrom: null }, 't1', 't2'],
		['moved by the server', { territoryId: 't2', lentTo: 't2', lentFrom: 't1' }, 't1', 't2'],
		['of nobody', { territoryId: 't2', lentTo: 't2', lentFrom: null }, null, 't2'],
		['taken home here', { territoryId: 't2', lentTo: null, lentFrom: 't1' }, 't1', 't1']
	])('%s: belongs to one territory and is visited from one', (_, given, home, visiting) => {
		const lent = given as unknown as Household;
		expect(homeTerritory(lent)).toBe(home);
		expect(visitingTerritory(lent)).toBe(visiting);
		expect(atHome(lent).territoryId).toBe(home);
	});

	it('is offered until a week after the visit, or after today when that is over', () => {
		expect(usualLastDay('2026-11-20', today)).toBe('2026-11-27');
		expect(usualLastDay('2026-11-01', today)).toBe('2026-11-17');
	});
});
