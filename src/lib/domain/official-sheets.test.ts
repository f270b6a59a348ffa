import { describe, expect, it } from 'vitest';
import { aHousehold, aMember } from '../../../tests/support/visit-world.ts';
import type { Area } from './area.ts';
import type { Finding, FollowUp } from './finding.ts';
import { followUpRows, type FollowUpSource } from './follow-up-sheet.ts';
import { scheduleRows, type ScheduleSheetSource } from './schedule-sheet.ts';
import type { VisitPlan } from './visit-plan.ts';

const placed = { areaId: 'rw-1', territoryId: 't1' };

function aFinding(own: Partial<Finding> = {}): Finding {
	return {
		id: 'f1',
		rev: 1,
		...placed,
		householdId: 'h1',
		memberId: 'm1',
		visitId: 'v1',
		kind: 'danger_sign',
		urgency: 'red',
		status: 'new',
		foundAt: '2026-11-10T02:00:00.000Z',
		closedAt: null,
		problem: 'child_6_71m.diarrhoea',
		text: 'Diare',
		...own
	};
}
function aStep(own: Partial<FollowUp> = {}): FollowUp {
	return {
		id: 's1',
		rev: 1,
		...placed,
		findingId: 'f1',
		membershipId: 'mem',
		status: 'seen',
		at: '2026-11-10T05:00:00.000Z',
		note: null,
		...own
	};
}
function followUps(own: Partial<FollowUpSource> = {}) {
	return followUpRows({
		month: '2026-11',
		timeZone: 'Asia/Makassar',
		findings: [aFinding()],
		followUps: [],
		households: [aHousehold({ address: 'Jl. Mawar 3', phone: '0812' })],
		members: [aMember({ name: 'Budi', nikLast4: '0042' })],
		...own
	});
}

describe('the follow-up sheet', () => {
	it('says who, how to reach the family, what was found and what was done', () => {
		const steps = [
			aStep({ id: 's2', status: 'seen', at: '2026-11-12T05:00:00.000Z' }),
			aStep({ status: 'referred', note: 'Ke puskesmas', at: '2026-11-11T05:00:00.000Z' })
		];
		expect(followUps({ followUps: steps })).toEqual([
			{
				id: 'f1',
				name: 'Budi',
				nikLast4: '0042',
				birthDate: '2026-09-01',
				address: 'Jl. Mawar 3',
				rt: '002',
				rw: '001',
				phone: '0812',
				kind: 'danger_sign',
				problem: 'Diare',
				urgency: 'red',
				foundOn: '2026-11-10',
				status: 'seen',
				note: 'Ke puskesmas'
			}
		]);
	});
	it('takes the month as it is at the puskesmas: 31 October 17.00 UTC is 1 November there', () => {
		const foundAt = '2026-10-31T17:00:00.000Z';
		expect(followUps({ findings: [aFinding({ foundAt })] })).toHaveLength(1);
		expect(followUps({ findings: [aFinding({ foundAt })], month: '2026-10' })).toEqual([]);
	});
	it('puts red before yellow and what has waited longest first', () => {
		const findings = [
			aFinding({ id: 'yellow', urgency: 'yellow', foundAt: '2026-11-01T02:00:00.000Z' }),
			aFinding({ id: 'late', foundAt: '2026-11-20T02:00:00.000Z' }),
			aFinding({ id: 'early' })
		];
		expect(followUps({ findings }).map(({ id }) => id)).toEqual(['early', 'late', 'yellow']);
	});
	it('names the head of the family for a problem of the whole house, and nobody for whom it does not know', () => {
		const whole = followUps({ findings: [aFinding({ memberId: null })] })[0];
		expect(whole).toMatchObject({ name: 'Nurhayati', birthDate: null, nikLast4: null });
		const gone = followUps({ members: [], households: [] })[0];
		expect(gone).toMatchObject({ name: null, address: null, phone: null, problem: 'Diare' });
	});
});

function anArea(id: string, kind: Area['kind'], parentId: string | null, name: string): Area {
	return {
		id,
		rev: 1,
		parentId,
		kind,
		villageKind: null,
		code: null,
		bpsCode: null,
		name,
		boundary: null,
		boundaryStatus: 'none',
		source: null,
		validFrom: '2020-01-01',
		validTo: null
	};
}
function aPlan(own: Partial<VisitPlan> = {}): VisitPlan {
	return {
		id: 'p1',
		rev: 1,
		...placed,
		householdId: 'h1',
		kaderId: 'k1',
		period: '2026-11',
		kind: 'routine',
		fromOn: '2026-11-01',
		untilOn: null,
		dueOn: '2026-11-09',
		status: 'planned',
		visitId: null,
		reasons: [{ code: 'tb', text: 'Minum obat TBC', memberId: 'm1' }],
		...own
	};
}
function schedule(own: Partial<ScheduleSheetSource> = {}) {
	return scheduleRows({
		month: '2026-11',
		plans: [aPlan()],
		households: [aHousehold({ areaId: 'rw-1' })],
		areas: [
			anArea('village', 'village', null, 'Sungai Batu'),
			anArea('dusun', 'hamlet', 'village', 'Dusun Hilir'),
			anArea('rw-1', 'rw', 'dusun', 'RW 001')
		],
		kader: [{ id: 'k1', name: 'Siti' }],
		...own
	});
}

describe('the schedule sheet', () => {
	it('says dusun, RT/RW, head of the family, day and kader, and never why', () => {
		expect(schedule()).toEqual([
			{
				id: 'p1',
				hamlet: 'Dusun Hilir',
				rt: '002',
				rw: '001',
				headName: 'Nurhayati',
				on: '2026-11-09',
				isHeld: true,
				kader: 'Siti'
			}
		]);
		expect(JSON.stringify(schedule())).not.toMatch(/TBC|tb/);
	});
	it('is of one month, without what is skipped, by day', () => {
		const plans = [
			aPlan({ id: 'late', dueOn: '2026-11-20', status: 'done' }),
			aPlan({ id: 'skipped', status: 'skipped' }),
			aPlan({ id: 'next', period: '2026-12', dueOn: '2026-12-01' }),
			aPlan({ id: 'early' })
		];
		expect(schedule({ plans }).map(({ id }) => id)).toEqual(['early', 'late']);
	});
	it('names the nearest area where there is no dusun, and leaves open what this device does not know', () => {
		const areas = [anArea('rw-1', 'rw', null, 'RW 001')];
		expect(schedule({ areas })[0]?.hamlet).toBe('RW 001');
		const unknown = schedule({ areas: [], households: [], kader: [] })[0];
		expect(unknown).toMatchObject({ hamlet: null, headName: null, isHeld: true, kader: null });
		const nobodys = schedule({ plans: [aPlan({ kaderId: null })] })[0];
		expect(nobodys).toMatchObject({ isHeld: false, kader: null });
	});
});
