import { describe, expect, it } from 'vitest';
import type { TileAnswer } from '#lib/map/tiles.ts';
import { keepTiles } from './territory-map.ts';

const places = Array.from({ length: 40 }, (_, x) => ({ z: 14, x, y: 0 }));

function loaderOf(answer: (x: number) => TileAnswer['kind']) {
	const asked: number[] = [];
	return {
		asked,
		load: (_z: number, x: number) => {
			asked.push(x);
			const kind = answer(x);
			return Promise.resolve(
				kind === 'tile' ? { kind, bytes: new Uint8Array([1]) } : ({ kind } as TileAnswer)
			);
		}
	};
}

describe('keeping the map of a territory', () => {
	it('asks for each tile once, and counts up to the end', async () => {
		const loader = loaderOf((x) => (x % 2 ? 'tile' : 'empty'));
		const counts: number[] = [];
		expect(await keepTiles(loader, places, (tried) => counts.push(tried))).toBe(0);
		expect(loader.asked.toSorted((a, b) => a - b)).toEqual(places.map(({ x }) => x));
		expect(counts.at(-1)).toBe(40);
	});
	it('goes on after a single tile that is not to be had', async () => {
		const loader = loaderOf((x) => (x === 7 ? 'missing' : 'tile'));
		expect(await keepTiles(loader, places, () => {})).toBe(1);
		expect(loader.asked).toHaveLength(40);
	});
	it('stops soon without a network, and says how many are not here', async () => {
		const loader = loaderOf(() => 'missing');
		expect(await keepTiles(loader, places, () => {})).toBe(40);
		expect(loader.asked.length).toBeLessThan(10);
	});
});
