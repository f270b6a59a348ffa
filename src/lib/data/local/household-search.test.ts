import { describe, expect, it } from 'vitest';
import type { Household } from '#lib/domain/household.ts';
import { HouseholdSearch } from './household-search.ts';

function household(id: string, given: Partial<Household>): Household {
	return {
		id,
		rev: 1,
		areaId: 'a',
		territoryId: 't',
		code: `TL-${id}`,
		posyanduId: null,
		location: null,
		locationAccuracyM: null,
		locationSource: 'none',
		status: 'active',
		registeredOn: '2026-01-01',
		headName: 'Tanpa Nama',
		address: null,
		rw: null,
		rt: null,
		phone: null,
		landmark: null,
		facts: {},
		...given
	};
}

const rows = [
	household('0421', { headName: 'Siti Aminah', rt: '003' }),
	household('0422', { headName: 'Haji Sítì Rahma', address: 'Gang Melati' }),
	household('0423', { headName: 'Rahmat', landmark: 'dekat surau', rt: '012' })
];

describe('searching households', () => {
	const search = new HouseholdSearch();
	search.refresh(rows);
	const ids = (query: string) => search.find(query).map(({ id }) => id);

	it('takes the beginnings of words, whatever their case and accents', () => {
		expect(ids('SITI')).toEqual(['0421', '0422']);
		expect(ids('ami si')).toEqual(['0421']);
		expect(ids('inah')).toEqual([]);
	});

	it('finds by code, RT, address and landmark', () => {
		expect(ids('TL-0423')).toEqual(['0423']);
		expect(ids('0422')).toEqual(['0422']);
		expect(ids('rt3')).toEqual(['0421']);
		expect(ids('melati')).toEqual(['0422']);
		expect(ids('surau')).toEqual(['0423']);
	});

	it('finds a household under its new name after a refresh, and not under the old one', () => {
		search.refresh([rows[0]!, household('0422', { headName: 'Dewi' })]);
		expect(ids('rahma')).toEqual([]);
		expect(ids('dewi')).toEqual(['0422']);
	});

	it('answers nothing to an empty query', () => {
		expect(ids('  ')).toEqual([]);
	});
});
