// The ratio map of a puskesmas: what its worker takes for ten thousand households, beside adding up the
// kernel of every household at every cell, as the formula reads.
import { performance } from 'node:perf_hooks';
import { seededRandom } from '../../src/lib/domain/division/random.ts';
import { ratioBands } from '../../src/lib/domain/ratio-bands.ts';
import { ratioSurface, type RatioPoint } from '../../src/lib/domain/ratio-surface.ts';
import type { BenchRow } from './bench-row.ts';

const households = 10_000;
const options = { bandwidthM: 200, floor: 3 };
const runs = 9;
/** Every so many cells are added up by hand, and the time taken as many times. */
const byHandEvery = 200;

/** Hamlets along a river: most houses near a few middles, some far from all. */
function someHouseholds(): RatioPoint[] {
	const random = seededRandom(20261123);
	const hamlets = Array.from({ length: 60 }, () => ({
		lng: 117.4 + random() * 0.2,
		lat: 0.4 + random() * 0.2,
		visited: random()
	}));
	return Array.from({ length: households }, () => {
		const hamlet = hamlets[Math.floor(random() * hamlets.length)]!;
		const near = () => (random() + random() + random() - 1.5) * 0.004;
		const position = [hamlet.lng + near(), hamlet.lat + near()];
		return { position, target: 1, visited: random() < hamlet.visited ? 1 : 0 };
	});
}

export function benchRatioMap(): BenchRow[] {
	const points = someHouseholds();
	const taken: number[] = [];
	let surface = ratioSurface(points, options)!;
	let bands = ratioBands(surface);
	for (let run = 0; run < runs; run++) {
		const began = performance.now();
		surface = ratioSurface(points, options)!;
		bands = ratioBands(surface);
		taken.push(performance.now() - began);
	}
	const began = performance.now();
	let sum = 0;
	for (let at = 0; at < surface.share.length; at += byHandEvery) {
		const lng = surface.west + (at % surface.columns) * surface.stepLng;
		const lat = surface.south + Math.floor(at / surface.columns) * surface.stepLat;
		for (const { position } of points)
			sum += Math.exp(-((position[0]! - lng) ** 2 + (position[1]! - lat) ** 2) * 1e5);
	}
	const byHand = (performance.now() - began) * byHandEvery;
	const middle = taken.toSorted((a, b) => a - b)[Math.floor(runs / 2)]!;
	return [
		{
			what: `ratio map of ${String(households)} households: ${String(surface.columns)} × ${String(surface.rows)} cells, ${String(bands.features.length)} polygons`,
			goal: '≤ 500 ms',
			ours: `${middle.toFixed(0)} ms (slowest ${Math.max(...taken).toFixed(0)})`,
			instead: `${(byHand / 1000).toFixed(1)} s cell by cell${sum < 0 ? '!' : ''}`
		}
	];
}
