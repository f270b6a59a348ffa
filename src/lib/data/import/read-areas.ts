// Boundary polygons: mended where that changes nothing a person would mind, refused where it would.
import type { Feature, Geometry, MultiPolygon, Polygon, Position } from 'geojson';
import { normaliseArea } from '#lib/domain/division/normalise-area.ts';
import { areaM2 } from '#lib/domain/geometry/area-m2.ts';
import type { Reading, Repair, RowProblem, TakenArea } from './contracts.ts';
import { nameAreas } from './name-areas.ts';
import type { Tick } from './tick.ts';

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

/** Size of the smallest parts beyond those that were kept; nothing else changed in the geometry. */
function droppedM2(geometry: Polygon | MultiPolygon, kept: number): number {
	const sizes = partsOf(geometry).map(areaM2);
	const dropped = sizes.sort((a, b) => b - a).slice(kept);
	return Math.round(dropped.reduce((sum, size) => sum + size, 0) * 10) / 10;
}

function partsOf(geometry: Polygon | MultiPolygon): Polygon[] {
	const parts = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
	return parts.map((coordinates) => ({ type: 'Polygon', coordinates }));
}

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
		if (what === 'tiny_parts_dropped' && result.area.notes.length === 1)
			repairs.push({ row, what, sizeM2: droppedM2(feature.geometry, result.area.polygons.length) });
		else if (what) repairs.push({ row, what });
	}
	return { boundary: boundaryOf(result.area.polygons), repairs };
}

/** Longer than this and one boundary alone would not fit into a push (512 KB). */
const longestBoundary = 400_000;

/** Areas of a file; names as nameAreas gives them. @param nameColumn null to find it */
export function readAreas(
	features: readonly Feature<Geometry | null>[],
	nameColumn: string | null,
	tick: Tick
): Reading<TakenArea> {
	const found: Omit<TakenArea, 'name'>[] = [];
	const repairs: Repair[] = [];
	const problems: RowProblem[] = [];
	features.forEach((feature, index) => {
		const row = index + 1;
		tick(row);
		const read = readArea(feature, row);
		repairs.push(...read.repairs);
		if (!read.boundary) problems.push(read.problem);
		else if (JSON.stringify(read.boundary).length > longestBoundary)
			problems.push({ row, reason: 'too_detailed' });
		else found.push({ row, boundary: read.boundary, properties: feature.properties ?? {} });
	});
	const named = nameAreas(found, nameColumn);
	return {
		kind: 'area',
		rows: features.length,
		taken: found.map((area, index) => ({ ...area, name: named.names[index]! })),
		repairs: [...repairs, ...named.repairs],
		problems
	};
}
