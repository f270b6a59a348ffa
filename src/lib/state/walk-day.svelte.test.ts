import { flushSync } from 'svelte';
import { describe, expect, it } from 'vitest';
import type { Drafts } from '#lib/data/contracts.ts';
import type { RoadLine } from '#lib/domain/routing/road-network.ts';
import { RouteDesk, type RouteMessage } from '#lib/domain/routing/route-desk.ts';
import { at, road } from '../../../tests/support/routing-cases.ts';
import { DayWalk, type WalkDay, type WalkPorts, type WalkStop } from './walk-day.svelte.ts';
import { WalkRouter, type RouteWorker } from './walk-router.ts';
import type { Fix } from './position.svelte.ts';

const today = '2026-11-23';

/** The worker as it is, in the same thread. */
function deskWorker(): RouteWorker {
	const desk = new RouteDesk();
	const worker: RouteWorker = {
		onmessage: null,
		onerror: null,
		terminate: () => undefined,
		postMessage: (message: RouteMessage) => {
			const reply = desk.take(message);
			queueMicrotask(() => {
				if (reply) worker.onmessage?.call(worker as Worker, { data: reply } as MessageEvent);
			});
		}
	};
	return worker;
}

class FakeDrafts implements Drafts {
	kept: unknown = null;
	load = () => Promise.resolve(this.kept);
	save = (_: string, value: unknown) => Promise.resolve(void (this.kept = value));
	remove = () => Promise.resolve();
}

const street = { id: 'r', class: 'local', line: road([0, 0], [1_000, 0]).line };

function world(own: Partial<WalkPorts> & { home?: boolean } = {}) {
	const drafts = new FakeDrafts();
	const kader = { home: { type: 'Point', coordinates: at(-10, 0) }, travelMode: null };
	const ports: WalkPorts = {
		drafts,
		membership: { kaderId: own.home ? 'k1' : null },
		records: {
			all: ((entity: string) =>
				Promise.resolve(entity === 'road' ? [street] : [])) as WalkPorts['records']['all'],
			get: (() => Promise.resolve(kader)) as unknown as WalkPorts['records']['get']
		},
		router: new WalkRouter(deskWorker),
		...own
	};
	return { drafts, walk: new DayWalk(ports, today) };
}

const stop = (id: string, x: number, own: Partial<WalkStop> = {}): WalkStop => ({
	...{ id, state: 'due', triedToday: false, urgent: false, placed: true },
	location: { type: 'Point', coordinates: at(x, 10) },
	...own
});
const day = (...stops: WalkStop[]): WalkDay => ({ stops, visits: 0, lastHouse: null });
const fixAt = (x: number, y: number, accuracyM = 10): Fix => ({
	point: { type: 'Point', coordinates: at(x, y) },
	accuracyM
});
const settled = async () => {
	for (let i = 0; i < 20; i++) await new Promise((resolve) => setTimeout(resolve));
	flushSync();
};

const three = day(stop('far', 900), stop('near', 100), stop('middle', 500));
/** Follows a day as the page does. */
function followed(walk: DayWalk, shown: () => WalkDay, useful: () => Fix | null = () => null) {
	return $effect.root(() => {
		$effect(() => walk.follow(shown(), useful));
	});
}

async function opened(walk: DayWalk, shown: () => WalkDay, useful?: () => Fix | null) {
	followed(walk, shown, useful);
	await walk.open();
	await settled();
}

