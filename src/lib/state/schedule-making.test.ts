import { describe, expect, it } from 'vitest';
import type { Household } from '#lib/domain/household.ts';
import type { Visit } from '#lib/domain/visit.ts';
import type { VisitPlan } from '#lib/domain/visit-plan.ts';
import { scheduleMonth, storeSchedule } from '#lib/domain/schedule.ts';
import { proposalOf, scheduleInput, type ScheduleRows } from './schedule-making.ts';

const today = '2026-11-02';
const period = '2026-11';

function aHousehold(id: string, over: Partial<Household> = {}): Household {
	return {
		id,
		rev: 1,
		areaId: 'rw-1',
		territoryId: 't',
		code: `TL-${id}`,
		posyanduId: null,
		location: null,
		locationAccuracyM: null,
		locationSource: 'none',
		status: 'active',
		registeredOn: '2026-01-01',
		headName: 'Keluarga Contoh',
		address: null,
		rw: null,
		rt: null,
		phone: null,
		landmark: null,
		facts: {},
		...over
	};
}
function aVisit(id: string, over: Partial<Visit>): Visit {
	return {
		...({ householdId: 'a', outcome: 'completed', correctsId: null } as Visit),
		id,
		...over
	};
}
function someRows(over: Partial<ScheduleRows> = {}): ScheduleRows {
	const none = {
		...{ member: [], visit: [], finding: [], follow_up: [], visit_plan: [], setting: [] },
		...{ kader: [], posyandu_session: [], attendance: [] }
	};
	return {
		household: [],
		territory: [{ id: 't', kaderId: 'k' }] as unknown as ScheduleRows['territory'],
		...none,
		...over
	};
}
function propose(rows: ScheduleRows, scope: ReadonlySet<string> | null = null) {
	const input = scheduleInput(rows, period, today, scope);
	return proposalOf(rows, input, scheduleMonth(input), scope);
}
function stored(rows: ScheduleRows, proposal: ReturnType<typeof propose>): ScheduleRows {
	let next = 0;
	const changes = storeSchedule(proposal.result, () => `plan-${next++}`);
	const plans = changes.map(({ id, patch }) => ({ ...patch, id, rev: 0 }) as unknown as VisitPlan);
	return { ...rows, visit_plan: [...rows.visit_plan, ...plans] };
}

describe('a proposed schedule', () => {
	it('plans what is due, and nothing a second time', () => {
		const rows = someRows({ household: [aHousehold('a'), aHousehold('b')] });
		const first = propose(rows);
		expect(first.result.plans).toHaveLength(2);
		expect(first.existing).toBe(0);
		const again = propose(stored(rows, first));
		expect(again.result.plans).toEqual([]);
		expect(again.existing).toBe(2);
	});
	it('keeps to the areas chosen', () => {
		const rows = someRows({ household: [aHousehold('a'), aHousehold('b', { areaId: 'rw-2' })] });
		const proposal = propose(rows, new Set(['rw-2']));
		expect(proposal.households).toBe(1);
		expect(proposal.result.plans.map(({ householdId }) => householdId)).toEqual(['b']);
	});
	it('names households that no kader holds by their code', () => {
		const rows = someRows({ household: [aHousehold('a', { territoryId: null })] });
		expect(propose(rows).orphans).toEqual(['TL-a']);
	});
	it('names what finds no room, by kader', () => {
		const household = Array.from({ length: 40 }, (_, n) => aHousehold(`h${n}`));
		const value = { visitsPerDay: 1, visitWeekdays: [1] };
		const setting = [{ id: 's', rev: 1, puskesmasId: 'p', key: 'visit_rules', value }];
		const proposal = propose(someRows({ household, setting }));
		// The Mondays of November 2026 from the 2nd on.
		expect(proposal.result.plans).toHaveLength(5);
		expect(proposal.over).toHaveLength(1);
		expect(proposal.over[0]!.kaderId).toBe('k');
		expect(proposal.over[0]!.codes).toHaveLength(35);
	});
});

