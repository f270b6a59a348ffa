// A server that is restored from yesterday's dump, with the real stores and the real engine of three
// phones: what they saw confirmed since comes back by itself, also when nobody says that it happened.
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { openRecords, type OpenRecords } from '../../src/lib/data/local/open-records.ts';
import { Engine } from '../../src/lib/data/sync/engine.ts';
import type { Id } from '../../src/lib/domain/entity.ts';
import { ok } from '../../src/lib/domain/result.ts';
import { fixtureKeys } from '../support/database-fixture.ts';
import {
	describeOnPostgres,
	dumpPostgres,
	openPostgres,
	restorePostgres,
	type TestDatabase
} from '../support/database.ts';
import { MemoryRecords } from '../support/memory-records.ts';
import { arrange, Device, membership, newId, place, pull, user } from './sync-place.ts';

/** A phone whose network leads to one server today and to another tomorrow. */
class Phone {
	readonly visits: string[] = [];
	readonly #user: string;
	readonly #household: string;
	readonly #device = newId();
	readonly #open: OpenRecords;
	server: TestDatabase;

	private constructor(server: TestDatabase, user: string, household: string, open: OpenRecords) {
		this.server = server;
		this.#user = user;
		this.#household = household;
		this.#open = open;
	}

	static async start(
		server: TestDatabase,
		name: 'kader1' | 'kader2' | 'midwife',
		household: string
	): Promise<Phone> {
		const open = await openRecords(
			{
				membership: {
					id: membership[name] as Id<'membership'>,
					role: name === 'midwife' ? 'health_worker' : 'kader',
					displayName: name,
					puskesmasId: null,
					facilityId: null,
					areaId: null,
					kaderId: null,
					timeZone: 'Asia/Makassar'
				},
				account: name,
				deviceId: newId()
			},
			await fixtureKeys(),
			{ making: { now: () => Date.now(), id: newId }, tables: new MemoryRecords() }
		);
		return new Phone(server, user[name], household, open);
	}

