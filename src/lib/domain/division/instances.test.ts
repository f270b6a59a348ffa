import type { FeatureCollection } from 'geojson';
import { describe, expect, it } from 'vitest';
import { judgeMissing, readData, score } from '../../../../tests/support/division-scorer.ts';
import { pointOnSurface } from '../geometry/point-on-surface.ts';
import type { DivisionInput } from './contract.ts';
import { divide } from './divide.ts';

interface Instance {
	readonly name: string;
	readonly area: string;
	readonly households: string;
	readonly k: number;
	/** Pieces beyond K that the area's own islands force. */
	readonly forcedParts: number;
}

const inDivision = (name: string, k: number, forcedParts = 0): Instance => ({
	name,
	area: `division/${name}/area.geojson`,
	households: `division/${name}/households.geojson`,
	k,
	forcedParts
});

const instances: readonly Instance[] = [
	inDivision('syn500', 5),
	inDivision('syn2k', 10),
	inDivision('syn2kw', 10),
	inDivision('pondokpinang', 20),
	// An island and the far side of a river must be shared (territory.md §4).
	inDivision('syn20k', 60, 2),
	{
		name: 'Kelurahan Pondok Pinang by houses',
		area: 'jakarta/pondok_pinang/batas_kelurahan.geojson',
		households: 'jakarta/pondok_pinang/rumah_titik.geojson',
		k: 17,
		forcedParts: 0
	},
	{
		name: 'Desa Tegalmulyo by buildings',
		area: 'tegalmulyo/batas_desa.geojson',
		households: 'tegalmulyo/bangunan.geojson',
		k: 9,
		forcedParts: 0
	}
];

/** Every feature as a point, with its load in `w`. */
function pointsOf(path: string): FeatureCollection {
	const features = readData(path).features.map(({ geometry, properties }) => ({
		type: 'Feature' as const,
		properties: { w: Number(properties?.w ?? 1) },
		geometry: { type: 'Point' as const, coordinates: pointOnSurface(geometry)! }
	}));
	return { type: 'FeatureCollection', features };
}

const missing = judgeMissing();

describe.skipIf(missing)(
	`instances under the independent scorer${missing ? `: ${missing}` : ''}`,
	() => {
		for (const { name, area, households, k, forcedParts } of instances) {
			it(`${name} among ${k}: exact, even and whole`, () => {
				const points = pointsOf(households);
				const input: DivisionInput = {
					area: readData(area) as DivisionInput['area'],
					households: points.features.map(({ geometry, properties }, i) => ({
						id: String(i),
						position: pointOnSurface(geometry)!,
						load: Number(properties!.w)
					})),
					k,
					seed: 1
				};
				const result = divide(input);
				if (!result.ok) throw new Error(result.reason.text);
				const polygons = result.territories.map(({ polygon }) => polygon);
				const judged = score(area, points, polygons, 'w');
				expect(judged).toMatchObject({ multi: 0, empty: 0, invalid: 0, edge_mismatch_m: 0 });
				expect(judged.unassigned).toBe(result.outside.length);
				expect(Math.abs(judged.gap_m2)).toBeLessThan(1e-3);
				expect(Math.abs(judged.overlap_m2)).toBeLessThan(1e-3);
				expect(Math.abs(judged.outside_m2)).toBeLessThan(1e-3);
				expect(judged.excess_parts).toBeLessThanOrEqual(forcedParts);
				// Within one unit of each other; houses outside the outline count in the engine alone.
				expect(result.metrics.spread).toBeLessThanOrEqual(1);
				expect(judged.pp_mean).toBeCloseTo(result.metrics.compactnessMean, 3);
				if (result.outside.length === 0) {
					expect(judged.dev_max).toBeCloseTo(result.metrics.maxDeviationPercent, 6);
					expect(judged.rms_m).toBeCloseTo(result.metrics.rmsDistanceM, 0);
				}
			}, 120_000);
		}
	}
);
