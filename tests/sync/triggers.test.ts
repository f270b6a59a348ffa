// The engine as it runs by itself: started once, nobody asks it for anything, only the clock moves.
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { Device } from '../support/device.ts';
import type { Fault } from '../support/device-faults.ts';
import { inHand, type Hand } from '../support/engine-in-hand.ts';
import { FakeServer } from '../support/fake-server.ts';
import { stateOf, visit } from '../support/kader-work.ts';
import { useSteadySeal } from '../support/steady-seal.ts';

useSteadySeal();

const minuteMs = 60_000;

async function startedPhone(server: FakeServer): Promise<Device> {
	const phone = new Device('phone', 'ani', server, { disk: 'memory' });
	await phone.start();
	await phone.sync();
	return phone;
}

function seededServer(): FakeServer {
	const server = new FakeServer({ t1: 'ani' });
	server.seedHousehold('house-1', 't1');
	return server;
}

const bad = fc.constantFrom<Fault>(
	'lost_request',
	'lost_answer',
	'portal',
	'partial',
	'cut',
	'server_error',
	'refused',
	'hang',
	'busy'
);

describe('without a save, a tap or a signal from the browser', () => {
	it('a queue is empty a quarter of an hour after the network is good again, whatever went before', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(bad, { minLength: 1, maxLength: 25 }),
				fc.nat({ max: 20 * 60 }),
				async (faults, goodAfterSeconds) => {
					const server = seededServer();
					const phone = await startedPhone(server);
					const ids = [await visit(phone, 'house-1'), await visit(phone, 'house-1')];
					const stop = await phone.run(faults);
					await phone.live(goodAfterSeconds * 1_000);
					phone.networkIsGood();
					await phone.live(15 * minuteMs + 160_000);
					stop();
					for (const id of ids) {
						expect(server.row('visit', id)).toBeDefined();
						expect(await stateOf(phone, id)).toBe('sent');
					}
				}
			),
			{ seed: 65, numRuns: 60 }
		);
	});
});

describe('a tab that froze in the middle', () => {
	let server: FakeServer;
	let phone: Device;

	beforeEach(async () => {
		server = seededServer();
		phone = await startedPhone(server);
	});

	/** Looks every five seconds, as its timer would, and answers after how many it ran. */
	async function looksUntilItRuns(hand: Hand, each: (look: number) => void): Promise<number> {
		const tab = inHand(phone, server, hand);
		tab.engine.start();
		let looks = 0;
		for (; looks < 400 && tab.calls() === 0; looks++) {
			await tab.engine.settled();
			phone.now += 5_000;
			each(looks);
			tab.engine.request();
			await tab.engine.settled();
		}
		tab.engine.stop();
		return looks;
	}

	it('loses its lock to another tab within two time limits of a call, and its queue is sent', async () => {
		const id = await visit(phone, 'house-1');
		const looks = await looksUntilItRuns({ locked: true }, () => {});
		expect(looks * 5_000).toBeGreaterThan(160_000);
		expect(looks * 5_000).toBeLessThanOrEqual(2 * 160_000 + 10_000);
		expect(await stateOf(phone, id)).toBe('sent');
		// It wakes up and goes on where it was: what it sends is known, and nothing is stored twice.
		await phone.sync(['late']);
		expect(server.rows('visit')).toHaveLength(1);
	});

	it('keeps it as long as it can be heard', async () => {
		const tab = inHand(phone, server, { locked: true });
		tab.engine.start();
		for (let look = 0; look < 200; look++) {
			await tab.engine.settled();
			phone.now += 5_000;
			if (look % 30 === 0) tab.hear({ phase: 'pushing', received: 0, failure: null });
			tab.engine.request();
		}
		await tab.engine.settled();
		expect(tab.stolen.some(Boolean)).toBe(false);
		expect(tab.calls()).toBe(0);
		tab.engine.stop();
	});
});
