import { describe, expect, it } from 'vitest';
import { addKader, setKaderActive, type Kader, type NewKader } from './kader.ts';
import { err } from './result.ts';

const entry: NewKader = {
	id: 'k1',
	puskesmasId: 'p1',
	posyanduId: 's1',
	areaId: 'v1',
	name: '  Siti   Aminah '
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
		['area_missing', { areaId: '' }]
	] as const)('is not stored: %s', (problem, wrong) => {
		expect(addKader({ ...entry, ...wrong })).toEqual(err(problem));
	});

	it('may have a name of 120 characters, however they are written', () => {
		expect(addKader({ ...entry, name: '𝒜'.repeat(120) }).ok).toBe(true);
	});
});

describe('letting a kader go', () => {
	const kader: Kader = {
		...entry,
		name: 'Siti Aminah',
		rev: 4,
		home: null,
		decreeNo: null,
		active: true,
		capacityMinutes: null
	};

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
