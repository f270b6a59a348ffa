import { createHash } from 'node:crypto';
import { addDays, daysBetween, monthOf } from '#lib/domain/day.ts';
import { targetGroupsOf } from '#lib/domain/target-group.ts';
import { describe, expect, it } from 'vitest';
import { demoAccounts } from './accounts.ts';
import { storyHamlets } from './areas.ts';
import { buildDemo, statementsOf, type Demo } from './demo.ts';
import { insideMultiPolygon } from './subdivision.ts';

const today = '2026-11-22';
/** A demo takes three seconds to build, and many times that on a machine with other work. */
const patienceMs = 120_000;
const demo = buildDemo(today);
const { staffing, history, story, cases, accounts } = demo;
const householdOf = new Map(
	staffing.households.map((household) => [household.id as string, household])
);

function fingerprint(of: Demo): string {
	const hash = createHash('sha256');
	for (const { sql, params } of statementsOf(of)) hash.update(sql + JSON.stringify(params));
	return hash.digest('hex');
}

/** Households with a completed visit in a month, of those in a hamlet: 0 … 1. */
function coverage(hamlet: string, month: string): number {
	const own = staffing.households.filter((household) => household.hamlet.name === hamlet);
	const visited = new Set(
		history.visits
			.filter((visit) => visit.outcome === 'completed' && monthOf(visit.visitedOn) === month)
			.map((visit) => visit.householdId)
	);
	return own.filter(({ id }) => visited.has(id)).length / own.length;
}

describe('the demo puskesmas', () => {
	it('is the same bytes for the same day', { timeout: patienceMs }, () => {
		expect(fingerprint(buildDemo(today))).toBe(fingerprint(demo));
	});

	it('holds what it promises', () => {
		expect(staffing.households).toHaveLength(3000);
		expect(staffing.kaders).toHaveLength(60);
		expect(staffing.territories).toHaveLength(60);
		const kinds = demo.facilities.all.map(({ kind }) => kind);
		expect(kinds.filter((kind) => kind === 'puskesmas')).toHaveLength(1);
		expect(kinds.filter((kind) => kind === 'pustu')).toHaveLength(3);
		expect(kinds.filter((kind) => kind === 'posyandu')).toHaveLength(15);
		expect(history.visits.length).toBeGreaterThan(7000);
		expect(history.visits.length).toBeLessThan(12_000);
	});

	it('has a day of each posyandu every month, held before today, with lists of some', () => {
		const { sessions, attendance } = demo.posyanduDays;
		expect(sessions).toHaveLength(15 * 4);
		for (const { heldOn, status } of sessions)
			expect(status).toBe(heldOn < today ? 'held' : 'planned');
		expect(sessions.some(({ heldOn }) => heldOn >= today)).toBe(true);
		const keys = new Set(attendance.map(({ sessionId, memberId }) => `${sessionId} ${memberId}`));
		expect(keys.size).toBe(attendance.length);
		expect(attendance.length).toBeGreaterThan(500);
		expect(attendance.length).toBeLessThan(4000);
		const held = new Set(
			sessions.filter(({ status }) => status === 'held').map(({ id }) => id as string)
		);
		expect(attendance.every(({ sessionId }) => held.has(sessionId))).toBe(true);
		const came = attendance.filter(({ present }) => present).length / attendance.length;
		expect(came).toBeGreaterThan(0.6);
		expect(came).toBeLessThan(0.75);
	});

	it('puts every household inside its own RW or dusun', () => {
		const astray = staffing.households.filter(
			({ location, hamlet }) => !insideMultiPolygon(location!.coordinates, hamlet.area.boundary!)
		);
		expect(astray).toEqual([]);
	});

	it('lets some families share a position', () => {
		const positions = new Set(
			staffing.households.map(({ location }) => location!.coordinates.join())
		);
		expect(positions.size).toBeLessThan(2900);
		expect(positions.size).toBeGreaterThan(2700);
	});

	it('gives every household to exactly one territory, inside its boundary', () => {
		const given = staffing.territories.flatMap((territory) =>
			territory.households.map(({ id }) => id)
		);
		expect(new Set(given).size).toBe(3000);
		expect(given).toHaveLength(3000);
		for (const territory of staffing.territories)
			for (const { location } of territory.households)
				expect(insideMultiPolygon(location!.coordinates, territory.boundary!)).toBe(true);
	});

	it('keeps one open assignment a household, and the history of the kader who resigned', () => {
		const open = staffing.assignments.filter(({ validTo }) => validTo === null);
		expect(new Set(open.map(({ householdId }) => householdId)).size).toBe(3000);
		expect(open).toHaveLength(3000);
		const vacant = staffing.territories.filter(({ kaderId }) => kaderId === null);
		expect(vacant).toHaveLength(1);
		expect(staffing.assignments.filter(({ validTo }) => validTo !== null)).toHaveLength(
			vacant[0]!.householdCount
		);
	});

	it('has the age structure of a young region', () => {
		const total = staffing.members.length;
		const share = (count: number) => count / total;
		const groups = staffing.members.flatMap((member) => targetGroupsOf(member, today));
		const count = (group: string) => groups.filter((one) => one === group).length;
		expect(total / 3000).toBeGreaterThan(3.3);
		expect(total / 3000).toBeLessThan(3.9);
		expect(share(count('infant_0_6m') + count('child_6_71m'))).toBeGreaterThan(0.08);
		expect(share(count('infant_0_6m') + count('child_6_71m'))).toBeLessThan(0.14);
		expect(share(count('elderly'))).toBeGreaterThan(0.05);
		expect(share(count('elderly'))).toBeLessThan(0.12);
		expect(share(count('pregnant'))).toBeGreaterThan(0.006);
		expect(share(count('pregnant'))).toBeLessThan(0.02);
		expect(count('postpartum')).toBeGreaterThan(5);
		expect(staffing.members.filter(({ birthDate }) => birthDate! > today)).toEqual([]);
	});

	it('gives every mother in childbed the child she bore', () => {
		for (const mother of staffing.members.filter(({ deliveredOn }) => deliveredOn)) {
			const family = staffing.members.filter(
				({ householdId }) => householdId === mother.householdId
			);
			expect(family.some(({ birthDate }) => birthDate === mother.deliveredOn)).toBe(true);
		}
	});
});

