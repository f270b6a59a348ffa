import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { houseCodesIn } from './house-codes.ts';

describe('codes that somebody pastes', () => {
	it('are found in a column, in a line and among other cells, each once', () => {
		expect(houseCodesIn('Kode\nTL-0421\ntl-0421 ; B-9F3A1C,\tSiti\nTL-0007\tJl. Melati')).toEqual([
			'TL-0421',
			'B-9F3A1C',
			'TL-0007'
		]);
	});

	it('are none in words with a dash', () => {
		expect(houseCodesIn('rumah-rumah, non-aktif; 12 RT 003')).toEqual([]);
		expect(houseCodesIn('')).toEqual([]);
	});

	it('come back as they were written, whatever stands between them', () => {
		const code = fc.tuple(fc.stringMatching(/^[A-Z]{1,3}$/), fc.integer({ min: 0, max: 9999 }));
		fc.assert(
			fc.property(
				fc.uniqueArray(code.map(([head, n]) => `${head}-${n}`)),
				fc.constantFrom('\n', ', ', ';', '\t', '\r\n'),
				(codes, between) => {
					expect(houseCodesIn(codes.join(between))).toEqual(codes);
				}
			)
		);
	});
});
