import type { MultiPolygon, Position } from 'geojson';
import { describe, expect, it } from 'vitest';
import { buildAreas } from './areas.ts';
import { buildNetwork } from './road-network.ts';
import { demoStreets } from './streets.ts';

const areas = buildAreas();

/** Each border segment of a multipolygon, with its direction, as text. */
function edgesOf(area: MultiPolygon): string[] {
	return area.coordinates
		.flat()
		.flatMap((ring) => ring.slice(1).map((to, index) => `${ring[index]!.join()} ${to.join()}`));
}

function reversed(edge: string): string {
	return edge.split(' ').reverse().join(' ');
}

/** Square degrees by the shoelace formula; holes count against it. */
function sizeOf(area: MultiPolygon): number {
	return area.coordinates.flat().reduce((sum, ring) => sum + ringSize(ring), 0);
}

function ringSize(ring: readonly Position[]): number {
	return ring.slice(1).reduce((sum, [x = 0, y = 0], index) => {
		const [px = 0, py = 0] = ring[index]!;
		return sum + (px * y - x * py) / 2;
	}, 0);
}

/** Segments of `parts` that no other part runs the other way: the outline of them all. */
function outlineOf(parts: readonly MultiPolygon[]): string[] {
	const all = new Set(parts.flatMap(edgesOf));
	return [...all].filter((edge) => !all.has(reversed(edge)));
}

function segmentsCross(a: Position, b: Position, c: Position, d: Position): boolean {
	const side = (p: Position, q: Position, r: Position) =>
		Math.sign((q[0]! - p[0]!) * (r[1]! - p[1]!) - (q[1]! - p[1]!) * (r[0]! - p[0]!));
	return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}

describe('the demo areas', () => {
	const hamlets = areas.villages.flatMap((village) => village.hamlets);

	it('are four desa or kelurahan with 24 RW and dusun, each in one piece', () => {
		expect(areas.villages).toHaveLength(4);
		expect(hamlets).toHaveLength(24);
		for (const { boundary } of areas.all)
			if (boundary) expect(boundary.coordinates).toHaveLength(1);
	});

	it('share every inner border exactly: the outline of the parts is the outline of the whole', () => {
		for (const { area, hamlets: own } of areas.villages) {
			const parts = own.map((hamlet) => hamlet.area.boundary!);
			expect(outlineOf(parts).sort()).toEqual(edgesOf(area.boundary!).sort());
		}
		const villages = areas.villages.map(({ area }) => area.boundary!);
		expect(outlineOf(villages).sort()).toEqual(edgesOf(areas.district.boundary!).sort());
	});

	it('neither overlap nor leave gaps: the parts are as large as the whole', () => {
		for (const { area, hamlets: own } of areas.villages) {
			const sum = own.reduce((total, hamlet) => total + sizeOf(hamlet.area.boundary!), 0);
			expect(sum).toBeCloseTo(sizeOf(area.boundary!), 12);
		}
	});

	it('never cross one another or themselves', () => {
		const segments = [...new Set(hamlets.flatMap(({ area }) => edgesOf(area.boundary!)))].map(
			(edge) =>
				edge.split(' ').map((corner) => corner.split(',').map(Number)) as [Position, Position]
		);
		const crossings = segments.filter(([a, b], index) =>
			segments.slice(index + 1).some(([c, d]) => {
				// Borders are cut every 100 m: what is farther apart cannot meet.
				return Math.abs(a[0]! - c[0]!) < 0.004 && segmentsCross(a, b, c, d);
			})
		);
		expect(crossings).toEqual([]);
	});

	it('have invented codes and names a parent each', () => {
		const ids = new Set(areas.all.map(({ id }) => id));
		expect(ids.size).toBe(areas.all.length);
		for (const { parentId, kind } of areas.all)
			expect(parentId === null ? kind : ids.has(parentId)).toBe(
				parentId === null ? 'province' : true
			);
	});
});

describe('the demo roads', () => {
	it('are one connected network, boats included', () => {
		const roads = buildNetwork(demoStreets());
		const neighbours = new Map<string, string[]>();
		for (const { line } of roads) {
			const ends = [line.coordinates[0]!.join(), line.coordinates.at(-1)!.join()] as const;
			neighbours.set(ends[0], [...(neighbours.get(ends[0]) ?? []), ends[1]]);
			neighbours.set(ends[1], [...(neighbours.get(ends[1]) ?? []), ends[0]]);
		}
		const [start] = neighbours.keys();
		const reached = new Set([start!]);
		const waiting = [start!];
		while (waiting.length > 0)
			for (const next of neighbours.get(waiting.pop()!)!)
				if (!reached.has(next)) {
					reached.add(next);
					waiting.push(next);
				}
		expect(reached.size).toBe(neighbours.size);
	});

	it('cross the river on bridges and by boat only', () => {
		const wet = buildNetwork(demoStreets()).filter(({ from, to }) => from.v < 0 && to.v > 0);
		expect(wet.length).toBeGreaterThan(0);
		for (const piece of wet) expect(piece.bridge || piece.class === 'river_boat').toBe(true);
	});
});
