// A kader at work while browser, network, server or PostgreSQL die under her: what was called stored on
// her phone reaches the server, once.
import { expect } from '@playwright/test';
import {
	crashAt,
	expectSameHouseholds,
	type Crash,
	type CrashPoint,
	type Mortals
} from './e2e-crash.ts';
import { expectAllStored, ownHouseholds, visitNotHome } from './e2e-kader.ts';
import { MortalPostgres } from './e2e-mortal-postgres.ts';
import { openKaderPhone } from './e2e-people.ts';
import { startTestServer } from './e2e-server.ts';
import { readStore } from './e2e-storage.ts';
import { countStored } from './e2e-stored.ts';

export class MortalKader {
	readonly mortals: Mortals;
	#households: string[];

	private constructor(mortals: Mortals, households: string[]) {
		this.mortals = mortals;
		this.#households = households;
	}

	/** @param database `embedded` is on its own PostgreSQL in `npm test`; `postgres` can die by itself too */
	static async begin(database: 'embedded' | 'postgres'): Promise<MortalKader> {
		const postgres = database === 'postgres' ? await MortalPostgres.start() : null;
		const server = await startTestServer({
			databaseUrl: postgres?.url ?? null,
			// In the long part only is the embedded one at hand.
			postgres: process.env['JANGKAU_LONG'] !== '1'
		});
		const phone = await openKaderPhone(server);
		return new MortalKader({ phone, server, postgres }, await ownHouseholds(phone));
	}

	async end(): Promise<void> {
		await this.mortals.phone.discard();
		await this.mortals.server.close();
		await this.mortals.postgres?.close();
	}

	/** The next one in turn; a household may be visited again. */
	nextHousehold(): string {
		const [next = '', ...rest] = this.#households;
		this.#households = [...rest, next];
		return next;
	}

	async queued(): Promise<string[]> {
		return (await readStore(this.mortals.phone.page, 'outbox')).map(({ id }) => String(id));
	}

	/** The network is back: all that waits arrives by itself, once. */
	async expectArrival(ids: readonly string[]): Promise<void> {
		const { phone, server } = this.mortals;
		await expectAllStored(phone);
		expect(await countStored(server, ids)).toEqual(ids.map(() => 1));
		expect(await this.queued()).toEqual([]);
	}

	/** Killed as soon as a visit is called stored, again and again: each is on the disk. */
	async outliveKills(kills: number): Promise<void> {
		const { phone } = this.mortals;
		await phone.cutNetwork();
		for (let count = 1; count <= kills; count++) {
			await visitNotHome(phone, this.nextHousehold());
			await phone.kill();
			await phone.goto('/kirim');
			const held = await readStore(phone.page, 'outbox');
			expect(held.filter(({ entity }) => entity === 'visit')).toHaveLength(count);
		}
		const ids = await this.queued();
		await phone.restoreNetwork();
		await this.expectArrival(ids);
	}

	/** One visit is sent and everything is pulled anew, and something dies at that point of it. */
	async outlive(point: CrashPoint, crash: Crash): Promise<void> {
		const { phone, server } = this.mortals;
		await phone.cutNetwork();
		await visitNotHome(phone, this.nextHousehold());
		await phone.goto('/kirim');
		const ids = await this.queued();
		// More than one page to pull, so that there is a second one to die in.
		await this.#touchRows();
		const dying = crashAt(point, crash, this.mortals);
		await phone.restoreNetwork();
		await dying.recover();
		await this.expectArrival(ids);
		await expectSameHouseholds(server, () => ownHouseholds(phone));
	}

	/** Changes everything in the kader's territories, so that a phone has to fetch it again. */
	async #touchRows(): Promise<void> {
		for (const table of ['household', 'member', 'visit', 'visit_plan'])
			await this.mortals.server.sql(`update jangkau.${table} set xid = pg_current_xact_id()
				where territory_id in (select t.id from jangkau.territory t
					join jangkau.membership m on m.kader_id = t.kader_id
					join auth.users u on u.id = m.user_id where u.email = 'kader@demo.jangkau.id')`);
	}
}
