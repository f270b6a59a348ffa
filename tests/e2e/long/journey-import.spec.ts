// The main job on the real maps of a desa, and of a kelurahan with its RW.
import { importJourney } from '../../support/e2e-import-journey.ts';

const desa = 'tegalmulyo';
const kelurahan = 'jakarta/pondok_pinang';

importJourney({
	name: 'Tegalmulyo',
	k: 8,
	files: [
		{ path: `${desa}/batas_desa.geojson`, kind: 'Batas wilayah', level: 'Desa' },
		{ path: `${desa}/jalan.geojson`, kind: 'Jalan' },
		{ path: `${desa}/bangunan.geojson`, kind: 'Rumah' }
	]
});

importJourney({
	name: 'Pondok Pinang',
	k: 20,
	files: [
		{ path: `${kelurahan}/batas_kelurahan.geojson`, kind: 'Batas wilayah', level: 'Kelurahan' },
		{ path: `${kelurahan}/rw.geojson`, kind: 'Batas wilayah', level: 'RW' },
		{ path: `${kelurahan}/jalan.geojson`, kind: 'Jalan' },
		{ path: `${kelurahan}/rumah_titik.geojson`, kind: 'Rumah' }
	]
});
