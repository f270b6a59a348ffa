// Both plain profiles under the independent scorer, on every measuring instance that lies beside the
// project: ours, the peers' figures of division-peers.ts, and k-means + Voronoi run live.
import { performance } from 'node:perf_hooks';
import type { FeatureCollection, MultiPolygon } from 'geojson';
import type { DivisionInput, DivisionProfile } from '../../src/lib/domain/division/contract.ts';
import { divide } from '../../src/lib/domain/division/divide.ts';
import { pointOnSurface } from '../../src/lib/domain/geometry/point-on-surface.ts';
import { judgeMissing, readData, score, type Score } from '../../tests/support/division-scorer.ts';
import type { BenchRow } from './bench-row.ts';
import { byHandShapes, multiPolygonOf } from './by-hand.ts';
import { measuredInstances, type MeasuredInstance, type PeerFigures } from './division-peers.ts';

interface Files {
	readonly area: string;
	readonly households: FeatureCollection;
	readonly input: DivisionInput;
}

interface Judged {
	readonly judged: Score;
	readonly ms: number;
}

function filesOf(area: string, householdsPath: string, k: number): Files {
	const features = readData(householdsPath).features.map(({ geometry, properties }) => ({
		type: 'Feature' as const,
		properties: { w: Number(properties?.['w'] ?? 1) },
		geometry: { type: 'Point' as const, coordinates: pointOnSurface(geometry)! }
	}));
	const input: DivisionInput = {
		area: readData(area) as DivisionInput['area'],
		households: features.map(({ geometry, properties }, i) => ({
			...{ id: String(i), position: geometry.coordinates, load: properties.w }
		})),
		...{ k, seed: 1 }
	};
	return { area, households: { type: 'FeatureCollection', features }, input };
}

function judgedBy({ area, households }: Files, polygons: () => MultiPolygon[]): Judged {
	const started = performance.now();
	const drawn = polygons();
	const ms = performance.now() - started;
	return { judged: score(area, households, drawn, 'w'), ms };
}

function ours(files: Files, profile: DivisionProfile): Judged {
	return judgedBy(files, () => {
		const result = divide({ ...files.input, profile });
		if (!result.ok) throw new Error(result.reason.text);
		return result.territories.map(({ polygon }) => polygon);
	});
}

const byHand = (files: Files): Judged =>
	judgedBy(files, () => byHandShapes(files.input).map(multiPolygonOf));

const figures = ({ judged, ms }: Judged): string =>
	`${judged.dev_max.toFixed(2)} % / ${String(judged.excess_parts)} / ${judged.pp_mean.toFixed(3)} / ${judged.rms_m.toFixed(0)} m / ${judged.cut_km.toFixed(1)} km; ${ms.toFixed(0)} ms`;

const peer = (name: string, one: PeerFigures): string =>
	`${name} ${one.deviation.toFixed(1)} / ${String(one.inPieces)} / ${one.compactness.toFixed(3)} / ${one.rmsM.toFixed(0)} / ${one.borderKm.toFixed(1)}`;

interface Goal {
	readonly words: string;
	/** To the digits that the peers' figures have. */
	isMet(judged: Score): boolean;
}

function goalOf(instance: MeasuredInstance, profile: 'walk' | 'tidy'): Goal {
	const { bcpd, splitline, hasParts, forcedParts } = instance;
	const rmsM = profile === 'walk' ? bcpd.rmsM * (hasParts ? 1.04 : 1.02) : splitline.rmsM * 1.05;
	const compactness = profile === 'walk' ? bcpd.compactness : splitline.compactness - 0.02;
	return {
		words: `PP ≥ ${compactness.toFixed(3)}, rms ≤ ${rmsM.toFixed(0)} m, ≤ 1 %, parts ≤ ${String(forcedParts)}`,
		isMet: ({ pp_mean, rms_m, dev_max, dev_units, excess_parts }) =>
			pp_mean >= compactness - 0.0005 &&
			rms_m <= rmsM + 0.5 &&
			(dev_max <= 1 || dev_units <= 1) &&
			excess_parts <= forcedParts
	};
}

