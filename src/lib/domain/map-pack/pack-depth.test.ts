import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mostDistrictBytes, withinBudget } from './pack-depth.ts';
import { estimateBytes } from './pack-size.ts';
import { spansOver, type Span } from './tile-spans.ts';

const square = (degrees: number) => ({
	type: 'Polygon' as const,
	coordinates: [
		[
			[117, 0],
			[117 + degrees, 0],
			[117 + degrees, degrees],
			[117, degrees],
			[117, 0]
		]
	]
});
const levels = (spans: readonly Span[]) => new Set(spans.map(([z]) => z)).size;

describe('the map of a kecamatan', () => {
	it('takes at most 15 MB, and no level less than that asks for', () => {
		fc.assert(
			fc.property(fc.double({ min: 0.05, max: 1.2, noNaN: true }), (degrees) => {
				const all = spansOver(square(degrees), 10, 14);
				const kept = withinBudget(all, 'district', [], 'openmaptiles');
				expect(estimateBytes(kept, [], 'openmaptiles')).toBeLessThanOrEqual(mostDistrictBytes);
				const next = all.filter(([z]) => z <= 10 + levels(kept));
				if (kept.length < all.length)
					expect(estimateBytes(next, [], 'openmaptiles')).toBeGreaterThan(mostDistrictBytes);
			}),
			{ numRuns: 60 }
		);
	});

	it('is whole where it fits', () => {
		const all = spansOver(square(0.1), 10, 14);
		expect(withinBudget(all, 'district', [], 'openmaptiles')).toEqual(all);
	});

	it('keeps main roads and rivers however heavy its tiles are', () => {
		const all = spansOver(square(1), 10, 14);
		const heavy = [10, 11, 12, 13, 14].map((z) => ({ z, tiles: 10, bytes: 10_000_000 }));
		expect(levels(withinBudget(all, 'district', heavy, 'openmaptiles'))).toBe(3);
	});
});

it('the map of a territory or a desa keeps every level', () => {
	const all = spansOver(square(1), 10, 14);
	expect(withinBudget(all, 'territory', [], 'openmaptiles')).toBe(all);
	expect(withinBudget(all, 'village', [], 'openmaptiles')).toBe(all);
});
