// The main job on the real map of a kelurahan with its RW.
import { importJourney } from '../../support/e2e-import-journey.ts';

const folder = 'jakarta/pondok_pinang';

importJourney({
	name: 'Pondok Pinang',
	k: 20,
	files: [
		{ path: `${folder}/batas_kelurahan.geojson`, kind: 'Batas wilayah', level: 'Kelurahan' },
		{ path: `${folder}/rw.geojson`, kind: 'Batas wilayah', level: 'RW' },
		{ path: `${folder}/jalan.geojson`, kind: 'Jalan' },
		{ path: `${folder}/rumah_titik.geojson`, kind: 'Rumah' }
	]
});
