import type { Position } from 'geojson';
import { describe, expect, it } from 'vitest';
import { dayRoute } from '#lib/domain/routing/day-route.ts';
import { buildRoadNetwork } from '#lib/domain/routing/road-network.ts';
import { RouteDesk, type RouteMessage } from '#lib/domain/routing/route-desk.ts';
import { defaultTravelRules } from '#lib/domain/travel.ts';
import { at, road } from '../../../tests/support/routing-cases.ts';
import { WalkRouter, type RouteWorker } from './walk-router.ts';

/** Answers when it is told to, as the real one does. */
class DeskWorker implements RouteWorker {
	onmessage: RouteWorker['onmessage'] = null;
	onerror: RouteWorker['onerror'] = null;
	isTerminated = false;
	readonly asked: RouteMessage[] = [];
	readonly #desk = new RouteDesk();
	#answered = 0;

	postMessage(message: RouteMessage): void {
		this.asked.push(structuredClone(message));
	}

	answer(): void {
		for (; this.#answered < this.asked.length; this.#answered++) {
			const reply = this.#desk.take(this.asked[this.#answered]!);
			if (!reply) continue;
			this.#answered++;
			this.onmessage?.call(this as unknown as Worker, { data: reply } as MessageEvent);
			return;
		}
	}

	fail(): void {
		this.onerror?.call(this as unknown as Worker, {} as ErrorEvent);
	}

	terminate(): void {
		this.isTerminated = true;
	}
}

const lines = [road([0, 0], [400, 0], [400, 300]), road([400, 0], [800, 0])];
const roads = { lines, mode: 'foot', rules: defaultTravelRules } as const;
const from = at(0, 10);
const stops: Position[] = [at(790, 10), at(390, 290), at(200, 10), at(410, 150)];
const groups = [[2, 1, 3], [0]];

function opened() {
	const worker = new DeskWorker();
	const router = new WalkRouter(() => worker);
	router.setRoads(roads);
	return { worker, router };
}

describe('asking the routing worker', () => {
	it('answers what the pure function answers', async () => {
		const { worker, router } = opened();
		const asked = router.day({ from, stops, groups });
		worker.answer();
		const network = buildRoadNetwork(lines, 'foot', defaultTravelRules);
		await expect(asked).resolves.toEqual(dayRoute(network, from, stops, groups));
	});

	it('drops the answer to a question that was asked anew, and puts only the newest', async () => {
		const { worker, router } = opened();
		const first = router.day({ from, stops, groups });
		const second = router.day({ from: at(5, 0), stops, groups });
		const third = router.day({ from: at(800, 0), stops, groups: [[0, 1, 2, 3]] });
		await expect(second).resolves.toBeNull();
		worker.answer();
		await expect(first).resolves.toBeNull();
		worker.answer();
		expect((await third)?.order[0]).toBe(0);
		expect(worker.asked.filter(({ kind }) => kind === 'day')).toHaveLength(2);
	});

	it('answers a way and a day asked together, each', async () => {
		const { worker, router } = opened();
		const day = router.day({ from, stops, groups });
		const way = router.way({ from, to: at(790, 10) });
		worker.answer();
		worker.answer();
		expect((await day)?.order).toHaveLength(4);
		expect((await way)?.isGuess).toBe(false);
	});

	it('answers nothing, at once, when the worker fails or there is none', async () => {
		const { worker, router } = opened();
		const asked = router.day({ from, stops, groups });
		worker.fail();
		await expect(asked).resolves.toBeNull();
		await expect(router.day({ from, stops, groups })).resolves.toBeNull();
		const none = new WalkRouter(() => {
			throw new Error('no worker');
		});
		none.setRoads(roads);
		await expect(none.day({ from, stops, groups })).resolves.toBeNull();
	});

	it('ends the worker when the page is left', async () => {
		const { worker, router } = opened();
		const asked = router.day({ from, stops, groups });
		router.close();
		await expect(asked).resolves.toBeNull();
		expect(worker.isTerminated).toBe(true);
	});

	it('guesses in straight lines where there are no roads at all', async () => {
		const worker = new DeskWorker();
		const router = new WalkRouter(() => worker);
		router.setRoads({ ...roads, lines: [] });
		const asked = router.day({ from, stops, groups });
		worker.answer();
		const route = await asked;
		expect(route?.legs.every(({ isGuess }) => isGuess)).toBe(true);
		expect(route?.metres).toBeGreaterThan(0);
	});
});
