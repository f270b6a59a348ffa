import { describe, expect, it } from 'vitest';
import type { Finding, FollowUp } from '#lib/domain/finding.ts';
import type { Area } from '#lib/domain/area.ts';
import { defaultCaseRules } from '#lib/domain/case-rules.ts';
import type { Facility } from '#lib/domain/facility.ts';
import {
	ageOf,
	cameLate,
	caseCounts,
	casesFrom,
	casesOf,
	isOwnStep,
	lateBy,
	type CaseSource,
	type CaseTab
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
	const places = { facilities: [], served: [], areas: [], rules: defaultCaseRules };
	return { findings: [], ...none, ...places, ...over };
}
const bookOf = (over: Partial<CaseSource>) => {
	const source = aSource(over);
	return { items: casesFrom(source), rules: source.rules };
};
const idsOf = (over: Partial<CaseSource>, tab: CaseTab) =>
	casesOf(bookOf(over), tab, now).map(({ finding }) => finding.id);

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
	it('shows red ones, the work list and what is done apart', () => {
		const findings = [aFinding('red'), aFinding('yellow', { urgency: 'yellow' }), aFinding('done')];
		const followUps = [aStep('done', { status: 'closed', note: 'sembuh' })];
		expect(idsOf({ findings, followUps }, 'red')).toEqual(['red']);
		expect(idsOf({ findings, followUps }, 'yellow')).toEqual(['yellow']);
		expect(idsOf({ findings, followUps }, 'done')).toEqual(['done']);
	});
	it('puts those that nobody has looked at in time before older ones that somebody has', () => {
		const findings = [
			aFinding('old', { foundAt: hoursAgo(90) }),
			aFinding('late', { foundAt: hoursAgo(30) }),
			aFinding('later', { foundAt: hoursAgo(60) }),
			aFinding('new', { foundAt: hoursAgo(2) })
		];
		const followUps = [aStep('old', { status: 'contacted' })];
		expect(idsOf({ findings, followUps }, 'red')).toEqual(['later', 'late', 'old', 'new']);
	});
	it('puts the case closed last on top of the closed ones', () => {
		const findings = [aFinding('a', { foundAt: hoursAgo(90) }), aFinding('b')];
		const followUps = [
			aStep('a', { status: 'closed', at: hoursAgo(2), note: 'sembuh' }),
			aStep('b', { status: 'unresolvable', at: hoursAgo(1), note: 'pindah' })
		];
		expect(idsOf({ findings, followUps }, 'done')).toEqual(['b', 'a']);
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
		const book = bookOf({ findings: [aFinding('a'), aFinding('b')], followUps });
		expect(caseCounts(book, now)).toEqual({ red: 1, yellow: 0, done: 1, late: 0 });
	});
});

describe('late', () => {
	it('goes by the hours of the puskesmas, from when it was found', () => {
		const late = (rules: Readonly<Record<'red' | 'yellow', number>>) =>
			lateBy({ finding: aFinding('a', { foundAt: hoursAgo(26) }), status: 'new' }, rules, now);
		expect(late(defaultCaseRules)).toBe(2);
		expect(late({ red: 48, yellow: 72 })).toBeNull();
	});
	it('is counted for the head of the page, red and yellow', () => {
		const findings = [
			aFinding('a', { foundAt: hoursAgo(26) }),
			aFinding('b', { foundAt: hoursAgo(80), urgency: 'yellow' }),
			aFinding('c')
		];
		expect(caseCounts(bookOf({ findings }), now).late).toBe(2);
	});
	it('is not ended by the note of a kader', () => {
		const findings = [aFinding('a', { foundAt: hoursAgo(26) })];
		const followUps = [aStep('a', { status: 'note', note: 'sudah ke pustu' })];
		expect(caseCounts(bookOf({ findings, followUps }), now).late).toBe(1);
	});
	it('says when it came where that was long after it was found', () => {
		const foundAt = hoursAgo(30);
		expect(cameLate({ foundAt, receivedAt: hoursAgo(2) })).toBe(hoursAgo(2));
		expect(cameLate({ foundAt, receivedAt: hoursAgo(29.5) })).toBeNull();
		expect(cameLate({ foundAt, receivedAt: null })).toBeNull();
		expect(cameLate({ foundAt })).toBeNull();
	});
});

describe('the puskesmas that answers for a case', () => {
	const area = (id: string, parentId: string | null) => ({ id, parentId }) as Area;
	const areas = [area('desa', null), area('rw', 'desa')];
	const place = (id: string, kind = 'puskesmas') => ({ id, kind, name: id }) as Facility;
	const facilities = [place('p2'), place('p1'), place('near'), place('pustu', 'pustu')];
	const serves = (facilityId: string, areaId: string) => ({
		id: `${facilityId}-${areaId}`,
		rev: 1,
		facilityId,
		areaId
	});
	const ownerOf = (served: CaseSource['served'], over: Partial<Finding> = {}) =>
		casesFrom(aSource({ findings: [aFinding('a', over)], facilities, areas, served }))[0]!.owner
			?.id;

	it('is the one that the server has stored', () => {
		expect(ownerOf([serves('p1', 'desa')], { puskesmasId: 'p2' })).toBe('p2');
	});
	it('is until then the one of the smallest area around the house', () => {
		expect(ownerOf([serves('p1', 'desa'), serves('near', 'rw')])).toBe('near');
		expect(ownerOf([serves('p1', 'desa'), serves('pustu', 'rw')])).toBe('p1');
	});
	it('is always the same one where two serve the place', () => {
		const both = [serves('p2', 'desa'), serves('p1', 'desa')];
		expect(ownerOf(both)).toBe('p1');
		expect(ownerOf(both.toReversed())).toBe('p1');
	});
	it('is unknown where none does', () => {
		expect(ownerOf([])).toBeUndefined();
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
		expect(isOwnStep({ membershipId: null, rev: 1 }, 'me')).toBe(true);
		expect(isOwnStep({ membershipId: 'me', rev: 3 }, 'me')).toBe(true);
		expect(isOwnStep({ membershipId: 'other', rev: 3 }, 'me')).toBe(false);
	});
});
