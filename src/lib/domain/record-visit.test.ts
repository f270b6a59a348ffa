import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ChecklistForm, FormDefinition } from './checklist/form.ts';
import { currentStatus, followUp, type Finding } from './finding.ts';
import { addHousehold, moveHousehold, rtNumber, type Household } from './household.ts';
import type { Member } from './member.ts';
import { recordVisit, type VisitEntry } from './record-visit.ts';
import { todaysVisits } from './today.ts';
import { defaultVisitRules } from './visit-rules.ts';
import type { Visit } from './visit.ts';

const raw = JSON.parse(
	readFileSync(
		new URL('../../../supabase/seed/forms/kunjungan-rumah.v1.json', import.meta.url),
		'utf8'
	)
) as { id: string; definition: FormDefinition };
const form: ChecklistForm = {
	id: raw.id,
	rev: 1,
	code: 'kunjungan-rumah',
	version: 1,
	title: 'Kunjungan rumah',
	validFrom: '2024-01-01',
	definition: raw.definition
};
const household: Household = {
	id: 'h1',
	rev: 3,
	areaId: 'a1',
	territoryId: 't1',
	code: 'TL-0001',
	posyanduId: null,
	location: { type: 'Point', coordinates: [117.5, 0.5] },
	locationAccuracyM: 8,
	locationSource: 'gps',
	status: 'active',
	registeredOn: '2026-01-01',
	headName: 'N',
	address: null,
	rw: null,
	rt: null,
	phone: null,
	landmark: null,
	facts: {}
};
const infant: Member = {
	id: 'm1',
	rev: 1,
	areaId: 'a1',
	territoryId: 't1',
	householdId: 'h1',
	status: 'active',
	name: 'B',
	sex: 'male',
	birthDate: '2026-09-01',
	relation: 3,
	pregnantSince: null,
	deliveredOn: null,
	conditions: [],
	jknStatus: 'unknown',
	nikLast4: null
};

function entry(over: Partial<VisitEntry> = {}): VisitEntry {
	let next = 0;
	return {
		visitId: 'v1',
		household,
		visitPlanId: 'p1',
		correctsId: null,
		kaderId: 'k1',
		visitorRole: 'kader',
		copiedFromPaper: false,
		isOvertaken: false,
		outcome: 'completed',
		capturedAt: '2026-11-22T01:00:00Z',
		today: '2026-11-22',
		form,
		sheet: { latrine: true, sanitary_latrine: true },
		cards: [{ member: infant, card: 'infant_0_6m', answers: { seizure: true, mch_book: false } }],
		position: null,
		accuracyM: null,
		distanceM: null,
		note: null,
		nextTryOn: null,
		knownFindings: [],
		newId: () => `f${next++}`,
		...over
	};
}

const aFinding = (over: Partial<Finding> = {}): Finding => ({
	id: 'f9',
	rev: 1,
	areaId: 'a1',
	territoryId: 't1',
	householdId: 'h1',
	memberId: 'm1',
	visitId: 'v0',
	kind: 'danger_sign',
	urgency: 'red',
	status: 'seen',
	foundAt: '2026-11-20T00:00:00Z',
	closedAt: null,
	problem: 'infant_0_6m.seizure',
	text: 'Kejang',
	...over
});

describe('recording a visit', () => {
	it('stores the visit, one red case for the danger sign and one yellow for the missing book', () => {
		const [visit, ...findings] = recordVisit(entry());
		expect(visit).toMatchObject({ entity: 'visit', op: 'create', id: 'v1', after: ['h1', 'p1'] });
		expect(findings.map((change) => [change.patch.problem, change.patch.urgency])).toEqual([
			['infant_0_6m.mch_book', 'yellow'],
			['infant_0_6m.seizure', 'red']
		]);
		expect(findings.every((change) => change.after?.includes('v1'))).toBe(true);
	});

	it('opens no second case while one is open, and a new one once it is closed', () => {
		const problems = (known: Finding[]) =>
			recordVisit(entry({ knownFindings: known }))
				.filter((change) => change.entity === 'finding')
				.map((change) => change.patch.problem);
		expect(problems([aFinding()])).toEqual(['infant_0_6m.mch_book']);
		expect(problems([aFinding({ status: 'closed' })])).toHaveLength(2);
	});

	it('keeps the day of the next try where nobody was met, and only there', () => {
		const answersOf = (over: Partial<VisitEntry>) =>
			recordVisit(entry({ nextTryOn: '2026-11-24', ...over }))[0]?.patch['answers'];
		expect(answersOf({ outcome: 'not_home' })).toEqual({
			...{ household: {}, cards: [], nextTryOn: '2026-11-24' }
		});
		expect(answersOf({ outcome: 'not_home', nextTryOn: null })).toBeNull();
		expect(answersOf({ outcome: 'moved' })).toBeNull();
		expect(answersOf({ outcome: 'completed' })).not.toHaveProperty('nextTryOn');
	});

	it('keeps no answers and opens no case when the family was refused or not met', () => {
		const changes = recordVisit(entry({ outcome: 'refused' }));
		expect(changes).toHaveLength(1);
		expect(changes[0]?.patch).toMatchObject({ answers: null, formId: null, outcome: 'refused' });
	});
});

