import { describe, expect, it } from 'vitest';
import { settleClash } from './settle-clash.ts';

const current = { id: 'h', rev: 7, phone: '1', location: null };
const patch = { phone: '2', location: { a: 1 }, locationAccuracyM: 5, locationSource: 'gps' };

describe('a clash that somebody decides', () => {
	it('is an edit of the row as it is now, with the chosen fields alone', () => {
		expect(settleClash('household', patch, current, ['phone'])).toEqual([
			{ entity: 'household', op: 'update', id: 'h', patch: { phone: '2' }, baseRev: 7 }
		]);
	});
	it('takes a place on the map with how it is known', () => {
		const [edit] = settleClash('household', patch, current, ['location']);
		expect(edit?.patch).toEqual({
			location: { a: 1 },
			locationAccuracyM: 5,
			locationSource: 'gps'
		});
	});
	it('takes a loan with its last day', () => {
		const lent = { lentTo: 't2', lentUntil: '2026-11-30', phone: '2' };
		const [edit] = settleClash('household', lent, current, ['lentTo']);
		expect(edit?.patch).toEqual({ lentTo: 't2', lentUntil: '2026-11-30' });
	});
	it('changes nothing where what is stored is right', () => {
		expect(settleClash('household', patch, current, [])).toEqual([]);
		expect(settleClash('member', patch, current, ['name'])).toEqual([]);
	});
});
