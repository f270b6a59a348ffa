// Makes any area a planner may hand in fit for the mesh: sound rings of [lng, lat], or a refusal.
// It must never throw, whatever the file holds, and never move a vertex that was already right.
import type { Position } from 'geojson';
import { union } from 'polyclip-ts';
import type { DivisionNote, DivisionRefusal } from './contract.ts';
import { note, refusal } from './reasons.ts';
import { ringsAreSound, type OpenRing } from './ring-validity.ts';

export interface SoundArea {
	/** Polygons of open rings, outer first; edges meet only at shared vertices. */
	readonly polygons: readonly (readonly OpenRing[])[];
	/** [west, south, east, north] in degrees. */
	readonly bounds: readonly [number, number, number, number];
	readonly notes: readonly DivisionNote[];
}

/** Smaller parts are leftovers of clipping (Jakarta's RW layer has ten); nobody lives on 4 m². */
const tinyPartM2 = 4;
/** Outlines that do not quite meet leave holes of a millimetre's width when they are united. */
const thinnestM = 0.01;
const degreeM = 111320;

export function normaliseArea(
	area: unknown
): { ok: true; area: SoundArea } | { ok: false; reason: DivisionRefusal } {
	const raw: OpenRing[][] = [];
	collectPolygons(area, raw, 0);
	if (raw.length === 0) return { ok: false, reason: refusal('area_missing') };
	const bounds = boundsOf(raw);
	const [west, south, east, north] = bounds;
	if (west < -180 || east > 180 || south < -89 || north > 89) {
		return { ok: false, reason: refusal('area_not_lnglat') };
	}
	if (east - west > 5 || north - south > 5) {
		return { ok: false, reason: refusal('area_too_large') };
	}
	const notes: DivisionNote[] = [];
	const sound = ringsAreSound(raw) ? raw : mend(raw);
	if (!sound) return { ok: false, reason: refusal('area_broken') };
	if (sound !== raw) notes.push(note('area_mended', 1));
	const { kept, dropped } = withoutScraps(sound);
	if (kept.length === 0) return { ok: false, reason: refusal('area_too_small') };
	if (dropped > 0) notes.push(note('area_tiny_parts_dropped', dropped));
	return { ok: true, area: { polygons: kept, bounds: boundsOf(kept), notes } };
}

/** Parts below 4 m² go, and parts and holes thinner than the engine's rounding can hold. */
function withoutScraps(polygons: readonly OpenRing[][]): { kept: OpenRing[][]; dropped: number } {
	const isWide = (ring: OpenRing): boolean => ringWidthM(ring) >= thinnestM;
	const kept = polygons
		.filter(([outer]) => ringAreaM2(outer!) >= tinyPartM2 && isWide(outer!))
		.map(([outer, ...holes]) => [outer!, ...holes.filter(isWide)]);
	const count = (list: readonly OpenRing[][]): number => list.flat().length;
	return { kept, dropped: count(polygons) - count(kept) };
}

/** The same area through a union on a millimetre grid: for rings that only rounding makes cross. */
export function mendArea({ polygons, notes }: SoundArea): SoundArea | null {
	const mended = mend(
		polygons.map((rings) => rings.map((ring) => ring.slice())),
		[1e8, 1e7]
	);
	return mended && { polygons: mended, bounds: boundsOf(mended), notes };
}

/** Finds every polygon in a geometry, feature or collection of them; anything else is passed over. */
function collectPolygons(value: unknown, into: OpenRing[][], depth: number): void {
	// Collections may be nested by accident; ten levels are more than any tool writes.
	if (typeof value !== 'object' || value === null || depth > 10) return;
	const { type, features, geometry, geometries, coordinates } = value as Record<string, unknown>;
	const list = (items: unknown): unknown[] => (Array.isArray(items) ? items : []);
	switch (type) {
		case 'FeatureCollection':
			for (const feature of list(features)) collectPolygons(feature, into, depth + 1);
			break;
		case 'Feature':
			collectPolygons(geometry, into, depth + 1);
			break;
		case 'GeometryCollection':
			for (const one of list(geometries)) collectPolygons(one, into, depth + 1);
			break;
		case 'Polygon':
			addPolygon(coordinates, into);
			break;
		case 'MultiPolygon':
			for (const polygon of list(coordinates)) addPolygon(polygon, into);
			break;
	}
}

