// The main job on the real map of a desa; that of a kelurahan: long/journey-import.spec.ts.
import { importJourney } from '../support/e2e-import-journey.ts';

importJourney({
	name: 'Tegalmulyo',
	k: 8,
	files: [
		{ path: 'tegalmulyo/batas_desa.geojson', kind: 'Batas wilayah', level: 'Desa' },
		{ path: 'tegalmulyo/jalan.geojson', kind: 'Jalan' },
		{ path: 'tegalmulyo/bangunan.geojson', kind: 'Rumah' }
	]
});
