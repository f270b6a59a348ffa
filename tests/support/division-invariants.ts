// What every division must keep, checked on the polygons alone, without the engine's own geometry.
// Areas are summed and edges matched, so a gap, an overlap or an unshared border shows up.
import type { MultiPolygon, Position } from 'geojson';
import type { DivisionInput, DivisionSuccess } from '#lib/domain/division/contract.ts';

const metresPerDegree = { lng: 110366, lat: 110574 };

/** Every broken promise in words; empty when all hold. `area` is what the territories must cover. */
export function brokenPromises(
	input: DivisionInput,
	result: DivisionSuccess,
	area: MultiPolygon = result.area
): string[] {
	return [
		...householdFaults(input, result),
		...coverFaults(result, area),
		...edgeFaults(result, area),
		...pieceFaults(result),
		...placeFaults(input, result)
	];
}

function householdFaults(
	{ k, households }: DivisionInput,
	{ territories }: DivisionSuccess
): string[] {
	const faults: string[] = [];
	if (territories.length !== k) faults.push(`${territories.length} territories instead of ${k}`);
	if (territories.some((one, i) => one.number !== i + 1)) faults.push('numbers are not 1 … k');
	if (territories.some((one) => one.households.length === 0)) faults.push('an empty territory');
	const given = territories.flatMap((one) => one.households);
	if (new Set(given).size !== given.length) faults.push('a household in two territories');
	if (given.length !== households.length)
		faults.push(`${given.length} of ${households.length} households`);
	return faults;
}

/** Territories cover the area: equal total, and (by the edges below) no overlap. */
function coverFaults({ territories }: DivisionSuccess, area: MultiPolygon): string[] {
	const covered = territories.reduce((sum, { polygon }) => sum + sizeM2(polygon), 0);
	const wanted = sizeM2(area);
	const off = Math.abs(covered - wanted);
	// Sums of shoelace terms over 100 km lose some digits; 1e-3 m² is the promise.
	return off < Math.max(1e-3, wanted * 1e-12) ? [] : [`cover is off by ${off} m²`];
}

/** Every edge is met by its identical twin in the other direction, or lies on the area's outline. */
function edgeFaults({ territories }: DivisionSuccess, area: MultiPolygon): string[] {
	const open = new Set<string>();
	let repeated = 0;
	for (const { polygon } of territories) {
		for (const [a, b] of edges(polygon)) {
			if (open.delete(`${b.join()} ${a.join()}`)) continue;
			const key = `${a.join()} ${b.join()}`;
			if (open.has(key)) repeated++;
			open.add(key);
		}
	}
	const outline = edges(area);
	const loose = [...open].filter((key) => {
		const [p, q] = key.split(' ').map((text) => text.split(',').map(Number));
		return !outline.some((edge) => liesOn(p!, edge) && liesOn(q!, edge));
	});
	const faults = repeated > 0 ? [`${repeated} edges drawn twice in one direction`] : [];
	return loose.length > 0 ? [...faults, `${loose.length} inner edges without a twin`] : faults;
}

function pieceFaults({ territories, area, metrics }: DivisionSuccess): string[] {
	const pieces = territories.reduce((sum, { polygon }) => sum + polygon.coordinates.length, 0);
	// A part of the area with nothing but a corner in common is counted apart by the outline too.
	const unavoidable = Math.max(territories.length, area.coordinates.length);
	const parts = area.coordinates.length;
	// Islands may have to be shared: each can add one piece at most.
	return pieces - unavoidable > parts - 1
		? [`${pieces} pieces for ${territories.length} territories and ${parts} parts`]
		: pieces === territories.length || metrics.extraParts >= 0
			? []
			: ['pieces are not reported'];
}

/** Each household lies in its own territory's polygon (2 cm on either side of an edge is on it). */
function placeFaults(
	{ households }: DivisionInput,
	{ territories, outside }: DivisionSuccess
): string[] {
	const placeOf = new Map(households.map(({ id, position }) => [id, position]));
	const away = new Set(outside);
	let misplaced = 0;
	for (const { households: own, polygon } of territories) {
		for (const id of own) {
			if (away.has(id)) continue;
			const place = placeOf.get(id)!;
			if (!holds(polygon, place) && !edges(polygon).some((edge) => liesOn(place, edge, 0.03)))
				misplaced++;
		}
	}
	return misplaced > 0 ? [`${misplaced} households outside their territory`] : [];
}

/** Largest deviation from the mean, in percent. */
export function deviationPercent({ territories }: DivisionSuccess): number {
	const mean = territories.reduce((sum, one) => sum + one.workload, 0) / territories.length;
	return Math.max(...territories.map((one) => (100 * Math.abs(one.workload - mean)) / mean));
}

export function edges({ coordinates }: MultiPolygon): [Position, Position][] {
	return coordinates
		.flat()
		.flatMap((ring) => ring.slice(1).map((b, i): [Position, Position] => [ring[i]!, b]));
}

export function liesOn(p: Position, [a, b]: [Position, Position], reachM = 0.002): boolean {
	const px = (p[0]! - a[0]!) * metresPerDegree.lng;
	const py = (p[1]! - a[1]!) * metresPerDegree.lat;
	const dx = (b[0]! - a[0]!) * metresPerDegree.lng;
	const dy = (b[1]! - a[1]!) * metresPerDegree.lat;
	const length2 = dx * dx + dy * dy;
	const t = length2 === 0 ? 0 : Math.min(1, Math.max(0, (px * dx + py * dy) / length2));
	return Math.hypot(px - t * dx, py - t * dy) <= reachM;
}

export function holds({ coordinates }: MultiPolygon, [x, y]: Position): boolean {
	let inside = false;
	for (const ring of coordinates.flat()) {
		for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
			const [ax, ay] = ring[i] as [number, number];
			const [bx, by] = ring[j] as [number, number];
			if (ay > y! !== by > y! && x! < ((bx - ax) * (y! - ay)) / (by - ay) + ax) inside = !inside;
		}
	}
	return inside;
}

export function sizeM2({ coordinates }: MultiPolygon): number {
	const [x0, y0] = coordinates[0]![0]![0]! as [number, number];
	let total = 0;
	for (const polygon of coordinates) {
		polygon.forEach((ring, index) => {
			let twice = 0;
			for (let i = 0; i + 1 < ring.length; i++) {
				const [ax, ay] = ring[i] as [number, number];
				const [bx, by] = ring[i + 1] as [number, number];
				twice += (ax - x0) * (by - y0) - (bx - x0) * (ay - y0);
			}
			total += (index === 0 ? 1 : -1) * Math.abs(twice);
		});
	}
	return (total / 2) * metresPerDegree.lng * metresPerDegree.lat;
}
