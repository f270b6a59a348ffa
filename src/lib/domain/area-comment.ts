// A remark on the figures of an area, by people who see totals only. No name may stand in it: numbers of
// people are refused, what reads like a name is pointed out, and the puskesmas reads it before others do.
import type { Role } from './access.ts';
import type { Span } from './coverage.ts';
import type { Instant, Month } from './entity.ts';

/** Camat, lurah, kades and dinas. The server's rule is the one that counts. */
export const commentingRoles: readonly Role[] = ['viewer', 'health_office'];

/** As the database checks it. */
export const longestComment = 280;
export const longestReason = 200;

export type CommentStatus = 'pending' | 'approved' | 'rejected';

export interface AreaComment {
	readonly id: string;
	readonly areaId: string;
	readonly areaName: string;
	readonly month: Month;
	readonly span: Span;
	readonly body: string;
	/** The office that speaks, as its membership is named. */
	readonly by: string;
	readonly mine: boolean;
	readonly writtenAt: Instant;
	readonly status: CommentStatus;
	/** Why the puskesmas refused it; its writer sees it. */
	readonly reason: string | null;
}

export type CommentProblem = 'empty' | 'too_long' | 'number';

/** Everything that keeps it from being sent, the first to be put right first. */
export function commentProblem(body: string): CommentProblem | null {
	const text = body.trim();
	if (text === '') return 'empty';
	if ([...text].length > longestComment) return 'too_long';
	return findsNumber(text) ? 'number' : null;
}

/**
 * Nine digits or more with only signs between them: a NIK, a family card, a telephone. Years and counts in
 * a list are kept apart by commas. The same rule is private.holds_number in the database.
 */
export function findsNumber(text: string): boolean {
	return /[0-9](?:[^0-9a-zA-Z,]{0,3}[0-9]){8}/.test(text);
}

const honorifics =
	/^(?:bu|ibu|pak|bapak|bpk|ny|nyonya|tn|tuan|sdr|sdri|mbah|nek|kakek|kk|keluarga|h|hj)$/i;

/** Offices, places and the calendar: written large, and nobody's name. */
const notNames = new Set(
	(
		'camat lurah kades kepala desa kelurahan kecamatan kabupaten kota dusun rw rt puskesmas pustu posyandu ' +
		'poskesdes polindes kader bidan perawat dokter dinas kesehatan sekretaris kasi kesra ketua tim bapak ibu ' +
		'balita lansia hamil nifas remaja jkn bpjs pkk ilp pws ' +
		'januari februari maret april mei juni juli agustus september oktober november desember ' +
		'senin selasa rabu kamis jumat sabtu minggu sungai jalan gunung danau jembatan muara tanjung teluk'
	).split(' ')
);

/**
 * Pieces of the text that read like the name of a person: a form of address before a word written large,
 * or two words written large side by side. A guess, for a warning only.
 * @param places names of areas, which are written large too
 */
export function likeNames(text: string, places: readonly string[] = []): string[] {
	const known = new Set(places.flatMap((name) => name.toLowerCase().split(/[^\p{L}]+/u)));
	const found: string[] = [];
	const plainText = text.replace(/\b(ny|tn|bpk|sdr|sdri|h|hj)\./giu, '$1');
	for (const clause of plainText.split(/[.,;:!?()\n]+/u)) {
		const words = clause.match(/[\p{L}'’-]+/gu) ?? [];
		const isName = (word: string | undefined): boolean => {
			if (word === undefined || !/^\p{Lu}[\p{Ll}'’-]+$/u.test(word)) return false;
			const plain = word.toLowerCase();
			return !known.has(plain) && !notNames.has(plain) && !honorifics.test(word);
		};
		for (let at = 0; at < words.length; at += 1) {
			const addressed = honorifics.test(words[at]!) && isName(words[at + 1]);
			if (!addressed && !(isName(words[at]) && isName(words[at + 1]))) continue;
			let end = at + 1;
			while (isName(words[end + 1])) end += 1;
			found.push(words.slice(at, end + 1).join(' '));
			at = end;
		}
	}
	return [...new Set(found)];
}
