import { describe, expect, it } from 'vitest';
import { aHousehold, aVisit, aWoman } from '../../../tests/support/visit-world.ts';
import type { Finding } from './finding.ts';
import { todaysVisits, type TodayInput } from './today.ts';
import type { VisitPlan } from './visit-plan.ts';
import { defaultVisitRules as rules } from './visit-rules.ts';

const today = '2026-11-22';
const sign: Finding = {
	...{ id: 'f1', rev: 1, areaId: 'a1', territoryId: 't1', householdId: 'h1', memberId: 'm' },
	...{ visitId: 'v1', kind: 'danger_sign', urgency: 'red', status: 'new', closedAt: null },
	...{ foundAt: '2026-11-20T02:00:00Z', problem: 'adult.x', text: 'Nyeri dada' }
};
const later: VisitPlan = {
	...{ id: 'p1', rev: 1, areaId: 'a1', territoryId: 't1', householdId: 'h1', kaderId: 'k1' },
	...{ period: '2026-11', kind: 'targeted', fromOn: '2026-11-21', untilOn: null },
	...{ dueOn: '2026-11-28', status: 'planned', visitId: null },
	reasons: [{ code: 'medicine_missed', text: 'Obat habis', memberId: null }]
};

function day(own: Partial<TodayInput> = {}) {
	return todaysVisits({
		...{ today, timeZone: 'Asia/Makassar', rules, households: [aHousehold()], plans: [] },
		...{ members: [aWoman()], visits: [aVisit()], findings: [], aheadDays: 7, ...own }
	}).map(({ state, dueOn, reasons }) => ({ state, dueOn, codes: reasons.map((one) => one.code) }));
}

describe('a house where nobody was met', () => {
	const plans = [{ ...later, dueOn: '2026-11-21' }];
	const visits = [aVisit({ outcome: 'not_home', visitedOn: '2026-11-21' })];
	const at = (day?: string) =>
		new Map(day === undefined ? [] : [['h1', day] as const]) as TodayInput['nextTries'];

	it('is late until somebody is met, unless a day was agreed', () => {
		expect(day({ plans, visits, nextTries: at() })).toMatchObject([{ state: 'overdue' }]);
		expect(day({ plans, visits, nextTries: at('2026-11-24') })).toMatchObject([
			{ state: 'planned', dueOn: '2026-11-24' }
		]);
	});

	it('is late again when that day is over, and due on it', () => {
		expect(day({ plans, visits, nextTries: at('2026-11-21') })).toMatchObject([
			{ state: 'overdue', dueOn: '2026-11-21' }
		]);
		expect(day({ plans, visits, nextTries: at(today) })).toMatchObject([{ dueOn: '2026-11-21' }]);
	});
});

describe('what comes up after the schedule was made', () => {
	it('is nothing for a house that was visited and has nothing open', () => {
		expect(day()).toEqual([]);
		expect(day({ findings: [{ ...sign, urgency: 'yellow' }] })).toEqual([]);
		expect(day({ findings: [{ ...sign, status: 'closed' }] })).toEqual([]);
	});

	it('brings a danger sign back two days after the visit, and tells when nobody went', () => {
		const at = (visitedOn: string) =>
			day({
				findings: [sign],
				visits: [aVisit({ visitedOn, capturedAt: `${visitedOn}T02:00:00Z` })]
			});
		expect(at('2026-11-20')).toEqual([{ state: 'due', dueOn: today, codes: ['danger_sign_open'] }]);
		expect(at('2026-11-21')[0]).toMatchObject({ state: 'planned', dueOn: '2026-11-23' });
		expect(at('2026-11-15')[0]).toMatchObject({ state: 'overdue', dueOn: '2026-11-17' });
		expect(at(today)).toMatchObject([{ state: 'done' }]);
	});

	it('does not wait for what is planned for later', () => {
		expect(day({ findings: [sign], plans: [later] })).toEqual([
			{ state: 'due', dueOn: today, codes: ['danger_sign_open', 'medicine_missed'] }
		]);
	});

	it('is not planned a second time, but said where the plan does not know it yet', () => {
		const plans = [{ ...later, dueOn: today }];
		expect(day({ findings: [sign], plans })).toEqual([
			{ state: 'due', dueOn: today, codes: ['danger_sign_open', 'medicine_missed'] }
		]);
	});

	it('is said no more once the case is closed', () => {
		const said = { code: 'danger_sign_open', text: 'Tanda bahaya belum selesai: x', memberId: 'm' };
		const plans = [{ ...later, dueOn: today, reasons: [said, ...later.reasons] }];
		expect(day({ plans })[0]?.codes).toEqual(['medicine_missed']);
		expect(day({ plans: [{ ...plans[0]!, reasons: [said] }] })[0]?.codes).toEqual(['routine_due']);
	});

	it('brings her to a mother and a child in the days of their checks', () => {
		const members = [aWoman({ deliveredOn: '2026-11-18' })];
		const visits = [aVisit({ visitedOn: '2026-11-18', capturedAt: '2026-11-18T02:00:00Z' })];
		expect(day({ members, visits })).toEqual([
			{ state: 'due', dueOn: today, codes: ['postpartum_window'] }
		]);
		expect(day({ members, visits: [aVisit({ visitedOn: '2026-11-21' })] })).toMatchObject([
			{ state: 'planned', dueOn: '2026-11-26' }
		]);
	});
});
