// Every item of the official home visit sheets (KMK HK.01.07/MENKES/2015/2023), written out by hand, with
// the question that asks it. The test beside it holds the form against this table.
import type { CardCode, Question } from '#lib/domain/checklist/form.ts';

type Kind = Question['kind'];

/** Asked by a question of the household sheet or of a card. */
export interface AskedItem {
	readonly sheet: 'household' | CardCode;
	/** Section of the question. */
	readonly section: string;
	/** The item as the official sheet names it. */
	readonly item: string;
	readonly question: string;
	readonly kind: Kind | 'danger';
	/** Words that the wording must hold, in any case: the meaning of the item. */
	readonly words: string;
}

/** On the official sheet, and here a field of a record instead of a question. */
export interface RecordedItem {
	readonly item: string;
	readonly record: 'household' | 'member' | 'visit';
	readonly field: string;
}

export const recordedItems: readonly RecordedItem[] = [
	{ item: 'Tanggal pengumpulan data', record: 'visit', field: 'visitedOn' },
	{ item: 'Alamat', record: 'household', field: 'address' },
	{ item: 'Desa/kelurahan, kecamatan, kabupaten, provinsi', record: 'household', field: 'areaId' },
	{ item: 'Puskesmas, Pustu, posyandu', record: 'household', field: 'posyanduId' },
	{ item: 'Nama KK', record: 'household', field: 'headName' },
	{ item: 'Nama lengkap', record: 'member', field: 'name' },
	{ item: 'NIK', record: 'member', field: 'nikLast4' },
	{ item: 'Tanggal lahir, umur, kelompok sasaran', record: 'member', field: 'birthDate' },
	{ item: 'Jenis kelamin', record: 'member', field: 'sex' },
	{ item: 'Hubungan dengan KK', record: 'member', field: 'relation' },
	{ item: 'Kunjungan ke-, tanggal kunjungan', record: 'visit', field: 'visitedOn' },
	{ item: 'Catatan', record: 'visit', field: 'note' }
];

/** `section | item | question | kind | words`, one item a line. */
function items(sheet: AskedItem['sheet'], table: string): AskedItem[] {
	return table
		.trim()
		.split('\n')
		.map((line) => {
			const [section, item, question, kind, words] = line.split('|').map((part) => part.trim());
			return {
				sheet,
				section: section!,
				item: item!,
				question: question!,
				kind: kind as AskedItem['kind'],
				words: words!
			};
		});
}

const closing = `
	education | Edukasi: materi | education_topics | choices | dijelaskan
	education | Edukasi: materi lain | education_topic | text | materi
	education | Kunjungan nakes: tanggal | nakes_visit_on | date | tenaga kesehatan
	education | Paraf | signed | yes_no | paraf`;
const reporting = `
	danger | Mengingatkan periksa ke Pustu/Fasyankes | reminded | yes_no | diingatkan
	danger | Tanggal melapor ke nakes | reported_on | date | melapor`;
const relation = `
	person | Hubungan dengan KK | relation | choice | hubungan`;
const person = `${relation}
	person | Status perkawinan | marital | choice | perkawinan
	person | Pendidikan terakhir | schooling | choice | pendidikan
	person | Pekerjaan | work | choice | pekerjaan`;

function yearly(section: string, code: string, item: string): string {
	return `
	${section} | ${item} 1 tahun: tanggal | ${code}_on | date | ${item}
	${section} | ${item} 1 tahun: tempat | ${code}_place | choice | ${item}
	${section} | ${item} 1 tahun: hasil | ${code}_result | text | ${item}`;
}

function chronic(section: string, code: string, item: string): string {
	return `
	${section} | Terdiagnosis ${item} | ${code}_diagnosed | yes_no | ${item}
	${section} | Tanggal pertama terdiagnosis ${item} | ${code}_since | date | pertama
	${section} | Periksa dalam 1 bulan | ${code}_checked_month | yes_no | 1 bulan
	${section} | Ada obat (ditunjukkan) | ${code}_medicine | yes_no | ditunjukkan
	${section} | Minum obat 24 jam | ${code}_taken | yes_no | 24 jam`;
}

