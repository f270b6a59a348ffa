import { describe, expect, it } from 'vitest';
import {
	addKader,
	capacityMinutesFrom,
	editKader,
	setKaderActive,
	type Kader,
	type NewKader
} from './kader.ts';
import { err, ok } from './result.ts';

const entry: NewKader = {
	id: 'k1',
	puskesmasId: 'p1',
	posyanduId: 's1',
	areaId: 'v1',
	name: '  Siti   Aminah ',
	capacityHours: '',
	travelMode: null
};

const kader: Kader = {
	id: 'k1',
	puskesmasId: 'p1',
	posyanduId: 's1',
	areaId: 'v1',
	name: 'Siti Aminah',
	rev: 4,
	home: null,
	decreeNo: null,
	active: true,
	capacityMinutes: null,
	travelMode: null
};

describe('a new kader', () => {
	it('is stored with a tidy name, after the village and the posyandu she belongs to', () => {
		const added = addKader(entry);
		expect(added).toMatchObject({
			ok: true,
			value: [
				{
					entity: 'kader',
					op: 'create',
					id: 'k1',
					patch: { name: 'Siti Aminah', areaId: 'v1', puskesmasId: 'p1', active: true },
					after: ['v1', 's1']
				}
			]
		});
	});

	it('may have no posyandu', () => {
		const added = addKader({ ...entry, posyanduId: null });
		expect(added).toMatchObject({
			ok: true,
			value: [{ patch: { posyanduId: null }, after: ['v1'] }]
		});
	});

	it.each([
		['name_missing', { name: ' \t' }],
		['name_too_long', { name: 'a'.repeat(121) }],
		['area_missing', { areaId: '' }],
		['capacity_not_a_number', { capacityHours: 'dua belas' }],
		['capacity_out_of_range', { capacityHours: '300' }]
	] as const)('is not stored: %s', (problem, wrong) => {
		expect(addKader({ ...entry, ...wrong })).toEqual(err(problem));
	});

	it('may have a name of 120 characters, however they are written', () => {
		expect(addKader({ ...entry, name: '𝒜'.repeat(120) }).ok).toBe(true);
	});
});

describe('the hours of a kader', () => {
	it.each([
		['', null],
		['  ', null],
		['12', 720],
		['12,5', 750],
		[' 7.25 ', 435],
		['0,5', 30],
		['200', 12_000]
	])('typed as "%s" are %s minutes', (typed, minutes) => {
		expect(capacityMinutesFrom(typed)).toEqual(ok(minutes));
	});

	it.each([
		['1e3', 'capacity_not_a_number'],
		['-4', 'capacity_not_a_number'],
		['1.200,5', 'capacity_not_a_number'],
		['0', 'capacity_out_of_range'],
		['200,5', 'capacity_out_of_range']
	] as const)('typed as "%s" are refused: %s', (typed, problem) => {
		expect(capacityMinutesFrom(typed)).toEqual(err(problem));
	});
});

describe('putting a kader right', () => {
	const same = { name: 'Siti Aminah', posyanduId: 's1', capacityHours: '', travelMode: null };

	it('changes what differs and nothing else, of the version that was seen', () => {
		expect(editKader(kader, { ...same, capacityHours: '12', travelMode: 'boat' })).toEqual(
			ok([
				{
					entity: 'kader',
					op: 'update',
					id: 'k1',
					baseRev: 4,
					patch: { capacityMinutes: 720, travelMode: 'boat' },
					after: ['k1']
				}
			])
		);
	});

	it('says nothing when nothing differs, also of a row from before there was a way to travel', () => {
		const { travelMode: _, ...old } = kader;
		expect(editKader(kader, same)).toEqual(ok([]));
		expect(editKader(old as Kader, same)).toEqual(ok([]));
	});

	it('comes after the posyandu that it names anew', () => {
		expect(editKader(kader, { ...same, posyanduId: 's2' })).toMatchObject({
			value: [{ patch: { posyanduId: 's2' }, after: ['k1', 's2'] }]
		});
	});

	it('takes hours away again', () => {
		expect(editKader({ ...kader, capacityMinutes: 725 }, same)).toMatchObject({
			value: [{ patch: { capacityMinutes: null } }]
		});
	});

	it('leaves her minutes alone where nobody touched the hours', () => {
		const entry = { ...same, name: 'Siti', capacityHours: '0,17' };
		expect(editKader({ ...kader, capacityMinutes: 10 }, entry, false)).toMatchObject({
			value: [{ patch: { name: 'Siti' } }]
		});
	});

	it('refuses what adding refuses', () => {
		expect(editKader(kader, { ...same, name: ' ' })).toEqual(err('name_missing'));
		expect(editKader(kader, { ...same, capacityHours: '0' })).toEqual(err('capacity_out_of_range'));
	});
});

describe('letting a kader go', () => {
	it('changes that one field, of the version that was seen', () => {
		expect(setKaderActive(kader, false)).toEqual([
			{
				entity: 'kader',
				op: 'update',
				id: 'k1',
				baseRev: 4,
				patch: { active: false },
				after: ['k1']
			}
		]);
	});

	it('can be taken back', () => {
		expect(setKaderActive({ ...kader, active: false }, true)).toMatchObject([
			{ patch: { active: true } }
		]);
	});

	it('says nothing when she already is as wanted', () => {
		expect(setKaderActive(kader, true)).toEqual([]);
	});
});
