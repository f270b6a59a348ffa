import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aVisit } from '../../../tests/support/visit-world.ts';
import { addDays, weekdayOf } from './day.ts';
import { kaderWeeks, mondayOf, type WeekSource } from './kader-week.ts';
import type { VisitPlan } from './visit-plan.ts';

/** A Thursday. */
const today = '2026-11-26';
const nothing: WeekSource = {
	kader: [{ id: 'k1', name: 'Aminah', active: true }],
	territories: [{ id: 't1', kaderId: 'k1' }],
	visits: [],
	plans: [],
	findings: []
};
let next = 0;
const visit = (visitedOn: string, own: Partial<ReturnType<typeof aVisit>> = {}) =>
	aVisit({ id: `v${next++}`, householdId: `h${next}`, visitedOn, ...own });
const plan = (dueOn: string, own: Partial<VisitPlan> = {}): VisitPlan => ({
	...{ id: `p${next++}`, rev: 1, areaId: 'a1', territoryId: 't1', householdId: `hp${next}` },
	...{
		kaderId: 'k1',
		period: dueOn.slice(0, 7),
		kind: 'routine',
		fromOn: `${dueOn.slice(0, 7)}-01`
	},
	...{ untilOn: null, dueOn, status: 'planned', visitId: null, reasons: [] },
	...own
});
const only = (source: Partial<WeekSource>) => kaderWeeks({ ...nothing, ...source }, today)[0]!;

describe('the week of a kader', () => {
	it('begins on Monday', () => {
		fc.assert(
			fc.property(fc.integer({ min: 0, max: 3000 }), (days) => {
				const day = addDays('2024-01-01', days);
				const monday = mondayOf(day);
				expect(weekdayOf(monday)).toBe(1);
				expect(monday <= day && day <= addDays(monday, 6)).toBe(true);
			})
		);
	});

	it('is all zeros for who has done nothing and owes nothing', () => {
		expect(only({})).toMatchObject({ metBefore: 0, planned: 0, overdue: 0, lastVisitOn: null });
	});

	it('tells the families met last week from those of this week, each once', () => {
		const twice = [
			visit('2026-11-24', { householdId: 'h' }),
			visit('2026-11-25', { householdId: 'h' })
		];
		const week = only({
			visits: [...twice, visit('2026-11-16'), visit('2026-11-22'), visit('2026-11-15')]
		});
		expect(week).toMatchObject({ metNow: 1, metBefore: 2, lastVisitOn: '2026-11-25' });
	});

	it('counts in vain where nobody was met', () => {
		expect(only({ visits: [visit('2026-11-24', { outcome: 'not_home' })] })).toMatchObject({
			metNow: 0,
			inVain: 1
		});
	});

	it('takes a plan as done by any visit of that house, also one by somebody else', () => {
		const planned = plan('2026-11-24', { householdId: 'h' });
		const other = visit('2026-11-23', { householdId: 'h', kaderId: 'k2' });
		expect(only({ plans: [planned], visits: [other] })).toMatchObject({
			planned: 1,
			done: 1,
			overdue: 0
		});
	});

	it('counts as overdue what was planned before today, of earlier weeks too, and not what was left out', () => {
		const plans = [
			plan('2026-11-25'),
			plan('2026-10-30'),
			plan('2026-11-26'),
			plan('2026-11-02', { status: 'skipped' })
		];
		expect(only({ plans })).toMatchObject({ planned: 2, done: 0, overdue: 2 });
	});

	it('gives a case to who holds the household now, and leaves out what is closed', () => {
		const findings = [
			{ territoryId: 't1', urgency: 'red', status: 'new' },
			{ territoryId: 't1', urgency: 'yellow', status: 'seen' },
			{ territoryId: 't1', urgency: 'red', status: 'closed' },
			{ territoryId: 't9', urgency: 'red', status: 'new' },
			{ territoryId: null, urgency: 'red', status: 'new' }
		] as const;
		expect(only({ findings })).toMatchObject({ openCases: 2, redCases: 1 });
	});

	it('leaves out who is not active and holds nothing', () => {
		const kader = [
			{ id: 'k1', name: 'Aminah', active: false },
			{ id: 'k2', name: 'Bunga', active: false }
		];
		expect(kaderWeeks({ ...nothing, kader }, today).map(({ name }) => name)).toEqual(['Aminah']);
	});

	it('puts first who has a red case, then who is behind, then who was silent longest', () => {
		const kader = ['a', 'b', 'c', 'd'].map((id) => ({ id, name: id, active: true }));
		const weeks = kaderWeeks(
			{
				kader,
				territories: [{ id: 't4', kaderId: 'd' }],
				visits: [visit('2026-11-20', { kaderId: 'a' }), visit('2026-11-10', { kaderId: 'b' })],
				plans: [plan('2026-11-20', { kaderId: 'c' })],
				findings: [{ territoryId: 't4', urgency: 'red', status: 'new' }]
			},
			today
		);
		expect(weeks.map(({ kaderId }) => kaderId)).toEqual(['d', 'c', 'b', 'a']);
	});
});
