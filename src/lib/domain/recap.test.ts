import { describe, expect, it } from 'vitest';
import { aMember, aVisit, visitForm } from '../../../tests/support/visit-world.ts';
import { addDays, lastDayOf } from './day.ts';
import type { Finding } from './finding.ts';
import type { Member } from './member.ts';
import {
	educationCodes,
	medicines,
	reportedCode,
	servicesOf,
	tbSymptoms
} from './recap-questions.ts';
import { recapColumns, recapRows, weekOf, type RecapColumn, type RecapSource } from './recap.ts';
import type { Visit } from './visit.ts';

const form = visitForm();
const month = '2026-11';
type Cards = NonNullable<Visit['answers']>['cards'];

const mother = aMember({ id: 'mother', sex: 'female', birthDate: '1998-03-01' });
const child = aMember({ id: 'child', birthDate: '2024-05-01' });
const man = aMember({ id: 'man', birthDate: '1980-01-01' });
const grandmother = aMember({ id: 'grandmother', sex: 'female', birthDate: '1950-01-01' });
const people = [mother, child, man, grandmother];

function visit(id: string, day: string, cards: Cards, own: Partial<Visit> = {}): Visit {
	return aVisit({
		id,
		visitedOn: day,
		capturedAt: `${day}T02:00:00.000Z`,
		formId: form.id,
		answers: { household: {}, cards },
		...own
	});
}
function card(memberId: string, code: string, answers: Record<string, unknown> = { signed: true }) {
	return { memberId, card: code, answers };
}
function rows(visits: Visit[], own: Partial<RecapSource> = {}) {
	return recapRows({ month, visits, members: people, forms: [form], findings: [], ...own });
}
function sum(visits: Visit[], column: RecapColumn, own: Partial<RecapSource> = {}) {
	return rows(visits, own).reduce((total, row) => total + row[column], 0);
}
function aFinding(own: Partial<Finding>): Finding {
	return {
		id: 'f1',
		rev: 1,
		areaId: 'a1',
		territoryId: 't1',
		householdId: 'h1',
		memberId: 'mother',
		visitId: 'v1',
		kind: 'danger_sign',
		urgency: 'red',
		status: 'new',
		foundAt: '2026-11-02T02:00:00.000Z',
		closedAt: null,
		problem: 'pregnant.headache',
		text: 'Sakit kepala',
		...own
	};
}

describe('the weeks of the sheet', () => {
	it.each([
		['2026-02', 28, 4],
		['2028-02', 29, 5],
		['2026-04', 30, 5],
		['2026-12', 31, 5]
	])('%s has %i days and %i rows, also without a visit', (name, days, weeks) => {
		expect(Number(lastDayOf(name).slice(8))).toBe(days);
		const empty = rows([], { month: name });
		expect(empty.map(({ week }) => week)).toEqual([1, 2, 3, 4, 5].slice(0, weeks));
		for (const row of empty)
			expect(recapColumns.slice(1).every((column) => row[column] === 0)).toBe(true);
	});
	it('begin on day 1, 8, 15, 22 and 29', () => {
		const days = Array.from({ length: 31 }, (_, at) => addDays('2026-12-01', at));
		expect(days.map(weekOf).join('')).toBe('1111111222222233333334444444555');
	});
	it('counts a visit of the last day of a long month and none of the next month', () => {
		const long = rows([visit('a', '2026-12-31', []), visit('b', '2027-01-01', [])], {
			month: '2026-12'
		});
		expect(long.map(({ families }) => families)).toEqual([0, 0, 0, 0, 1]);
	});
});

