// One file in, one reading out: the same for the import page, its worker and the command line.
import type { Feature, Geometry } from 'geojson';
import { err, ok, type Result } from '#lib/domain/result.ts';
import type { AnyReading, FileRefusal, ImportKind } from './contracts.ts';
import { readAreas } from './read-areas.ts';
import { readFeatures } from './read-features.ts';
import { readFacilities, readHouseholds } from './read-points.ts';
import { readRoads } from './read-roads.ts';
import type { Tick } from './tick.ts';

const silent: Tick = () => {};

/** What a file most likely is, by the geometry that most of its features have. */
export function guessKind(features: readonly Feature<Geometry | null>[]): ImportKind | null {
	const counts = { area: 0, household: 0, road: 0 };
	for (const { geometry } of features) {
		const type = geometry?.type ?? '';
		if (type.endsWith('Polygon')) counts.area += 1;
		else if (type.endsWith('Point')) counts.household += 1;
		else if (type.endsWith('LineString')) counts.road += 1;
	}
	const [kind, count] = Object.entries(counts).sort((a, b) => b[1] - a[1])[0]!;
	return count === 0 ? null : (kind as ImportKind);
}

/**
 * Reads a GeoJSON file. @param kind what the planner says it is; null to guess
 * @param nameColumn the property that names an area; null to find it
 * @param progress called as rows are read
 */
export function readFile(
	text: string,
	kind: ImportKind | null,
	nameColumn: string | null = null,
	progress: (row: number, rows: number) => void = silent
): Result<AnyReading, FileRefusal> {
	const read = readFeatures(text);
	if (!read.ok) return read;
	const { features, repairs } = read.value;
	const chosen = kind ?? guessKind(features);
	if (chosen === null) return err('no_such_geometry');
	const reading = readAs(chosen, features, nameColumn, (row) => progress(row, features.length));
	if (
		reading.taken.length === 0 &&
		reading.problems.every((problem) => problem.reason === 'wrong_geometry')
	)
		return err('no_such_geometry');
	return ok({ ...reading, repairs: [...repairs, ...reading.repairs] } as AnyReading);
}

function readAs(
	kind: ImportKind,
	features: readonly Feature<Geometry | null>[],
	nameColumn: string | null,
	tick: Tick
): AnyReading {
	switch (kind) {
		case 'area':
			return readAreas(features, nameColumn, tick) as AnyReading;
		case 'household':
			return readHouseholds(features, tick) as AnyReading;
		case 'road':
			return readRoads(features, tick) as AnyReading;
		case 'facility':
			return readFacilities(features, tick) as AnyReading;
	}
}

/** How many rows were changed on the way: a row mended twice counts once. */
export function mendedRows(reading: AnyReading): number {
	return new Set(reading.repairs.filter((repair) => repair.row > 0).map((repair) => repair.row))
		.size;
}
