import type { Position } from 'geojson';
import { describe, expect, it } from 'vitest';
import { at } from '../../../tests/support/routing-cases.ts';
import type { RouteMessage } from '#lib/domain/routing/route-desk.ts';
import { geoLink, HouseFinder, isThere } from './walk-finder.svelte.ts';
import { WalkRouter, type RouteWorker } from './walk-router.ts';

const house = { type: 'Point' as const, coordinates: at(0, 500) };

function world() {
	const asked: RouteMessage[] = [];
	const worker: RouteWorker = {
		onmessage: null,
		onerror: null,
		terminate: () => undefined,
		postMessage: (message: RouteMessage) => asked.push(message)
	};
	const finder = new HouseFinder(
		{
			records: {
				all: () => Promise.resolve([]),
				get: () => Promise.resolve(undefined)
			},
			membership: { kaderId: null }
		},
		new WalkRouter(() => worker)
	);
	const ways = () => asked.filter(({ kind }) => kind === 'way');
	const answer = (metres: number) => {
		const last = ways().at(-1) as { id: number };
		const way = { metres, seconds: metres, parts: [], guessM: 0, isGuess: false };
		worker.onmessage?.call(
			worker as Worker,
			{ data: { id: last.id, answer: way } } as MessageEvent
		);
	};
	return { finder, ways, answer };
}
const settled = async () => {
	for (let i = 0; i < 5; i++) await new Promise((resolve) => setTimeout(resolve));
};

describe('finding a house', () => {
	it('tells distance and direction as the crow flies, with or without a way', () => {
		const { finder } = world();
		const straight = finder.straight(at(0, 0), house);
		expect(straight?.metres).toBeCloseTo(500, -1);
		expect(straight?.degrees).toBeCloseTo(0, 0);
		expect(finder.straight(null, house)).toBeNull();
		expect(finder.straight(at(0, 0), null)).toBeNull();
	});

	it('asks for a way when she has gone some steps, not with every trembling', async () => {
		const { finder, ways, answer } = world();
		finder.follow(at(0, 0), house);
		await settled();
		expect(ways()).toHaveLength(1);
		answer(600);
		await settled();
		expect(finder.way?.metres).toBe(600);
		finder.follow(at(3, 12), house);
		await settled();
		expect(ways()).toHaveLength(1);
		finder.follow(at(0, 30), house);
		await settled();
		expect(ways()).toHaveLength(2);
	});

	it('asks anew when the house was moved', async () => {
		const { finder, ways, answer } = world();
		finder.follow(at(0, 0), house);
		await settled();
		answer(600);
		await settled();
		finder.follow(at(0, 0), { type: 'Point', coordinates: at(0, 900) });
		await settled();
		expect(ways()).toHaveLength(2);
	});

	it('goes by what she said before what the phone says', () => {
		const { finder } = world();
		const fix = { point: { type: 'Point' as const, coordinates: at(5, 5) }, accuracyM: 9 };
		expect(finder.from(null, null)).toBeNull();
		expect(finder.from(null, fix)).toEqual(at(5, 5));
		const said: Position = at(100, 0);
		expect(finder.from(said, fix)).toBe(said);
	});

	it('is over when she is as near as the phone can tell', () => {
		expect(isThere({ metres: 12, degrees: 0 }, 5)).toBe(true);
		expect(isThere({ metres: 30, degrees: 0 }, 5)).toBe(false);
		expect(isThere({ metres: 30, degrees: 0 }, 40)).toBe(true);
		expect(isThere(null, 40)).toBe(false);
	});

	it('tells another app coordinates and nothing else', () => {
		expect(geoLink({ type: 'Point', coordinates: [117.512_345_678, -0.5] })).toBe(
			'geo:-0.5,117.512346?q=-0.5,117.512346'
		);
	});
});
