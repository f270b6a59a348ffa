// Every sentence the engine says, in Indonesian: what is wrong and what the planner can change.
// No name, id or coordinate of a household may appear in them.
import type { DivisionNote, DivisionRefusal, NoteCode, RefusalCode } from './contract.ts';
import { stoppedWords } from './stopped.ts';

type Count = Readonly<Record<string, number>>;

const refusals: Record<RefusalCode, (n: Count) => string> = {
	area_missing: () =>
		'Batas wilayah tidak berisi satu bidang pun. Pilih wilayah yang sudah punya batas, atau gambar batasnya dulu.',
	area_not_lnglat: () =>
		'Koordinat batas wilayah bukan derajat bujur-lintang. Simpan ulang berkasnya dalam WGS 84 (EPSG:4326).',
	area_broken: () =>
		'Batas wilayah saling memotong dan tidak dapat dirapikan. Gambar ulang garis yang bersilangan, lalu bagi lagi.',
	area_too_small: () =>
		'Batas wilayah terlalu kecil untuk dibagi (kurang dari 4 m²). Periksa apakah yang dipilih memang bidang wilayah.',
	area_too_large: () =>
		'Batas wilayah lebih lebar dari 500 km. Pilih satu desa, kelurahan, atau kecamatan.',
	k_invalid: () => 'Jumlah kader harus bilangan bulat 1 atau lebih.',
	k_above_households: ({ k, households }) =>
		`Jumlah kader (${k}) lebih banyak daripada jumlah rumah (${households}). Kurangi kader atau tambah rumah.`,
	k_above_places: ({ k, places }) =>
		`Rumah-rumah hanya berada di ${places} titik yang berbeda, kurang dari jumlah kader (${k}). Perbaiki titik rumah yang bertumpuk, atau kurangi kader.`,
	catchments_above_k: ({ catchments, k }) =>
		`Rumah-rumahnya milik ${catchments} posyandu, padahal bagiannya hanya ${k}. Tambah jumlah bagian, atau bagi tanpa “Tiap posyandu sendiri”.`,
	no_households: () =>
		'Belum ada rumah yang punya titik lokasi. Tambah titik rumah dulu, lalu bagi lagi.',
	no_households_inside: ({ households }) =>
		`Tidak satu pun dari ${households} rumah berada di dalam batas wilayah. Periksa apakah bujur dan lintang tertukar, atau pilih wilayah lain.`,
	shares_count: ({ given, k }) =>
		`Jam kerja atau rumah kader terisi untuk ${given} kader, padahal yang ikut ${k}. Lengkapi satu baris untuk setiap kader.`,
	shares_invalid: ({ place }) =>
		`Jam kerja kader ke-${place} harus angka lebih dari 0. Perbaiki angkanya, atau jangan ikutkan kader yang tidak punya waktu.`,
	territories_unknown: () =>
		'Ada wilayah kerja yang diminta berhenti, dikunci, atau diubah tetapi tidak ada dalam rencana ini. Muat ulang rencananya, lalu coba lagi.',
	territories_broken: () =>
		'Batas wilayah kerja yang sekarang bertumpuk atau berlubang sehingga tidak dapat diubah sebagian. Bagi ulang seluruh wilayahnya.',
	nobody_left: () =>
		'Tidak ada kader yang tersisa. Tambahkan paling sedikit satu kader yang menerima rumah-rumahnya.',
	all_locked: () =>
		'Semua wilayah kerja dikunci, jadi tidak ada yang dapat diubah. Buka kunci paling sedikit satu wilayah di sebelahnya.',
	catchment_left: () =>
		'Semua kader satu posyandu berhenti atau dikunci, jadi tidak ada yang menerima rumahnya. Pilih penggantinya, atau ubah tanpa “Tiap posyandu sendiri”.',
	stuck: () => stoppedWords.stuck,
	cancelled: () => stoppedWords.cancelled
};

/** With the comma that Indonesian has, as everywhere on the page. */
const decimal = (value: number | undefined): string => String(value).replace('.', ',');

/** What a load is measured against: 1 where every kader has the same hours. */
const fairShare = (isEqual: number | undefined): string =>
	isEqual === 1 ? 'rata-rata' : 'bagian menurut jam kerjanya';

