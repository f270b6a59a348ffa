// The independent judge of a division: a Python script on GEOS that shares no code with the engine.
// It lies outside the project with the measuring data; tests that need it say so and stand aside.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { FeatureCollection, Geometry, MultiPolygon } from 'geojson';

export const dataFolder = resolve(process.env.JANGKAU_TEST_DATA ?? '../shared/data');
const script = join(dataFolder, '../tools/score-territories.py');
const python = '/usr/bin/python3';

/** Why instances cannot be judged here; null when they can. */
export function judgeMissing(): string | null {
	if (!existsSync(join(dataFolder, 'division'))) return 'no measuring data (JANGKAU_TEST_DATA)';
	if (!existsSync(script)) return 'no scorer beside the measuring data';
	try {
		execFileSync(python, ['-c', 'import shapely, numpy, scipy'], { stdio: 'ignore' });
		return null;
	} catch {
		return 'no python3 with shapely, numpy and scipy';
	}
}

export function readData(path: string): FeatureCollection<Geometry> {
	return JSON.parse(readFileSync(join(dataFolder, path), 'utf8')) as FeatureCollection<Geometry>;
}

/** The scorer's own names; see the head of the script. */
export interface Score {
	readonly dev_max: number;
	readonly dev_units: number;
	readonly spread: number;
	readonly unassigned: number;
	readonly multi: number;
	readonly disconnected: number;
	readonly excess_parts: number;
	readonly empty: number;
	readonly pp_mean: number;
	readonly rms_m: number;
	readonly cut_km: number;
	readonly gap_m2: number;
	readonly overlap_m2: number;
	readonly outside_m2: number;
	readonly edge_mismatch_m: number;
	readonly invalid: number;
}

/** Scores polygons against the files of an area and its households; `weight` names the load's property. */
export function score(
	areaPath: string,
	households: FeatureCollection,
	territories: readonly MultiPolygon[],
	weight: string
): Score {
	const folder = mkdtempSync(join(tmpdir(), 'jangkau-score-'));
	try {
		const features = territories.map((geometry) => ({ type: 'Feature', properties: {}, geometry }));
		const householdsFile = join(folder, 'households.geojson');
		const territoriesFile = join(folder, 'territories.geojson');
		writeFileSync(householdsFile, JSON.stringify(households));
		writeFileSync(territoriesFile, JSON.stringify({ type: 'FeatureCollection', features }));
		const files = [join(dataFolder, areaPath), householdsFile, territoriesFile];
		const args = [script, ...files, '--weight', weight, '--json', '--nomst'];
		const printed = execFileSync(python, args, { encoding: 'utf8' });
		return JSON.parse(printed.replace(/\b(NaN|-?Infinity)\b/g, 'null')) as Score;
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}
