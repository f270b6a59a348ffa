import { describe, expect, it } from 'vitest';
import type { Area } from '#lib/domain/area.ts';
import type { VisitPlan } from '#lib/domain/visit-plan.ts';
import {
	areaScope,
	loadOf,
	loadPerDay,
	loadPerKader,
	plansWithin,
	planState,
	weeksOf
} from './schedule-view.ts';

const today = '2026-11-20';

function aPlan(id: string, over: Partial<VisitPlan> = {}): VisitPlan {
	return {
		id,
		rev: 1,
		householdId: `h-${id}`,
		areaId: 'rw-1',
		territoryId: 't',
		kaderId: 'k',
		period: '2026-11',
		kind: 'routine',
		fromOn: '2026-11-01',
		untilOn: null,
		dueOn: today,
		status: 'planned',
		visitId: null,
		reasons: [],
		...over
	};
}

describe('the state of a planned visit', () => {
	it('is late only when its day is over', () => {
		expect(planState(aPlan('a'), today)).toBe('planned');
		expect(planState(aPlan('a', { dueOn: '2026-11-19' }), today)).toBe('late');
	});
	it('is done or skipped whatever its day', () => {
		expect(planState(aPlan('a', { dueOn: '2026-11-01', status: 'done' }), today)).toBe('done');
		expect(planState(aPlan('a', { dueOn: '2026-11-30', status: 'skipped' }), today)).toBe(
			'skipped'
		);
	});
});

describe('loads', () => {
	const plans = [
		aPlan('a', { dueOn: '2026-11-19' }),
		aPlan('b', { dueOn: '2026-11-19', status: 'done' }),
		aPlan('c', { kaderId: 'other' }),
		aPlan('d', { kaderId: null, status: 'skipped' }),
		aPlan('e')
	];
	it('add up to the whole', () => {
		const load = { total: 5, planned: 2, late: 1, done: 1, skipped: 1 };
		expect(loadOf(plans, today)).toEqual(load);
	});
	it('are counted by day', () => {
		const perDay = loadPerDay(plans, today);
		expect([...perDay].map(([day, { total }]) => [day, total])).toEqual([
			['2026-11-19', 2],
			['2026-11-20', 3]
		]);
	});
	it('are counted by kader, with her fullest day and those without one apart', () => {
		const rows = loadPerKader(plans, today).map(({ kaderId, total, busiest }) => [
			kaderId,
			total,
			busiest
		]);
		expect(rows).toEqual([
			['k', 3, 2],
			[null, 1, 1],
			['other', 1, 1]
		]);
	});
});

describe('the calendar', () => {
	it('has every day once, from Monday to Sunday', () => {
		const weeks = weeksOf('2026-11');
		expect(weeks[0]).toEqual([null, null, null, null, null, null, '2026-11-01']);
		expect(weeks.every((week) => week.length === 7)).toBe(true);
		const days = weeks.flat().filter((day) => day !== null);
		expect(days).toHaveLength(30);
		expect(new Set(days).size).toBe(30);
	});
	it('of a month that fills its weeks has no blanks', () => {
		expect(weeksOf('2027-02').flat()).not.toContain(null);
	});
});

describe('the areas looked at', () => {
	const areas = [
		{ id: 'desa', parentId: null },
		{ id: 'rw-1', parentId: 'desa' },
		{ id: 'rt-1', parentId: 'rw-1' },
		{ id: 'elsewhere', parentId: null }
	] as Area[];

	it('are the area and everything below it', () => {
		expect([...areaScope(areas, 'desa')!].sort()).toEqual(['desa', 'rt-1', 'rw-1']);
		expect(areaScope(areas, null)).toBeNull();
	});
	it('cut the plans, which come by day', () => {
		const plans = [
			aPlan('late', { dueOn: '2026-11-25' }),
			aPlan('away', { areaId: 'elsewhere' }),
			aPlan('early', { dueOn: '2026-11-21' })
		];
		const ids = (of: VisitPlan[]) => of.map(({ id }) => id);
		expect(ids(plansWithin(plans, areaScope(areas, 'desa')))).toEqual(['early', 'late']);
		expect(plansWithin(plans, null)).toHaveLength(3);
	});
});
