import { describe, expect, it } from 'vitest';
import { statusChange } from './household-status.ts';
import { addMember, type NewMember } from './member.ts';
import { aHousehold } from '../../../tests/support/visit-world.ts';

const entry: NewMember = {
	id: 'm9',
	household: aHousehold(),
	name: ' Rina ',
	sex: 'female',
	birthDate: '2020-05-01',
	today: '2026-11-22'
};

describe('adding a person', () => {
	it('places her with the household and waits for it', () => {
		const made = addMember(entry);
		expect(made.ok && made.value).toEqual([
			expect.objectContaining({
				entity: 'member',
				op: 'create',
				id: 'm9',
				after: ['h1'],
				patch: expect.objectContaining({
					name: 'Rina',
					birthDate: '2020-05-01',
					householdId: 'h1',
					areaId: 'a1',
					territoryId: 't1'
				})
			})
		]);
	});
	it('needs no birth date', () => {
		const made = addMember({ ...entry, birthDate: '' });
		expect(made.ok && made.value[0]?.patch.birthDate).toBeNull();
	});
	it.each([
		[{ name: '  ' }, 'name_missing'],
		[{ name: 'x'.repeat(201) }, 'name_too_long'],
		[{ birthDate: '2020-02-30' }, 'birth_not_a_day'],
		[{ birthDate: '2026-11-23' }, 'birth_in_future']
	])('refuses %j', (own, error) => {
		expect(addMember({ ...entry, ...own })).toEqual({ ok: false, error });
	});
});

describe('what an outcome says of the house', () => {
	const active = aHousehold();
	const moved = aHousehold({ status: 'moved' });

	it.each([
		['moved', 'moved'],
		['house_empty', 'empty']
	] as const)('%s takes it off the round', (outcome, status) => {
		expect(statusChange(active, outcome, 'v1')).toEqual([
			expect.objectContaining({ patch: { status }, baseRev: 1, after: ['h1', 'v1'] })
		]);
	});
	it('meeting someone there puts it back', () => {
		expect(statusChange(moved, 'completed', 'v1')[0]?.patch).toEqual({ status: 'active' });
	});
	it('changes nothing otherwise', () => {
		expect(statusChange(active, 'not_home', 'v1')).toEqual([]);
		expect(statusChange(moved, 'not_found', 'v1')).toEqual([]);
		expect(statusChange(moved, 'moved', 'v1')).toEqual([]);
	});
});
