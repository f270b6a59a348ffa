import { describe, expect, it } from 'vitest';
import type { Finding } from './finding.ts';
import { scheduleJointVisit, type JointVisitEntry } from './joint-visit.ts';
import { isJoint, type VisitPlan } from './visit-plan.ts';

const today = '2026-11-20';
const finding: Finding = {
	id: 'f',
	rev: 1,
	areaId: 'a',
	territoryId: 't',
	householdId: 'h',
	memberId: 'm',
	visitId: 'v',
	kind: 'danger_sign',
	urgency: 'red',
	status: 'new',
	foundAt: '2026-11-19T02:00:00Z',
	closedAt: null,
	problem: 'infant_0_6m.seizure',
	text: 'Kejang'
};
const aPlan = (over: Partial<VisitPlan>): VisitPlan => ({
	id: 'p',
	rev: 4,
	areaId: 'a',
	territoryId: 't',
	householdId: 'h',
	kaderId: 'k',
	period: '2026-11',
	kind: 'routine',
	fromOn: '2026-11-01',
	untilOn: null,
	dueOn: '2026-11-23',
	status: 'planned',
	visitId: null,
	reasons: [{ code: 'routine_due', text: 'Rutin', memberId: null }],
	...over
});
const scheduled = (day: string, over: Partial<JointVisitEntry> = {}, of = finding) =>
	scheduleJointVisit(of, {
		day,
		today,
		at: '2026-11-20T03:00:00Z',
		note: 'Kunjungan bersama',
		kaderId: 'k',
		plans: [],
		planId: 'new',
		stepId: 's',
		...over
	});
const changes = (...args: Parameters<typeof scheduled>) => {
	const made = scheduled(...args);
	if (!made.ok) throw new Error(made.error);
	return made.value;
};

describe('a joint visit', () => {
	it('is a step on the case and a planned visit, with its reason and for both', () => {
		const [step, plan] = changes('2026-11-23');
		expect(step).toMatchObject({ entity: 'follow_up', patch: { status: 'scheduled' } });
		expect(plan).toMatchObject({
			entity: 'visit_plan',
			op: 'create',
			patch: { dueOn: '2026-11-23', fromOn: '2026-11-23', untilOn: '2026-11-24', kaderId: 'k' }
		});
		expect(isJoint(plan!.patch as unknown as VisitPlan)).toBe(true);
		const codes = (plan!.patch.reasons as VisitPlan['reasons']).map(({ code }) => code);
		expect(codes).toEqual(['joint_visit', 'danger_sign_open']);
	});
	it('joins what is planned for that day, and does not say twice why', () => {
		const plan = aPlan({});
		const [, first] = changes('2026-11-23', { plans: [plan] });
		expect(first).toMatchObject({ op: 'update', id: 'p', baseRev: 4 });
		const reasons = first!.patch.reasons as VisitPlan['reasons'];
		expect(reasons.map(({ code }) => code)).toEqual([
			'joint_visit',
			'danger_sign_open',
			'routine_due'
		]);
		const [, again] = changes('2026-11-23', { plans: [aPlan({ reasons })] });
		expect(again!.patch.reasons).toEqual(reasons);
	});
	it('is one plan where the same day was planned before and then moved', () => {
		const moved = aPlan({ kind: 'targeted', fromOn: '2026-11-23', dueOn: '2026-11-27' });
		const [, plan] = changes('2026-11-23', { plans: [moved] });
		expect(plan).toMatchObject({ op: 'update', id: 'p', patch: { dueOn: '2026-11-23' } });
	});
	it('finds room beside a visit of that day that is done already, once', () => {
		const done = aPlan({ kind: 'targeted', fromOn: today, dueOn: today, status: 'done' });
		const [, plan] = changes(today, { plans: [done] });
		expect(plan!.patch).toMatchObject({ dueOn: today, fromOn: '2026-11-01' });
		const month = aPlan({ kind: 'targeted', status: 'done', dueOn: '2026-11-02' });
		expect(scheduled(today, { plans: [done, month] })).toEqual({ ok: false, error: 'day_taken' });
	});
	it('for a missed service says no word of danger', () => {
		const [, plan] = changes('2026-11-23', {}, { ...finding, urgency: 'yellow' });
		expect(plan!.patch).toMatchObject({ untilOn: null, reasons: [{ code: 'joint_visit' }] });
	});
	it.each([
		['', 'not_a_day'],
		['2026-02-31', 'not_a_day'],
		['2026-11-19', 'day_past'],
		['2027-02-19', 'too_far']
	])('on %s is refused', (day, error) => {
		expect(scheduled(day)).toEqual({ ok: false, error });
	});
});
