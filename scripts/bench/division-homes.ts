// What it costs to keep the home of each kader in her own territory: homes drawn by chance beside
// houses, on a village of our own and on the measuring instances that lie beside the project.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { booleanPointInPolygon } from '@turf/turf';
import type { Point, Position } from 'geojson';
import type { DivisionInput, DivisionSuccess } from '../../src/lib/domain/division/contract.ts';
import { divide } from '../../src/lib/domain/division/divide.ts';
import { seededRandom } from '../../src/lib/domain/division/random.ts';
import { dataFolder, readData } from '../../tests/support/division-scorer.ts';
import { village } from '../../tests/support/division-questions.ts';
import { generatedDivision } from '../../tests/support/generated-areas.ts';
import type { BenchRow } from './bench-row.ts';

const measured = [
	['syn500', 5, 6],
	['syn2k', 10, 6],
	['syn2kw', 10, 6],
	['pondokpinang', 20, 6]
] as const;
/** Degrees: homes stand up to some ten metres off a house. */
const besideDeg = 1e-4;

interface Outcome {
	readonly inside: number;
	readonly deviationPercent: number;
	readonly rmsM: number;
	readonly compactness: number;
	readonly ms: number;
}

function instances(): { name: string; draws: number; input: DivisionInput }[] {
	const own = { name: 'village of 2,000 × 10', draws: 6, input: generatedDivision(village) };
	const found = measured
		.filter(([name]) => existsSync(join(dataFolder, 'division', name)))
		.map(([name, k, draws]) => ({ name: `${name} × ${String(k)}`, draws, input: read(name, k) }));
	return [own, ...found];
}

function read(name: string, k: number): DivisionInput {
	const { features } = readData(`division/${name}/households.geojson`);
	const households = features.map(({ geometry, properties }, i) => ({
		...{ id: String(i), position: (geometry as Point).coordinates },
		load: Number(properties?.['w'] ?? 1)
	}));
	const area = readData(`division/${name}/area.geojson`) as DivisionInput['area'];
	return { area, households, k, seed: 1 };
}

function homesOf({ households, k }: DivisionInput, draw: number): Position[] {
	const random = seededRandom(draw * 77);
	return Array.from({ length: k }, () => {
		const [lng = 0, lat = 0] = households[Math.floor(random() * households.length)]!.position;
		return [lng + (random() * 2 - 1) * besideDeg, lat + (random() * 2 - 1) * besideDeg];
	});
}

function outcome(input: DivisionInput, homes: readonly Position[]): Outcome {
	const started = performance.now();
	const result = divide(input);
	const ms = performance.now() - started;
	if (!result.ok) throw new Error(result.reason.text);
	const { maxDeviationPercent, rmsDistanceM, compactnessMean } = result.metrics;
	return {
		inside: insideOwn(result, homes),
		...{ deviationPercent: maxDeviationPercent, rmsM: rmsDistanceM },
		...{ compactness: compactnessMean, ms }
	};
}

function insideOwn({ territories }: DivisionSuccess, homes: readonly Position[]): number {
	return territories.filter(({ share, polygon }) => booleanPointInPolygon(homes[share]!, polygon))
		.length;
}

function words(outcomes: readonly Outcome[], k: number): string {
	const mean = (pick: (one: Outcome) => number): number =>
		outcomes.reduce((sum, one) => sum + pick(one), 0) / outcomes.length;
	const inside = mean((one) => one.inside);
	const most = Math.max(...outcomes.map((one) => one.deviationPercent));
	return `${inside.toFixed(1)} of ${String(k)}; ${most.toFixed(2)} %; ${mean((one) => one.rmsM).toFixed(0)} m; ${mean((one) => one.compactness).toFixed(3)}; ${mean((one) => one.ms).toFixed(0)} ms`;
}

export function benchHomes(): BenchRow[] {
	return instances().map(({ name, draws, input }) => {
		const near: Outcome[] = [];
		const pinned: Outcome[] = [];
		for (let draw = 1; draw <= draws; draw++) {
			const homes = homesOf(input, draw);
			near.push(outcome({ ...input, homes }, homes));
			pinned.push(outcome({ ...input, homes, pinHomes: true }, homes));
		}
		return {
			what: `homes of kader, ${name}, ${String(draws)} draws: inside her territory; largest deviation; rms; PP; time`,
			goal: 'all in the area; ≤ 1 % or one house',
			ours: words(pinned, input.k),
			instead: `${words(near, input.k)} (not asked for)`
		};
	});
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
	for (const row of benchHomes()) console.log(Object.values(row).join('\t'));
}
