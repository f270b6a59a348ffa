import fc from 'fast-check';
import type { Polygon } from 'geojson';
import { describe, expect, it } from 'vitest';
import { boundsOf } from '../geometry/bounds-of.ts';
import { tileX, tileY, tilesOver } from '../geometry/tiles-over.ts';
import {
	countTiles,
	spanLookup,
	spansFrom,
	spansOver,
	tilesIn,
	tilesInOrder
} from './tile-spans.ts';

const name = ({ z, x, y }: { z: number; x: number; y: number }) => [z, x, y].join('/');

/** A star around a centre: simple, and as jagged as a border drawn along a river. */
const star = fc
	.record({
		lng: fc.double({ min: 95, max: 141, noNaN: true }),
		lat: fc.double({ min: -11, max: 6, noNaN: true }),
		reach: fc.double({ min: 0.001, max: 0.2, noNaN: true }),
		radii: fc.array(fc.double({ min: 0.1, max: 1, noNaN: true }), { minLength: 3, maxLength: 40 })
	})
	.map(({ lng, lat, reach, radii }): Polygon => {
		const ring = radii.map((radius, at) => {
			const angle = (at / radii.length) * 2 * Math.PI;
			return [lng + Math.cos(angle) * radius * reach, lat + Math.sin(angle) * radius * reach];
		});
		return { type: 'Polygon', coordinates: [[...ring, ring[0]!]] };
	});

function isInside([x, y]: readonly [number, number], ring: readonly number[][]): boolean {
	let inside = false;
	for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
		const [ax = 0, ay = 0] = ring[i]!;
		const [bx = 0, by = 0] = ring[j]!;
		if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
	}
	return inside;
}

describe('the tiles of an area', () => {
	it('hold every point of it, at every level', () => {
		const unit = fc.double({ min: 0, max: 1, noNaN: true });
		fc.assert(
			fc.property(star, fc.array(fc.tuple(unit, unit), { minLength: 20 }), (area, shares) => {
				const ring = area.coordinates[0]!;
				const has = spanLookup(spansOver(area, 8, 15));
				const [west, south, east, north] = boundsOf([area])!;
				const inner = shares
					.map(([a, b]) => [west + a * (east - west), south + b * (north - south)] as const)
					.filter((point) => isInside(point, ring));
				for (const [lng = 0, lat = 0] of [...ring, ...inner]) {
					for (let z = 8; z <= 15; z++) {
						expect(has(z, Math.floor(tileX(lng, z)), Math.floor(tileY(lat, z)))).toBe(true);
					}
				}
			})
		);
	});

	it('are none outside its box, none twice, and each with its parent', () => {
		fc.assert(
			fc.property(star, (area) => {
				const spans = spansOver(area, 9, 14);
				const tiles = [...tilesIn(spans)];
				const names = new Set(tiles.map(name));
				const box = new Set(tilesOver(boundsOf([area])!, 9, 14, Infinity).map(name));
				expect(names.size).toBe(tiles.length);
				expect(countTiles(spans)).toBe(tiles.length);
				expect(tiles.filter((tile) => !box.has(name(tile)))).toEqual([]);
				for (const { z, x, y } of tiles) {
					if (z > 9) expect(names.has(name({ z: z - 1, x: x >> 1, y: y >> 1 }))).toBe(true);
				}
			})
		);
	});

	it('are those of the box where the area is a box, as many as have been counted by hand', () => {
		// 0.21° at the equator, where a tile of level 14 is 0.02197° wide: parts of eleven rows.
		const box: Polygon = {
			type: 'Polygon',
			coordinates: [
				[
					[117.01, 0.01],
					[117.22, 0.01],
					[117.22, 0.22],
					[117.01, 0.22],
					[117.01, 0.01]
				]
			]
		};
		const spans = spansOver(box, 10, 14);
		const over = tilesOver([117.01, 0.01, 117.22, 0.22], 10, 14, Infinity);
		expect([...tilesIn(spans)].map(name).sort()).toEqual(over.map(name).sort());
		expect(spans.filter(([z]) => z === 14)).toHaveLength(11);
	});

	it('make a kecamatan of 26 km by 26 km 282 tiles or fewer down to level 14, and 64 times as many of 17', () => {
		// Level 14 is 2.446 km a tile at the equator: eleven or twelve tiles a side.
		const side = 26 / 111.32;
		const [lng, lat] = [117.3, 0.4];
		const area: Polygon = {
			type: 'Polygon',
			coordinates: [
				[
					[lng, lat],
					[lng + side, lat],
					[lng + side, lat + side],
					[lng, lat + side],
					[lng, lat]
				]
			]
		};
		const to14 = countTiles(spansOver(area, 10, 14));
		expect(to14).toBeGreaterThan(150);
		expect(to14).toBeLessThanOrEqual(282);
		const level = (z: number) => countTiles(spansOver(area, z, z));
		expect(level(17) / level(14)).toBeGreaterThan(50);
	});

	it('fill an area to the middle, and leave a hole no gap', () => {
		const ring = (a: number, b: number) => [
			[110 + a, a],
			[110 + b, a],
			[110 + b, b],
			[110 + a, b],
			[110 + a, a]
		];
		const whole = spansOver({ type: 'Polygon', coordinates: [ring(1, 2)] }, 12, 12);
		const holed = spansOver(
			{ type: 'MultiPolygon', coordinates: [[ring(1, 2), ring(1.2, 1.8)]] },
			12,
			12
		);
		expect(holed).toEqual(whole);
		const middle = [Math.floor(tileX(111.5, 12)), Math.floor(tileY(1.5, 12))] as const;
		expect(spanLookup(whole)(12, ...middle)).toBe(true);
	});
});

describe('the order of a download', () => {
	it('is every tile once, coarse levels first, the middle of each before its edge', () => {
		fc.assert(
			fc.property(star, (area) => {
				const spans = spansOver(area, 10, 14);
				const order = tilesInOrder(spans);
				expect(order.map(name).sort()).toEqual([...tilesIn(spans)].map(name).sort());
				expect(order.map(({ z }) => z)).toEqual(order.map(({ z }) => z).sort((a, b) => a - b));
				const deepest = order.filter(({ z }) => z === 14);
				const xs = deepest.map(({ x }) => x);
				const ys = deepest.map(({ y }) => y);
				const middle = [
					(Math.min(...xs) + Math.max(...xs)) / 2,
					(Math.min(...ys) + Math.max(...ys)) / 2
				] as const;
				const far = deepest.map(({ x, y }) => Math.hypot(x - middle[0], y - middle[1]));
				expect(far[0]).toBe(Math.min(...far));
				expect(far.at(-1)).toBe(Math.max(...far));
			})
		);
	});
});

describe('places as spans', () => {
	it('are the same places again, whatever their order', () => {
		const place = fc.record({
			z: fc.integer({ min: 3, max: 6 }),
			x: fc.integer({ min: 0, max: 7 }),
			y: fc.integer({ min: 0, max: 7 })
		});
		fc.assert(
			fc.property(fc.array(place, { maxLength: 60 }), (places) => {
				const spans = spansFrom(places);
				expect([...tilesIn(spans)].map(name).sort()).toEqual([...new Set(places.map(name))].sort());
				const has = spanLookup(spans);
				expect(places.every(({ z, x, y }) => has(z, x, y))).toBe(true);
			})
		);
	});
});
