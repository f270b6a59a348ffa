// A kader's phone that makes visits with no signal and sends them through whatever weather follows.
import { expect } from '@playwright/test';
import type { Weather } from './chaos-proxy.ts';
import { isCall } from './chaos-weather.ts';
import { expectAllStored, ownHouseholds, visitNotHome } from './e2e-kader.ts';
import { openKaderPhone } from './e2e-people.ts';
import type { Phone } from './e2e-phone.ts';
import type { TestServer } from './e2e-server.ts';
import { readStore } from './e2e-storage.ts';
import { countStored } from './e2e-stored.ts';

export class Crossing {
	readonly #server: TestServer;
	readonly phone: Phone;
	/** Those of hers that nobody has visited yet. */
	readonly households: string[];

	private constructor(server: TestServer, phone: Phone, households: string[]) {
		this.#server = server;
		this.phone = phone;
		this.households = households;
	}

	static async begin(server: TestServer): Promise<Crossing> {
		const phone = await openKaderPhone(server);
		return new Crossing(server, phone, await ownHouseholds(phone));
	}

	/** Two visits made with no signal. @returns their ids and those of all that hangs on them */
	async visitTwoOffline(): Promise<string[]> {
		await this.phone.cutNetwork();
		for (let made = 0; made < 2; made++)
			await visitNotHome(this.phone, this.households.pop() ?? '');
		const queued = await readStore(this.phone.page, 'outbox');
		await this.phone.goto('/kirim');
		return queued.map(({ id }) => String(id));
	}

	/** The network comes back as `weather` has it; nobody taps anything. @returns calls that it took */
	async sendThrough(weather: Weather, ids: readonly string[]): Promise<number> {
		const { network } = this.#server;
		const before = network.requests.length;
		network.weather(weather);
		await this.phone.restoreNetwork();
		await expectAllStored(this.phone);
		expect(await countStored(this.#server, ids)).toEqual(ids.map(() => 1));
		expect(await readStore(this.phone.page, 'outbox')).toEqual([]);
		return network.requests.slice(before).filter(isCall).length;
	}
}
