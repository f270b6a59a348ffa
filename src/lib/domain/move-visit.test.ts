import { describe, expect, it } from 'vitest';
import { moveVisit, moveWarnings, skipVisit } from './move-visit.ts';
import type { VisitPlan } from './visit-plan.ts';
import { defaultVisitRules as rules } from './visit-rules.ts';

const today = '2026-11-10';
const plan: VisitPlan = {
	id: 'p',
	rev: 4,
	areaId: 'a',
	territoryId: 't',
	householdId: 'h',
	kaderId: 'k',
	period: '2026-11',
	kind: 'targeted',
	fromOn: '2026-11-08',
	untilOn: '2026-11-14',
	dueOn: '2026-11-11',
	status: 'planned',
	visitId: null,
	reasons: []
};

describe('a planned visit', () => {
	it('goes to another day of its month as one edit of its row', () => {
		const moved = moveVisit(plan, '2026-11-13', today);
		expect(moved).toMatchObject({
			value: [{ op: 'update', id: 'p', baseRev: 4, patch: { dueOn: '2026-11-13' } }]
		});
	});

	it('stays where it is without a change when it is put on its own day', () => {
		expect(moveVisit(plan, plan.dueOn, today)).toEqual({ ok: true, value: [] });
	});

	it.each([
		['a day that is over', '2026-11-09', 'day_past'],
		['another month', '2026-12-01', 'other_month'],
		['no day at all', '2026-11-31', 'not_a_day']
	])('does not go to %s', (_, day, error) => {
		expect(moveVisit(plan, day, today)).toEqual({ ok: false, error });
	});

	it('does not move once it is done', () => {
		expect(moveVisit({ ...plan, status: 'done' }, '2026-11-13', today).ok).toBe(false);
	});

	it('is left out and comes back; done it is neither', () => {
		const left = skipVisit(plan, true);
		expect(left).toMatchObject({ value: [{ patch: { status: 'skipped' } }] });
		expect(skipVisit({ ...plan, status: 'skipped' }, false)).toMatchObject({
			value: [{ patch: { status: 'planned' } }]
		});
		expect(skipVisit({ ...plan, status: 'done' }, true).ok).toBe(false);
	});

	it('warns of a day outside its window, a full day and a day of rest', () => {
		expect(moveWarnings(plan, '2026-11-13', rules, 0)).toEqual([]);
		expect(moveWarnings(plan, '2026-11-16', rules, 5)).toEqual(['after_window', 'day_full']);
		// A Sunday.
		expect(moveWarnings(plan, '2026-11-15', rules, 0)).toEqual(['after_window', 'no_visiting_day']);
	});
});
