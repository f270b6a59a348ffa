import { describe, expect, it } from 'vitest';
import { aHousehold, aWoman } from '../../../tests/support/visit-world.ts';
import { defaultVisitRules } from '#lib/domain/visit-rules.ts';
import { attendanceCounts, attendingFamilies, shownFamilies } from './posyandu-attendance.ts';

const on = '2026-11-12';
const groups = defaultVisitRules.posyanduGroups;
const person = (id: string, name: string, birthDate: string | null, over = {}) =>
	aWoman({ id, householdId: 'h1', name, birthDate, ...over });
const mark = (memberId: string, present: boolean) =>
	[
		memberId,
		{
			id: `m-${memberId}`,
			rev: 1,
			sessionId: 's',
			memberId,
			areaId: 'a',
			territoryId: 't',
			present
		}
	] as const;

const households = [
	aHousehold({ id: 'h2', code: 'TL-10', headName: 'Budi' }),
	aHousehold({ id: 'h1', code: 'TL-2', headName: 'Siti Contoh' })
];
const people = [
	person('child', 'Rini', '2024-05-01'),
	person('mother', 'Sari', '1990-01-01'),
	person('gone', 'Pindah', '2023-01-01', { status: 'moved' }),
	person('unborn', 'Nanti', '2026-12-01'),
	aWoman({ id: 'old', householdId: 'h2', name: 'Nenek Élok', birthDate: '1950-01-01' })
];
const list = (...marks: ReturnType<typeof mark>[]) =>
	attendingFamilies(households, people, new Map(marks), groups, on);
const names = (families: ReturnType<typeof list>) =>
	families.flatMap(({ people: own }) => own.map(({ member }) => member.id));

describe('the list of a posyandu’s day', () => {
	it('has families by code and people by age, without who moved or was not born', () => {
		expect(list().map(({ household }) => household.code)).toEqual(['TL-2', 'TL-10']);
		expect(names(list())).toEqual(['mother', 'child', 'old']);
		expect(list()[0]!.people.map(({ expected }) => expected)).toEqual([false, true]);
	});

	it('keeps who was marked and has moved since', () => {
		expect(names(list(mark('gone', true)))).toContain('gone');
	});

	it('counts who came among all, and who did not among those expected', () => {
		expect(attendanceCounts(list())).toEqual({ expected: 2, present: 0, absent: 0, unmarked: 2 });
		expect(attendanceCounts(list(mark('mother', true), mark('child', false)))).toEqual({
			expected: 2,
			present: 1,
			absent: 1,
			unmarked: 1
		});
	});

	it('shows who is expected or marked, who is still to be marked, or everybody', () => {
		const families = list(mark('child', true), mark('mother', true));
		expect(names(shownFamilies(families, 'expected', ''))).toEqual(['mother', 'child', 'old']);
		expect(names(shownFamilies(list(), 'expected', ''))).toEqual(['child', 'old']);
		expect(names(shownFamilies(families, 'unmarked', ''))).toEqual(['old']);
		expect(names(shownFamilies(families, 'all', ''))).toEqual(['mother', 'child', 'old']);
	});

	it('is searched by name, head and code, without case and accents, among everybody', () => {
		const found = (query: string) => names(shownFamilies(list(), 'unmarked', query));
		expect(found('elok')).toEqual(['old']);
		expect(found(' SITI ')).toEqual(['mother', 'child']);
		expect(found('tl-10')).toEqual(['old']);
		expect(found('tidak ada')).toEqual([]);
	});
});