function numbered(section: string, codes: readonly string[], parts: 'place' | 'place and staff') {
	return codes
		.map(
			(code) => `
	${section} | ${code}: tanggal | ${code.toLowerCase()}_on | date | ${code}
	${section} | ${code}: tempat | ${code.toLowerCase()}_place | choice | ${code}${
		parts === 'place'
			? ''
			: `
	${section} | ${code}: petugas | ${code.toLowerCase()}_by | text | ${code}`
	}`
		)
		.join('');
}

const measured = `
	growth | Timbang-ukur terakhir: tanggal | measured_on | date | timbang
	growth | Timbang-ukur terakhir: tempat | measured_place | choice | timbang
	growth | Timbang-ukur terakhir: petugas | measured_by | text | petugas
	growth | Hasil BB | weight | number | berat
	growth | Hasil PB/TB | length | number | panjang
	growth | Hasil LK | head | number | lingkar kepala`;
const firstDoses = `
	immunisation | HB0 (<24 jam) | hb0 | date | hb0
	immunisation | BCG | bcg | date | bcg
	immunisation | OPV1 | opv1 | date | opv1
	immunisation | DPT-HB-Hib1 | dpt1 | date | dpt-hb-hib 1
	immunisation | OPV2 | opv2 | date | opv2
	immunisation | PCV1 | pcv1 | date | pcv1
	immunisation | RV1 | rv1 | date | rv1
	immunisation | DPT-HB-Hib2 | dpt2 | date | dpt-hb-hib 2
	immunisation | OPV3 | opv3 | date | opv3
	immunisation | PCV2 | pcv2 | date | pcv2
	immunisation | RV2 | rv2 | date | rv2
	immunisation | DPT-HB-Hib3 | dpt3 | date | dpt-hb-hib 3
	immunisation | OPV4 | opv4 | date | opv4
	immunisation | IPV1 | ipv1 | date | ipv1
	immunisation | RV3 | rv3 | date | rv3`;