function instanceRows(instance: MeasuredInstance): BenchRow[] {
	const { name, k, bcpd, splitline, metis, gerryChain } = instance;
	const folder = `division/${name}`;
	const files = filesOf(`${folder}/area.geojson`, `${folder}/households.geojson`, k);
	const hand = `k-means + Voronoi ${figures(byHand(files))}`;
	const peers = {
		walk: [peer('BCPD', bcpd), peer('METIS', metis), peer('GerryChain', gerryChain)],
		tidy: [peer('splitline', splitline)]
	};
	return (['walk', 'tidy'] as const).map((profile) => {
		const own = ours(files, profile);
		const goal = goalOf(instance, profile);
		return {
			what: `scored, ${name} × ${String(k)}, ${profile}: deviation / extra parts / PP / rms / border; time`,
			goal: goal.words,
			ours: `${figures(own)}; goal ${goal.isMet(own.judged) ? 'met' : 'MISSED'}`,
			instead: [...peers[profile], ...(profile === 'walk' ? [hand] : [])].join('; ')
		};
	});
}

/** Real villages without figures of peers. */
const villages = [
	['Tegalmulyo', 9, 'tegalmulyo/batas_desa.geojson', 'tegalmulyo/bangunan.geojson'],
	[
		...(['Kelurahan Pondok Pinang by houses', 17] as const),
		'jakarta/pondok_pinang/batas_kelurahan.geojson',
		'jakarta/pondok_pinang/rumah_titik.geojson'
	]
] as const;

function villageRows([name, k, area, households]: (typeof villages)[number]): BenchRow[] {
	const files = filesOf(area, households, k);
	const hand = byHand(files);
	return (['walk', 'tidy'] as const).map((profile) => ({
		what: `scored, ${name} × ${String(k)}, ${profile}: deviation / extra parts / PP / rms / border; time`,
		goal: '≤ 1 % or one house; parts 0',
		ours: figures(ours(files, profile)),
		instead: `k-means + Voronoi ${figures(hand)}`
	}));
}

/** The same villages with borders that may follow their roads. */
const roads: Readonly<Record<string, string>> = {
	Tegalmulyo: 'tegalmulyo/jalan.geojson',
	'Kelurahan Pondok Pinang by houses': 'jakarta/pondok_pinang/jalan.geojson'
};

function lineRows([name, k, area, households]: (typeof villages)[number]): BenchRow[] {
	const files = filesOf(area, households, k);
	const lines = readData(roads[name]!).features.flatMap(({ geometry }) => {
		if (geometry?.type === 'LineString') return [geometry.coordinates];
		return geometry?.type === 'MultiLineString' ? geometry.coordinates : [];
	});
	const along = { ...files, input: { ...files.input, lines } };
	const result = divide(along.input);
	if (!result.ok) throw new Error(result.reason.text);
	const part = result.metrics.onLinesPercent ?? 0;
	const [own, plain] = [ours(along, 'walk'), ours(files, 'walk')];
	const rms = own.judged.rms_m / plain.judged.rms_m;
	const isMet = part >= 35 && rms <= 1.05 && (own.judged.dev_max <= 1 || own.judged.dev_units <= 1);
	return [
		{
			what: `scored, ${name} × ${String(k)} along roads: on lines, rms of the plain plan's; deviation / extra parts / PP / rms / border; time`,
			goal: '≥ 35 %, ≤ 1.05, ≤ 1 % or one house, parts 0',
			ours: `${part.toFixed(0)} %, ${rms.toFixed(2)}; ${figures(own)}; goal ${isMet ? 'met' : 'MISSED'}`,
			instead: `without asking ${figures(plain)}`
		}
	];
}

export function benchScored(): BenchRow[] {
	const missing = judgeMissing();
	if (missing) return [{ what: 'scored instances', goal: '–', ours: missing, instead: '–' }];
	return [
		...measuredInstances.flatMap(instanceRows),
		...villages.flatMap(villageRows),
		...villages.flatMap(lineRows)
	];
}
