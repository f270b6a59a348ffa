import { describe, expect, it } from 'vitest';
import { numbersInWords } from '../../../tests/support/comment-numbers.ts';
import { commentProblem, findsNumber, likeNames, longestComment } from './area-comment.ts';

describe('a comment', () => {
	it('is refused with the number of a person in it, and not for counts, days and years', () => {
		expect(numbersInWords.map(findsNumber)).toEqual([
			...[true, true, true, true],
			...[false, false, false, false, false]
		]);
	});

	it('has something to say, in 280 characters', () => {
		expect(commentProblem('  \n')).toBe('empty');
		expect(commentProblem('x'.repeat(longestComment))).toBeNull();
		expect(commentProblem('x'.repeat(longestComment + 1))).toBe('too_long');
		// As the database counts: characters, not halves of them.
		expect(commentProblem('🚤'.repeat(longestComment))).toBeNull();
		expect(commentProblem('Telepon 081234567890')).toBe('number');
	});
});

describe('what reads like a name', () => {
	it.each([
		['Rumah Bu Siti belum dikunjungi', ['Bu Siti']],
		['Keluarga pak Ahmad Yani menolak.', ['pak Ahmad Yani']],
		['Nama anaknya Rahmat Hidayat di RT 3', ['Rahmat Hidayat']],
		['Ny. Aminah sakit', ['Ny Aminah']]
	])('is found in: %s', (text, names) => {
		expect(likeNames(text)).toEqual(names);
	});

	it.each([
		'Jalan ke Long Sebatu putus sejak banjir',
		'Mohon Pak Camat dan Bu Lurah hadir di Puskesmas Teluk Lingga',
		'Bulan Oktober November kader Posyandu kurang',
		'Belum ada kader. Warga pindah ke kebun',
		''
	])('is not found in: %s', (text) => {
		expect(likeNames(text, ['Long Sebatu', 'Teluk Lingga'])).toEqual([]);
	});
});
