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
	it('changes nothing where what is stored is right', () => {
		expect(settleClash('household', patch, current, [])).toEqual([]);
		expect(settleClash('member', patch, current, ['name'])).toEqual([]);
	});
});
