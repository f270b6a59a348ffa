import fc from 'fast-check';
import type { Feature, Polygon, Position } from 'geojson';
import { describe, expect, it } from 'vitest';
import { labelPoint } from './label-point.ts';

/** A polygon around the origin with one corner in each direction: it may be very ragged. */
const ragged = fc
	.array(fc.double({ min: 0.05, max: 1, noNaN: true }), { minLength: 3, maxLength: 24 })
	.map((radii): Position[] => {
		const ring = radii.map((radius, i): Position => {
			const angle = (i / radii.length) * 2 * Math.PI + 0.1;
			return [radius * Math.cos(angle), radius * Math.sin(angle)];
		});
		return [...ring, ring[0] ?? [0, 0]];
	});

function polygon(...coordinates: Position[][]): Feature<Polygon> {
	return { type: 'Feature', geometry: { type: 'Polygon', coordinates }, properties: {} };
}

function contains(ring: Position[], [x = 0, y = 0]: Position): boolean {
	return ring.slice(1).reduce((inside, [bx = 0, by = 0], i) => {
		const [ax = 0, ay = 0] = ring[i] ?? [];
		const crosses = ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax;
		return crosses ? !inside : inside;
	}, false);
}

const square = (size: number, x = 0): Position[] => [
	[x - size, -size],
	[x + size, -size],
	[x + size, size],
	[x - size, size],
	[x - size, -size]
];

describe('the point of a label', () => {
	it('lies inside any polygon, however ragged', () => {
		fc.assert(
			fc.property(ragged, (ring) => {
				const at = labelPoint(polygon(ring));
				expect(at && contains(ring, at)).toBe(true);
			})
		);
	});

	it('is not in a hole', () => {
		const at = labelPoint(polygon(square(1), square(0.8)));
		expect(at && contains(square(0.8), at)).toBe(false);
	});

	it('is in the largest part', () => {
		const geometry = {
			type: 'MultiPolygon',
			coordinates: [[square(0.1)], [square(1, 5)]]
		} as const;
		const at = labelPoint({
			type: 'Feature',
			geometry: {
				type: 'MultiPolygon',
				coordinates: geometry.coordinates.map((rings) => [...rings])
			},
			properties: {}
		});
		expect(at?.[0]).toBeCloseTo(5, 6);
	});

	it('does not exist for an empty ring or a point', () => {
		expect(labelPoint(polygon([]))).toBeNull();
		expect(
			labelPoint({
				type: 'Feature',
				geometry: { type: 'Point', coordinates: [0, 0] },
				properties: {}
			})
		).toBeNull();
	});
});
