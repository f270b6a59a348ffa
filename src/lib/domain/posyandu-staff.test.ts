import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Id } from './entity.ts';
import {
	defaultFewestKader,
	fewestKaderFrom,
	posyanduOfPlan,
	posyanduRulesKey,
	posyanduStaff
} from './posyandu-staff.ts';

const facility = (id: string, name: string, kind: 'posyandu' | 'pustu' = 'posyandu') => ({
	id: id as Id<'facility'>,
	kind,
	name
});
const kader = (id: string, posyanduId: string | null, active = true) => ({
	id: id as Id<'kader'>,
	posyanduId: posyanduId as Id<'facility'> | null,
	active
});

describe('the least number of kader a posyandu needs', () => {
	it('is five until the puskesmas sets another', () => {
		expect(fewestKaderFrom([])).toBe(5);
		const set = [{ key: posyanduRulesKey, value: { fewestKader: 15 } }];
		expect(fewestKaderFrom(set)).toBe(15);
	});

	it.each([0, -1, 2.5, 51, Number.NaN, '5', null])('is not taken from %s', (fewestKader) => {
		const set = [{ key: posyanduRulesKey, value: { fewestKader } }];
		expect(fewestKaderFrom(set)).toBe(defaultFewestKader);
	});
});

describe('the kader of each posyandu', () => {
	it('counts those who are active and names how many are missing, in the order people count', () => {
		const staff = posyanduStaff(
			[facility('b', 'Melati 10'), facility('a', 'Melati 2'), facility('x', 'Pustu', 'pustu')],
			[kader('1', 'a'), kader('2', 'a'), kader('3', 'a', false), kader('4', null)],
			2
		);
		expect(staff).toEqual([
			{ id: 'a', name: 'Melati 2', kader: 2, missing: 0 },
			{ id: 'b', name: 'Melati 10', kader: 0, missing: 2 }
		]);
	});
});

describe('the posyandu of a plan', () => {
	const staff = posyanduStaff([facility('a', 'Anggrek'), facility('m', 'Melati')], [], 5);

	it('are those of its kader; a kader of none is told by her territory', () => {
		const people = [kader('1', 'm'), kader('2', 'm'), kader('3', null), kader('4', 'gone')];
		const territories = [
			{ number: 3, kaderId: '2' },
			{ number: 1, kaderId: '1' },
			{ number: 2, kaderId: '3' },
			{ number: 4, kaderId: null },
			{ number: 5, kaderId: '4' }
		];
		const { posyandu, without } = posyanduOfPlan(territories, people, staff);
		expect(posyandu.map(({ name, territories: own }) => [name, own])).toEqual([['Melati', [1, 3]]]);
		expect(without).toEqual([2, 5]);
	});

	it('hold every territory that has a kader, each once', () => {
		const posyanduId = fc.constantFrom('a', 'm', 'gone', null);
		fc.assert(
			fc.property(fc.array(posyanduId, { maxLength: 20 }), (belongs) => {
				const people = belongs.map((one, i) => kader(String(i), one));
				const territories = people.map(({ id }, i) => ({ number: i + 1, kaderId: id }));
				const { posyandu, without } = posyanduOfPlan(territories, people, staff);
				const told = [...posyandu.flatMap((one) => one.territories), ...without];
				expect([...told].sort((x, y) => x - y)).toEqual(territories.map(({ number }) => number));
			}),
			{ seed: 4 }
		);
	});
});