describe('the demo story', () => {
	const lastMonth = story.months.at(-2)!;

	it('leaves a believable share of most hamlets visited', () => {
		const usual = demo.areas.villages
			.flatMap(({ hamlets }) => hamlets.map(({ name }) => name))
			.filter((name) => !Object.values<string>(storyHamlets).includes(name));
		for (const name of usual) {
			expect(coverage(name, lastMonth)).toBeGreaterThan(0.5);
			expect(coverage(name, lastMonth)).toBeLessThan(0.9);
		}
	});

	it('has one dusun that nobody reached for nine weeks', () => {
		const there = history.visits.filter(
			({ householdId }) => householdOf.get(householdId)!.hamlet.name === storyHamlets.flooded
		);
		const last = there
			.map(({ visitedOn }) => visitedOn)
			.sort()
			.at(-1)!;
		expect(daysBetween(last, today)).toBeGreaterThan(63);
		expect(daysBetween(last, today)).toBeLessThan(77);
	});

	it('has one RW without a kader, hardly visited', () => {
		expect(coverage(storyHamlets.vacant, lastMonth)).toBeLessThan(0.25);
		expect(staffing.kaders.filter(({ active }) => !active)).toHaveLength(1);
	});

	it('has one kader whose phone has been silent', () => {
		const own = history.visits.filter(({ kaderId }) => kaderId === accounts.unsynced.id);
		expect(own.every(({ visitedOn }) => visitedOn <= story.unsyncedAfter)).toBe(true);
		expect(own.length).toBeGreaterThan(50);
	});

	it('finds the fishing families out in the evening, and one RT unwilling', () => {
		const share = (name: string, outcome: string, rt?: string) => {
			const tries = history.visits.filter(({ householdId }) => {
				const household = householdOf.get(householdId)!;
				return household.hamlet.name === name && (!rt || household.rt === rt);
			});
			return tries.filter((visit) => visit.outcome === outcome).length / tries.length;
		};
		expect(share(storyHamlets.fishing, 'not_home')).toBeGreaterThan(0.3);
		expect(share(storyHamlets.refusing, 'refused', '001')).toBeGreaterThan(0.5);
		expect(share('RW 002', 'refused')).toBeLessThan(0.05);
	});

	it('records no visit today or later, and none by someone who did not hold the household', () => {
		for (const visit of history.visits) {
			expect(visit.visitedOn < today).toBe(true);
			expect(accounts.ofKader.get(visit.kaderId!)).toBe(visit.membershipId);
		}
	});

	it('has open danger signs in several states, one of them overdue', () => {
		const red = cases.findings.filter(({ urgency }) => urgency === 'red');
		const open = red.filter(({ status }) => status !== 'closed');
		expect(open.length).toBeGreaterThanOrEqual(6);
		expect(open.length).toBeLessThan(20);
		expect(new Set(red.map(({ status }) => status)).size).toBeGreaterThanOrEqual(4);
		const dayAgo = `${addDays(today, -2)}T00:00:00Z`;
		expect(open.some(({ status, foundAt }) => status === 'new' && foundAt < dayAgo)).toBe(true);
	});

	it('opens one case a person and problem', () => {
		const keys = cases.findings.map(({ memberId, problem }) => `${memberId} ${problem}`);
		expect(new Set(keys).size).toBe(keys.length);
	});

	it('plans one visit a household, month, kind and window', () => {
		const keys = history.plans.map(
			({ householdId, period, kind, fromOn }) => `${householdId} ${period} ${kind} ${fromOn}`
		);
		expect(new Set(keys).size).toBe(keys.length);
	});

	it('gives the demo kader about fifty households with visits due and overdue', () => {
		const { demoTerritory } = accounts;
		expect(demoTerritory.village.key).toBe('riverside');
		expect(Math.abs(demoTerritory.householdCount - 50)).toBeLessThan(10);
		const open = history.plans.filter(
			(plan) => plan.kaderId === demoTerritory.kaderId && plan.status === 'planned'
		);
		expect(open.filter(({ dueOn }) => dueOn < today).length).toBeGreaterThan(2);
		expect(open.filter(({ dueOn }) => dueOn >= today).length).toBeGreaterThan(2);
	});

	it.each(['2026-01-01', '2028-02-29'])(
		'can be told on %s as well, and differs',
		{ timeout: patienceMs },
		(day) => {
			const other = buildDemo(day);
			expect(other.history.visits.length).toBeGreaterThan(6000);
			expect(other.history.visits[0]!.id).not.toBe(history.visits[0]!.id);
			const waiting = other.cases.findings.filter(
				({ urgency, status }) => urgency === 'red' && status === 'new'
			);
			expect(waiting.length).toBeGreaterThan(0);
		}
	);
});

describe('the demo accounts', () => {
	it('are memberships of the demo, one of each role', () => {
		const rows = demoAccounts.map(({ membershipId }) =>
			accounts.memberships.find(({ id }) => id === membershipId)
		);
		expect(rows.map((row) => row?.role)).toEqual([
			'planner',
			'kader',
			'health_worker',
			'viewer',
			'health_office'
		]);
		expect(rows[2]?.areaId).toBe(accounts.demoTerritory.areaId);
	});
});