const notes: Record<NoteCode, (n: Count) => string> = {
	area_mended: () =>
		'Batas wilayah saling memotong atau bertumpuk, sudah dirapikan. Periksa bentuknya di peta.',
	area_tiny_parts_dropped: ({ count }) =>
		`${count} serpihan batas (kurang dari 4 m² atau setipis helai rambut) dibuang.`,
	households_outside: ({ count }) =>
		`${count} rumah berada di luar batas wilayah dan diberikan ke kader terdekat. Periksa titiknya.`,
	households_far_outside: ({ count }) =>
		`${count} rumah lebih dari 1 km di luar batas wilayah dan tidak dibagikan. Perbaiki titiknya atau pindahkan ke wilayah lain.`,
	households_without_position: ({ count }) =>
		`${count} rumah tidak punya titik lokasi yang sah dan tidak dibagikan. Lengkapi titiknya.`,
	households_repeated: ({ count }) =>
		`${count} rumah tercatat lebih dari sekali; hanya catatan pertama yang dipakai.`,
	loads_mended: ({ count }) =>
		`${count} rumah punya beban kosong, negatif, atau bukan angka; dihitung sebesar rata-rata rumah lain. Perbaiki bebannya.`,
	loads_all_zero: () =>
		'Semua beban rumah nol, jadi yang disamakan adalah jumlah rumah. Isi beban bila ingin membagi menurut pekerjaan.',
	place_too_heavy: ({ percent }) =>
		`Satu titik memuat ${decimal(percent)} % dari beban rata-rata seorang kader dan tidak dapat dipecah. Pisahkan titik rumah yang bertumpuk agar lebih merata.`,
	not_balanced: ({ percent, isEqual }) =>
		`Beban terberat atau teringan berselisih ${decimal(percent)} % dari ${fairShare(isEqual)} karena bentuk wilayahnya. Coba jumlah kader lain.`,
	groups_uneven: ({ percent, isEqual }) =>
		`Tanpa memecah RT, beban terberat atau teringan berselisih ${decimal(percent)} % dari ${fairShare(isEqual)}. Izinkan RT dipecah, atau coba jumlah kader lain.`,
	groups_unknown: () =>
		'Tidak satu rumah pun punya RT, jadi rumah dibagi satu per satu. Lengkapi RT bila ingin RT tetap utuh.',
	extra_parts: ({ count }) =>
		`${count} bagian wilayah kerja terpisah dari induknya karena pulau atau bagian wilayah harus dibagi.`,
	homes_outside: ({ count }) =>
		`${count} rumah kader berada di luar batas wilayah ini, jadi tidak dapat masuk ke wilayah kerjanya. Periksa titiknya.`,
	homes_shared: ({ count }) =>
		`${count} kader tinggal di titik yang sama dengan kader lain; satu titik hanya dapat masuk ke satu wilayah kerja.`,
	homes_apart: ({ count }) =>
		`${count} rumah kader tetap di luar wilayah kerjanya karena jalan ke sana tertutup rumah kader lain, perairan, posyandu lain, atau RT yang harus utuh.`,
	catchments_unknown: () =>
		'Tidak satu rumah pun punya posyandu, jadi dibagi tanpa melihat posyandu. Catat posyandunya bila ingin tiap posyandu dibagi sendiri.',
	catchments_mixed: ({ count }) =>
		`${count} rumah setitik dengan rumah posyandu lain, jadi ikut posyandu itu. Periksa titik atau posyandunya.`,
	catchments_apart: ({ count }) =>
		`${count} kelompok rumah terpisah dari posyandunya oleh rumah posyandu lain, jadi ada wilayah kerja yang terpisah. Periksa posyandu rumah-rumah itu, atau bagi tanpa “Tiap posyandu sendiri”.`,
	catchments_strangers: ({ count }) =>
		`${count} kader berasal dari posyandu yang tidak punya rumah di sini. Bagiannya dibuat di posyandu yang paling kekurangan.`,
	catchments_surplus: ({ count }) =>
		`${count} kader lebih banyak daripada titik rumah posyandunya. Bagiannya dibuat di posyandu lain.`,
	catchments_borrowed: ({ count }) =>
		`${count} posyandu tidak punya kader yang ikut, jadi bagiannya diambil dari posyandu yang kadernya lebih banyak. Tunjuk kader untuk posyandu itu.`,
	catchments_uneven: ({ percent }) =>
		`Beban merata di dalam tiap posyandu, tetapi antarposyandu berselisih sampai ${decimal(percent)} % dari rata-rata karena jumlah kadernya tidak sebanding dengan pekerjaannya. Tambah kader di posyandu yang berat, atau bagi tanpa “Tiap posyandu sendiri”.`,
	locked_uneven: ({ count, percent }) =>
		`${count} wilayah yang dikunci berselisih sampai ${decimal(percent)} % dari bagiannya, jadi yang lain tidak dapat sama rata dengannya. Buka kuncinya bila ingin merata.`,
	tolerance_missed: ({ percent, tolerance }) =>
		`Beban terberat atau teringan berselisih ${decimal(percent)} % dari bagiannya, lebih dari ${decimal(tolerance)} % yang diminta, karena batas yang dikunci, rumah yang ditahan, atau bentuk wilayahnya. Buka kunci wilayah di sebelahnya, atau bagi ulang semuanya.`
};

export function refusal(code: RefusalCode, counts: Count = {}): DivisionRefusal {
	return { code, text: refusals[code](counts) };
}

export function note(code: NoteCode, count: number, counts: Count = {}): DivisionNote {
	return { code, count, text: notes[code]({ count, ...counts }) };
}
