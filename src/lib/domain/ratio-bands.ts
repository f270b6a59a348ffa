// From a ratio surface to what a map draws: rectangles of one class each, that neither overlap nor
// leave a gap, with nothing where nothing is said.
import type { FeatureCollection, Polygon } from 'geojson';
import { classBounds } from './coverage-class.ts';
import type { RatioSurface } from './ratio-surface.ts';

export interface RatioBand {
	readonly id: string;
	/** 0 least covered … 4, as of areas. */
	readonly class: string;
}

interface Run {
	readonly from: number;
	readonly to: number;
	readonly row: number;
	readonly band: number;
}

const nothing = -1;

/** Polygons in degrees, [lng, lat], counter-clockwise. Cells of one class beside or above each other are one. */
export function ratioBands(surface: RatioSurface): FeatureCollection<Polygon, RatioBand> {
	const { columns, rows } = surface;
	const done: { run: Run; top: number }[] = [];
	let open = new Map<string, Run>();
	for (let row = 0; row <= rows; row++) {
		const next = new Map<string, Run>();
		for (const run of row < rows ? runsOf(surface, row, columns) : []) {
			const key = `${String(run.from)}/${String(run.to)}/${String(run.band)}`;
			next.set(key, open.get(key) ?? run);
			open.delete(key);
		}
		for (const run of open.values()) done.push({ run, top: row });
		open = next;
	}
	return {
		type: 'FeatureCollection',
		features: done.map(({ run, top }, index) => ({
			type: 'Feature',
			id: index,
			geometry: rectangle(surface, run, top),
			properties: { id: String(index), class: String(run.band) }
		}))
	};
}

function runsOf({ share }: RatioSurface, row: number, columns: number): Run[] {
	const runs: Run[] = [];
	for (let column = 0; column < columns;) {
		const band = bandOf(share[row * columns + column]!);
		let to = column + 1;
		while (to < columns && bandOf(share[row * columns + to]!) === band) to++;
		if (band !== nothing) runs.push({ from: column, to, row, band });
		column = to;
	}
	return runs;
}

function bandOf(share: number): number {
	if (Number.isNaN(share)) return nothing;
	// Single precision turns 0.95 into a little less: a share on the bound belongs above it.
	return classBounds.filter((bound) => share * 100 >= bound - 1e-4).length;
}

function rectangle(surface: RatioSurface, { from, to, row }: Run, top: number): Polygon {
	const lng = (column: number) => surface.west + column * surface.stepLng;
	const lat = (line: number) => surface.south + line * surface.stepLat;
	const [west, east, south, north] = [lng(from), lng(to), lat(row), lat(top)];
	return {
		type: 'Polygon',
		coordinates: [
			[
				[west, south],
				[east, south],
				[east, north],
				[west, north],
				[west, south]
			]
		]
	};
}
