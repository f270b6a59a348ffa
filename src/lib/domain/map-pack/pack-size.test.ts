import { describe, expect, it } from 'vitest';
import { coverOf } from './cover-outline.ts';
import { estimateBytes } from './pack-size.ts';
import type { Span } from './tile-spans.ts';

const spans: readonly Span[] = [
	[13, 5, 0, 0],
	[14, 10, 0, 9]
];

describe('the size of a pack', () => {
	it('is what tiles of each level weighed, times those to come', () => {
		const weights = [
			{ z: 13, tiles: 4, bytes: 40_000 },
			{ z: 14, tiles: 10, bytes: 20_000 }
		];
		expect(estimateBytes(spans, weights, 'jangkau')).toBe(30_000);
	});
	it('takes the level beside one of which too few were weighed', () => {
		const weights = [
			{ z: 13, tiles: 3, bytes: 3_000_000 },
			{ z: 14, tiles: 10, bytes: 20_000 }
		];
		expect(estimateBytes(spans, weights, 'jangkau')).toBe(22_000);
	});
	it('is a usual one before anything was weighed, and never more exact than two digits', () => {
		const bytes = estimateBytes(spans, [], 'raster');
		expect(bytes).toBe(150_000);
	});
});

describe('the ground that tiles cover', () => {
	it('has an edge around a tile that is missing in its middle', () => {
		const { edge } = coverOf([
			[14, 10, 0, 2],
			[14, 11, 0, 0],
			[14, 11, 2, 2],
			[14, 12, 0, 2]
		]);
		expect(edge.coordinates).toHaveLength(8);
	});
	it('has an edge only where a tile meets none', () => {
		const { ground, edge } = coverOf([
			[14, 10, 0, 1],
			[14, 11, 0, 1]
		]);
		expect(ground.coordinates).toHaveLength(2);
		expect(edge.coordinates).toHaveLength(4);
	});
});