describe('what is known of a household', () => {
	const household = [aHousehold('a')];
	const situation = (over: Partial<ScheduleRows>) =>
		scheduleInput(someRows({ household, ...over }), period, today, null).households[0]!;

	it('has its last completed visit, not the last try', () => {
		const visit = [
			aVisit('1', { visitedOn: '2026-09-01' }),
			aVisit('2', { visitedOn: '2026-10-01' }),
			aVisit('3', { visitedOn: '2026-10-20', outcome: 'not_home' })
		];
		expect(situation({ visit }).lastVisitedOn).toBe('2026-10-01');
	});
	it('believes a correction over what it corrects', () => {
		const visit = [
			aVisit('1', { visitedOn: '2026-10-01' }),
			aVisit('2', { visitedOn: '2026-10-02', outcome: 'not_found', correctsId: '1' })
		];
		expect(situation({ visit }).lastVisitedOn).toBeNull();
	});
	it('has open cases only, also where the closing is still on this device', () => {
		const finding = [
			{ id: 'f', householdId: 'a', status: 'new' },
			{ id: 'g', householdId: 'a', status: 'new' }
		] as unknown as ScheduleRows['finding'];
		const follow_up = [
			{ id: 'u', findingId: 'f', status: 'closed', at: '2026-11-01T00:00:00Z' }
		] as unknown as ScheduleRows['follow_up'];
		expect(situation({ finding, follow_up }).openFindings).toEqual([finding[1]]);
	});
});

describe('what is known of a kader', () => {
	const kader = (over: Partial<ScheduleRows['kader'][number]>) =>
		[
			{ id: 'k', posyanduId: 'p', capacityMinutes: null, active: true, ...over }
		] as unknown as ScheduleRows['kader'];
	const day = (heldOn: string, over = {}) => ({
		...{ id: heldOn, rev: 1, posyanduId: 'p', areaId: 'rw-1', heldOn, startsAt: null },
		...{ place: null, status: 'planned' as const, reason: null, ...over }
	});
	const household = Array.from({ length: 30 }, (_, n) => aHousehold(`h${n}`));

	it('limits her month to the hours that she said, by what a visit to her households takes', () => {
		// Ten minutes a household without known members: five for the house and five for the way.
		const rows = someRows({ household, kader: kader({ capacityMinutes: 120 }) });
		const { result } = propose(rows);
		expect(result.plans).toHaveLength(12);
		expect(result.overCapacity).toHaveLength(18);
		expect(propose(someRows({ household, kader: kader({}) })).result.plans).toHaveLength(30);
	});

	it('keeps the days of her posyandu free, but not those of others or that were called off', () => {
		const posyandu_session = [
			day('2026-11-10'),
			day('2026-11-11', { status: 'cancelled', reason: 'Banjir' }),
			day('2026-11-12', { posyanduId: 'q' })
		];
		const value = { visitsPerDay: 1, visitWeekdays: [2, 3, 4] };
		const setting = [{ id: 's', rev: 1, puskesmasId: 'p', key: 'visit_rules', value }];
		const rows = someRows({ household, kader: kader({}), posyandu_session, setting });
		const days = propose(rows).result.plans.map(({ dueOn }) => dueOn);
		expect(days).not.toContain('2026-11-10');
		expect(days).toEqual(expect.arrayContaining(['2026-11-11', '2026-11-12']));
	});

	it('leaves the households of who was let go without a kader', () => {
		const proposal = propose(someRows({ household, kader: kader({ active: false }) }));
		expect(proposal.result.plans).toEqual([]);
		expect(proposal.orphans).toHaveLength(30);
	});

	it('looks for who was missing at the last posyandu', () => {
		const member = [
			{ id: 'm', householdId: 'h0', status: 'active', birthDate: '2024-01-01', conditions: [] }
		] as unknown as ScheduleRows['member'];
		const attendance = [
			{ id: 'x', sessionId: '2026-10-20', memberId: 'm', present: false }
		] as unknown as ScheduleRows['attendance'];
		const posyandu_session = [day('2026-10-20', { status: 'held' })];
		const visit = [aVisit('v', { householdId: 'h0', visitedOn: '2026-10-01' })];
		const rows = someRows({ household, member, attendance, posyandu_session, visit });
		const plan = propose(rows).result.plans.find(({ householdId }) => householdId === 'h0');
		expect(plan).toMatchObject({ kind: 'targeted' });
		expect(plan!.reasons[0]).toMatchObject({ code: 'missed_posyandu', memberId: 'm' });
		const since = [...visit, aVisit('w', { householdId: 'h0', visitedOn: '2026-10-25' })];
		const again = propose({ ...rows, visit: since }).result.plans;
		expect(again.flatMap(({ reasons }) => reasons.map(({ code }) => code))).not.toContain(
			'missed_posyandu'
		);
	});
});
