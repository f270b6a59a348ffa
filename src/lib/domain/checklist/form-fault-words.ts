// What is wrong with a form, in Indonesian, for the person who wrote it. Apart from the check, which phones
// carry without the words.
import {
	conditionOperators,
	questionKinds,
	type FormFault,
	type FormProblem
} from './form-check.ts';

/** What to do about each fault, for the person who wrote the form. */
const faultWords: Readonly<Record<FormFault, string>> = {
	not_a_form: 'bentuknya bukan formulir. Mulai dari salinan formulir yang berlaku.',
	unknown_card: 'kartu ini tidak dikenal. Pakai kode kartu yang sudah ada.',
	card_missing: 'kartu ini belum ada. Delapan kartu harus lengkap.',
	card_twice: 'kartu ini ada dua kali. Hapus salah satu.',
	code_missing: 'pertanyaan ini belum punya kode.',
	code_twice: 'kode pertanyaan ini dipakai dua kali. Ganti salah satu.',
	unknown_kind: `jenis pertanyaan tidak dikenal. Pilih salah satu: ${questionKinds.join(', ')}.`,
	no_label: 'kalimatnya belum lengkap. Isi bahasa Indonesia dan Inggris.',
	no_options: 'pilihan jawabannya belum ada.',
	option_twice: 'ada dua pilihan jawaban dengan kode yang sama.',
	limits_reversed: 'batas terkecil lebih besar daripada batas terbesar.',
	danger_not_yes_no: 'tanda bahaya harus berjenis yes_no.',
	unknown_operator: `syaratnya tidak dikenal. Pakai salah satu: ${conditionOperators.join(', ')}.`,
	asks_unknown_question: 'syaratnya menunjuk pertanyaan yang tidak ada di kartu ini.',
	asks_later_question: 'syaratnya menunjuk pertanyaan sesudahnya. Pindahkan yang ditunjuk ke atas.',
	loop: 'syaratnya berputar: pertanyaan saling menunggu sehingga tidak pernah muncul.'
};

/** One problem in Indonesian: where, what, and what to do. */
export function formProblemText({ at, what }: FormProblem): string {
	return `${at}: ${faultWords[what]}`;
}