export const askedItems: readonly AskedItem[] = [
	...items(
		'household',
		`
	contact | No. HP KK/anggota | phone | text | HP
	contact | 2 Jumlah anggota | people | number | jumlah anggota
	contact | 3 JKN/Jamkesda/asuransi | jkn | yes_no | jkn
	environment | 4a Sarana air bersih | clean_water | yes_no | air bersih
	environment | 4b Sumber terlindung | protected_water | yes_no | terlindung
	environment | 4c Jamban keluarga | latrine | yes_no | jamban keluarga
	environment | 4d Jamban saniter | sanitary_latrine | yes_no | saniter
	environment | 5 Ventilasi cukup | ventilation | yes_no | ventilasi
	illness | 6 Ada anggota gangguan jiwa | odgj | yes_no | gangguan jiwa
	illness | 7 Ada anggota terdiagnosis TBC/hipertensi/DM | diagnosed | choices | didiagnosis`
	),
	...items(
		'pregnant',
		`
	general | Kehamilan ke- | pregnancy_no | number | kehamilan ke
	general | Jarak kehamilan | pregnancy_gap_years | number | jarak
	general | Suhu | temperature | number | suhu
	general | Buku KIA (ditunjukkan) | mch_book | yes_no | buku kia
	general | Isi Piringku | balanced_meal | yes_no | isi piringku
	danger | Demam >2 hari (≥38 °C) | fever | danger | demam lebih dari 2 hari (38 °C
	danger | Sakit kepala berat, pandangan kabur ± bengkak | headache | danger | pandangan kabur
	danger | Sulit tidur/cemas berlebih | anxiety | danger | cemas berlebih
	danger | Diare berulang | diarrhoea | danger | diare berulang
	danger | Risiko TBC (batuk >2 mgg/kontak serumah) | tb_risk | danger | batuk lebih dari 2 minggu atau serumah
	danger | Tidak ada gerakan janin (<10×/12 jam) | no_movement | danger | kurang dari 10 kali dalam 12 jam
	danger | Jantung berdebar/nyeri dada | chest | danger | jantung berdebar atau nyeri dada
	danger | Keluar cairan jalan lahir (ketuban/perdarahan) | leaking | danger | jalan lahir (ketuban atau darah)
	danger | Sakit saat kencing/keputihan/gatal | urination | danger | sakit saat kencing, keputihan, atau gatal
	danger | Nyeri perut hebat | abdominal_pain | danger | nyeri perut hebat
	nutrition | TTD ada | iron_has | yes_no | tablet tambah darah
	nutrition | TTD diminum 24 jam | iron_taken | yes_no | 24 jam
	nutrition | LiLA <23,5 cm | muac_low | yes_no | 23,5 cm
	nutrition | PMT bumil KEK | supplement | yes_no | makanan tambahan
	class | Kelas ibu hamil: tanggal | class_on | date | kelas ibu hamil
	class | Kelas ibu hamil: tempat | class_place | choice | kelas ibu hamil
	class | Kelas ibu hamil: pendamping | class_companion | yes_no | didampingi
	class | Skrining jiwa | mental_screening | yes_no | jiwa
	${numbered('antenatal', ['K1', 'K2', 'K3', 'K4', 'K5', 'K6'], 'place and staff').trim()}
	${reporting.trim()}
	${person.trim()}
	${closing.trim()}`
	),
	...items(
		'postpartum',
		`
	birth | Kelahiran ke- | birth_no | number | kelahiran ke
	birth | Tanggal persalinan | born_on | date | tanggal bersalin
	birth | Pukul persalinan | born_at | text | pukul
	birth | Usia kehamilan (mgg) | gestation_weeks | number | usia kehamilan
	birth | Penolong | attendant | choice | penolong
	birth | Tempat | birth_place | choice | tempat bersalin
	birth | Keadaan ibu | mother_state | choice | keadaan ibu
	birth | IMD | early_breastfeeding | yes_no | imd
	general | Suhu | temperature | number | suhu
	general | Buku KIA | mch_book | yes_no | buku kia
	danger | Demam ≥38 °C | fever | danger | demam 38 °C atau lebih
	danger | Rasa bersalah/mudah menangis/kehilangan minat/gangguan tidur | mood | danger | bersalah, mudah menangis, kehilangan minat, atau gangguan tidur
	danger | Gangguan BAK | urination | danger | gangguan buang air kecil
	danger | Napas pendek/nyeri dada/batuk >2 mgg | breath | danger | napas pendek, nyeri dada, atau batuk lebih dari 2 minggu
	danger | Sakit kepala | headache | danger | sakit kepala
	danger | Perdarahan (pembalut basah dalam 5 menit) | bleeding | danger | pembalut basah dalam 5 menit
	danger | Area kelamin bengkak/nyeri/luka terbuka | wound | danger | kelamin bengkak, nyeri, atau luka terbuka
	danger | Keluar cairan jalan lahir | leaking | danger | cairan dari jalan lahir
	danger | Nyeri ulu hati | epigastric_pain | danger | nyeri ulu hati
	danger | Pandangan kabur | blurred_sight | danger | pandangan kabur
	danger | Payudara bengkak merah/benjolan | breast | danger | payudara bengkak, merah, atau ada benjolan
	danger | Darah nifas berbau/nyeri perut bawah | foul_lochia | danger | darah nifas berbau atau nyeri perut bawah
	danger | Keputihan berlebih berbau | discharge | danger | keputihan berlebih dan berbau
	danger | Jantung berdebar | palpitations | danger | jantung berdebar
	nutrition | Isi Piringku menyusui | balanced_meal | yes_no | isi piringku ibu menyusui
	nutrition | Kapsul vit A ada | vitamin_a_has | yes_no | vitamin a
	nutrition | Vit A waktu minum | vitamin_a_on | date | minum vitamin a
	nutrition | Menyusui ASI saja | breast_milk_only | yes_no | asi saja
	family_planning | KB pasca salin | contraception | choice | kb pasca
	family_planning | Skrining jiwa | mental_screening | yes_no | jiwa
	${numbered('postnatal', ['KF1', 'KF2', 'KF3', 'KF4'], 'place').trim()}
	${reporting.trim()}
	${person.trim()}
	${closing.trim()}`
	),
	...items(
		'infant_0_6m',
		`
	general | Tempat lahir | birth_place | text | tempat lahir
	general | Suhu | temperature | number | suhu
	general | Buku KIA | mch_book | yes_no | buku kia
	general | ASI eksklusif | breast_milk_only | yes_no | asi
	danger | Napas sesak/cepat/tarikan dada | breathing | danger | napas sesak, cepat, atau ada tarikan
	danger | Aktivitas lemah/merintih | weak | danger | lemah atau merintih
	danger | Warna kulit biru/pucat/marmer/memar | skin_colour | danger | biru, pucat, belang, atau memar
	danger | Hisapan lemah/muntah hijau | sucking | danger | isapan lemah atau muntah hijau
	danger | Kejang | seizure | danger | kejang
	danger | Suhu >38,5 atau <36,5 °C | abnormal_temperature | danger | lebih dari 38,5 °C atau kurang dari 36,5 °C
	danger | BAB (belum >48 jam, tanpa anus, dempul, encer) | stool | danger | lebih dari 48 jam, tidak ada anus, bab dempul, atau encer
	danger | Kencing sedikit/tidak 6 jam/warna pekat | urine | danger | sedikit, tidak kencing 6 jam, atau warnanya pekat
	danger | Tali pusat merah/nanah/bau | cord | danger | merah, bernanah, atau berbau
	danger | Mata merah/nanah | eyes | danger | mata merah atau bernanah
	danger | Kulit bintil | skin_spots | danger | berbintil
	danger | Belum HB0/BCG | no_birth_vaccine | danger | belum imunisasi hb0 atau bcg
	neonatal | Pelayanan 0–6 jam | kn0_on | date | 0–6 jam
	neonatal | KN1 | kn1_on | date | kn1
	neonatal | KN2 | kn2_on | date | kn2
	neonatal | KN3 | kn3_on | date | kn3
	${measured.trim()}
	${firstDoses.trim()}
	${reporting.trim()}
	${relation.trim()}
	${closing.trim()}`
	),
	...items(
		'child_6_71m',
		`
	person | Tempat lahir | birth_place | text | tempat lahir
	general | Suhu | temperature | number | suhu
	general | Buku KIA | mch_book | yes_no | buku kia
	feeding | ASI eksklusif | breast_milk_only | yes_no | asi sampai umur 6 bulan
	danger | Napas | breathing | danger | napas sesak
	danger | Batuk grok/mengi | cough | danger | grok-grok atau mengi
	danger | Demam >38,5 °C dengan kejang/perdarahan | fever | danger | 38,5 °C dengan kejang atau perdarahan
	danger | Diare (mata cekung, haus, darah) | diarrhoea | danger | mata cekung, sangat haus, atau berdarah
	danger | Kencing | urine | danger | kencing sedikit
	danger | Warna kulit | skin_colour | danger | kulit biru
	danger | Aktivitas | weak | danger | lemah
	danger | Hisapan | sucking | danger | isapan lemah
	danger | Tidak mau makan/minum, BB tidak naik | not_eating | danger | tidak mau makan atau minum, berat badan tidak naik
	immunisation | 9 bln Campak-Rubella | mr1 | date | campak-rubela 1 (9 bulan)
	immunisation | 9 bln IPV2 | ipv2 | date | ipv2 (9 bulan)
	immunisation | 10 bln JE (endemis) | je | date | je (10 bulan, daerah endemis)
	immunisation | 12 bln PCV3 | pcv3 | date | pcv3 (12 bulan)
	immunisation | 18 bln DPT-HB-Hib lanjutan | dpt4 | date | dpt-hb-hib lanjutan (18 bulan)
	immunisation | 18 bln CR lanjutan | mr2 | date | campak-rubela lanjutan (18 bulan)
	feeding | MP-ASI: makanan pokok | food_staple | yes_no | makanan pokok
	feeding | MP-ASI: protein hewani | food_animal | yes_no | protein hewani
	feeding | MP-ASI: protein nabati | food_plant | yes_no | protein nabati
	feeding | MP-ASI: lemak | food_fat | yes_no | lemak
	feeding | MP-ASI: buah-sayur | food_fruit | yes_no | buah atau sayur
	feeding | Obat cacing (>12 bln) | deworming_on | date | obat cacing
	feeding | Vit A biru 6–11 bln | vitamin_a_blue | yes_no | kapsul biru (februari/agustus)
	feeding | Vit A merah >11 bln | vitamin_a_red | yes_no | kapsul merah (februari/agustus)
	feeding | MT pangan lokal ada | local_food | yes_no | makanan tambahan lokal
	feeding | MT pangan lokal kepatuhan | local_food_eaten | yes_no | dihabiskan
	${measured.trim()}
	${firstDoses.trim()}
	${reporting.trim()}
	${relation.trim()}
	${closing.trim()}`
	),
	...items(
		'school_age_teen',
		`
	general | Suhu | temperature | number | suhu
	general | Tanggal timbang-ukur | measured_on | date | timbang
	general | BB | weight | number | berat
	general | TB | height | number | tinggi
	general | Isi Piringku | balanced_meal | yes_no | isi piringku
	girls | Rematri: ada TTD | iron_has | yes_no | tablet tambah darah
	girls | Rematri: minum TTD 1 minggu | iron_taken | yes_no | 1 minggu
	${yearly('girls', 'anaemia', 'periksa anemia').trim()}
	risk | Merokok aktif/pasif/tidak | smoking | choice | merokok
	${yearly('risk', 'blood_pressure', 'tekanan darah').trim()}
	${yearly('risk', 'blood_sugar', 'gula darah').trim()}
	risk | Skrining jiwa | mental_screening | yes_no | jiwa
	${person.trim()}
	${closing.trim()}`
	),
	...items(
		'adult',
		`
	person | Riwayat penyakit keluarga | family_history | choices | riwayat penyakit
	general | Suhu | temperature | number | suhu
	general | Isi Piringku | balanced_meal | yes_no | isi piringku
	${yearly('blood_pressure', 'blood_pressure', 'tekanan darah').trim()}
	${chronic('blood_pressure', 'hypertension', 'hipertensi').trim()}
	${yearly('blood_sugar', 'blood_sugar', 'gula darah').trim()}
	${chronic('blood_sugar', 'diabetes', 'diabetes').trim()}
	habits | Merokok | smoking | choice | merokok
	habits | KB | contraception | choice | kb
	habits | Skrining jiwa | mental_screening | yes_no | jiwa
	${person.trim()}
	${closing.trim()}`
	),
	...items(
		'elderly',
		`
	${yearly('blood_pressure', 'blood_pressure', 'tekanan darah').trim()}
	${chronic('blood_pressure', 'hypertension', 'hipertensi').trim()}
	${yearly('blood_sugar', 'blood_sugar', 'gula darah').trim()}
	${chronic('blood_sugar', 'diabetes', 'diabetes').trim()}
	function | AKS/ADL: tanggal | adl_on | date | aks
	function | AKS/ADL: tempat | adl_place | choice | aks
	function | SKILAS: tanggal | skilas_on | date | skilas
	function | SKILAS: tempat | skilas_place | choice | skilas
	habits | Merokok | smoking | choice | merokok
	habits | Skrining jiwa | mental_screening | yes_no | jiwa
	${person.trim()}
	${closing.trim()}`
	),
	...items(
		'tb',
		`
	danger | Batuk terus-menerus | cough | danger | batuk terus-menerus
	danger | Demam ≥2 mgg | fever | danger | demam 2 minggu
	danger | BB tidak naik/turun 2 bln | weight_loss | danger | tidak naik atau turun dalam 2 bulan
	contact | Kontak erat (serumah/setara) | close_contact | choice | kontak erat
	contact | Terdiagnosa | diagnosed | yes_no | didiagnosis
	contact | Terdiagnosa: tanggal | diagnosed_on | date | tanggal didiagnosis
	contact | Terdiagnosa: tempat | diagnosed_place | choice | tempat didiagnosis
	contact | Pemeriksaan terakhir | last_check_on | date | pemeriksaan terakhir
	treatment | Ada obat | medicine | yes_no | ada obat tbc
	treatment | Minum obat 24 jam | taken | yes_no | 24 jam
	treatment | PMO | observer | yes_no | pmo
	treatment | Merokok | smoking | choice | merokok
	${reporting.trim()}
	${closing.trim()}`
	)
];

/** Choices that the official sheet prints, by sheet and question. */
export const officialChoices: Readonly<Record<string, number>> = {
	'household.diagnosed': 3,
	'postpartum.attendant': 4,
	'postpartum.birth_place': 6,
	'postpartum.mother_state': 6,
	'postpartum.contraception': 6,
	'adult.family_history': 7,
	'adult.contraception': 6,
	'adult.smoking': 3,
	'adult.relation': 9,
	'adult.marital': 4,
	'adult.schooling': 6,
	'adult.work': 7,
	'tb.close_contact': 3
};