	async visit(): Promise<void> {
		const id = newId();
		const saved = await this.#open.records.commit([
			{
				entity: 'visit',
				op: 'create',
				id,
				patch: {
					householdId: this.#household,
					visitorRole: 'kader',
					outcome: 'completed',
					capturedAt: new Date().toISOString(),
					note: 'catatan'
				},
				after: [this.#household]
			}
		]);
		expect(saved.ok).toBe(true);
		this.visits.push(id);
	}

	async sync(): Promise<void> {
		const engine = new Engine({
			store: this.#open.sync,
			transport: {
				push: async (request) => ok(await this.server.rpc(this.#user, 'sync_push', request)),
				pull: async (request) => ok(await this.server.rpc(this.#user, 'sync_pull', request)),
				retryAfterMs: () => 0
			},
			clock: { now: () => Date.now(), after: () => () => {} },
			random: () => 0.5,
			connectivity: { onChance: () => () => {} },
			lock: {
				async tryRun(work) {
					await work();
					return true;
				}
			},
			channel: { post() {}, listen: () => () => {} },
			orders: { membership: () => Promise.resolve(), wipe: () => Promise.resolve() },
			deviceId: this.#device,
			appVersion: 'test'
		});
		engine.request();
		await engine.settled();
	}

	/** Visits that are here and not yet said to be stored. */
	async unsent(): Promise<string[]> {
		const items = await this.#open.sync.outbox(new Set());
		return items.filter(({ state }) => state !== 'sent').map(({ entityId }) => entityId);
	}

	async visitsHere(): Promise<string[]> {
		return (await this.#open.records.all('visit')).map(({ id }) => id).sort();
	}

	close(): void {
		this.#open.close();
	}
}

describeOnPostgres('a server restored from a dump', (suite) => {
	const file = join(tmpdir(), `jangkau-dump-${process.pid}`);
	let before: TestDatabase;
	let restored: TestDatabase;
	let phones: Phone[];

	/** As a server that has been in use for a while. */
	const age = (db: TestDatabase, transactions: number) =>
		db.query(`do $$ begin
			for n in 1..${transactions} loop
				perform pg_current_xact_id();
				commit;
			end loop;
		end $$`);

	beforeAll(() => {
		expect(suite.kind).toBe('postgres');
	});
	beforeEach(async () => {
		before = await openPostgres();
		await age(before, 6_000);
		await arrange(before);
		phones = [
			await Phone.start(before, 'kader1', place.house1),
			await Phone.start(before, 'kader2', place.house2),
			await Phone.start(before, 'midwife', place.house1)
		];
		const everyPhone = async (visits: number) => {
			for (const phone of phones) {
				for (let n = 0; n < visits; n++) await phone.visit();
				await phone.sync();
				expect(await phone.unsent()).toEqual([]);
			}
		};
		await everyPhone(2);
		dumpPostgres(before.url!, file);
		// The 24 hours between the dump and the disaster, all of it confirmed.
		await everyPhone(3);
		restored = await restorePostgres(file);
		for (const phone of phones) phone.server = restored;
	});
	afterEach(async () => {
		for (const phone of phones) phone.close();
		await before.close();
		await restored.close();
	});
	afterAll(() => rmSync(file, { force: true }));

	const stored = async () =>
		(await restored.query('select id from jangkau.visit order by id')).map(({ id }) => id);
	const recorded = () => phones.flatMap(({ visits }) => visits).sort();
	const everyPhoneHasItsOwn = async () => {
		for (const phone of phones) {
			expect(await phone.visitsHere()).toEqual(expect.arrayContaining(phone.visits));
			expect(await phone.unsent()).toEqual([]);
		}
	};
	const syncAll = async () => {
		for (let round = 0; round < 3; round++) for (const phone of phones) await phone.sync();
	};

	it('gets every confirmed visit back from the phones, once, after after_restore()', async () => {
		expect(await stored()).toHaveLength(6);
		await restored.query('select public.after_restore()');
		await syncAll();
		expect(await stored()).toEqual(recorded());
		await everyPhoneHasItsOwn();
		// Nothing is unpullable: the midwife has both kaders' visits of her village.
		expect(await phones[2]!.visitsHere()).toEqual(recorded());
	});

	/** Counts on until no row of the dump lies above the server's own count. */
	const overtakeTheDump = async () => {
		const [missing] = await restored.query<{ transactions: number }>(
			`select greatest(max(xid)::text::bigint - pg_current_xact_id()::text::bigint, 0) + 10 as transactions
			from jangkau.device`
		);
		await age(restored, missing!.transactions);
	};

	/** As where the server cannot tell: its files were copied back, or its host hides what it is. */
	const unnoticed = () =>
		restored.query('update jangkau.server_state set identity = private.server_identity()');

	const takesNothingUntilTold = async () => {
		await phones[0]!.visit();
		await syncAll();
		expect(await stored()).toHaveLength(6);
		for (const phone of phones) {
			expect(await phone.visitsHere()).toEqual(expect.arrayContaining(phone.visits));
		}
		expect(await phones[0]!.unsent()).toEqual(phones[0]!.visits.slice(-1));
		await restored.query('select public.after_restore()');
		await syncAll();
		expect(await stored()).toEqual(recorded());
		await everyPhoneHasItsOwn();
	};

	it('takes and gives nothing while after_restore() is forgotten, and the phones keep all', async () => {
		await unnoticed();
		await takesNothingUntilTold();
	});

	it('takes and gives nothing either when its count has passed the dump’s, so that no row is passed over', async () => {
		// A desk that only reads: it has nothing confirmed whose absence would tell it anything.
		const desk = await new Device().sync(before, user.planner);
		await overtakeTheDump();
		expect(await pull(restored, user.planner, desk.cursor)).toMatchObject({
			ok: false,
			code: 'restoring'
		});
		await takesNothingUntilTold();
		desk.rows.clear();
		await desk.sync(restored, user.planner);
		expect(desk.ids('visit')).toEqual(recorded());
	});

	it('is noticed by the phones themselves where it cannot tell and its count has passed the dump’s', async () => {
		await unnoticed();
		await overtakeTheDump();
		await syncAll();
		expect(await stored()).toEqual(recorded());
		await everyPhoneHasItsOwn();
	});
});
