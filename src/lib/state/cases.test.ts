import { describe, expect, it } from 'vitest';
import type { Finding, FollowUp } from '#lib/domain/finding.ts';
import {
	ageOf,
	caseCounts,
	casesFrom,
	filteredCases,
	isOverdue,
	isOwnStep,
	type CaseSource
} from './cases.ts';

const now = Date.parse('2026-11-20T12:00:00Z');
const hoursAgo = (hours: number) => new Date(now - hours * 3_600_000).toISOString();

function aFinding(id: string, over: Partial<Finding> = {}): Finding {
	return {
		id,
		rev: 1,
		areaId: 'rw',
		territoryId: 't',
		householdId: 'h',
		memberId: 'm',
		visitId: 'v',
		kind: 'danger_sign',
		urgency: 'red',
		status: 'new',
		foundAt: hoursAgo(1),
		closedAt: null,
		problem: 'infant_0_6m.seizure',
		text: 'Kejang',
		...over
	};
}
function aStep(findingId: string, over: Partial<FollowUp>): FollowUp {
	return {
		id: `${findingId}-${over.at ?? ''}`,
		rev: 1,
		areaId: 'rw',
		territoryId: 't',
		findingId,
		membershipId: 'bidan',
		status: 'seen',
		at: hoursAgo(0.5),
		note: null,
		...over
	};
}
function aSource(over: Partial<CaseSource>): CaseSource {
	const none = { followUps: [], households: [], members: [], visits: [], kader: [] };
	return { findings: [], ...none, ...over };
}

describe('the order of cases', () => {
	it('puts red before yellow, then the one that waited longest', () => {
		const findings = [
			aFinding('yellow-old', { urgency: 'yellow', foundAt: hoursAgo(200) }),
			aFinding('red-new', { foundAt: hoursAgo(1) }),
			aFinding('red-old', { foundAt: hoursAgo(30) })
		];
		expect(casesFrom(aSource({ findings })).map(({ finding }) => finding.id)).toEqual([
			'red-old',
			'red-new',
			'yellow-old'
		]);
	});
	it('puts the case closed last on top of the closed ones', () => {
		const findings = [aFinding('a', { foundAt: hoursAgo(90) }), aFinding('b')];
		const followUps = [
			aStep('a', { status: 'closed', at: hoursAgo(2), note: 'sembuh' }),
			aStep('b', { status: 'unresolvable', at: hoursAgo(1), note: 'pindah' })
		];
		const items = casesFrom(aSource({ findings, followUps }));
		const done = filteredCases(items, { open: false, urgency: 'all' });
		expect(done.map(({ finding }) => finding.id)).toEqual(['b', 'a']);
	});
});

describe('the status of a case', () => {
	it('is its last step by date, also while that is only on this device', () => {
		const followUps = [
			aStep('a', { status: 'referred', at: hoursAgo(1), rev: 0 }),
			aStep('a', { status: 'seen', at: hoursAgo(3) })
		];
		const [item] = casesFrom(aSource({ findings: [aFinding('a')], followUps }));
		expect(item!.status).toBe('referred');
		expect(item!.steps.map(({ status }) => status)).toEqual(['seen', 'referred']);
	});
	it('moves a case between open and closed', () => {
		const followUps = [aStep('a', { status: 'closed', note: 'sembuh' })];
		const items = casesFrom(aSource({ findings: [aFinding('a'), aFinding('b')], followUps }));
		expect(caseCounts(items, now)).toEqual({ open: 1, done: 1, red: 1, overdue: 0 });
	});
});

describe('overdue', () => {
	const overdue = (finding: Finding, status = finding.status) =>
		isOverdue({ finding, status }, now);

	it('is red after 24 hours and yellow after 72, from when it was found', () => {
		expect(overdue(aFinding('a', { foundAt: hoursAgo(24) }))).toBe(false);
		expect(overdue(aFinding('a', { foundAt: hoursAgo(24.1) }))).toBe(true);
		expect(overdue(aFinding('a', { urgency: 'yellow', foundAt: hoursAgo(71) }))).toBe(false);
		expect(overdue(aFinding('a', { urgency: 'yellow', foundAt: hoursAgo(73) }))).toBe(true);
	});
	it('ends when somebody has looked at it', () => {
		expect(overdue(aFinding('a', { foundAt: hoursAgo(500) }), 'seen')).toBe(false);
	});
});

describe('what a case shows', () => {
	const kader = [{ id: 'k', name: 'Kader Contoh' }];
	const visits = [{ id: 'v', kaderId: 'k', membershipId: 'mk' }];

	it('names the kader who found it where this device knows her', () => {
		const [known] = casesFrom(aSource({ findings: [aFinding('a')], visits, kader }));
		expect(known!.foundBy).toEqual({ name: 'Kader Contoh', membershipId: 'mk' });
		const [unknown] = casesFrom(aSource({ findings: [aFinding('a')], visits }));
		expect(unknown!.foundBy.name).toBeNull();
	});
	it('lives without household, person and visit on the device', () => {
		const [item] = casesFrom(aSource({ findings: [aFinding('a')] }));
		expect(item).toMatchObject({ household: null, member: null, open: true });
	});
	it('filters by urgency', () => {
		const findings = [aFinding('a'), aFinding('b', { urgency: 'yellow' })];
		const items = casesFrom(aSource({ findings }));
		const yellow = filteredCases(items, { open: true, urgency: 'yellow' });
		expect(yellow.map(({ finding }) => finding.id)).toEqual(['b']);
	});
	it.each([
		['2026-08-01', { unit: 'months', count: 3 }],
		['2024-11-21', { unit: 'months', count: 23 }],
		['2024-11-20', { unit: 'years', count: 2 }],
		['1950-01-01', { unit: 'years', count: 76 }],
		['2027-01-01', null],
		[null, null]
	])('the age of someone born %s', (birthDate, age) => {
		expect(ageOf({ birthDate }, '2026-11-20')).toEqual(age);
	});
	it('calls a step hers when it is unsent or carries her membership', () => {
		expect(isOwnStep({ membershipId: null, rev: 0 }, 'me')).toBe(true);
		expect(isOwnStep({ membershipId: 'me', rev: 3 }, 'me')).toBe(true);
		expect(isOwnStep({ membershipId: 'other', rev: 3 }, 'me')).toBe(false);
	});
});