describe('following a case up', () => {
	const step = { id: 'u1', at: '2026-11-22T02:00:00Z' };

	it('refuses to close a case without saying what became of it', () => {
		expect(followUp(aFinding(), { ...step, status: 'closed', note: '  ' })).toEqual({
			ok: false,
			error: 'note_missing'
		});
		expect(followUp(aFinding(), { ...step, status: 'seen', note: '' }).ok).toBe(true);
	});

	it('shows the last step, in the order of what was done', () => {
		const steps = [
			{ id: 'u2', findingId: 'f9', status: 'referred' as const, at: '2026-11-22T02:00:00Z' },
			{ id: 'u1', findingId: 'f9', status: 'contacted' as const, at: '2026-11-21T02:00:00Z' }
		];
		expect(currentStatus(aFinding(), steps)).toBe('referred');
		expect(currentStatus(aFinding(), [])).toBe('seen');
	});
});

describe('adding and moving a house', () => {
	const house = {
		id: '0193-aaaaaa',
		headId: 'm2',
		areaId: 'a1',
		territoryId: 't1',
		headName: ' Contoh ',
		headSex: 'female' as const,
		address: '',
		rw: 'RW 03',
		rt: '2',
		landmark: '',
		location: null,
		accuracyM: null,
		locationSource: 'none' as const,
		today: '2026-11-22'
	};

	it('stores the house and its head, the head after the house', () => {
		const result = addHousehold(house);
		if (!result.ok) throw new Error(result.error);
		expect(result.value.map((change) => change.entity)).toEqual(['household', 'member']);
		expect(result.value[0]?.patch).toMatchObject({ headName: 'Contoh', rw: '003', rt: '002' });
		expect(result.value[1]?.after).toEqual(['0193-aaaaaa']);
	});

	it('asks for a name and for an RT that is a number', () => {
		expect(addHousehold({ ...house, headName: ' ' })).toEqual({ ok: false, error: 'name_missing' });
		expect(addHousehold({ ...house, rt: 'dekat masjid' })).toEqual({
			ok: false,
			error: 'rt_not_a_number'
		});
	});

	it.each([
		['2', '002'],
		['RT 02', '002'],
		['rt.012', '012'],
		['', null],
		['a', undefined]
	])('reads %j as RT %j', (text, number) => {
		expect(rtNumber(text)).toBe(number);
	});

	it('never lets a bad fix overwrite a good one, but always a choice on the map', () => {
		const location = { type: 'Point' as const, coordinates: [117.6, 0.6] };
		expect(moveHousehold(household, { location, accuracyM: 60, source: 'gps' }).ok).toBe(false);
		expect(moveHousehold(household, { location, accuracyM: 5, source: 'gps' }).ok).toBe(true);
		expect(moveHousehold(household, { location, accuracyM: null, source: 'map' }).ok).toBe(true);
	});
});

describe("the kader's day", () => {
	const plan = {
		id: 'p1',
		rev: 1,
		areaId: 'a1',
		territoryId: 't1',
		householdId: 'h1',
		kaderId: 'k1',
		period: '2026-11',
		kind: 'routine' as const,
		fromOn: '2026-11-01',
		untilOn: null,
		dueOn: '2026-11-20',
		status: 'planned' as const,
		visitId: null,
		reasons: [{ code: 'routine_due', text: 'Kunjungan rutin', memberId: null }]
	};
	const aVisit = (over: Partial<Visit>): Visit => ({
		id: 'v1',
		rev: 0,
		areaId: 'a1',
		territoryId: 't1',
		householdId: 'h1',
		visitPlanId: 'p1',
		correctsId: null,
		membershipId: null,
		kaderId: 'k1',
		visitorRole: 'kader',
		copiedFromPaper: false,
		outcome: 'completed',
		capturedAt: '2026-11-22T01:00:00Z',
		visitedOn: '2026-11-22',
		formId: null,
		position: null,
		accuracyM: null,
		distanceM: null,
		answers: null,
		note: null,
		...over
	});
	const day = (visits: Visit[], plans = [plan]) =>
		todaysVisits({
			today: '2026-11-22',
			timeZone: 'Asia/Makassar',
			rules: defaultVisitRules,
			households: [household],
			members: [infant],
			plans,
			visits,
			findings: [],
			aheadDays: 7
		});

	it('shows what is overdue with its reason, and as done once she was there', () => {
		expect(day([]).map((item) => [item.state, item.reasons[0]?.text])).toEqual([
			['overdue', 'Kunjungan rutin']
		]);
		expect(day([aVisit({})]).map((item) => item.state)).toEqual(['done']);
	});

	it('counts the tries without meeting anyone and keeps the house on the list', () => {
		const [item] = day([aVisit({ outcome: 'not_home' })]);
		expect([item?.state, item?.tries]).toEqual(['overdue', 1]);
	});

	it('takes the correction in place of what it corrects', () => {
		const visits = [aVisit({}), aVisit({ id: 'v2', correctsId: 'v1', outcome: 'not_home' })];
		expect(day(visits).map((item) => item.state)).toEqual(['overdue']);
	});

	it('shows a house without a plan that was never visited as new', () => {
		expect(day([], []).map((item) => item.state)).toEqual(['new']);
	});
});
