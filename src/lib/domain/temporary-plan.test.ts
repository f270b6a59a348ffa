import { describe, expect, it } from 'vitest';
import { endingPlans, temporaryPlan } from './temporary-plan.ts';

const aPlan = (version: number, untilOn: string | null, status: 'published' | 'retired') => ({
	version,
	untilOn,
	status
});

describe('a temporary plan', () => {
	const plans = [aPlan(4, '2026-12-12', 'published'), aPlan(3, null, 'retired')];

	it('is the one in force, and knows the version to go back to', () => {
		expect(temporaryPlan(plans, '2026-11-22')).toEqual({
			untilOn: '2026-12-12',
			state: 'running',
			back: plans[1]
		});
	});

	it.each([
		['2026-12-04', 'running'],
		['2026-12-05', 'ending'],
		['2026-12-12', 'ending'],
		['2026-12-13', 'over']
	])('on %s is %s', (today, state) => {
		expect(temporaryPlan(plans, today)?.state).toBe(state);
	});

	it('goes back past one that was temporary itself: it was only made longer', () => {
		const longer = [
			aPlan(5, '2027-01-12', 'published'),
			aPlan(4, '2026-12-12', 'retired'),
			aPlan(2, null, 'retired'),
			aPlan(3, null, 'retired')
		];
		expect(temporaryPlan(longer, '2026-12-20')?.back?.version).toBe(3);
		expect(temporaryPlan(longer.slice(0, 2), '2026-12-20')?.back).toBeNull();
	});

	it('is none where the plan in force stays, or where it has not reached the server', () => {
		expect(
			temporaryPlan([aPlan(5, null, 'published'), ...plans.slice(1)], '2026-12-20')
		).toBeNull();
		expect(temporaryPlan([aPlan(0, '2026-12-12', 'published')], '2026-12-20')).toBeNull();
		expect(temporaryPlan([], '2026-12-20')).toBeNull();
	});
});

describe('the areas whose plan ends', () => {
	const of = (areaId: string, untilOn: string | null, version = 1) => ({
		areaId,
		...aPlan(version, untilOn, 'published' as const)
	});

	it('are those of a week ahead and those that are past, the longest past first', () => {
		const plans = [
			of('a', '2026-12-07'),
			of('b', '2026-12-08'),
			of('c', null),
			of('d', '2026-11-02'),
			of('e', '2026-11-30')
		];
		expect(endingPlans(plans, '2026-11-30')).toEqual([
			{ areaId: 'd', untilOn: '2026-11-02', isOver: true },
			{ areaId: 'e', untilOn: '2026-11-30', isOver: false },
			{ areaId: 'a', untilOn: '2026-12-07', isOver: false }
		]);
	});

	it('are judged by the version in force alone', () => {
		const plans = [
			{ areaId: 'a', ...aPlan(1, '2026-11-02', 'retired' as const) },
			of('a', null, 2),
			of('b', '2026-11-02', 0)
		];
		expect(endingPlans(plans, '2026-11-30')).toEqual([]);
		expect(endingPlans([], '2026-11-30')).toEqual([]);
	});
});
