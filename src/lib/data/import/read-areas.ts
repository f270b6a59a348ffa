// Boundary polygons: mended where that changes nothing a person would mind, refused where it would.
import type { Feature, Geometry, MultiPolygon, Position } from 'geojson';
import { normaliseArea } from '#lib/domain/division/normalise-area.ts';
import type { Reading, Repair, RowProblem, TakenArea } from './contracts.ts';
import { areaNameColumns, textOf } from './properties.ts';

function closed(ring: readonly Position[]): Position[] {
	return [...ring, ring[0]!];
}

function signedArea(ring: readonly Position[]): number {
	let sum = 0;
	for (let i = 0; i < ring.length; i++) {
		const [x1 = 0, y1 = 0] = ring[i]!;
		const [x2 = 0, y2 = 0] = ring[(i + 1) % ring.length]!;
		sum += x1 * y2 - x2 * y1;
	}
	return sum;
}

/** RFC 7946: exteriors counter-clockwise, holes clockwise. Every Indonesian export has it the other way. */
function wound(ring: readonly Position[], hole: boolean): Position[] {
	return signedArea(ring) > 0 === hole ? [...ring].reverse() : [...ring];
}

function boundaryOf(polygons: readonly (readonly (readonly Position[])[])[]): MultiPolygon {
	return {
		type: 'MultiPolygon',
		coordinates: polygons.map((rings) => rings.map((ring, i) => closed(wound(ring, i > 0))))
	};
}

const mended: Record<string, Repair['what']> = {
	area_mended: 'rings_mended',
	area_tiny_parts_dropped: 'tiny_parts_dropped'
};

function readArea(feature: Feature<Geometry | null>, row: number) {
	const type = feature.geometry?.type;
	const repairs: Repair[] = [];
	if (!feature.geometry) return { problem: { row, reason: 'no_geometry' } as RowProblem, repairs };
	if (type !== 'Polygon' && type !== 'MultiPolygon')
		return { problem: { row, reason: 'wrong_geometry' } as RowProblem, repairs };
	const result = normaliseArea(feature.geometry);
	if (!result.ok) {
		const reason = result.reason.code === 'area_too_small' ? 'too_small' : 'broken_polygon';
		return { problem: { row, reason } as RowProblem, repairs };
	}
	for (const { code } of result.area.notes) {
		const what = mended[code];
		if (what) repairs.push({ row, what });
	}
	return { boundary: boundaryOf(result.area.polygons), repairs };
}

/**
 * Areas of a file. A missing name becomes "Tanpa nama 1", a repeated one gets a number, both reported,
 * so that the planner can put them right before anything is stored.
 */
export function readAreas(
	features: readonly Feature<Geometry | null>[],
	nameColumn: string | null
): Reading<TakenArea> {
	const taken: TakenArea[] = [];
	const repairs: Repair[] = [];
	const problems: RowProblem[] = [];
	const used = new Map<string, number>();
	let nameless = 0;
	features.forEach((feature, index) => {
		const row = index + 1;
		const read = readArea(feature, row);
		repairs.push(...read.repairs);
		if (!read.boundary) {
			problems.push(read.problem);
			return;
		}
		const properties = feature.properties ?? {};
		const columns = nameColumn === null ? areaNameColumns : [nameColumn.toLowerCase()];
		let name = textOf(properties, columns);
		if (name === null) {
			name = `Tanpa nama ${++nameless}`;
			repairs.push({ row, what: 'name_missing' });
		}
		const key = name.toLowerCase();
		const times = (used.get(key) ?? 0) + 1;
		used.set(key, times);
		if (times > 1) repairs.push({ row, what: 'name_repeated' });
		taken.push({
			row,
			name: times > 1 ? `${name} (${times})` : name,
			boundary: read.boundary,
			properties
		});
	});
	return { kind: 'area', rows: features.length, taken, repairs, problems };
}
