import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tilesOver } from './tiles-over.ts';

const lng = fc.double({ min: -180, max: 179.999, noNaN: true });
const lat = fc.double({ min: -85, max: 85, noNaN: true });
const box = fc.tuple(lng, lat, lng, lat).map(([a, b, c, d]) => {
	return [Math.min(a, c), Math.min(b, d), Math.max(a, c), Math.max(b, d)] as const;
});

/** West and north edge of a tile, in degrees; the inverse of what is tested, by another formula. */
function corner(z: number, x: number, y: number): [number, number] {
	const n = Math.PI * (1 - (2 * y) / 2 ** z);
	return [(x / 2 ** z) * 360 - 180, (Math.atan(Math.sinh(n)) * 180) / Math.PI];
}

describe('the tiles over a box', () => {
	it('cover every corner of it at every level that is answered', () => {
		fc.assert(
			fc.property(box, fc.integer({ min: 0, max: 10 }), (bounds, minZoom) => {
				const tiles = tilesOver(bounds, minZoom, minZoom + 2, 2000);
				const levels = new Set(tiles.map(({ z }) => z));
				const [west, south, east, north] = bounds;
				for (const z of levels)
					for (const [x, y] of [
						[west, south],
						[west, north],
						[east, south],
						[east, north]
					] as const) {
						const holds = tiles.some((tile) => {
							if (tile.z !== z) return false;
							const [left, top] = corner(z, tile.x, tile.y);
							const [right, bottom] = corner(z, tile.x + 1, tile.y + 1);
							const slack = 1e-6;
							return (
								x >= left - slack && x <= right + slack && y <= top + slack && y >= bottom - slack
							);
						});
						expect(holds).toBe(true);
					}
			})
		);
	});
	it('are never more than asked for, but for the first level, and none twice', () => {
		fc.assert(
			fc.property(box, fc.integer({ min: 1, max: 300 }), (bounds, most) => {
				const tiles = tilesOver(bounds, 2, 15, most);
				const keys = new Set(tiles.map(({ z, x, y }) => `${String(z)}/${String(x)}/${String(y)}`));
				expect(keys.size).toBe(tiles.length);
				const below = tiles.filter(({ z }) => z > 2).length;
				expect(below === 0 || tiles.length <= most).toBe(true);
				expect(tiles.length).toBeGreaterThan(0);
			})
		);
	});
	it('are the well-known ones', () =>
		expect(tilesOver([106.82, -6.18, 106.82, -6.18], 0, 2, 99)).toEqual([
			{ z: 0, x: 0, y: 0 },
			{ z: 1, x: 1, y: 1 },
			{ z: 2, x: 3, y: 2 }
		]));
});