function addPolygon(coordinates: unknown, into: OpenRing[][]): void {
	if (!Array.isArray(coordinates)) return;
	const [outer, ...holes] = coordinates.map(openRing);
	if (!outer || outer.length < 3) return;
	into.push([outer, ...holes.filter((ring) => ring.length >= 3)]);
}

/** Strips z, bad and repeated vertices, the closing vertex, and spikes that run out and back. */
function openRing(ring: unknown): OpenRing {
	const out: Position[] = [];
	if (!Array.isArray(ring)) return out;
	for (const vertex of ring as unknown[]) {
		if (!Array.isArray(vertex)) continue;
		const [lng, lat] = vertex as unknown[];
		if (typeof lng !== 'number' || typeof lat !== 'number') continue;
		if (!Number.isFinite(lng) || !Number.isFinite(lat)) continue;
		push(out, [lng, lat]);
	}
	while (out.length > 1 && samePlace(out[0]!, out.at(-1)!)) out.pop();
	while (out.length > 2 && samePlace(out[0]!, out.at(-2)!)) out.splice(-2);
	while (out.length > 2 && samePlace(out[1]!, out.at(-1)!)) {
		out.shift();
		out.pop();
	}
	return out;
}

function push(ring: Position[], vertex: Position): void {
	const last = ring.at(-1);
	if (last && samePlace(last, vertex)) return;
	if (ring.length > 1 && samePlace(ring.at(-2)!, vertex)) ring.pop();
	else ring.push(vertex);
}

const samePlace = (p: Position, q: Position): boolean => p[0] === q[0] && p[1] === q[1];

/**
 * The union of all polygons. polyclip-ts may fail with "Unable to complete output ring"
 * (luizbarboza/polyclip-ts#5); a grid of 1e-8 degrees, about a millimetre, then usually helps.
 */
function mend(
	polygons: OpenRing[][],
	grids: readonly (number | null)[] = [null, 1e8, 1e7]
): OpenRing[][] | null {
	for (const digits of grids) {
		const input = polygons.map((polygon) => polygon.map((ring) => closed(ring, digits)));
		try {
			const [first, ...rest] = input;
			const out: OpenRing[][] = [];
			for (const polygon of union(
				[first!] as [number, number][][][],
				...rest.map((p) => [p] as [number, number][][][])
			)) {
				addPolygon(polygon, out);
			}
			if (out.length > 0) return out;
		} catch {
			continue;
		}
	}
	return null;
}

function closed(ring: OpenRing, digits: number | null): Position[] {
	const snap = (value: number): number => (digits ? Math.round(value * digits) / digits : value);
	const out = ring.map(([lng, lat]) => [snap(lng!), snap(lat!)]);
	return [...out, out[0]!];
}

function boundsOf(polygons: readonly (readonly OpenRing[])[]): [number, number, number, number] {
	const bounds: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
	for (const polygon of polygons) {
		for (const [lng, lat] of polygon[0]!) {
			bounds[0] = Math.min(bounds[0], lng!);
			bounds[1] = Math.min(bounds[1], lat!);
			bounds[2] = Math.max(bounds[2], lng!);
			bounds[3] = Math.max(bounds[3], lat!);
		}
	}
	return bounds;
}

/** Good to a few percent, enough to tell a sliver from land; degrees of longitude count as at the equator. */
function ringAreaM2(ring: OpenRing): number {
	const [x0, y0] = ring[0]!;
	let twice = 0;
	ring.forEach((a, i) => {
		const b = ring[(i + 1) % ring.length]!;
		twice += (a[0]! - x0!) * (b[1]! - y0!) - (b[0]! - x0!) * (a[1]! - y0!);
	});
	return (Math.abs(twice) / 2) * degreeM * degreeM;
}

/** Mean width: twice the area over the perimeter. */
function ringWidthM(ring: OpenRing): number {
	let perimeter = 0;
	ring.forEach((a, i) => {
		const b = ring[(i + 1) % ring.length]!;
		const dx = (b[0]! - a[0]!) * degreeM;
		const dy = (b[1]! - a[1]!) * degreeM;
		perimeter += Math.sqrt(dx * dx + dy * dy);
	});
	return perimeter === 0 ? 0 : (2 * ringAreaM2(ring)) / perimeter;
}