describe('the walk of a day', () => {
	it('goes from where she stands, with the metres of each way', async () => {
		const { walk } = world();
		await opened(
			walk,
			() => three,
			() => fixAt(1_000, 0)
		);
		expect(walk.walk?.start.kind).toBe('gps');
		expect(walk.walk?.ids).toEqual(['far', 'middle', 'near']);
		expect(walk.walk?.legs?.[1]?.metres).toBeCloseTo(420, -1);
		expect(walk.settled).toBe(true);
	});

	it('goes from her home where there is no position, and from the first house where that is unknown', async () => {
		const { walk } = world({ home: true });
		await opened(walk, () => three);
		expect(walk.walk?.start.kind).toBe('home');
		expect(walk.walk?.ids).toEqual(['near', 'middle', 'far']);
		const unknown = world().walk;
		await opened(unknown, () => three);
		expect(unknown.walk?.start.kind).toBe('first_house');
		expect(unknown.walk?.ids[0]).toBe('far');
	});

	it('goes on from the house she was at last', async () => {
		const { walk } = world({ home: true });
		const lastHouse = stop('done', 1_000).location;
		await opened(walk, () => ({ ...three, visits: 1, lastHouse }));
		expect(walk.walk?.start.kind).toBe('last_house');
		expect(walk.walk?.ids[0]).toBe('far');
	});

	it('goes from the place that she chose, until the next visit', async () => {
		const { walk } = world({ home: true });
		let visits = $state(0);
		await opened(
			walk,
			() => ({ ...three, visits }),
			() => fixAt(0, 0)
		);
		walk.standAt(at(1_000, 0));
		await settled();
		expect(walk.walk?.start.kind).toBe('chosen');
		expect(walk.walk?.ids[0]).toBe('far');
		visits = 1;
		await settled();
		expect(walk.walk?.start.kind).toBe('gps');
	});

	it('stands still while she walks along it, and when the GPS jumps', async () => {
		const { walk } = world();
		await opened(
			walk,
			() => three,
			() => fixAt(0, 0)
		);
		const found = walk.walk;
		for (const x of [100, 300, 500, 700]) walk.see(fixAt(x, 30));
		walk.see(fixAt(-2_000, 0, 900));
		walk.see(fixAt(700, 30));
		await settled();
		expect(walk.walk).toBe(found);
	});

	it('is found anew when she has left it, once', async () => {
		const { walk } = world();
		let here = fixAt(0, 0);
		await opened(
			walk,
			() => three,
			() => here
		);
		const found = walk.walk;
		here = fixAt(900, 600);
		walk.see(fixAt(880, 600));
		walk.see(here);
		await settled();
		expect(walk.walk).not.toBe(found);
		expect(walk.walk?.ids[0]).toBe('far');
	});

	it('takes the first position that comes late', async () => {
		const { walk } = world({ home: true });
		let here: Fix | null = null;
		await opened(
			walk,
			() => three,
			() => here
		);
		here = fixAt(1_000, 0);
		walk.see(here);
		await settled();
		expect(walk.walk?.start.kind).toBe('gps');
		expect(walk.walk?.ids[0]).toBe('far');
	});

	it('puts a skipped house last and orders the others, and forgets it when asked', async () => {
		const { walk } = world({ home: true });
		await opened(walk, () => three);
		walk.skip('near');
		await settled();
		expect(walk.walk?.ids).toEqual(['middle', 'far', 'near']);
		expect(walk.hasWishes).toBe(true);
		walk.findAnew();
		await settled();
		expect(walk.walk?.ids).toEqual(['near', 'middle', 'far']);
		expect(walk.hasWishes).toBe(false);
	});

	it('keeps her own order over a reload, on this day only, and by ids alone', async () => {
		const { walk, drafts } = world({ home: true });
		await opened(walk, () => three);
		walk.move('far', 0);
		expect(walk.walk?.ids).toEqual(['far', 'near', 'middle']);
		await settled();
		expect(walk.walk?.legs?.[0]?.metres).toBeGreaterThan(900);
		expect(walk.isOwn).toBe(true);
		expect(walk.walk?.ids).toEqual(['far', 'near', 'middle']);
		expect(drafts.kept).toEqual({
			...{ day: today, own: ['far', 'near', 'middle'], skipped: [], here: null },
			order: ['far', 'near', 'middle']
		});
		const again = world({ home: true, drafts }).walk;
		await opened(again, () => three);
		expect(again.walk?.ids).toEqual(['far', 'near', 'middle']);
	});

	it('falls back to the nearest first where no worker answers', async () => {
		const router = new WalkRouter(() => {
			throw new Error('no worker');
		});
		const { walk } = world({ home: true, router });
		await opened(walk, () => three);
		expect(walk.failed).toBe(true);
		expect(walk.walk?.ids).toEqual(['near', 'middle', 'far']);
		expect(walk.walk?.legs).toBeNull();
	});

	it('keeps the order that was found, so that a saved visit leads on along it', async () => {
		const { walk, drafts } = world({ home: true });
		await opened(walk, () => three);
		expect((drafts.kept as { order: string[] }).order).toEqual(['near', 'middle', 'far']);
		walk.skip('near');
		await settled();
		expect((drafts.kept as { order: string[] }).order).toEqual(['middle', 'far', 'near']);
	});

	it('goes along the roads of the map where none were imported, and says so', async () => {
		const asked: number[] = [];
		const tileRoads = (places: readonly unknown[]) => {
			asked.push(places.length);
			return Promise.resolve([street as unknown as RoadLine]);
		};
		const none = ((entity: string) =>
			Promise.resolve(entity === 'road' ? [] : [])) as WalkPorts['records']['all'];
		const get = () => Promise.resolve(undefined);
		const { walk } = world({ tileRoads, records: { all: none, get } });
		await opened(
			walk,
			() => three,
			() => fixAt(0, 0)
		);
		expect(walk.source).toBe('tiles');
		expect(asked).toEqual([4]);
		expect(walk.walk?.legs?.some(({ isGuess }) => isGuess)).toBe(false);

		const imported = world({ tileRoads }).walk;
		await opened(
			imported,
			() => three,
			() => fixAt(0, 0)
		);
		expect(imported.source).toBe('roads');
		expect(asked).toHaveLength(1);
	});

	it('looks at the map again when it was downloaded in the course of the day', async () => {
		let kept: RoadLine[] = [];
		const none = (() => Promise.resolve([])) as unknown as WalkPorts['records']['all'];
		const { walk } = world({
			tileRoads: () => Promise.resolve(kept),
			records: { all: none, get: () => Promise.resolve(undefined) }
		});
		await opened(
			walk,
			() => three,
			() => fixAt(0, 0)
		);
		expect(walk.source).toBe('none');
		kept = [street as unknown as RoadLine];
		walk.findAnew();
		await settled();
		expect(walk.source).toBe('tiles');
	});

	it('guesses where the roads cannot be read, and is none without houses', async () => {
		const records = {
			all: () => Promise.reject(new Error('damaged')),
			get: () => Promise.resolve(undefined)
		};
		const { walk } = world({ records });
		await opened(
			walk,
			() => three,
			() => fixAt(0, 0)
		);
		expect(walk.walk?.legs?.every(({ isGuess }) => isGuess)).toBe(true);
		const none = world().walk;
		await opened(none, () => day());
		expect(none.walk).toBeNull();
		expect(none.settled).toBe(true);
	});
});