describe('the fifteen columns', () => {
	it('are fifteen', () => {
		expect(recapColumns).toHaveLength(15);
	});
	it('count a family and a person once a week, and again in the next week', () => {
		const visits = ['02', '05', '09'].map((day) =>
			visit(`v${day}`, `2026-11-${day}`, [card('man', 'adult')])
		);
		expect(rows(visits).map(({ families }) => families)).toEqual([1, 1, 0, 0, 0]);
		expect(rows(visits).map(({ adult }) => adult)).toEqual([1, 1, 0, 0, 0]);
	});
	it('count nobody where nobody was met', () => {
		const missed = visit('v1', '2026-11-02', [], { outcome: 'not_home', answers: null });
		expect(sum([missed], 'families')).toBe(0);
	});
	it('put a pregnant woman of working age in one column only', () => {
		const one = [visit('v1', '2026-11-02', [card('mother', 'pregnant'), card('mother', 'tb')])];
		expect(sum(one, 'pregnant')).toBe(1);
		expect(sum(one, 'adult')).toBe(0);
	});
	it('take the age on the day of the visit, and the card where no birth date is known', () => {
		const born: Member = { ...child, birthDate: '2020-11-10' };
		const visits = ['09', '16'].map((day) =>
			visit(`v${day}`, `2026-11-${day}`, [card('child', 'child_6_71m')])
		);
		const own = { members: [born] };
		expect(rows(visits, own).map((row) => row.child)).toEqual([0, 1, 0, 0, 0]);
		expect(rows(visits, own).map((row) => row.school_age_teen)).toEqual([0, 0, 1, 0, 0]);
		expect(sum(visits, 'child', { members: [{ ...child, birthDate: null }] })).toBe(2);
		expect(sum(visits, 'child', { members: [] })).toBe(2);
	});
	it('say “tidak akses pelayanan” of a mother without any K or KF date', () => {
		const without = [visit('v1', '2026-11-02', [card('mother', 'pregnant')])];
		const withK = [
			visit('v1', '2026-11-02', [card('mother', 'pregnant', { k2_on: '2026-10-01' })])
		];
		const withKf = [
			visit('v1', '2026-11-02', [card('mother', 'postpartum', { kf1_on: '2026-11-01' })])
		];
		expect(sum(without, 'motherChildNoService')).toBe(1);
		expect(sum(withK, 'motherChildNoService')).toBe(0);
		expect(sum(withKf, 'motherChildNoService')).toBe(0);
	});
	it('remember a K date of an earlier visit, but not of an earlier pregnancy', () => {
		const before = (day: string, k1: string) => [
			visit('v0', day, [card('mother', 'pregnant', { k1_on: k1 })]),
			visit('v1', '2026-11-02', [card('mother', 'pregnant')])
		];
		expect(sum(before('2026-09-10', '2026-09-08'), 'motherChildNoService')).toBe(0);
		expect(sum(before('2025-10-10', '2025-10-08'), 'motherChildNoService')).toBe(1);
	});
	it('say “tidak minum obat teratur” where the medicine is there and was not taken', () => {
		const taking = (taken: boolean | undefined, has = true) => [
			visit('v1', '2026-11-02', [
				card('grandmother', 'elderly', { hypertension_medicine: has, hypertension_taken: taken })
			])
		];
		expect(sum(taking(false), 'othersSkipMedicine')).toBe(1);
		expect(sum(taking(true), 'othersSkipMedicine')).toBe(0);
		expect(sum(taking(undefined), 'othersSkipMedicine')).toBe(0);
		expect(sum(taking(false, false), 'othersSkipMedicine')).toBe(0);
	});
	it('count danger signs of mothers and children, and symptoms of tuberculosis of everyone else', () => {
		const signs = [
			visit('v1', '2026-11-02', [
				card('mother', 'pregnant', { headache: true }),
				card('child', 'child_6_71m', { diarrhoea: true, weak: true }),
				card('man', 'adult'),
				card('man', 'tb', { cough: true })
			])
		];
		expect(sum(signs, 'motherChildDanger')).toBe(2);
		expect(sum(signs, 'othersTbSymptoms')).toBe(1);
	});
	it('count as reported what she noted, and what a health worker has looked at', () => {
		const sign = [visit('v1', '2026-11-02', [card('mother', 'pregnant', { headache: true })])];
		const noted = [
			visit('v1', '2026-11-02', [
				card('mother', 'pregnant', { headache: true, reported_on: '2026-11-02' })
			])
		];
		expect(sum(sign, 'reported')).toBe(0);
		expect(sum(noted, 'reported')).toBe(1);
		expect(sum(sign, 'reported', { findings: [aFinding({})] })).toBe(0);
		expect(sum(sign, 'reported', { findings: [aFinding({ status: 'seen' })] })).toBe(1);
		const later = aFinding({ status: 'seen', foundAt: '2026-12-02T02:00:00.000Z' });
		expect(sum(sign, 'reported', { findings: [later] })).toBe(0);
	});
	it('know a danger sign by its case where the form is not on the device', () => {
		const sign = [visit('v1', '2026-11-02', [card('mother', 'pregnant', { headache: true })])];
		expect(sum(sign, 'motherChildDanger', { forms: [] })).toBe(0);
		expect(sum(sign, 'motherChildDanger', { forms: [], findings: [aFinding({})] })).toBe(1);
	});
});

describe('a correction', () => {
	const wrong = visit('v1', '2026-11-02', [card('man', 'adult')]);
	it('counts once, as it says', () => {
		const right = visit('v2', '2026-11-03', [card('grandmother', 'elderly')], { correctsId: 'v1' });
		expect(rows([wrong, right]).map(({ families }) => families)).toEqual([1, 0, 0, 0, 0]);
		expect(sum([wrong, right], 'adult')).toBe(0);
		expect(sum([wrong, right], 'elderly')).toBe(1);
	});
	it('that says nobody was met takes the visit away, also when made in the next month', () => {
		const never = visit('v2', '2026-12-01', [], { correctsId: 'v1', outcome: 'not_home' });
		expect(sum([wrong, never], 'families')).toBe(0);
	});
});

describe('the questions that the sheet reads', () => {
	it('are in the form', () => {
		const codes = (code: string) =>
			form.definition.cards
				.find((one) => one.code === code)!
				.sections.flatMap(({ questions }) => questions.map((question) => question.code));
		const tables: Readonly<Record<string, readonly string[]>>[] = [
			...Object.values(servicesOf).flatMap(({ dates, had }) => [dates, had]),
			tbSymptoms,
			Object.fromEntries(
				Object.entries(medicines).map(([of, entries]) => [
					of,
					entries.flatMap(({ has, taken }) => [has, taken])
				])
			)
		];
		for (const table of tables)
			for (const [of, names] of Object.entries(table))
				expect(codes(of)).toEqual(expect.arrayContaining([...names]));
		const everywhere = form.definition.cards.flatMap((one) => codes(one.code));
		expect(everywhere).toEqual(expect.arrayContaining([...educationCodes, reportedCode]));
	});
});
